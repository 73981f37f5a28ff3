"""The story of a promise, read from the record."""

from collections.abc import Sequence

from troth.commitments.models import Commitment
from troth.commitments.rules.replay import Told
from troth.ledger.queries import facts_at
from troth.people.models import Person

LONGEST = 300


def told(commitment: Commitment) -> Sequence[Told]:
    """The facts about this promise in their order, with words where they were not erased."""
    lines = dict(commitment.lines.order_by("idx").values_list("idx", "at")[:LONGEST])
    facts = facts_at(commitment.room_id, list(lines))
    return [Told(idx=idx, at=lines[idx], fact=fact) for idx, fact in facts if fact is not None]


def names_of(people: set[str]) -> dict[str, str]:
    """First names of the people in a story."""
    return {person.id: person.name.split(" ")[0] for person in Person.objects.filter(pk__in=people)}
