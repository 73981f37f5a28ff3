"""Naming who is affected, and taking a name back before anybody has acted on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from troth.foundation.facts.voices import VoicesGroupNamed, VoicesGroupTakenBack
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.goals.models import Goal
from troth.inclusion.actions.holding import hold, one_of, refuse
from troth.inclusion.forgotten import FORGOTTEN
from troth.inclusion.models import Affected
from troth.inclusion.models.voices import LONGEST_NAME, LONGEST_WORDS
from troth.inclusion.rules.standing import plain, why_not_named, why_not_taken_back
from troth.ledger.actions import record
from troth.partnerships.models import Seat


@dataclass(frozen=True, kw_only=True)
class Named:
    """A group as somebody names it: one of those often forgotten, or in own words."""

    template: str = ""
    name: str = ""
    how: str = ""

    @property
    def called(self) -> str:
        """What it is called, for the record."""
        known = FORGOTTEN.get(self.template)
        return str(known.name) if known else self.name.strip()[:LONGEST_NAME]

    @property
    def key(self) -> str:
        """By what the same group is known again."""
        return f"{self.template}:" if self.template in FORGOTTEN else plain(self.called)


@transaction.atomic
def name_groups(goal: Goal, groups: Sequence[Named], *, by: Seat) -> list[Affected]:
    """Put groups on the list of an initiative. Raises `NotPossible`, and then none of them is named."""
    board = hold(goal)
    known = frozenset(one.key for one in board.rows)
    made: list[Affected] = []
    for one in groups:
        refuse(why_not_named(one.called, named=known))
        if one.key in known:
            continue
        known |= {one.key}
        made.append(put(goal, one, by=by))
    return made


def put(goal: Goal, named: Named, *, by: Seat) -> Affected:
    """One group, with its entry."""
    own = named.template not in FORGOTTEN
    one = Affected(
        room=goal.room,
        goal=goal,
        template="" if own else named.template,
        name=named.called if own else "",
        how=named.how.strip()[:LONGEST_WORDS],
        key=named.key,
        seat=by,
        party=by.party,
        named_at=now(),
    )
    fact = VoicesGroupNamed(
        room=Ulid(goal.room_id),
        by=by.actor,
        goal=Ulid(goal.id),
        group=Ulid(one.id),
        called=named.called,
        how=one.how or None,
    )
    one.idx = record(fact).idx
    one.save(force_insert=True)
    return one


@transaction.atomic
def take_back(group: Affected, *, by: Seat) -> Affected:
    """Take one's own side's name off the list. Raises `NotPossible`."""
    board = hold(group.goal)
    row, found = one_of(board, group)
    party = Ulid(by.party_id) if by.party_id else None
    refuse(why_not_taken_back(found, party=party), who=row.party.short if row.party else "")
    row.taken_back_at = now()
    row.save(update_fields=["taken_back_at"])
    record(
        VoicesGroupTakenBack(
            room=Ulid(row.room_id), by=by.actor, goal=Ulid(row.goal_id), group=Ulid(row.id)
        )
    )
    return row
