"""What falls due: the balance of the last full month, and once a year shares by what people stated."""

import logging
from datetime import UTC, date, datetime

from troth.inclusion.actions.reporting import publish
from troth.inclusion.actions.stating import forget_closed
from troth.inclusion.actions.yearly import publish_stated
from troth.inclusion.queries.balance import without_report
from troth.inclusion.queries.stated import due_on
from troth.inclusion.rules.report import month_before

log = logging.getLogger("troth.inclusion")


def due(now: datetime) -> int:
    """Compute the balances that are missing; how many were made."""
    today = now.astimezone(UTC).date()
    forget_closed()
    return balances(month_before(today), now=now) + stated(today, now=now)


def balances(month: date, *, now: datetime) -> int:
    """The balances of this month, table by table."""
    made = 0
    for room in without_report(month):
        try:
            made += publish(room, month, now=now)
        except Exception:
            log.exception("the balance of %s could not be computed for room %s", month, room.id)
    return made


def stated(today: date, *, now: datetime) -> int:
    """Shares by what people stated, at the tables whose day has come."""
    made = 0
    for room, months in due_on(today):
        try:
            made += publish_stated(room, months, now=now)
        except Exception:
            log.exception(
                "the shares by what was stated could not be computed for room %s", room.id
            )
    return made
