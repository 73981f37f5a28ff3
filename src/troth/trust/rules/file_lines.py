"""What can be wrong with a line of a file of happenings, and how its fields are read, strictly."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
DATE_ALONE = len("2026-03-31")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class Problem(StrEnum):
    """What can be wrong with a line."""

    NO_HEADER = "no-header"
    COLUMNS_MISSING = "columns-missing"
    COLUMN_TWICE = "column-twice"
    SEMICOLONS = "semicolons"
    TOO_MANY = "too-many"
    FIELDS = "fields"
    NOT_TEXT = "not-text"
    NOT_CSV = "not-csv"
    EMPTY = "empty"
    CONTROL_CHARACTER = "control-character"
    NOT_A_TIME = "not-a-time"
    NOT_A_NUMBER = "not-a-number"
    OFF_THE_SCALE = "off-the-scale"
    RATES_ITSELF = "rates-itself"
    DUE_BEFORE_PROMISE = "due-before-promise"
    ASKED_BEFORE_PROMISE = "asked-before-promise"
    ASKED_AFTER_DUE = "asked-after-due"
    ID_TWICE = "id-twice"


class BadLine(ValueError):
    """A line that cannot be used, with the column or text it is about."""

    def __init__(self, problem: Problem, about: str = "") -> None:
        super().__init__(problem, about)
        self.problem = problem
        self.about = about


def places(header: Sequence[str], columns: Sequence[str]) -> tuple[int, ...]:
    """Where each of the columns stands; others may stand between them."""
    names = [name.strip() for name in header]
    if not any(names):
        raise BadLine(Problem.NO_HEADER)
    missing = [column for column in columns if column not in names]
    if missing and len(names) == 1 and ";" in names[0]:
        raise BadLine(Problem.SEMICOLONS)
    if missing:
        raise BadLine(Problem.COLUMNS_MISSING, ", ".join(missing))
    twice = [column for column in columns if names.count(column) > 1]
    if twice:
        raise BadLine(Problem.COLUMN_TWICE, ", ".join(twice))
    return tuple(names.index(column) for column in columns)


def picked(fields: Sequence[str], at: Sequence[int], *, width: int) -> list[str]:
    """The fields in these places, of a line with as many fields as the first one."""
    if len(fields) != width:
        raise BadLine(Problem.FIELDS, f"{len(fields)} / {width}")
    return [fields[place].strip() for place in at]


def check_names(names: Mapping[str, str], *, optional: str = "") -> None:
    """Refuse a name that is empty or hides something."""
    for column, text in names.items():
        if not text.isprintable():
            raise BadLine(Problem.CONTROL_CHARACTER, column)
        if not text and column != optional:
            raise BadLine(Problem.EMPTY, column)


def days(text: str, column: str, *, date_alone: float = 0.0) -> float:
    """Days since 1970 in UTC; a time without a zone is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise BadLine(Problem.NOT_A_TIME, f"{column}: {text[:40]}") from None
    since = (moment - _EPOCH) / DAY
    return since + date_alone if len(text) <= DATE_ALONE else since


def needed_days(text: str, column: str, *, date_alone: float = 0.0) -> float:
    """The same for a time that must be there."""
    if not text:
        raise BadLine(Problem.EMPTY, column)
    return days(text, column, date_alone=date_alone)
