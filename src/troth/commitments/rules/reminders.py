"""When to remind somebody of a deadline: some days before, in the person's own working hours."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from troth.commitments.rules.clocks import moment

WEEK = frozenset(range(1, 8))
PUNCTUAL = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class WorkingHours:
    """When a person works: days as in ISO 8601 (1 is Monday), from and until by their own clock."""

    zone: ZoneInfo
    days: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    start: time = time(9)
    end: time = time(17)


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A moment to remind at, and how many days before the deadline it stands for."""

    at: datetime
    days: int


def reminders(
    due: datetime, *, days_before: tuple[int, ...], hours: WorkingHours, now: datetime
) -> tuple[Reminder, ...]:
    """The reminders still to come, in order, each before the deadline and in working hours.

    Of two that fall on one day the nearer one stays; a moment that has passed is left out.
    """
    by_day: dict[date, Reminder] = {}
    for days in sorted(days_before, reverse=True):
        at = remind_at(due, days=days, hours=hours)
        if now < at < due:
            by_day[at.astimezone(hours.zone).date()] = Reminder(at=at, days=days)
    return tuple(sorted(by_day.values(), key=lambda one: one.at))


def remind_at(due: datetime, *, days: int, hours: WorkingHours) -> datetime:
    """The moment for one reminder: the deadline's clock time so many days before, if one works then.

    Outside working hours it is the beginning of that working day, on a day off the beginning of
    the last working day before. Without any working days it is every day.
    """
    local = due.astimezone(hours.zone)
    day, clock = local.date() - timedelta(days=days), local.time()
    working = hours.days & WEEK or WEEK
    if day.isoweekday() in working and hours.start <= clock < hours.end:
        return moment(day, clock, hours.zone).at
    while day.isoweekday() not in working:
        day -= timedelta(days=1)
    return moment(day, hours.start, hours.zone).at


def may_remind(now: datetime, *, planned: datetime, due: datetime, hours: WorkingHours) -> bool:
    """Whether a reminder may go out now: at its planned moment, or late but in working hours.

    One that is late (the server slept) waits for the next working day, unless that comes after the deadline.
    """
    if now < planned or now >= due:
        return False
    return now < planned + PUNCTUAL or works(now, hours) or next_start(now, hours) >= due


def works(now: datetime, hours: WorkingHours) -> bool:
    """Whether the person works at this moment."""
    local = now.astimezone(hours.zone)
    working = hours.days & WEEK or WEEK
    return local.isoweekday() in working and hours.start <= local.time() < hours.end


def next_start(now: datetime, hours: WorkingHours) -> datetime:
    """When the person begins to work next, after this moment."""
    local = now.astimezone(hours.zone)
    working = hours.days & WEEK or WEEK
    day = local.date() + timedelta(days=local.time() >= hours.start)
    while day.isoweekday() not in working:
        day += timedelta(days=1)
    return moment(day, hours.start, hours.zone).at
