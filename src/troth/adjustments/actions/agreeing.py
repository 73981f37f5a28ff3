"""The other side's answer: agreed, declined with a reason, or taken back before there is one."""

from django.db import transaction

from troth.adjustments.actions.turns import move, side_of, step, take
from troth.adjustments.models import LONGEST_WORDS, Adjustment, Did
from troth.adjustments.rules.proposing import why_not_day
from troth.adjustments.rules.refusals import NotPossible, Reason
from troth.adjustments.rules.states import Act, State
from troth.foundation.facts.adjustments import (
    AdjustmentAgreed,
    AdjustmentDeclined,
    AdjustmentWithdrawn,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.times import in_zone
from troth.partnerships.models import Seat
from troth.people.zones import known_zone


@transaction.atomic
def agree(one: Adjustment, *, by: Seat, seen: int) -> Adjustment:
    """Agree to the words as this side has read them; from now on they hold. Raises `NotPossible`."""
    found = take(Act.AGREE, one, by=by, seen=seen)
    today = in_zone(now(), known_zone(side_of(by).zone)).date()
    if why_not_day(found.recheck_on, today=today):
        raise NotPossible(Reason.ITS_DAY_PASSED)
    move(found, state=State.AGREED.value, agreed_at=now())
    fact = AdjustmentAgreed(
        room=Ulid(found.room_id), by=by.actor, adjustment=Ulid(found.id), version=found.version
    )
    step(found, Did.AGREED, fact, by=by)
    return found


@transaction.atomic
def decline(one: Adjustment, *, by: Seat, seen: int, reason: str) -> Adjustment:
    """Decline it and say why. Raises `NotPossible`."""
    found, words = take(Act.DECLINE, one, by=by, seen=seen), reason.strip()[:LONGEST_WORDS]
    if not words:
        raise NotPossible(Reason.REASON_MISSING)
    move(found, state=State.DECLINED.value, ended_at=now())
    fact = AdjustmentDeclined(
        room=Ulid(found.room_id), by=by.actor, adjustment=Ulid(found.id), reason=words
    )
    step(found, Did.DECLINED, fact, by=by, words=words)
    return found


@transaction.atomic
def withdraw(one: Adjustment, *, by: Seat, seen: int) -> Adjustment:
    """Take one's own words back before they are agreed. Raises `NotPossible`."""
    found = take(Act.WITHDRAW, one, by=by, seen=seen)
    move(found, state=State.WITHDRAWN.value, ended_at=now())
    fact = AdjustmentWithdrawn(room=Ulid(found.room_id), by=by.actor, adjustment=Ulid(found.id))
    step(found, Did.WITHDRAWN, fact, by=by)
    return found
