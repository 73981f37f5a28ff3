"""What is wrong with a file, or with one row of it, in words."""

import csv
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from troth.commitments.models import Batch, WrongRow
from troth.commitments.rules.incoming.problems import (
    COUNTED,
    FILE_SENTENCES,
    REASON_SENTENCES,
    FileReason,
    Reason,
)
from troth.commitments.rules.incoming.rows import NOTE_SENTENCES, Note
from troth.commitments.rules.spreadsheet import for_spreadsheet

if TYPE_CHECKING:
    from _typeshed import SupportsWrite


def problem_words(wrong: WrongRow) -> str:
    """One wrong row in words."""
    reason = Reason(wrong.reason)
    shown = wrong.shown if reason in COUNTED else f"“{wrong.shown}”"
    values = {"column": wrong.column, "shown": shown, "other": wrong.other or ""}
    return gettext(REASON_SENTENCES[reason]) % values


def write_wrong(target: "SupportsWrite[str]", batch: Batch) -> None:
    """Every wrong row as CSV: its line, the column, and what is wrong in words."""
    rows = batch.wrong_rows.iterator(chunk_size=2000)
    write_table(target, ((one.line, one.column, problem_words(one)) for one in rows))


def write_table(target: "SupportsWrite[str]", rows: Iterable[tuple[int, str, str]]) -> None:
    """Wrong rows as every part of Troth writes them."""
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("line", "column", "what is wrong"))
    for line, column, words in rows:
        writer.writerow((line, for_spreadsheet(column), for_spreadsheet(words)))


def refusal_words(batch: Batch) -> str:
    """Why the file as a whole could not be read."""
    why = batch.refusal
    if not why:
        return ""
    return gettext(FILE_SENTENCES[FileReason(why["reason"])]) % {
        "shown": why["shown"],
        "line": why["line"],
    }


def note_words(note: str, count: int) -> str:
    """What is worth knowing about rows that are taken."""
    one, many = NOTE_SENTENCES[Note(note)]
    return ngettext(one, many, count) % {"count": count}
