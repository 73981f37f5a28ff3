"""How often mail comes: what each pace means in somebody's own hours, and when a burst is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from troth.commitments.rules.clocks import moment
from troth.commitments.rules.reminders import WEEK, WorkingHours, next_start, works

# One mail for what happens together: after so much silence, but after so long at the latest.
SILENCE: Final = timedelta(minutes=5)
LONGEST: Final = timedelta(minutes=15)
QUARTER: Final = timedelta(minutes=15)
# What is older when the inbox hears of it is history, and no news to be mailed.
NEWS: Final = timedelta(days=2)


class Pace(StrEnum):
    """How often mail comes."""

    AT_ONCE = "now"
    WORKING = "hours"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Group(StrEnum):
    """What mail is about, as people choose it."""

    PROMISES = "promises"
    TALK = "talk"
    DECISIONS = "decisions"
    AGREEMENTS = "agreements"
    CHECKINS = "checkins"
    TABLE = "table"


DEFAULTS: Final = {
    Group.PROMISES: Pace.WORKING,
    Group.TALK: Pace.WORKING,
    Group.DECISIONS: Pace.WORKING,
    Group.AGREEMENTS: Pace.WORKING,
    Group.CHECKINS: Pace.DAILY,
    Group.TABLE: Pace.DAILY,
}
NOUNS: Final = {
    "commitment": Group.PROMISES,
    "slip": Group.PROMISES,
    "adjustment": Group.AGREEMENTS,
    "topic": Group.TALK,
    "post": Group.TALK,
    "question": Group.TALK,
    "meaning": Group.TALK,
    "resource": Group.TALK,
    "decision": Group.DECISIONS,
    "motion": Group.DECISIONS,
    "agreement": Group.AGREEMENTS,
    "goal": Group.AGREEMENTS,
    "kickoff": Group.AGREEMENTS,
    "launch": Group.AGREEMENTS,
    "voices": Group.AGREEMENTS,
    "statement": Group.AGREEMENTS,
    "checkin": Group.CHECKINS,
    "load": Group.CHECKINS,
    "pause": Group.CHECKINS,
    "imbalance": Group.CHECKINS,
    "outreach": Group.TALK,
}


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Somebody's working hours and quiet hours; equal ends mean that no hour is quiet."""

    work: WorkingHours
    quiet_from: time = time(20)
    quiet_until: time = time(7)


def group_of(kind: str) -> Group:
    """The group of a fact's kind; what belongs nowhere else is about the table."""
    return NOUNS.get(kind.partition(":")[0], Group.TABLE)


def chosen(wishes: dict[tuple[str, str], str], *, room: str, group: Group) -> Pace:
    """The pace for one room and group: said for this room, else said for everywhere, else ours."""
    word = wishes.get((room, group.value)) or wishes.get(("", group.value))
    return Pace(word) if word else DEFAULTS[group]


def leaves_at(at: datetime, pace: Pace, hours: Hours) -> datetime | None:
    """When something that happened at this moment may go out at the earliest; None: never."""
    if pace is Pace.NEVER:
        return None
    if pace is Pace.DAILY:
        return next_start(at, hours.work)
    if pace is Pace.WEEKLY:
        return first_of_week(at, hours.work)
    return next_open(at + SILENCE, pace, hours)


def next_open(at: datetime, pace: Pace, hours: Hours) -> datetime:
    """This moment if mail of this pace may come then, else the next at which it may."""
    if pace is Pace.AT_ONCE:
        return after_quiet(at, hours)
    return at if works(at, hours.work) else next_start(at, hours.work)


def stays_open(now: datetime, pace: Pace, hours: Hours, *, longest: timedelta) -> timedelta:
    """For how long from now something of this pace may still come, to a quarter of an hour."""
    open_for = timedelta()
    while open_for < longest and next_open(now + open_for, pace, hours) == now + open_for:
        open_for += QUARTER
    return max(timedelta(), min(open_for, longest) - QUARTER)


def first_of_week(at: datetime, work: WorkingHours) -> datetime:
    """The next beginning of the person's first working day of a week."""
    first = min(work.days & WEEK or WEEK)
    while True:
        at = next_start(at, work)
        if at.astimezone(work.zone).isoweekday() == first:
            return at


def after_quiet(at: datetime, hours: Hours) -> datetime:
    """This moment, or the end of the quiet hours that it lies in."""
    zone: ZoneInfo = hours.work.zone
    local = at.astimezone(zone)
    begins, ends, clock = hours.quiet_from, hours.quiet_until, local.time()
    over_night = begins > ends
    quiet = (clock >= begins or clock < ends) if over_night else begins <= clock < ends
    if not quiet:
        return at
    day = local.date() + timedelta(days=over_night and clock >= begins)
    return moment(day, ends, zone).at


def burst_is_over(happened: Sequence[datetime], leaves: Sequence[datetime], now: datetime) -> bool:
    """Whether nothing more has come for a while, or the first line has waited long enough."""
    return max(happened) + SILENCE <= now or min(leaves) + (LONGEST - SILENCE) <= now
