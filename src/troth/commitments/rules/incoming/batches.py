"""A whole file as a stream of small batches: bounded memory, every row good or named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from troth.commitments.rules.incoming.cells import Reading
from troth.commitments.rules.incoming.columns import Layout, layout
from troth.commitments.rules.incoming.decoding import Encoding, open_text
from troth.commitments.rules.incoming.problems import FileProblem, FileReason, Reason, RowProblem
from troth.commitments.rules.incoming.records import Lines, LineTooLong, Record, records
from troth.commitments.rules.incoming.rows import ImportRow, read_row
from troth.commitments.rules.incoming.stamps import whole_day

SIZE = 500


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Some rows of a file in their order; `left_out` were promised after the day of the file.

    It follows what ended on `after_line`; `last_line` is where a stopped reading goes on after.
    """

    rows: tuple[ImportRow, ...]
    problems: tuple[RowProblem, ...]
    left_out: int
    after_line: int
    last_line: int


def known_until(day: date, zone: ZoneInfo) -> datetime:
    """The last moment of the day as of which a file is read."""
    return whole_day(day, zone).until


def read_batches(
    stream: BinaryIO,
    reading: Reading,
    *,
    encoding: Encoding = Encoding.FOUND,
    size: int = SIZE,
    after_line: int = 0,
) -> Iterator[Batch]:
    """Read a file of promises; rows up to `after_line` were read before and are passed over.

    Raises FileProblem where the file cannot be read at all, also in the middle of it.
    """
    lines = Lines(open_text(stream, encoding=encoding))
    found = layout(_header(lines), reading.renames)
    some: list[Record] = []
    empty, before = True, after_line
    for record in records(lines, found.delimiter):
        if record.reason is None and not any(cell.strip() for cell in record.cells):
            continue
        empty = False
        if record.line > after_line:
            some.append(record)
        if len(some) >= size:
            yield _batch(some, found, reading=reading, after_line=before)
            some, before = [], record.last_line
    if empty:
        raise FileProblem(FileReason.EMPTY)
    if some:
        yield _batch(some, found, reading=reading, after_line=before)


def without_repeats(batch: Batch, earlier: Mapping[str, int]) -> Batch:
    """Each id once: the rows whose id stood in this batch or on an `earlier` line become problems.

    `earlier` gives the line of each id of this batch that was read before; a database can answer
    that for a file of any size.
    """
    lines: dict[str, int] = {}
    rows: list[ImportRow] = []
    problems: list[RowProblem] = []
    for row in batch.rows:
        other = earlier.get(row.event_id) or lines.get(row.event_id)
        if other is None:
            lines[row.event_id] = row.line
            rows.append(row)
        else:
            problems.append(_repeated(row, other))
    every = sorted((*batch.problems, *problems), key=lambda problem: problem.line)
    return replace(batch, rows=tuple(rows), problems=tuple(every))


def _header(lines: Lines) -> str:
    try:
        header = next((line for line in lines if line.strip()), None)
    except LineTooLong:
        raise FileProblem(FileReason.HEADER, shown="…") from None
    if header is None:
        raise FileProblem(FileReason.EMPTY)
    return header


def _batch(some: list[Record], found: Layout, *, reading: Reading, after_line: int) -> Batch:
    read = [read_row(record, layout=found, reading=reading) for record in some]
    return Batch(
        rows=tuple(one for one in read if isinstance(one, ImportRow)),
        problems=tuple(problem for one in read if isinstance(one, tuple) for problem in one),
        left_out=sum(one is None for one in read),
        after_line=after_line,
        last_line=some[-1].last_line,
    )


def _repeated(row: ImportRow, other: int) -> RowProblem:
    return RowProblem(
        line=row.line,
        reason=Reason.REPEATED,
        column="event_id",
        shown=row.event_id,
        other=other,
    )
