"""When a reading can be taken, and what a file of readings holds."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from troth.goals.rules.plan import EARLIEST, LATEST, fits
from troth.goals.rules.refusals import Refusal
from troth.goals.rules.words import gettext_noop as _

MOST_BYTES = 200_000
MOST_ROWS = 5000
MOST_READINGS = 10_000
LONGEST_NOTE = 300
MOST_TOLD = 50
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)?|[.,]\d+)", re.ASCII)
QUOTED = re.compile(r'"[^"]*"')
DELIMITERS = "\t;,"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Wrong(StrEnum):
    """What can be wrong with a line of a file, or with the file."""

    TOO_LARGE = "too-large"
    NOT_TEXT = "not-text"
    EMPTY = "empty"
    TOO_MANY = "too-many"
    QUOTES = "quotes"
    CELLS = "cells"
    DAY_FORM = "day-form"
    NO_SUCH_DAY = "no-such-day"
    DAY_FAR = "day-far"
    DAY_TO_COME = "day-to-come"
    FORMULA = "formula"
    NUMBER_FORM = "number-form"
    OUT_OF_RANGE = "out-of-range"
    NOTE_LONG = "note-long"
    INVISIBLE = "invisible"
    TWO_VALUES = "two-values"


# Values: shown (what stands there), other (another line, or a limit).
SENTENCES: dict[Wrong, str] = {
    Wrong.TOO_LARGE: _("This file is too large: %(other)s kilobytes are the most."),
    Wrong.NOT_TEXT: _(
        "This is not a text file that can be read. Save the sheet as CSV, with UTF-8 letters."
    ),
    Wrong.EMPTY: _("There are no readings in it."),
    Wrong.TOO_MANY: _("More than %(other)s lines. Bring it in as several files."),
    Wrong.QUOTES: _("The quotation marks do not match."),
    Wrong.CELLS: _("There should be a day, a value and perhaps a note: %(shown)s."),
    Wrong.DAY_FORM: _("Write the day as 2026-03-20; this is not one: %(shown)s."),
    Wrong.NO_SUCH_DAY: _("The calendar has no such day: %(shown)s."),
    Wrong.DAY_FAR: _("Please look at the year again: %(shown)s."),
    Wrong.DAY_TO_COME: _("This day is still to come: %(shown)s."),
    Wrong.FORMULA: _("This is a formula, not a value: %(shown)s. Save the sheet with its values."),
    Wrong.NUMBER_FORM: _("Write the value in figures, such as 1234.5; this is not one: %(shown)s."),
    Wrong.OUT_OF_RANGE: _(
        "This value is too large, or has more than four decimal places: %(shown)s."
    ),
    Wrong.NOTE_LONG: _("The note is longer than %(other)s characters."),
    Wrong.INVISIBLE: _("An invisible character stands in this line. Take it out."),
    Wrong.TWO_VALUES: _("Line %(other)s has another value for the same day: %(shown)s."),
}


@dataclass(frozen=True)
class Row:
    """One reading of a file, with the line it stands on."""

    line: int
    day: date
    value: Decimal
    note: str = ""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one line; line 0 is the whole file."""

    line: int
    wrong: Wrong
    shown: str = ""
    other: int = 0


class BadLine(Exception):
    """A line that cannot be taken."""

    def __init__(self, wrong: Wrong, shown: str = "", other: int = 0) -> None:
        super().__init__(wrong.value)
        self.wrong, self.shown, self.other = wrong, shown[:60], other


@dataclass(frozen=True)
class File:
    """What a file says: its readings, by day once each, and everything that is wrong with it."""

    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()


def why_not_reading(day: date, value: Decimal, *, today: date) -> Refusal | None:
    """Why this is no reading that can be kept, or None."""
    if not fits(value):
        return Refusal.OUT_OF_RANGE
    if not EARLIEST <= day.year <= LATEST:
        return Refusal.DAY_FAR
    return Refusal.DAY_TO_COME if day > today else None


