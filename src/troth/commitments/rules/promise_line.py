"""A promise in one line: what, and by when; read exactly, or with what is missing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from troth.commitments.rules.clocks import FARTHEST, ClockNote, change_before, moment
from troth.commitments.rules.when import FILLERS, Doubt, Unclear, When, read_when
from troth.commitments.rules.words import gettext_noop as _

LONGEST = 500
DUE_HOUR = time(17)

# Given words that are no English date and the speaker's clock: a day, or nothing.
OtherDates = Callable[[str, datetime], When | Unclear | None]


class LineProblem(StrEnum):
    """What keeps a line from being a promise."""

    EMPTY = "empty"
    TOO_LONG = "too-long"
    NOTHING_PROMISED = "nothing-promised"
    NO_DATE = "no-date"
    TWO_READINGS = "two-readings"
    IMPOSSIBLE = "impossible"
    WEEKDAY_DIFFERS = "weekday-differs"
    DATE_HAS_PASSED = "date-has-passed"
    TOO_FAR = "too-far"


# `first` and `second` are days in words, `due` a moment in words.
SENTENCES: dict[LineProblem, str] = {
    LineProblem.EMPTY: _("Write what you promise, and by when."),
    LineProblem.TOO_LONG: _(
        "That is long for one line. Keep it short here; details have their own place."
    ),
    LineProblem.NOTHING_PROMISED: _("There is a date, but not what is promised. Write what it is."),
    LineProblem.NO_DATE: _("By when? Add a day, such as “by Friday 17:00” or “by 2026-03-20”."),
    LineProblem.TWO_READINGS: _("Is that %(first)s or %(second)s? Write the month as a word."),
    LineProblem.IMPOSSIBLE: _(
        "There is no such day in the calendar. Please look at the date again."
    ),
    LineProblem.WEEKDAY_DIFFERS: _(
        "%(first)s falls on another day of the week. Which one do you mean?"
    ),
    LineProblem.DATE_HAS_PASSED: _("%(due)s has passed already. Choose a moment still to come."),
    LineProblem.TOO_FAR: _("That is more than ten years away. Please look at the year again."),
}

CLOCK_SENTENCES: dict[ClockNote, str] = {
    ClockNote.SKIPPED: _("Clocks change that night and skip this time, so it is read as %(due)s."),
    ClockNote.TWICE: _(
        "Clocks change that night and this time comes twice; the second one is meant."
    ),
}

_BY = {
    "en": ("no later than", "by", "before", "until", "till", "due", "on"),
    "de": ("bis zum", "bis", "spätestens", "vor"),
    "fr": ("d'ici au", "d'ici", "d’ici au", "d’ici", "avant le", "avant", "pour le"),
    "es": ("a más tardar el", "antes del", "antes de", "para el"),
    "sw": ("kabla ya", "ifikapo", "hadi"),
    "ar": ("في موعد أقصاه", "بحلول", "قبل", "حتى"),
    "it": ("entro il", "entro", "prima di"),
    "pt": ("até o", "até"),
    "nl": ("uiterlijk", "vóór", "voor", "tegen"),
    "nb": ("innen", "før", "senest"),
    "sv": ("senast", "före", "innan"),
    "da": ("senest", "inden", "før"),
    "pl": ("do dnia", "do"),
}
_TRIM = " \t,;:–—-،؛"
_LONGEST_DATE = 7  # words: "the day after tomorrow at 5 pm"


@dataclass(frozen=True, kw_only=True)
class LineRead:
    """What was understood; `problem` says what keeps it from being a promise.

    `hour_assumed`: no hour was named. `note`: the clocks change on that night. `change`: a day
    before the deadline on which the clocks change. `days`: the days it could be.
    """

    deliverable: str = ""
    due: datetime | None = None
    hour_assumed: bool = False
    note: ClockNote | None = None
    change: date | None = None
    problem: LineProblem | None = None
    days: tuple[date, ...] = ()


def read_line(
    text: str,
    *,
    now: datetime,
    zone: ZoneInfo,
    languages: tuple[str, ...] = (),
    other: OtherDates | None = None,
) -> LineRead:
    """Read "pilot contract, by Friday 17:00"; `other` reads dates in further languages."""
    line = " ".join(text.split()).rstrip(".!")
    if not line:
        return LineRead(problem=LineProblem.EMPTY)
    if len(line) > LONGEST:
        return LineRead(problem=LineProblem.TOO_LONG)
    local = now.astimezone(zone)
    for what, words, said in splits(line, languages):
        when = read_when(words, now=local)
        if when is None and said and other is not None:
            when = other(words, local)
        if when is not None:
            return _read(what, when, now=now, zone=zone)
    return LineRead(deliverable=line, problem=LineProblem.NO_DATE)


def splits(line: str, languages: tuple[str, ...]) -> Iterator[tuple[str, str, bool]]:
    """Ways to cut a line into what and when, the likeliest first; whether a word such as "by" cut it.

    The longest possible date wins, so that "by Friday by noon" is one moment.
    """
    cut = _separator(languages)
    for found in cut.finditer(line):
        yield _trim(line[: found.start()]), line[found.end() :], True
    if begins := cut.match(line):
        yield from _date_first(line[begins.end() :].split(" "))
    words = line.split(" ")
    for count in range(min(len(words), _LONGEST_DATE), 0, -1):
        yield _trim(" ".join(words[:-count])), " ".join(words[-count:]), False


def _date_first(words: list[str]) -> Iterator[tuple[str, str, bool]]:
    for count in range(min(len(words), _LONGEST_DATE), 0, -1):
        # "By Friday, the draft": the article belongs to what is promised.
        if words[count - 1].casefold() not in FILLERS:
            when = _trim(" ".join(words[:count]))
            yield _trim(" ".join(words[count:])), when, True


def _separator(languages: tuple[str, ...]) -> re.Pattern[str]:
    spoken = {"en", *(language.partition("-")[0] for language in languages)}
    words = sorted({word for code in spoken for word in _BY.get(code, ())}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\s+(?=\S)", re.IGNORECASE)


def _trim(what: str) -> str:
    return what.strip(_TRIM)


def _read(what: str, when: When | Unclear, *, now: datetime, zone: ZoneInfo) -> LineRead:
    if isinstance(when, Unclear):
        problems = {
            Doubt.TWO_READINGS: LineProblem.TWO_READINGS,
            Doubt.IMPOSSIBLE: LineProblem.IMPOSSIBLE,
            Doubt.WEEKDAY_DIFFERS: LineProblem.WEEKDAY_DIFFERS,
        }
        return LineRead(deliverable=what, problem=problems[when.doubt], days=when.days)
    if when.day > now.date() + FARTHEST:
        return LineRead(deliverable=what, problem=LineProblem.TOO_FAR)
    due = moment(when.day, when.clock or DUE_HOUR, zone, later=True)
    passed = due.at <= now
    missing = None if what else LineProblem.NOTHING_PROMISED
    return LineRead(
        deliverable=what,
        due=due.at,
        hour_assumed=when.clock is None,
        note=due.note,
        change=None if passed else change_before(due.at, now=now, zone=zone),
        problem=LineProblem.DATE_HAS_PASSED if passed else missing,
    )
