"""Who speaks for a group, and what was heard from it; before a launch and at any time after."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from troth.foundation.facts.voices import (
    VoicesConsulted,
    VoicesNoLongerSpokenFor,
    VoicesSpokenFor,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.times import in_zone
from troth.inclusion.actions.holding import NotPossible, hold, one_of, refuse, side_of
from troth.inclusion.models import Affected, Consultation, Speaking, speaks_now
from troth.inclusion.models.voices import LONGEST_HEARD, LONGEST_WORDS
from troth.inclusion.rules.standing import Refusal, why_not_talked
from troth.ledger.actions import record
from troth.partnerships.models import Seat
from troth.partnerships.queries.audience import entering
from troth.people.zones import known_zone


@transaction.atomic
def speaks_for(group: Affected, seat: Seat, *, by: Seat) -> Speaking:
    """Say who of those in the room speaks for the group. Raises `NotPossible`."""
    side_of(by)
    row, _found = one_of(hold(group.goal), group)
    if not entering(row.room).filter(pk=seat.pk).exists():
        raise NotPossible(Refusal.NOT_SITTING)
    if any(one.seat_id == seat.id and speaks_now(one) for one in row.speaking.all()):
        raise NotPossible(Refusal.SPEAKS_ALREADY)
    made = Speaking.objects.create(group=row, seat=seat, said_by=by, since=now())
    record(
        VoicesSpokenFor(
            room=Ulid(row.room_id),
            by=by.actor,
            goal=Ulid(row.goal_id),
            group=Ulid(row.id),
            seat=Ulid(seat.id),
        )
    )
    return made


@transaction.atomic
def no_longer(group: Affected, seat_id: str, *, by: Seat) -> None:
    """Say that somebody does not speak for the group any more. Raises `NotPossible`."""
    side_of(by)
    row, _found = one_of(hold(group.goal), group)
    held = Speaking.objects.filter(group=row, seat=Ulid(seat_id), ended_at=None)
    if not held.update(ended_at=now()):
        raise NotPossible(Refusal.NOBODY_SPEAKS)
    record(
        VoicesNoLongerSpokenFor(
            room=Ulid(row.room_id),
            by=by.actor,
            goal=Ulid(row.goal_id),
            group=Ulid(row.id),
            seat=Ulid(seat_id),
        )
    )


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A talk with a group as somebody records it."""

    on: date
    how: str
    heard: str
    changed: str = ""


@transaction.atomic
def consulted(group: Affected, talk: Talk, *, by: Seat) -> Consultation:
    """Record a talk with the group: when, how, what was heard, what changes by it. Raises `NotPossible`."""
    side_of(by)
    row, found = one_of(hold(group.goal), group)
    today = in_zone(now(), known_zone(by.person.zone)).date()
    refuse(why_not_talked(found, on=talk.on, today=today, words=(talk.how, talk.heard)))
    made = Consultation(
        group=row,
        on=talk.on,
        how=talk.how.strip()[:LONGEST_WORDS],
        heard=talk.heard.strip()[:LONGEST_HEARD],
        changed=talk.changed.strip()[:LONGEST_HEARD],
        seat=by,
        at=now(),
    )
    fact = VoicesConsulted(
        room=Ulid(row.room_id),
        by=by.actor,
        goal=Ulid(row.goal_id),
        group=Ulid(row.id),
        on=made.on,
        how=made.how,
        heard=made.heard,
        changed=made.changed or None,
    )
    made.idx = record(fact).idx
    made.save(force_insert=True)
    return made
