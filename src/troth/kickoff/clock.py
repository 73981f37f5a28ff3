"""What falls due: the moment at which a kickoff opens, whoever has written by then."""

import logging
from datetime import datetime

from django.db.models import QuerySet

from troth.kickoff.actions.opening import open_together
from troth.kickoff.actions.turns import NotPossible
from troth.kickoff.models import Kickoff
from troth.kickoff.rules.phases import Phase
from troth.ledger.queries import stopped
from troth.partnerships.models.seats import Phase as TablePhase

AT_ONCE = 50
log = logging.getLogger("troth.kickoff")


def to_open(now: datetime) -> QuerySet[Kickoff]:
    """Sessions at open tables whose agreed moment has come."""
    rows: QuerySet[Kickoff] = Kickoff.objects.filter(
        phase=Phase.WRITING.value, opens_at__lte=now, room__partnership__phase=TablePhase.OPEN
    )
    rows = rows.exclude(room__in=[room for room, _why in stopped()])
    return rows.select_related("room").order_by("opens_at")[:AT_ONCE]


def due(now: datetime) -> int:
    """Open all that is due; returns how many were opened."""
    return sum(opened(one) for one in to_open(now))


def opened(kickoff: Kickoff) -> bool:
    """Open one; what goes wrong with one does not keep the others waiting."""
    try:
        open_together(kickoff, by=None)
    except NotPossible:
        return False
    except Exception:
        log.exception("the clock could not open kickoff %s", kickoff.id)
        return False
    return True
