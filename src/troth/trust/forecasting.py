"""Forecasts for a file of commitments: CSV in, CSV out, any size.

The file is read twice: once to check every line before anything is written, once to forecast. If
its rows come in order of `promised_at`, only promises still open are kept in memory; otherwise
the rows are sorted in memory first.
"""

import csv
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import numpy as np
from django.utils.translation import gettext_lazy as _

from troth.trust.rules.commitment_rows import BadLine, Problem, Row, places, row
from troth.trust.rules.foretelling import foretell

Progress = Callable[[float], None]

_STEP = 5_000  # rows between two signs of progress
_CHECKED = 0.1  # share of the whole work that the check takes
_TOLD = 100_000  # problems named one by one; all are counted
_LONGEST = 1 << 20  # bytes of a line; what is longer is cut, and refused for it
_HEADER = 1  # the line without which no other can be read

SENTENCES = {
    Problem.NO_HEADER: _("the file is empty; its first line names the columns"),
    Problem.COLUMNS_MISSING: _("the first line must name these columns too: {about}"),
    Problem.COLUMN_TWICE: _("the first line names a column twice: {about}"),
    Problem.FIELDS: _("another number of fields than the first line: {about}"),
    Problem.NOT_TEXT: _("this line is not UTF-8 text"),
    Problem.NOT_CSV: _("this line cannot be read as CSV: {about}"),
    Problem.EMPTY: _("{about} is empty"),
    Problem.CONTROL_CHARACTER: _("{about} contains a control character"),
    Problem.NOT_A_TIME: _("not a time like 2026-03-31 or 2026-03-31 17:00 ({about})"),
    Problem.DUE_BEFORE_PROMISE: _("due_at is before promised_at"),
    Problem.ASKED_BEFORE_PROMISE: _("asked_at is before promised_at"),
    Problem.ASKED_AFTER_DUE: _("asked_at is after due_at"),
    Problem.ID_TWICE: _("this event_id stands on an earlier line too: {about}"),
}


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
    repeated: set[int] = field(default_factory=set)  # lines with an event_id of an earlier line

    def add(self, problem: LineProblem) -> None:
        """Note a line that cannot be used; the first of them by name."""
        self.bad += 1
        if len(self.problems) < _TOLD:
            self.problems.append(problem)


@dataclass(frozen=True)
class Written:
    """What became of a file; `problems` names the first of the lines left out."""

    rows: int
    forecasts: int
    left_out: int
    problems: tuple[LineProblem, ...] = ()


def forecast_commitments(
    source: Path, target: TextIO, *, progress: Progress | None = None, skip_bad: bool = False
) -> Written:
    """Write `event_id,p_forecast` for every row with an `asked_at`, in order of that moment.

    Raises BadFile before anything is written if a line cannot be used, unless `skip_bad`.
    `progress` is told the share of the work done, from 0 to 1.
    """
    progress = progress or _silent
    checked = check(source, progress=lambda share: progress(share * _CHECKED))
    if checked.bad and (not skip_bad or checked.problems[0].line == _HEADER):
        raise BadFile(checked.problems, count=checked.bad)
    rows = _counted(
        _good_rows(source, checked),
        total=checked.rows,
        progress=lambda share: progress(_CHECKED + share * (1 - _CHECKED)),
    )
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("event_id", "p_forecast"))
    forecasts = 0
    for event_id, chance in foretell(rows):
        writer.writerow((event_id, f"{chance:.6f}"))
        forecasts += 1
    progress(1.0)
    return Written(checked.rows, forecasts, checked.bad, tuple(checked.problems))


def check(source: Path, *, progress: Progress) -> Checked:
    """Read every line once: how many rows, in which order, and what cannot be used."""
    checked, ids, before = Checked(), array("q"), float("-inf")
    size = max(source.stat().st_size, 1)
    for line, read, found in _lines(source):
        if isinstance(found, LineProblem):
            checked.add(found)
            continue
        checked.rows += 1
        ids.append(hash(found.event_id))
        checked.in_order &= found.promised_at >= before
        before = found.promised_at
        if line % _STEP == 0:
            progress(read / size)
    _find_repeated(source, checked, ids=ids)
    return checked


def _find_repeated(source: Path, checked: Checked, *, ids: "array[int]") -> None:
    """Find ids used twice by their hashes, eight bytes a row, and read again only if there are."""
    hashes = np.sort(np.frombuffer(ids, dtype=np.int64)) if ids else np.empty(0, dtype=np.int64)
    suspects = set(hashes[1:][hashes[1:] == hashes[:-1]].tolist())
    if not suspects:
        return
    seen: set[str] = set()
    for line, _read, found in _lines(source):
        if isinstance(found, LineProblem) or hash(found.event_id) not in suspects:
            continue
        if found.event_id in seen:
            checked.repeated.add(line)
            checked.rows -= 1
            checked.add(LineProblem(line, Problem.ID_TWICE, found.event_id))
        seen.add(found.event_id)
    checked.problems.sort(key=lambda problem: problem.line)


def _good_rows(source: Path, checked: Checked) -> Iterator[Row]:
    """The rows that can be used, in order of `promised_at`."""
    rows = (
        found
        for line, _read, found in _lines(source)
        if isinstance(found, Row) and line not in checked.repeated
    )
    if checked.in_order:
        return rows
    return iter(sorted(rows, key=lambda one: one.promised_at))


def _counted(rows: Iterator[Row], *, total: int, progress: Progress) -> Iterator[Row]:
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


def _lines(source: Path) -> Iterator[tuple[int, int, Row | LineProblem]]:
    """Line number, bytes read so far, and the row or what is wrong with it; empty lines left out."""
    text = _Text(source)
    reader = csv.reader(text, strict=True)
    try:
        header = _fields(reader, text)
        at = places(header)
    except (BadLine, csv.Error, StopIteration) as error:
        yield _HEADER, text.read, _problem(_HEADER, error)
        return
    while True:
        try:
            fields = _fields(reader, text)
            if fields:
                yield reader.line_num, text.read, row(fields, at, width=len(header))
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


def _silent(_share: float) -> None:
    """Nobody is watching."""
