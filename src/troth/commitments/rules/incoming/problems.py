"""What can be wrong with a file of promises, and with one row of it: closed lists with sentences."""

from dataclasses import dataclass
from enum import StrEnum

from troth.commitments.rules.words import gettext_noop as _


class Reason(StrEnum):
    """Why a row cannot be taken as it is."""

    LINE_TOO_LONG = "line-too-long"
    QUOTES = "quotes"
    COLUMN_COUNT = "column-count"
    NOT_IN_ENCODING = "not-in-encoding"
    CONTROL_CHARACTER = "control-character"
    MISSING = "missing"
    TOO_LONG = "too-long"
    DATE_FORM = "date-form"
    DATE_ORDER = "date-order"
    DATE_IMPOSSIBLE = "date-impossible"
    DATE_FAR = "date-far"
    SAME_PARTY = "same-party"
    DUE_BEFORE_PROMISE = "due-before-promise"
    IN_THE_FUTURE = "in-the-future"
    REPEATED = "repeated"


# Values: column, shown (what stands there), other (another line's number).
REASON_SENTENCES: dict[Reason, str] = {
    Reason.LINE_TOO_LONG: _("This line is longer than any row of promises; it was not read."),
    Reason.QUOTES: _(
        "The quotation marks do not match. A mark inside a value is written twice; "
        "what was read here ends on line %(other)s."
    ),
    Reason.COLUMN_COUNT: _(
        "This line has %(shown)s values, but the first line names %(other)s columns. "
        "A value with a comma in it needs quotation marks around it."
    ),
    Reason.NOT_IN_ENCODING: _(
        "%(column)s holds a letter that is not written as UTF-8: %(shown)s. "
        "Save the file as UTF-8, or say which encoding it has."
    ),
    Reason.CONTROL_CHARACTER: _("%(column)s holds an invisible character: %(shown)s. Take it out."),
    Reason.MISSING: _("%(column)s is empty, and a promise needs it."),
    Reason.TOO_LONG: _("%(column)s is longer than %(other)s characters: %(shown)s."),
    Reason.DATE_FORM: _(
        "%(column)s is not a date that can be read: %(shown)s. "
        "Write it as 2026-03-20 or 2026-03-20 17:00; leave it empty where nothing is known."
    ),
    Reason.DATE_ORDER: _(
        "%(column)s could be day or month first: %(shown)s. "
        "Say which order the file uses, or write 2026-03-20."
    ),
    Reason.DATE_IMPOSSIBLE: _("%(column)s is a day or hour that does not exist: %(shown)s."),
    Reason.DATE_FAR: _("%(column)s lies before 1900 or after 2199: %(shown)s."),
    Reason.SAME_PARTY: _("The one who promises and the one who receives are the same: %(shown)s."),
    Reason.DUE_BEFORE_PROMISE: _("It was due before it was promised: %(shown)s."),
    Reason.IN_THE_FUTURE: _("%(column)s lies in the future: %(shown)s."),
    Reason.REPEATED: _("%(column)s %(shown)s stands on line %(other)s already."),
}

# Where `shown` is our own count and nothing that stands in the file.
COUNTED = frozenset({Reason.COLUMN_COUNT})


class FileReason(StrEnum):
    """Why a whole file cannot be read."""

    EMPTY = "empty"
    SPREADSHEET = "spreadsheet"
    UNMARKED_UTF16 = "unmarked-utf-16"
    BROKEN_UTF16 = "broken-utf-16"
    HEADER = "header"
    MISSING_COLUMNS = "missing-columns"
    REPEATED_COLUMN = "repeated-column"
    RENAME_FORM = "rename-form"
    RENAME_UNKNOWN = "rename-unknown"
    RENAME_TWICE = "rename-twice"
    GONE = "gone"


# Values: shown, line.
FILE_SENTENCES: dict[FileReason, str] = {
    FileReason.EMPTY: _("There are no promises in this file."),
    FileReason.SPREADSHEET: _(
        "This is a spreadsheet or an archive, not a text file. Save the sheet as CSV first."
    ),
    FileReason.UNMARKED_UTF16: _(
        "This file looks like UTF-16 without its mark, or is no text at all. Save it as UTF-8."
    ),
    FileReason.BROKEN_UTF16: _(
        "Somewhere after line %(line)s this file is not UTF-16, as its first bytes say. "
        "Save it as UTF-8."
    ),
    FileReason.HEADER: _(
        "The first line, with the names of the columns, cannot be read: %(shown)s."
    ),
    FileReason.MISSING_COLUMNS: _(
        "The first line does not name these columns: %(shown)s. "
        "If they are there under other names, say which (party=Vendor)."
    ),
    FileReason.REPEATED_COLUMN: _("The first line names this column more than once: %(shown)s."),
    FileReason.RENAME_FORM: _("A column is renamed as party=Vendor; this is not: %(shown)s."),
    FileReason.RENAME_UNKNOWN: _("There is no column of this name to fill: %(shown)s."),
    FileReason.RENAME_TWICE: _("This column is renamed twice: %(shown)s."),
    FileReason.GONE: _("This file could not be read to its end. Hand it in again."),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RowProblem:
    """One thing that is wrong with one row; `line` counts the lines of the file from 1."""

    line: int
    reason: Reason
    column: str | None = None
    shown: str = ""
    other: int | None = None


class FileProblem(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, reason: FileReason, *, shown: str = "", line: int | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.shown = shown
        self.line = line
