"""What happened on one side since the last check-in, promises and readings: what its report begins with."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.db.models import Q

from troth.checkins.models import Checkin
from troth.commitments.models import Commitment
from troth.commitments.rules.outcome import Outcome
from troth.commitments.rules.states import State
from troth.foundation.kernel.ulid import Ulid
from troth.goals.models import Defined, Goal, Reading

MOST = 30
# A measure may be read every day; each is told once, as it was read last.
MOST_READINGS = 200


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


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A measure of an agreed goal, and what it read last in these days."""

    goal: str
    title: str
    name: str
    unit: str
    value: Decimal
    day: date


def measured(room: str, party: Ulid, *, since: datetime, now: datetime) -> list[Measured]:
    """What this side read of the goals of this room in these days, each measure once; two statements."""
    rows = Reading.objects.filter(
        measure__goal__in=Goal.objects.in_rooms([room]),
        seat__party_id=party,
        at__range=(since, now),
        replaced_at__isnull=True,
    )
    rows = rows.select_related("measure__goal__agreement").order_by("-day", "-at")
    last: dict[Ulid, Reading] = {}
    for one in rows[:MOST_READINGS]:
        last.setdefault(one.measure_id, one)
    agreed = Defined.objects.filter(measure__in=list(last), plan__agreed_at__isnull=False)
    named = {one.measure_id: one for one in agreed.order_by("plan__number")}
    found = [measured_of(one, named[key]) for key, one in last.items() if key in named]
    return sorted(found, key=lambda one: (one.title, one.name))[:MOST]


def measured_of(one: Reading, named: Defined) -> Measured:
    """One reading under the name that all have signed last."""
    goal = one.measure.goal
    return Measured(
        goal=goal.id,
        title=goal.title,
        name=named.name,
        unit=named.unit,
        value=one.value,
        day=one.day,
    )
