"""One line to promise, with dates in the speaker's languages; what is general stands in the rules."""

import re
from datetime import date, datetime, time
from functools import cache, partial
from zoneinfo import ZoneInfo

from babel import Locale
from dateparser.data.languages_info import language_order
from dateparser.date import DateDataParser

from troth.commitments.rules.promise_line import LineRead, OtherDates
from troth.commitments.rules.promise_line import read_line as read
from troth.commitments.rules.when import Doubt, Unclear, When, take_clock

LONGEST_DATE = 60
KNOWN = frozenset(language_order)

# "17 Uhr", "kl. 17.30": an hour that dateparser would take for a day.
_HOUR = re.compile(r"\b(?:kl\.?\s*(\d{1,2})(?:[.:](\d{2}))?|(\d{1,2})(?:[.:](\d{2}))?\s*uhr)\b")
_JOINS = re.compile(r"(?:[\s,]|\b(?:um|à|a las?|alle|às|om|klo|kl\.?|o)\b)+$")


def read_line(
    text: str, *, now: datetime, zone: ZoneInfo, languages: tuple[str, ...] = ("en",)
) -> LineRead:
    """Read "pilot contract, by Friday 17:00" as the speaker of these languages would write it."""
    spoken = tuple(language.partition("-")[0].casefold() for language in languages)
    others = tuple(language for language in spoken if language in KNOWN - {"en"})
    other: OtherDates | None = partial(_other_date, languages=others) if others else None
    return read(text, now=now, zone=zone, languages=spoken, other=other)


def _other_date(words: str, now: datetime, *, languages: tuple[str, ...]) -> When | Unclear | None:
    clock, rest = _take_hour(words.casefold())
    rest = _JOINS.sub("", rest).strip()
    if len(rest) > LONGEST_DATE or not any(letter.isalpha() for letter in rest):
        return None
    found = DateDataParser(
        languages=list(languages),
        settings={
            "RELATIVE_BASE": now.replace(tzinfo=None),
            "PREFER_DATES_FROM": "future",
            "RETURN_TIME_AS_PERIOD": True,
        },
    ).get_date_data(rest)
    if found.date_obj is None or found.period != "day":
        return None
    day = found.date_obj.date()
    if not _weekday_fits(rest, day, languages=languages):
        return Unclear(doubt=Doubt.WEEKDAY_DIFFERS, days=(day,))
    return When(day=day, clock=clock)


def _take_hour(words: str) -> tuple[time | None, str]:
    found = _HOUR.search(words)
    if found is None:
        return take_clock(words)
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    if hour > 23 or minute > 59:
        return None, words
    return time(hour, minute), f"{words[: found.start()]} {words[found.end() :]}"


def _weekday_fits(words: str, day: date, *, languages: tuple[str, ...]) -> bool:
    said = set(re.findall(r"\w+", words))
    named = [number for name, number in _weekdays(languages) if name in said]
    return not named or day.weekday() in named


@cache
def _weekdays(languages: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """The full names of the days of the week, Monday being 0."""
    found = (Locale.parse(language).days["format"]["wide"] for language in languages)
    return tuple((name.casefold(), number) for days in found for number, name in days.items())
