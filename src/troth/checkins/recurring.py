"""The days of a rhythm, by dateutil's recurrence rules (RFC 5545)."""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekdays

from troth.checkins.rules.series import Moment, moments
from troth.partnerships.rules.terms import Rhythm, Unit

# A series has no end: whoever looks ahead sees so many of it and no more.
MOST_AHEAD = 60


def days(rhythm: Rhythm, first: date) -> Iterator[date]:
    """The days of a rhythm from this one on; of a month the first such weekday."""
    start, weekday = datetime.combine(first, time()), weekdays[rhythm.weekday]
    if rhythm.unit is Unit.MONTHS:
        rule = rrule(MONTHLY, dtstart=start, interval=rhythm.every, byweekday=weekday(+1))
    else:
        # Weeks are counted from the first such day, not from the Monday before it.
        start = rrule(WEEKLY, dtstart=start, byweekday=weekday, count=1)[0]
        rule = rrule(WEEKLY, dtstart=start, interval=rhythm.every)
    return (found.date() for found in rule)


def series(rhythm: Rhythm, *, zones: Sequence[str], since: datetime) -> Iterator[Moment]:
    """The check-ins of a rhythm that was agreed at `since`, in their order, without an end."""
    first = since.astimezone(ZoneInfo(zones[0])).date()
    found = moments(days(rhythm, first), clock=rhythm.at, zones=zones)
    return (one for one in found if one.at >= since)


def latest(
    rhythm: Rhythm, *, zones: Sequence[str], since: datetime, now: datetime
) -> Moment | None:
    """The check-in that began last, if one has."""
    begun = takewhile(lambda one: one.at <= now, series(rhythm, zones=zones, since=since))
    return next(iter(deque(begun, maxlen=1)), None)


def coming(
    rhythm: Rhythm, *, zones: Sequence[str], since: datetime, now: datetime, limit: int = MOST_AHEAD
) -> list[Moment]:
    """The check-ins to come, so many."""
    ahead = (one for one in series(rhythm, zones=zones, since=since) if one.at > now)
    return list(islice(ahead, min(limit, MOST_AHEAD)))
