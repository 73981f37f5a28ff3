"""What falls due for decisions: their moment, and rolls from which somebody has left."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime

from django.db.models import QuerySet

from troth.decisions.actions.closing import close_due, strike
from troth.decisions.models import Decision, State
from troth.decisions.queries.rolls import gone
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared
from troth.ledger.queries import stopped
from troth.partnerships.models.seats import Phase

AT_ONCE = 200

log = logging.getLogger("troth.decisions")


def live(stopped: Collection[Ulid]) -> QuerySet[Decision]:
    """Open decisions at open tables whose record takes entries."""
    rows: QuerySet[Decision] = Decision.objects.filter(
        state=State.OPEN, room__partnership__phase=Phase.OPEN
    )
    return rows.exclude(room__in=stopped)


@prepared
def over(now: datetime, stopped: Collection[Ulid]) -> QuerySet[Decision]:
    """Decisions whose moment has come."""
    return live(stopped).filter(until__lte=now).order_by("until")[:AT_ONCE]


@prepared
def thinned(now: datetime, stopped: Collection[Ulid]) -> QuerySet[Decision]:
    """Decisions with somebody on the roll who no longer sits here."""
    rows = live(stopped).filter(until__gt=now, pk__in=gone(now).values("decision"))
    return rows.order_by("until")[:AT_ONCE]


def due(now: datetime) -> int:
    """Do everything that is due; returns how many decisions it has moved."""
    rounds = ((over, close_due), (thinned, strike))
    closed = [Ulid(room) for room, _why in stopped()]
    return sum(done(act, one, now=now) for find, act in rounds for one in find(now, closed))


def done(act: Callable[..., bool], one: Decision, *, now: datetime) -> bool:
    """One act for one decision; what goes wrong with one does not keep the others waiting."""
    try:
        return act(one, now=now)
    except Exception:
        log.exception("the clock could not act on decision %s", one.id)
        return False
