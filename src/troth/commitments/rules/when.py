"""Reading a day and an hour out of a few English words or figures, exactly or not at all."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum


class Doubt(StrEnum):
    """Why words that are clearly meant as a date cannot be taken as one."""

    TWO_READINGS = "two-readings"
    IMPOSSIBLE = "impossible"
    WEEKDAY_DIFFERS = "weekday-differs"


@dataclass(frozen=True, kw_only=True)
class When:
    """A day, and the hour if one was named."""

    day: date
    clock: time | None = None


@dataclass(frozen=True, kw_only=True)
class Unclear:
    """What is in doubt, with the days it could be; several for two readings."""

    doubt: Doubt
    days: tuple[date, ...] = ()


_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_DAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = {
    **{name: number for number, name in enumerate(_MONTH_NAMES, 1)},
    **{name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)},
    "sept": 9,
}
WEEKDAYS = {
    **{name: number for number, name in enumerate(_DAY_NAMES)},
    **{name[:3]: number for number, name in enumerate(_DAY_NAMES)},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
}
RELATIVE = {"yesterday": -1, "today": 0, "tomorrow": 1, "day after tomorrow": 2}
NUMBERS = {
    name: number
    for number, name in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
} | {"a": 1, "an": 1}

FILLERS = ("on", "the", "of")

_CLOCK = re.compile(
    r"(?:\b(?:at|by)\s+)?(?:"
    r"\b(?P<hour>\d{1,2}):(?P<minute>\d{2})(?:\s*(?P<half>[ap]m)\b)?"
    r"|\b(?P<hour12>\d{1,2})\s*(?P<half12>[ap]m)\b"
    r"|\b(?P<hour_h>\d{1,2})h(?P<minute_h>\d{2})?\b"
    r"|\b(?P<noon>noon)\b)"
)
_FILLERS = re.compile(rf"\b(?:{'|'.join(FILLERS)})\b|,")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.?(?:\s?(\d{4}))?")
_DISTANCE = re.compile(r"(?:in|within)\s+(\w+)\s+(day|week)s?")
_WEEKDAY = re.compile(r"(?:(this|next)\s+)?([a-z]+)")
_WORDED = re.compile(
    r"(?:(?P<weekday>[a-z]+)\s+)?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]+)"
    r"|(?P<month2>[a-z]+)\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?)"
    r"(?:\s+(?P<year>\d{4}))?"
)


def read_when(words: str, *, now: datetime) -> When | Unclear | None:
    """The day and hour that the words name, seen from `now` on the speaker's clock.

    None where they do not read as a date from beginning to end. A day without a year is the next
    one; a weekday is the next one after today.
    """
    text = re.sub(r"(?<=\d)t(?=\d)", " ", words.casefold())
    clock, rest = take_clock(text)
    day = _day(" ".join(_FILLERS.sub(" ", rest).split()), today=now.date(), timed=clock is not None)
    if isinstance(day, date):
        return When(day=day, clock=clock)
    return day


def take_clock(text: str) -> tuple[time | None, str]:
    """The hour that a text names, if any, and the text without it."""
    for found in _CLOCK.finditer(text):
        clock = _clock(found)
        if clock is not None:
            return clock, f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _clock(found: re.Match[str]) -> time | None:
    if found["noon"]:
        return time(12)
    hour = int(found["hour"] or found["hour12"] or found["hour_h"])
    minute = int(found["minute"] or found["minute_h"] or 0)
    half = found["half"] or found["half12"]
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(text: str, *, today: date, timed: bool) -> date | Unclear | None:
    if not text:
        return today if timed else None
    if text in RELATIVE:
        return today + timedelta(days=RELATIVE[text])
    if found := _DISTANCE.fullmatch(text):
        return _distance(found, today)
    return _figures(text, today) or _named(text, today)


def _figures(text: str, today: date) -> date | Unclear | None:
    if found := _ISO.fullmatch(text):
        return _calendar(*(int(part) for part in found.groups()))
    if found := _SLASHED.fullmatch(text):
        return _slashed(found, today)
    if found := _DOTTED.fullmatch(text):
        return _yearless(found[3], month=int(found[2]), day=int(found[1]), today=today)
    return None


def _calendar(year: int, month: int, day: int) -> date | Unclear:
    try:
        return date(year, month, day)
    except ValueError:
        return Unclear(doubt=Doubt.IMPOSSIBLE)


def _yearless(year: str | None, *, month: int, day: int, today: date) -> date | Unclear:
    if year is not None:
        return _calendar(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for near in (today.year, today.year + 1):
        found = _calendar(near, month, day)
        if isinstance(found, date) and found >= today:
            return found
    return Unclear(doubt=Doubt.IMPOSSIBLE)


def _slashed(found: re.Match[str], today: date) -> date | Unclear:
    one, two = int(found[1]), int(found[2])
    both = (
        _yearless(found[3], month=two, day=one, today=today),
        _yearless(found[3], month=one, day=two, today=today),
    )
    days = tuple(dict.fromkeys(day for day in both if isinstance(day, date)))
    if len(days) == 1:
        return days[0]
    return Unclear(doubt=Doubt.TWO_READINGS if days else Doubt.IMPOSSIBLE, days=days)


def _distance(found: re.Match[str], today: date) -> date | None:
    number = int(found[1]) if found[1].isdecimal() else NUMBERS.get(found[1])
    if number is None or number > 1000:
        return None
    return today + timedelta(days=number * (7 if found[2] == "week" else 1))


def _named(text: str, today: date) -> date | Unclear | None:
    if (found := _WEEKDAY.fullmatch(text)) and found[2] in WEEKDAYS:
        return _weekday(WEEKDAYS[found[2]], next_one=found[1] == "next", today=today)
    found = _WORDED.fullmatch(text)
    month = MONTHS.get(found["month"] or found["month2"]) if found else None
    if not found or month is None or (found["weekday"] or "monday") not in WEEKDAYS:
        return None
    number = int(found["day"] or found["day2"])
    day = _yearless(found["year"], month=month, day=number, today=today)
    weekday = found["weekday"]
    if isinstance(day, date) and weekday and day.weekday() != WEEKDAYS[weekday]:
        return Unclear(doubt=Doubt.WEEKDAY_DIFFERS, days=(day,))
    return day


def _weekday(weekday: int, *, next_one: bool, today: date) -> date | Unclear:
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    coming = today + timedelta(days=ahead)
    if next_one and coming.isocalendar()[:2] == today.isocalendar()[:2]:
        # Some say "next Friday" for the coming one, some for the one a week later.
        return Unclear(doubt=Doubt.TWO_READINGS, days=(coming, coming + timedelta(days=7)))
    return coming
