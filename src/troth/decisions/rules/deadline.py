"""Until when: a day on which everybody on the roll works, still to come and not out of sight."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from troth.decisions.rules.refusals import Reason

A_DAY: Final = timedelta(days=1)
FARTHEST: Final = timedelta(days=366)
CLOSES_AT: Final = time(17)


class Calendar(Protocol):
    """The working days of one organisation."""

    def is_working_day(self, day: date) -> bool:
        """Whether it works on that day."""
        ...


@dataclass(frozen=True)
class OffOn:
    """Who does not work on a day, and the next one on which everybody does."""

    names: tuple[str, ...]
    next_day: date


def all_work(day: date, calendars: Iterable[Calendar]) -> bool:
    """Whether it is a working day for everybody."""
    return all(calendar.is_working_day(day) for calendar in calendars)


def next_common(day: date, calendars: Iterable[Calendar]) -> date:
    """This day or the first one after it on which everybody works; within a year, else the day itself."""
    listed = list(calendars)
    days = (day + A_DAY * n for n in range(FARTHEST.days))
    return next((one for one in days if all_work(one, listed)), day)


def days_later(day: date, *, days: int, calendars: Iterable[Calendar]) -> date:
    """The day after so many days on which everybody works."""
    listed = list(calendars)
    for _n in range(max(days, 1)):
        day = next_common(day + A_DAY, listed)
    return day


def closing(day: date, zone: str) -> datetime:
    """The moment at which the voting ends on that day."""
    return datetime.combine(day, CLOSES_AT, ZoneInfo(zone))


def why_not_until(until: datetime, *, now: datetime) -> Reason | None:
    """Why the voting cannot end then."""
    if until <= now:
        return Reason.DAY_PASSED
    return Reason.DAY_TOO_FAR if until - now > FARTHEST else None


def off_on(day: date, calendars: Mapping[str, Calendar]) -> OffOn | None:
    """Who does not work on that day, by name; None where everybody does."""
    names = tuple(name for name, one in calendars.items() if not one.is_working_day(day))
    return OffOn(names, next_common(day, calendars.values())) if names else None
