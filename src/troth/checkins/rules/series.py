"""A series of check-ins: which moment follows from which day, and where a free day moves it.

The days come from the rhythm (`checkins.recurring`); here they become moments on a clock. The clock
time stays through every change of clocks; only where a clock skips it, it comes by the clock before.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from troth.commitments.rules.clocks import ClockNote, moment
from troth.partnerships.rules.calendar import WorkCalendar

# A side that is away for longer than this has no day to move to: the day then stays as it is.
LONGEST_AWAY = 30


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One check-in of the series: its day, whose clock it is by, and what is odd about that clock then."""

    day: date
    at: datetime
    zone: str
    note: ClockNote | None = None


def moments(days: Iterable[date], *, clock: time, zones: Sequence[str]) -> Iterator[Moment]:
    """The check-ins of these days; of several zones each has its hour in turn, the first day's being the first."""
    for number, day in enumerate(days):
        zone = zones[number % len(zones)]
        found = moment(day, clock, ZoneInfo(zone))
        yield Moment(day=day, at=found.at, zone=zone, note=found.note)


def working_day(day: date, calendar: WorkCalendar) -> date:
    """The day itself, or the side's next working day where it is away."""
    for later in range(LONGEST_AWAY):
        if calendar.is_working_day(day + timedelta(days=later)):
            return day + timedelta(days=later)
    return day


@dataclass(frozen=True)
class Begin:
    """When a check-in begins for one side, and the day off that it was moved from."""

    at: datetime
    moved_from: date | None = None


def begins_for(at: datetime, calendar: WorkCalendar) -> Begin:
    """A side begins at the moment itself, or where it is away then at the start of its next working day."""
    here = at.astimezone(ZoneInfo(calendar.zone)).date()
    moved = working_day(here, calendar)
    if moved == here:
        return Begin(at)
    return Begin(moment(moved, time(), ZoneInfo(calendar.zone)).at, moved_from=here)
