"""A file of happenings: CSV of any size, each line read strictly, in order of time."""

import csv
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import numpy as np
from django.utils.translation import gettext_lazy as _

from troth.trust.rules.file_lines import BadLine, Problem

Progress = Callable[[float], None]
Line = TypeVar("Line")
Line_co = TypeVar("Line_co", covariant=True)

_STEP = 5_000  # rows between two signs of progress
_TOLD = 100_000  # problems named one by one; all are counted
_LONGEST = 1 << 20  # bytes of a line; what is longer is cut, and refused for it
_HEADER = 1  # the line without which no other can be read

SENTENCES = {
    Problem.NO_HEADER: _("the file is empty; its first line names the columns"),
    Problem.COLUMNS_MISSING: _("the first line must name these columns too: {about}"),
    Problem.COLUMN_TWICE: _("the first line names a column twice: {about}"),
    Problem.SEMICOLONS: _("the columns are divided by semicolons; commas are needed"),
    Problem.TOO_MANY: _("a file may have {about} rows at most"),
    Problem.FIELDS: _("another number of fields than the first line: {about}"),
    Problem.NOT_TEXT: _("this line is not UTF-8 text"),
    Problem.NOT_CSV: _("this line cannot be read as CSV: {about}"),
    Problem.EMPTY: _("{about} is empty"),
    Problem.CONTROL_CHARACTER: _("{about} contains a control character"),
    Problem.NOT_A_TIME: _("not a time like 2026-03-31 or 2026-03-31 17:00 ({about})"),
    Problem.NOT_A_NUMBER: _("not a number like 7 or -2.5 ({about})"),
    Problem.OFF_THE_SCALE: _("a rating lies between -10 and 10 ({about})"),
    Problem.RATES_ITSELF: _("rater and ratee are the same: {about}"),
    Problem.DUE_BEFORE_PROMISE: _("due_at is before promised_at"),
    Problem.ASKED_BEFORE_PROMISE: _("asked_at is before promised_at"),
    Problem.ASKED_AFTER_DUE: _("asked_at is after due_at"),
    Problem.ID_TWICE: _("this id stands on an earlier line too: {about}"),
}


class Reader(Protocol[Line_co]):
    """Reads the fields of a line."""

    def __call__(self, fields: Sequence[str], at: Sequence[int], *, width: int) -> Line_co:
        """What they tell; BadLine if nothing that can be used."""


@dataclass(frozen=True, kw_only=True)
class Form(Generic[Line]):
    """What the lines of a kind of file are."""

    places: Callable[[Sequence[str]], tuple[int, ...]]
    row: Reader[Line]
    id: Callable[[Line], str]
    moment: Callable[[Line], float]
    most: int | None = None  # rows a file may have


@dataclass(frozen=True)
class LineProblem:
    """What is wrong with a line of the file."""

    line: int
    problem: Problem
    about: str = ""

    def __str__(self) -> str:
        return _("line {line}: {sentence}").format(line=self.line, sentence=self.sentence)

    @property
    def sentence(self) -> str:
        """What is wrong, in words."""
        return str(SENTENCES[self.problem]).format(about=self.about)


class BadFile(ValueError):
    """The file has lines that cannot be used; nothing was written."""

    def __init__(self, problems: list[LineProblem], *, count: int) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
        self.count = count


@dataclass
class Checked:
    """What the first reading found."""

    rows: int = 0
    in_order: bool = True
    problems: list[LineProblem] = field(default_factory=list)
    bad: int = 0
    repeated: set[int] = field(default_factory=set)  # lines with an id of an earlier line

    @property
    def can_skip(self) -> bool:
        """Whether the lines that cannot be used may be left out: not the first, and not all too many."""
        return all(
            one.line != _HEADER and one.problem is not Problem.TOO_MANY for one in self.problems
        )

    def add(self, problem: LineProblem) -> None:
        """Note a line that cannot be used; the first of them by name."""
        self.bad += 1
        if len(self.problems) < _TOLD:
            self.problems.append(problem)


