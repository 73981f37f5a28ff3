"""Writing before the opening, unseen: with a name, or without one and then without any trace of whose it is."""

import secrets
from collections.abc import Iterable, Sequence

from django.db import transaction

from troth.foundation.facts.kickoff import Group
from troth.kickoff.actions.turns import NotPossible, take
from troth.kickoff.models import Kickoff, Ready, SealedLine, UnnamedLine
from troth.kickoff.queries.sealed import how_many, unnamed_agreed
from troth.kickoff.rules.phases import MOST_LINES, MOST_NAMED_OF_ONE, Phase, Refusal
from troth.partnerships.models import Seat

Words = Sequence[tuple[Group, str]]


@transaction.atomic
def write(kickoff: Kickoff, words: Words, *, named: bool, by: Seat) -> None:
    """Seal these lines until all are opened. No fact: nothing of them goes on record before.

    Raises `NotPossible` once it is opened, after one's own party has said that it is ready, and without a
    name where the working agreement wants one.
    """
    take(kickoff, Phase.WRITING)
    if not named and not unnamed_agreed(by):
        raise NotPossible(Refusal.UNNAMED_NOT_AGREED)
    if by.party_id and Ready.objects.filter(kickoff=kickoff, party_id=by.party_id).exists():
        raise NotPossible(Refusal.ALREADY_READY)
    if how_many(kickoff) + len(words) > MOST_LINES:
        raise NotPossible(Refusal.FULL)
    if named:
        write_named(kickoff, words, by=by)
    else:
        scatter(kickoff, words)


def write_named(kickoff: Kickoff, words: Words, *, by: Seat) -> None:
    """Keep these beside what this person wrote before; the same words twice are one line."""
    own = SealedLine.objects.filter(kickoff=kickoff, seat=by)
    there = set(own.values_list("group", "text"))
    new = [one for one in words if (one[0].value, one[1]) not in there]
    if len(there) + len(new) > MOST_NAMED_OF_ONE:
        raise NotPossible(Refusal.TOO_MANY_LINES)
    SealedLine.objects.bulk_create(
        SealedLine(kickoff=kickoff, seat=by, group=group.value, text=text) for group, text in new
    )


def scatter(kickoff: Kickoff, words: Words) -> None:
    """Put these among the unnamed lines and lay all of them down anew, in random order.

    A database numbers its rows as they come: without this, lines sent together would lie together.
    """
    lying = UnnamedLine.objects.filter(kickoff=kickoff)
    wanted = set(lying.values_list("group", "text"))
    wanted |= {(group.value, text) for group, text in words}
    lying.delete()
    UnnamedLine.objects.bulk_create(
        UnnamedLine(kickoff=kickoff, group=group, text=text) for group, text in shuffled(wanted)
    )


def shuffled(found: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """In an order that nobody can foresee or work out."""
    rows = sorted(found)
    secrets.SystemRandom().shuffle(rows)
    return rows


@transaction.atomic
def take_back(kickoff: Kickoff, line: str, *, by: Seat) -> bool:
    """Take back a line of one's own that nobody has seen; whether it was there."""
    take(kickoff, Phase.WRITING)
    if by.party_id and Ready.objects.filter(kickoff=kickoff, party_id=by.party_id).exists():
        raise NotPossible(Refusal.ALREADY_READY)
    gone, _by_table = SealedLine.objects.filter(kickoff=kickoff, seat=by, pk=line).delete()
    return bool(gone)
