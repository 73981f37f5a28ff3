"""When a side works, and moments counted in its working days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

SATURDAY_AND_SUNDAY: Final = frozenset({5, 6})
WEEK: Final = 7
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """The working days of one side: its zone, its weekend (Monday is 0), and the other days it is away.

    Raises ValueError for a week without a working day: no answer would ever be due.
    """

    zone: str
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY
    days_off: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekend <= frozenset(range(WEEK)) or len(self.weekend) == WEEK:
            raise ValueError("a week needs a working day, and Monday is 0")

    def is_working_day(self, day: date) -> bool:
        """Whether this side works on that day of its own calendar."""
        return day.weekday() not in self.weekend and day not in self.days_off

    def today(self, at: datetime) -> date:
        """Which day it is there at that moment."""
        return at.astimezone(ZoneInfo(self.zone)).date()


def answer_by(asked: datetime, *, days: int, calendar: WorkCalendar) -> datetime:
    """The same clock time `days` working days later, as the answering side's calendar counts them."""
    moment = asked.astimezone(ZoneInfo(calendar.zone))
    left = days
    while left > 0:
        moment += A_DAY
        left -= calendar.is_working_day(moment.date())
    return moment.astimezone(asked.tzinfo)


def working_days_between(start: date, end: date, *, calendar: WorkCalendar) -> int:
    """How many working days have begun after `start`, up to and with `end`."""
    span = (end - start).days
    return sum(calendar.is_working_day(start + A_DAY * n) for n in range(1, span + 1))


def working_days_from(day: date, *, count: int, calendar: WorkCalendar) -> tuple[date, ...]:
    """The next `count` working days after this one."""
    found: list[date] = []
    while len(found) < count:
        day += A_DAY
        if calendar.is_working_day(day):
            found.append(day)
    return tuple(found)
