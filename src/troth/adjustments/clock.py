"""What falls due for adjustments: the day on which both sides look whether it helped."""

import logging
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from troth.adjustments.actions import ask
from troth.adjustments.models import Adjustment
from troth.adjustments.rules.states import State
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared
from troth.foundation.web.times import in_zone
from troth.ledger.queries import stopped
from troth.partnerships.models.seats import Phase
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


def due(now: datetime) -> int:
    """Ask about everything whose day has come where its owner is; returns how many were asked."""
    closed = [Ulid(room) for room, _why in stopped()]
    return sum(asked(one, now=now) for one in come(now.date() + TOMORROW, closed))


def asked(one: Adjustment, *, now: datetime) -> bool:
    """One adjustment; what goes wrong with one does not keep the others waiting."""
    if one.recheck_on > in_zone(now, known_zone(one.keeper.zone)).date():
        return False
    try:
        return ask(one, now=now)
    except Exception:
        log.exception("the clock could not ask about adjustment %s", one.id)
        return False
