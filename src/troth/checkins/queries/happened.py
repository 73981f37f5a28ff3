"""What happened with one side's promises since the last check-in: what its report begins with."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from troth.checkins.models import Checkin
from troth.commitments.models import Commitment
from troth.commitments.rules.outcome import Outcome
from troth.commitments.rules.states import State
from troth.foundation.kernel.ulid import Ulid

MOST = 30


class What(StrEnum):
    """What came of a promise in these days; of several things the last of them."""

    KEPT = "kept"
    DROPPED = "dropped"
    DELIVERED = "delivered"
    MISSED = "missed"
    MOVED = "moved"
    MADE = "made"


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One promise and what came of it."""

    what: What
    commitment: Commitment


def since_when(one: Checkin) -> datetime:
    """From where on a round looks back: the one before it, or the day the table opened."""
    earlier = Checkin.objects.in_rooms([one.room_id]).filter(at__lt=one.at).order_by("-at")
    before: datetime | None = earlier.values_list("at", flat=True).first()
    return before or one.room.partnership.opened_at or one.at


def happened(room: str, party: Ulid, *, since: datetime, now: datetime) -> list[Happened]:
    """What happened with the promises of this side in these days, the nearest date first."""
    span = (since, now)
    touched = (
        Q(proposed_at__range=span)
        | Q(missed_at__range=span)
        | Q(outcome_at__range=span)
        | Q(moves__agreed_at__range=span)
        | Q(deliveries__at__range=span)
    )
    rows = Commitment.objects.in_rooms([room]).filter(touched, promiser_id=party, batch=None)
    rows = rows.prefetch_related("moves", "deliveries").distinct().order_by("due", "id")[:MOST]
    found = ((what_of(one, since=since), one) for one in rows)
    return [Happened(what=what, commitment=one) for what, one in found if what]


def what_of(one: Commitment, *, since: datetime) -> What | None:
    """The last thing that came of it."""
    if one.outcome_at and one.outcome_at >= since:
        return What.DROPPED if one.outcome == Outcome.DROPPED else What.KEPT
    if any(each.at >= since for each in one.deliveries.all()):
        return What.DELIVERED
    if one.missed_at and one.missed_at >= since:
        return What.MISSED
    if any(each.agreed_at >= since for each in one.moves.all()):
        return What.MOVED
    gone = one.stands in {State.DECLINED, State.WITHDRAWN}
    return What.MADE if one.proposed_at >= since and not gone else None
