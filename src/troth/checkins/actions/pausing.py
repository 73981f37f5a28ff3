"""A pause, agreed by all: proposed, answered, and with it the dates that move together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from troth.checkins.actions.refusing import NotPossible, SomebodyWasQuicker, refuse
from troth.checkins.models import Pause, Report, Rest, Yes
from troth.checkins.queries.days import today_for
from troth.checkins.queries.pauses import agreed_days, may_rest, standing_of
from troth.checkins.rules.pauses import (
    Days,
    State,
    is_complete,
    why_not_answer,
    why_not_propose,
    why_not_withdraw,
)
from troth.checkins.rules.refusals import Refusal
from troth.checkins.rules.reports import State as ReportState
from troth.commitments.actions import hold_together, move_together, rest_answers
from troth.commitments.actions.turns import SomebodyWasQuicker as PromiseChanged
from troth.commitments.models import Commitment
from troth.commitments.queries.lists import answers_reaching
from troth.discussions.actions.asking import hold_reaching as hold_questions
from troth.discussions.actions.asking import rest_answers as rest_questions
from troth.foundation.facts.checkins import (
    PauseAgreed,
    PauseDeclined,
    PauseProposed,
    PauseSupported,
    PauseWithdrawn,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Room, Seat


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The pause somebody proposes: its days, the promises that are to rest, and why."""

    days: Days
    commitments: Sequence[str]
    reason: str


def party_of(seat: Seat) -> Ulid:
    """The party a seat acts for. Raises `NotPossible`."""
    if seat.party_id is None:
        raise NotPossible(Refusal.NO_PARTY)
    return Ulid(seat.party_id)


def about(pause: Pause, by: Seat) -> dict[str, Any]:
    """What every fact about a pause says first."""
    return {"room": Ulid(pause.room_id), "by": by.actor, "pause": Ulid(pause.id)}


def take(pause: Pause, **changes: Any) -> None:
    """Move it on by one turn. Raises `SomebodyWasQuicker` where somebody else has moved it."""
    here = Pause.objects.filter(pk=pause.pk, turn=pause.turn)
    if not here.update(turn=pause.turn + 1, **changes):
        raise SomebodyWasQuicker
    pause.turn += 1
    for name, value in changes.items():
        setattr(pause, name, value)


@transaction.atomic
def propose(wanted: Wanted, *, room: Room, by: Seat) -> Pause:
    """Propose a pause to everybody else at the table. Raises `NotPossible`."""
    party, today, days = party_of(by), today_for(by), wanted.days
    refuse(why_not_propose(days, today=today, others=agreed_days(room.id, since=today)))
    refuse(None if wanted.reason.strip() else Refusal.REASON_MISSING)
    resting = [one for one in may_rest(room.id, days) if one.id in set(wanted.commitments)]
    made = Pause.objects.create(
        room=room,
        by_id=party,
        first=days.first,
        last=days.last,
        reason=wanted.reason.strip(),
        at=now(),
    )
    Rest.objects.bulk_create(Rest(pause=made, commitment=one) for one in resting)
    fact = PauseProposed(
        **about(made, by),
        first=days.first,
        last=days.last,
        commitments=keys(resting),
        reason=wanted.reason.strip(),
    )
    record(fact)
    return made


def keys(commitments: Iterable[Commitment]) -> tuple[Ulid, ...]:
    """Their ids."""
    return tuple(Ulid(one.id) for one in commitments)


def hold(room: Ulid) -> None:
    """Of two pauses on the same days that are agreed at once, the second finds the first; taken before promises."""
    Room.objects.select_for_update(of=("self",), no_key=True).get(pk=room)


def hold_resting(room: Ulid, days: Days) -> None:
    """Take all that a pause on these days moves, before anything is recorded; in the order of whoever acts on one."""
    hold_together([*may_rest(room, days), *answers_reaching(room, first=days.first, now=now())])
    hold_questions(room, first=days.first)
    parts = reaching(room, days.first).select_for_update(of=("self",), no_key=True)
    list(parts.only("pk").order_by("pk"))


