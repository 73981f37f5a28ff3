"""What two agree on privately, done openly: dates that move, or a pause, each by the ordinary acts of both sides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from troth.checkins.actions import pausing
from troth.checkins.actions.refusing import NotPossible as NoPause
from troth.checkins.actions.refusing import SomebodyWasQuicker as PauseChanged
from troth.checkins.rules.pauses import Days
from troth.commitments.actions import agree_move, ask_move, hold_together
from troth.commitments.actions.turns import NotPossible as NoMove
from troth.commitments.actions.turns import SomebodyWasQuicker as PromiseChanged
from troth.commitments.models import Commitment
from troth.foundation.facts.outreach import (
    OutreachChangeAgreed,
    OutreachChangeDeclined,
    OutreachChangeProposed,
    OutreachChangeWithdrawn,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.outreach.actions.asking import hold, touch
from troth.outreach.models import Change, Exchange, MovedDate
from troth.outreach.queries.exchanges import movable, resting, waiting_change
from troth.outreach.queries.signals import shared_room
from troth.outreach.rules.refusals import NotPossible, Reason
from troth.outreach.rules.states import (
    ChangeKind,
    ChangeState,
    ChangeView,
    ExchangeState,
    NewDates,
    why_not_dates,
    why_not_settle,
)
from troth.partnerships.actions.holding import SeatGone
from troth.partnerships.actions.holding import hold as hold_table
from troth.partnerships.models import Party, Room, Seat


@dataclass(frozen=True, kw_only=True)
class Dates:
    """What somebody proposes: new dates by promise, or the days of a pause."""

    due: Mapping[str, datetime] = field(default_factory=dict)
    pause: Days | None = None


def neutral_reason() -> str:
    """All that anybody else reads of why."""
    return _("Agreed between us.")


@transaction.atomic
def propose(one: Exchange, wanted: Dates, *, by: Seat) -> Change:
    """Propose it to the other side; nothing moves before they agree. Raises `NotPossible`."""
    found = hold(one)
    check_open(found)
    if waiting_change(found):
        raise NotPossible(Reason.PROPOSED_ALREADY)
    promises = promised(found, wanted)
    kind = ChangeKind.PAUSE if wanted.pause else ChangeKind.DATES
    made = Change.objects.create(
        exchange=found,
        seat=by,
        kind=kind.value,
        first=wanted.pause.first if wanted.pause else None,
        last=wanted.pause.last if wanted.pause else None,
        at=now(),
    )
    MovedDate.objects.bulk_create(
        MovedDate(change=made, commitment=each, was=each.due, due=wanted.due.get(each.id, each.due))
        for each in promises
    )
    touch(found)
    record(OutreachChangeProposed(**about(made, by=by)))
    return made


def check_open(one: Exchange) -> None:
    """Raises `NotPossible` where the exchange is over."""
    if one.stands is not ExchangeState.OPEN:
        raise NotPossible(Reason.ENDED)


def promised(one: Exchange, wanted: Dates) -> list[Commitment]:
    """The promises it is about, as they are now. Raises `NotPossible`."""
    shared = shared_room(one.asker.partnership_id)
    if wanted.pause:
        return resting(one, wanted.pause, shared=shared)
    found = [each for each in movable(one, shared=shared) if each.id in wanted.due]
    view = NewDates(moves=tuple((each.due, wanted.due[each.id]) for each in found))
    if refused := why_not_dates(view, now=now()):
        raise NotPossible(refused)
    return found


def about(change: Change, *, by: Seat) -> dict[str, Any]:
    """What every fact about a change says."""
    room = Ulid(change.exchange.room_id)
    return {"room": room, "by": by.actor, "exchange": change.exchange_id, "change": change.id}


def taken(one: Exchange, *, seen: str, to: ChangeState, by: Seat) -> Change:
    """The waiting change, moved on. Raises `NotPossible`: also where another one waits than was seen."""
    found = hold(one)
    check_open(found)
    change = waiting_change(found)
    view = (
        ChangeView(state=ChangeState(change.state), by_party=Ulid(str(change.seat.party_id)))
        if change
        else None
    )
    party = Ulid(by.party_id) if by.party_id else None
    refused = why_not_settle(view, party=party, agreeing=to is not ChangeState.WITHDRAWN)
    if refused or change is None:
        raise NotPossible(refused or Reason.NOTHING_PROPOSED)
    if change.id != seen:
        raise NotPossible(Reason.CHANGED_MEANWHILE)
    change.exchange = found
    Change.objects.filter(pk=change.pk).update(state=to.value, settled_at=now())
    touch(found)
    return change


@transaction.atomic
def agree(one: Exchange, *, seen: str, by: Seat) -> Change:
    """Agree to what was previewed: now it happens openly, with a neutral reason.

    Raises `NotPossible`; then nothing moves.
    """
    change = taken(one, seen=seen, to=ChangeState.AGREED, by=by)
    try:
        if change.kind == ChangeKind.PAUSE:
            pause_openly(change, by=by)
        else:
            move_openly(change, by=by)
    except (NoMove, PromiseChanged, NoPause, PauseChanged, SeatGone) as error:
        raise NotPossible(Reason.CHANGED_MEANWHILE) from error
    record(OutreachChangeAgreed(**about(change, by=by)))
    return change


def move_openly(change: Change, *, by: Seat) -> None:
    """Ask and agree, promise by promise, as both sides would on its page. Raises `NotPossible`."""
    moves = list(change.moves.select_related("commitment"))
    hold_together(move.commitment for move in moves)
    for move in moves:
        promise = Commitment.objects.with_parties().get(pk=move.commitment_id)
        if promise.due != move.was:
            raise NotPossible(Reason.CHANGED_MEANWHILE)
        ask_move(promise, due=move.due, reason=neutral_reason(), by=change.seat)
        agree_move(promise, by=by)


def pause_openly(change: Change, *, by: Seat) -> None:
    """Propose the pause and agree to it; where others sit at the table, it waits for their word as any other."""
    if change.first is None or change.last is None:
        raise NotPossible(Reason.CHANGED_MEANWHILE)
    days, room = Days(change.first, change.last), shared_room(by.partnership_id)
    as_previewed(change, days, room=room)
    wanted = pausing.Wanted(
        days=days,
        commitments=[str(move.commitment_id) for move in change.moves.all()],
        reason=neutral_reason(),
    )
    pausing.agree(pausing.propose(wanted, room=room, by=change.seat), by=by)


def as_previewed(change: Change, days: Days, *, room: Room) -> None:
    """Raises `NotPossible` where other promises would rest than both have read, or others sit here since."""
    # Held from here on, so that what is compared is what moves; in the order of whoever agrees to a pause.
    hold_table(room.partnership_id)
    pausing.hold(room.pk)
    pausing.hold_resting(room.pk, days)
    moves = {str(move.commitment_id): move.was for move in change.moves.all()}
    found = {str(each.id): each.due for each in resting(change.exchange, days, shared=room)}
    rests = {key: found.get(key) for key in moves}
    if rests != moves or seated_since(change, room=room):
        raise NotPossible(Reason.CHANGED_MEANWHILE)


def seated_since(change: Change, *, room: Room) -> bool:
    """Whether an organisation has come or gone since it was proposed: then others have a word in it, or none."""
    came_or_went = Q(joined_at__gt=change.at) | Q(left_at__gt=change.at)
    return Party.objects.filter(came_or_went, partnership=room.partnership_id).exists()


@transaction.atomic
def decline(one: Exchange, *, seen: str, by: Seat) -> Change:
    """Say that it does not suit; nothing moves. Raises `NotPossible`."""
    change = taken(one, seen=seen, to=ChangeState.DECLINED, by=by)
    record(OutreachChangeDeclined(**about(change, by=by)))
    return change


@transaction.atomic
def take_back(one: Exchange, *, seen: str, by: Seat) -> Change:
    """Take one's own proposal back. Raises `NotPossible`."""
    change = taken(one, seen=seen, to=ChangeState.WITHDRAWN, by=by)
    record(OutreachChangeWithdrawn(**about(change, by=by)))
    return change
