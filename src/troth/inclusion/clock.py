"""What falls due: the balance of the last full month, once for each table."""

import logging
from datetime import UTC, datetime

from troth.inclusion.actions.reporting import publish
from troth.inclusion.queries.balance import without_report
from troth.inclusion.rules.report import month_before

log = logging.getLogger("troth.inclusion")


def due(now: datetime) -> int:
    """Compute the balances that are missing; how many were made."""
    month = month_before(now.astimezone(UTC).date())
    made = 0
    for room in without_report(month):
        try:
            made += publish(room, month, now=now)
        except Exception:
            log.exception("the balance of %s could not be computed for room %s", month, room.id)
    return made
