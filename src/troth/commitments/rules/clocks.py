"""Clock times in a zone: the ones that do not exist, the ones that come twice, and the changes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

# Ten years: what lies farther ahead is a slip of the pen, and near the calendar's end no clock can show it.
FARTHEST = timedelta(days=3660)


class ClockNote(StrEnum):
    """What has to be said about a clock time on a night when clocks change."""

    SKIPPED = "skipped"  # it does not exist there: the clocks go past it
    TWICE = "twice"  # it comes twice there


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A moment in UTC, and what had to be decided about the clock time it was given as."""

    at: datetime
    note: ClockNote | None = None


def zone_named(name: str) -> ZoneInfo | None:
    """The zone of this name; None for what is no zone, a path or a folder of zones included."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def moment(day: date, clock: time, zone: ZoneInfo, *, later: bool = False) -> Moment:
    """The moment a clock in the zone shows this.

    A time that the clocks skip becomes the same time by the clock before the change (02:30 is
    then shown as 03:30); of a time that comes twice the first is taken, or the `later` one.
    """
    local = datetime.combine(day, clock.replace(fold=0), tzinfo=zone)
    second = local.replace(fold=1)
    before, after = local.utcoffset(), second.utcoffset()
    if before == after:
        return Moment(at=local.astimezone(UTC))
    if local.astimezone(UTC) < second.astimezone(UTC):
        return Moment(at=(second if later else local).astimezone(UTC), note=ClockNote.TWICE)
    return Moment(at=local.astimezone(UTC), note=ClockNote.SKIPPED)


def change_before(due: datetime, *, now: datetime, zone: ZoneInfo) -> date | None:
    """The last day before `due` on which the zone's clocks change, if `due` then differs from now.

    Only such a change makes people miscount: "it is 3½ hours, not 4½".
    """
    here, there = now.astimezone(zone), due.astimezone(zone)
    if here.utcoffset() == there.utcoffset():
        return None
    day = there.date()
    while day > here.date() and _midnight(day, zone).utcoffset() == there.utcoffset():
        day -= timedelta(days=1)
    return day


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
