"""What falls due for adjustments: the day on which both sides look whether it helped."""

import logging
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from troth.adjustments.actions import ask, conclude
from troth.adjustments.models import Adjustment, Did, Step
from troth.adjustments.rules.states import State
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared
from troth.foundation.web.times import in_zone
from troth.ledger.queries import stopped
from troth.partnerships.models.seats import Phase, Standing
from troth.people.zones import known_zone

AT_ONCE = 200
# A day may have come already on some clock of the world.
TOMORROW = timedelta(days=1)

log = logging.getLogger("troth.adjustments")


@prepared
def come(latest: date, stopped: Collection[Ulid]) -> QuerySet[Adjustment]:
    """Agreed adjustments whose day may have come, at open tables whose record takes entries."""
    rows = Adjustment.objects.filter(
        state=State.AGREED, asked_at=None, room__partnership__phase=Phase.OPEN
    )
    rows = rows.filter(recheck_on__lte=latest)
    rows = rows.exclude(room__in=stopped)
    return rows.select_related("keeper").order_by("recheck_on", "id")[:AT_ONCE]


@prepared
def left_alone(stopped: Collection[Ulid]) -> QuerySet[Adjustment]:
    """Agreed adjustments of which one side has left, once the one that still sits there has said how it went."""
    rows = Adjustment.objects.filter(state=State.AGREED, room__partnership__phase=Phase.OPEN)
    rows = rows.filter(Q(about__standing=Standing.LEFT) | Q(towards__standing=Standing.LEFT))
    said = Step.objects.filter(
        adjustment=OuterRef("pk"), did=Did.LOOKED, round=OuterRef("round")
    ).filter(party__standing=Standing.JOINED)
    rows = rows.filter(Exists(said)).exclude(room__in=stopped)
    return rows.order_by("id")[:AT_ONCE]


def due(now: datetime) -> int:
    """Ask about everything whose day has come where its owner is; returns how many were asked.

    Where the side that is waited for has left, it is over with what the other has said.
    """
    closed = [Ulid(room) for room, _why in stopped()]
    for one in left_alone(closed):
        concluded(one)
    return sum(asked(one, now=now) for one in come(now.date() + TOMORROW, closed))


def concluded(one: Adjustment) -> bool:
    """One adjustment; what goes wrong with one does not keep the others waiting."""
    try:
        return conclude(one)
    except Exception:
        log.exception("the clock could not conclude adjustment %s", one.id)
        return False


def asked(one: Adjustment, *, now: datetime) -> bool:
    """One adjustment; the same."""
    if one.recheck_on > in_zone(now, known_zone(one.keeper.zone)).date():
        return False
    try:
        return ask(one, now=now)
    except Exception:
        log.exception("the clock could not ask about adjustment %s", one.id)
        return False