@transaction.atomic
def agree(pause: Pause, *, by: Seat) -> bool:
    """Agree for one's organisation; the last yes moves the dates. Returns whether this was the last.

    Raises `NotPossible`, and `SomebodyWasQuicker` where the pause or one of its promises changed meanwhile.
    """
    party, today = party_of(by), today_for(by)
    hold(pause.room_id)
    stands = standing_of(pause)
    others = agreed_days(pause.room_id, since=today)
    refuse(why_not_answer(stands, party=party, today=today))
    refuse(Refusal.OVERLAPS if any(pause.days.overlaps(one) for one in others) else None)
    if not is_complete(stands, party):
        take(pause)
        Yes.objects.create(pause=pause, party_id=party, at=now())
        record(PauseSupported(**about(pause, by)))
        return False
    hold_resting(pause.room_id, pause.days)
    take(pause, state=State.AGREED.value, settled_at=now())
    Yes.objects.create(pause=pause, party_id=party, at=now())
    moved = move_resting(pause, by=by)
    rest_all_answers(pause, by=by)
    fact = PauseAgreed(
        **about(pause, by),
        first=pause.first,
        last=pause.last,
        days=pause.days.length,
        commitments=keys(moved),
    )
    record(fact)
    return True


def move_resting(pause: Pause, *, by: Seat) -> list[Commitment]:
    """Move what rests by the pause's length, and remember from where to where."""
    rests = {rest.commitment_id: rest for rest in pause.rests.all()}
    affected = [one for one in may_rest(pause.room_id, pause.days) if one.id in rests]
    was = {one.id: one.due for one in affected}
    moved = moved_by(affected, pause, days=pause.days.length, by=by)
    for one in moved:
        rests[one.id].was, rests[one.id].due = was[one.id], one.due
    Rest.objects.bulk_update([rests[one.id] for one in moved], ["was", "due"])
    return moved


def rest_all_answers(pause: Pause, *, by: Seat) -> None:
    """Let no time to answer run out within the pause: of deliveries, of questions, of check-ins begun before."""
    first, days = pause.first, pause.days.length
    try:
        rest_answers(pause.room, first=first, days=days, pause=Ulid(pause.id), by=by)
    except PromiseChanged as changed:
        raise SomebodyWasQuicker from changed
    rest_questions(pause.room, first=first, days=days)
    reaching(pause.room_id, first).update(answer_by=F("answer_by") + timedelta(days=days))


def reaching(room: Ulid, first: date) -> QuerySet[Report]:
    """Parts of check-ins begun before, whose time to answer ends on this day or later."""
    waiting = Report.objects.filter(checkin__room=room, state=ReportState.WAITING)
    return waiting.filter(answer_by__gte=datetime.combine(first, time(), UTC))


def moved_by(
    commitments: Iterable[Commitment], pause: Pause, *, days: int, by: Seat
) -> list[Commitment]:
    """Move them together, or none of them. Raises `SomebodyWasQuicker`."""
    try:
        return move_together(commitments, days=days, pause=Ulid(pause.id), by=by)
    except PromiseChanged as changed:
        raise SomebodyWasQuicker from changed


@transaction.atomic
def decline(pause: Pause, *, by: Seat, reason: str = "") -> None:
    """Say that a pause does not suit; nothing moves. Raises `NotPossible`, `SomebodyWasQuicker`."""
    refuse(why_not_answer(standing_of(pause), party=party_of(by), today=pause.last))
    take(pause, state=State.DECLINED.value, settled_at=now())
    record(PauseDeclined(**about(pause, by), reason=reason or None))


@transaction.atomic
def withdraw(pause: Pause, *, by: Seat) -> None:
    """Take one's own proposal back. Raises `NotPossible`, `SomebodyWasQuicker`."""
    refuse(why_not_withdraw(standing_of(pause), party=party_of(by)))
    take(pause, state=State.WITHDRAWN.value, settled_at=now())
    record(PauseWithdrawn(**about(pause, by)))
