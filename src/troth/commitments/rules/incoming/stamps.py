"""Dates in a file: a whole day or a moment, never guessed where two orders are possible."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from troth.commitments.rules.clocks import ClockNote, moment
from troth.commitments.rules.incoming.problems import Reason

EARLIEST, LATEST = 1900, 2199
_TICK = timedelta(microseconds=1)


class DateOrder(StrEnum):
    """How dates that are not ISO 8601 are to be read; without one they are refused."""

    ISO = "ymd"
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """A moment, or a whole day in the file's zone: from `at` to `until`, both in UTC."""

    at: datetime
    until: datetime
    day: date
    note: ClockNote | None = None

    @property
    def whole_day(self) -> bool:
        """Whether only the day is known."""
        return self.at != self.until


_TIME = r"(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:\s?(Z|[+-]\d{2}(?::?\d{2})?))?)?"
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})" + _TIME, re.ASCII)
_OTHER = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})" + _TIME, re.ASCII)


def read_stamp(
    text: str, *, zone: ZoneInfo, order: DateOrder = DateOrder.ISO, later: bool = False
) -> Stamp | Reason:
    """The moment or day that a cell names, or why it names none.

    Without an offset it is a time in `zone`; of a time that comes twice on the night the clocks
    change the first is taken, or the `later` one.
    """
    if found := _ISO.fullmatch(text):
        year, month, day, *rest = found.groups()
    elif found := _OTHER.fullmatch(text):
        if order is DateOrder.ISO:
            return Reason.DATE_ORDER
        one, _, two, year, *rest = found.groups()
        day, month = (one, two) if order is DateOrder.DAY_FIRST else (two, one)
    else:
        return Reason.DATE_FORM
    if not EARLIEST <= int(year) <= LATEST:
        return Reason.DATE_FAR
    try:
        on = date(int(year), int(month), int(day))
        return _timed(on, rest, zone=zone, later=later) if rest[0] else whole_day(on, zone)
    except ValueError:
        return Reason.DATE_IMPOSSIBLE


@lru_cache(maxsize=4096)
def whole_day(day: date, zone: ZoneInfo) -> Stamp:
    """A day from its first to its last instant by the clocks of the zone."""
    start = moment(day, time(), zone).at
    end = moment(day + timedelta(days=1), time(), zone).at - _TICK
    return Stamp(at=start, until=end, day=day)


def _timed(day: date, parts: list[str | None], *, zone: ZoneInfo, later: bool) -> Stamp:
    hour, minute, second, offset = parts
    clock = time(int(hour or 0), int(minute or 0), int(second or 0))
    if offset is not None:
        at = datetime.combine(day, clock, tzinfo=_offset(offset)).astimezone(UTC)
        return Stamp(at=at, until=at, day=at.astimezone(zone).date())
    read = moment(day, clock, zone, later=later)
    return Stamp(at=read.at, until=read.at, day=day, note=read.note)


def _offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    if hours > 15 or minutes > 59:
        raise ValueError(text)
    ahead = timedelta(hours=hours, minutes=minutes)
    return timezone(ahead if text[0] == "+" else -ahead)
