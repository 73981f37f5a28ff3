"""One row of a file: everything that is wrong with it, or a promise as it was kept elsewhere."""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from troth.commitments.rules.incoming.cells import Cells, Reading
from troth.commitments.rules.incoming.columns import Layout
from troth.commitments.rules.incoming.problems import Reason, RowProblem
from troth.commitments.rules.incoming.records import Record
from troth.commitments.rules.incoming.stamps import Stamp
from troth.commitments.rules.life import SILENCE, Delivery, Life
from troth.commitments.rules.spreadsheet import looks_like_formula
from troth.commitments.rules.words import ngettext_noop as _n


class Note(StrEnum):
    """What a reader of the preview should know about a row that is taken."""

    FORMULA = "formula"
    CLOCKS_CHANGE = "clocks-change"
    KEPT_EARLY = "kept-early"


# `count` rows of the file that carry the note: for one, and for several.
NOTE_SENTENCES: dict[Note, tuple[str, str]] = {
    Note.FORMULA: _n(
        "One row begins like a formula; it stays plain text.",
        "%(count)s rows begin like a formula; they stay plain text.",
    ),
    Note.CLOCKS_CHANGE: _n(
        "One row names a time on a night when clocks change.",
        "%(count)s rows name a time on a night when clocks change.",
    ),
    Note.KEPT_EARLY: _n(
        "One row was kept before its promise was written down.",
        "%(count)s rows were kept before their promise was written down.",
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportRow:
    """A promise from a file; `kept` is None where nothing is known of its being kept."""

    line: int
    event_id: str
    party: str
    counterparty: str
    promised: Stamp
    due: Stamp
    kept: Stamp | None = None
    asked: Stamp | None = None
    deliverable: str = ""
    notes: frozenset[Note] = frozenset()


def read_row(
    record: Record, *, layout: Layout, reading: Reading
) -> ImportRow | tuple[RowProblem, ...] | None:
    """The promise in a row, all that is wrong with it, or None if it was made after `until`."""
    unreadable = _unreadable(record, layout)
    if unreadable is not None:
        return (unreadable,)
    cells = Cells(record, layout=layout, reading=reading)
    event_id, party, counterparty, deliverable = (
        cells.text(name) for name in ("event_id", "party", "counterparty", "deliverable")
    )
    promised, asked, kept = (cells.stamp(name) for name in ("promised_at", "asked_at", "kept_at"))
    due = cells.stamp("due_at", later=True)
    if party and party.casefold() == counterparty.casefold():
        cells.wrong("counterparty", Reason.SAME_PARTY)
    if promised and due and due.until < promised.at:
        shown = f"{cells.raw('due_at')} < {cells.raw('promised_at')}"
        cells.wrong("due_at", Reason.DUE_BEFORE_PROMISE, shown=shown)
    if promised is None or due is None or cells.problems:
        return tuple(cells.problems)
    row = ImportRow(
        line=record.line,
        event_id=event_id,
        party=party,
        counterparty=counterparty,
        promised=promised,
        due=due,
        kept=kept,
        asked=asked,
        deliverable=deliverable,
    )
    notes = _notes(row)
    return _as_known(replace(row, notes=notes) if notes else row, cells, reading=reading)


def outcome_life(row: ImportRow, *, silence: timedelta = SILENCE) -> Life:
    """The row as the life of a commitment: accepted when promised, confirmed when kept.

    Kept on the day it was due is kept in time where either is only known as a day.
    """
    kept = row.kept
    delivery = (
        () if kept is None else (Delivery(at=kept.at, answer_by=kept.at, confirmed_at=kept.at),)
    )
    return Life(
        promised_at=row.promised.at,
        accepted_at=row.promised.at,
        due=row.due.until,
        deliveries=delivery,
        silence=silence,
    )


def _unreadable(record: Record, layout: Layout) -> RowProblem | None:
    if record.reason is not None:
        return RowProblem(line=record.line, reason=record.reason, other=record.last_line)
    count = len(record.cells)
    # Spreadsheets like to add empty cells at the end.
    if count < layout.width or any(cell.strip() for cell in record.cells[layout.width :]):
        return RowProblem(
            line=record.line, reason=Reason.COLUMN_COUNT, shown=str(count), other=layout.width
        )
    return None


def _as_known(
    row: ImportRow, cells: Cells, *, reading: Reading
) -> ImportRow | tuple[RowProblem, ...] | None:
    if reading.until is None:
        for name, stamp in (("promised_at", row.promised), ("kept_at", row.kept)):
            if stamp is not None and stamp.at > reading.now:
                cells.wrong(name, Reason.IN_THE_FUTURE)
        return tuple(cells.problems) or row
    if row.promised.at > reading.until:
        return None
    unknown_yet = row.kept is not None and row.kept.at > reading.until
    return replace(row, kept=None) if unknown_yet else row


def _notes(row: ImportRow) -> frozenset[Note]:
    notes = set()
    texts = (row.event_id, row.party, row.counterparty, row.deliverable)
    if any(looks_like_formula(text) for text in texts):
        notes.add(Note.FORMULA)
    stamps = (row.promised, row.due, row.kept, row.asked)
    if any(stamp.note for stamp in stamps if stamp):
        notes.add(Note.CLOCKS_CHANGE)
    # Real files know this, where a delivery was faster than its paperwork: it is a keep.
    if row.kept and row.kept.until < row.promised.at:
        notes.add(Note.KEPT_EARLY)
    return frozenset(notes)