def check(source: Path, form: Form[Line], *, progress: Progress) -> Checked:
    """Read every line once: how many rows, in which order, and what cannot be used."""
    checked, ids, before = Checked(), array("q"), float("-inf")
    size = max(source.stat().st_size, 1)
    for line, read, found in _lines(source, form):
        if isinstance(found, LineProblem):
            checked.add(found)
            continue
        if checked.rows == form.most:
            checked.problems.insert(0, LineProblem(line, Problem.TOO_MANY, f"{form.most:,}"))
            checked.bad += 1
            return checked
        checked.rows += 1
        ids.append(hash(form.id(found)))
        checked.in_order &= form.moment(found) >= before
        before = form.moment(found)
        if line % _STEP == 0:
            progress(read / size)
    _find_repeated(source, form, checked=checked, ids=ids)
    return checked


def _find_repeated(source: Path, form: Form[Line], *, checked: Checked, ids: "array[int]") -> None:
    """Find ids used twice by their hashes, eight bytes a row, and read again only if there are."""
    hashes = np.sort(np.frombuffer(ids, dtype=np.int64)) if ids else np.empty(0, dtype=np.int64)
    suspects = set(hashes[1:][hashes[1:] == hashes[:-1]].tolist())
    if not suspects:
        return
    seen: set[str] = set()
    for line, _read, found in _lines(source, form):
        if isinstance(found, LineProblem) or hash(form.id(found)) not in suspects:
            continue
        if form.id(found) in seen:
            checked.repeated.add(line)
            checked.rows -= 1
            checked.add(LineProblem(line, Problem.ID_TWICE, form.id(found)))
        seen.add(form.id(found))
    checked.problems.sort(key=lambda problem: problem.line)


def good_rows(source: Path, form: Form[Line], *, checked: Checked) -> Iterator[Line]:
    """The rows that can be used, in order of their moments; in memory only if the file is not."""
    rows = (
        found
        for line, _read, found in _lines(source, form)
        if not isinstance(found, LineProblem) and line not in checked.repeated
    )
    if checked.in_order:
        return rows
    return iter(sorted(rows, key=form.moment))


def counted(rows: Iterator[Line], *, total: int, progress: Progress) -> Iterator[Line]:
    """The same rows, with a sign of progress now and then."""
    for number, one in enumerate(rows):
        if number % _STEP == 0:
            progress(number / max(total, 1))
        yield one


class _Text:
    """Lines of a file as text; remembers how far it has read and whether a line was no UTF-8."""

    def __init__(self, source: Path) -> None:
        self.source = source
        self.read = 0
        self.broken = False

    def __iter__(self) -> Iterator[str]:
        with self.source.open("rb") as file:
            encoding = "utf-8-sig"
            while raw := file.readline(_LONGEST):
                self.read += len(raw)
                try:
                    text = raw.decode(encoding)
                except UnicodeDecodeError:
                    self.broken, text = True, raw.decode(encoding, errors="replace")
                encoding = "utf-8"
                yield text


def _lines(source: Path, form: Form[Line]) -> Iterator[tuple[int, int, Line | LineProblem]]:
    """Line number, bytes read so far, and the row or what is wrong with it; empty lines left out."""
    text = _Text(source)
    reader = csv.reader(text, strict=True)
    try:
        header = _fields(reader, text)
        at = form.places(header)
    except (BadLine, csv.Error, StopIteration) as error:
        yield _HEADER, text.read, _problem(_HEADER, error)
        return
    while True:
        try:
            fields = _fields(reader, text)
            if fields:
                yield reader.line_num, text.read, form.row(fields, at, width=len(header))
        except StopIteration:
            return
        except (BadLine, csv.Error) as error:
            yield reader.line_num, text.read, _problem(reader.line_num, error)


def _fields(reader: Iterator[list[str]], text: _Text) -> list[str]:
    fields = next(reader)
    if text.broken:
        text.broken = False
        raise BadLine(Problem.NOT_TEXT)
    return fields


def _problem(line: int, error: BadLine | csv.Error | StopIteration) -> LineProblem:
    match error:
        case BadLine():
            return LineProblem(line, error.problem, error.about)
        case StopIteration():
            return LineProblem(line, Problem.NO_HEADER)
        case _:
            return LineProblem(line, Problem.NOT_CSV, str(error))
