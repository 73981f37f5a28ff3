"""Lines of bounded length, and the records of cells they make up; nothing is kept in memory."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from troth.commitments.rules.incoming.problems import FileProblem, FileReason, Reason

LONGEST_LINE = 65_536


class LineTooLong(Exception):
    """A line passed the limit; the rest of it was skipped."""


class Lines(Iterator[str]):
    """The lines of a text, counted from 1, none longer than the limit."""

    def __init__(self, text: TextIO, *, longest: int = LONGEST_LINE) -> None:
        self._text = text
        self._longest = longest
        self.number = 0

    def __next__(self) -> str:
        line = self._read()
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > self._longest:
            while line and not line.endswith(("\n", "\r")):
                line = self._read()
            raise LineTooLong
        return line

    def _read(self) -> str:
        try:
            return self._text.readline(self._longest + 1)
        except UnicodeDecodeError as error:
            raise FileProblem(FileReason.BROKEN_UTF16, line=self.number) from error


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """The cells of one row and the lines it stands on; with a reason instead where it has none."""

    line: int
    last_line: int
    cells: tuple[str, ...] = ()
    reason: Reason | None = None


def records(lines: Lines, delimiter: str) -> Iterator[Record]:
    """The rows from here on; a row that cannot be read is named, and reading goes on after it."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first = lines.number + 1
        cells: tuple[str, ...] = ()
        reason: Reason | None = None
        try:
            cells = tuple(next(reader))
        except StopIteration:
            return
        except LineTooLong:
            reason = Reason.LINE_TOO_LONG
        except csv.Error:
            reason = Reason.QUOTES
        yield Record(line=first, last_line=lines.number, cells=cells, reason=reason)