def text_of(data: bytes) -> str:
    """The text behind the bytes of a file. Raises `BadLine` for what is no text of ours."""
    if len(data) > MOST_BYTES:
        raise BadLine(Wrong.TOO_LARGE, other=MOST_BYTES // 1000)
    codec = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise BadLine(Wrong.NOT_TEXT) from error
    if "\0" in text:
        raise BadLine(Wrong.NOT_TEXT)
    return text


def read(text: str, *, today: date) -> File:
    """Everything a file says and everything that is wrong with it; nothing is guessed."""
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return File(problems=(Problem(0, Wrong.TOO_LARGE, other=MOST_BYTES // 1000),))
    rows: dict[date, Row] = {}
    problems: list[Problem] = []
    for line, found in lines(text):
        try:
            keep(rows, row(line, found, today=today))
        except BadLine as bad:
            problems.append(Problem(line, bad.wrong, bad.shown, bad.other))
        if line > MOST_ROWS + 1:
            return File(problems=(Problem(0, Wrong.TOO_MANY, other=MOST_ROWS),))
    if not rows and not problems:
        problems.append(Problem(0, Wrong.EMPTY))
    ordered = tuple(sorted(rows.values(), key=lambda one: one.day))
    return File(rows=ordered, problems=tuple(problems))


def lines(text: str) -> Iterator[tuple[int, Sequence[str] | None]]:
    """The cells of each line with its number; without blank lines and the line that names columns."""
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    first = True
    while True:
        cells: Sequence[str] | None = None
        try:
            cells = [cell.strip(" \t\u00a0\u202f\ufeff") for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            cells = None
        if cells is None or (any(cells) and not (first and names_columns(cells))):
            yield reader.line_num, cells
        first = first and not (cells and any(cells))


def delimiter_of(text: str) -> str:
    """What stands between the cells of the first line: the first sign of the kind that no quotes hold."""
    start = QUOTED.sub("", text.lstrip("\ufeff\r\n ").partition("\n")[0])
    return next((sign for sign in start if sign in DELIMITERS), ",")


def names_columns(cells: Sequence[str]) -> bool:
    """Whether a line says what the columns are, and is no reading."""
    return not any(sign.isdigit() for cell in cells[:2] for sign in cell)


def row(line: int, cells: Sequence[str] | None, *, today: date) -> Row:
    """One reading. Raises `BadLine`."""
    if cells is None:
        raise BadLine(Wrong.QUOTES)
    while cells and not cells[-1]:
        cells = cells[:-1]
    if not 2 <= len(cells) <= 3:
        raise BadLine(Wrong.CELLS, " | ".join(cells))
    if any(CONTROL.search(cell) for cell in cells):
        raise BadLine(Wrong.INVISIBLE)
    day, value = day_of(cells[0]), value_of(cells[1])
    if day > today:
        raise BadLine(Wrong.DAY_TO_COME, cells[0])
    return Row(line, day, value, note_of(cells[2] if len(cells) > 2 else ""))


def day_of(text: str) -> date:
    """A day as 2026-03-20. Raises `BadLine`."""
    if not DAY.fullmatch(text):
        raise BadLine(Wrong.DAY_FORM, text)
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadLine(Wrong.NO_SUCH_DAY, text) from error
    if not EARLIEST <= day.year <= LATEST:
        raise BadLine(Wrong.DAY_FAR, text)
    return day


def value_of(text: str) -> Decimal:
    """A number in figures, with a point or a comma. Raises `BadLine`."""
    plain = text.replace("\u2212", "-")
    if plain.startswith(("=", "@")) or (plain[:1] in {"+", "-"} and "(" in plain):
        raise BadLine(Wrong.FORMULA, text)
    if not NUMBER.fullmatch(plain):
        raise BadLine(Wrong.NUMBER_FORM, text)
    # A long row of figures is not worth counting out.
    number = Decimal(plain.replace(",", ".")) if len(plain) <= 40 else Decimal("Infinity")
    if not fits(number):
        raise BadLine(Wrong.OUT_OF_RANGE, text)
    return number


def note_of(text: str) -> str:
    """A few words. Raises `BadLine`."""
    if text.startswith(("=", "@")):
        raise BadLine(Wrong.FORMULA, text)
    if len(text) > LONGEST_NOTE:
        raise BadLine(Wrong.NOTE_LONG, other=LONGEST_NOTE)
    return text


def keep(rows: dict[date, Row], one: Row) -> None:
    """Keep a reading once; a second one of the same day with another value is wrong. Raises `BadLine`."""
    there = rows.setdefault(one.day, one)
    if there.value != one.value:
        raise BadLine(Wrong.TWO_VALUES, f"{one.day} {one.value}", there.line)
