"""One line of a file of commitments, read strictly: a promise with its times, or what is wrong.

A date alone is the start of its day. Where other times of the same row have an hour, a deadline or
a delivery that is a date alone lasts to the end of that day: nothing is known of it earlier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

COLUMNS = (
    *("event_id", "party", "counterparty"),
    *("promised_at", "asked_at", "due_at", "kept_at"),
)
_DAY = timedelta(days=1)
_JUST_BEFORE_MIDNIGHT = timedelta(hours=23, minutes=59, seconds=59) / _DAY
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_DATE_ALONE = len("2026-03-31")


class Problem(StrEnum):
    """What can be wrong with a line."""

    NO_HEADER = "no-header"
    COLUMNS_MISSING = "columns-missing"
    COLUMN_TWICE = "column-twice"
    FIELDS = "fields"
    NOT_TEXT = "not-text"
    NOT_CSV = "not-csv"
    EMPTY = "empty"
    CONTROL_CHARACTER = "control-character"
    NOT_A_TIME = "not-a-time"
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


@dataclass(slots=True)
class Row:
    """A promise as a file tells it; times in days since 1970, UTC."""

    event_id: str
    party: str
    counterparty: str
    promised_at: float
    asked_at: float | None
    due_at: float
    kept_at: float | None


def places(header: Sequence[str]) -> tuple[int, ...]:
    """Where each of COLUMNS stands; others may stand between them."""
    names = [name.strip() for name in header]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise BadLine(Problem.COLUMNS_MISSING, ", ".join(missing))
    twice = [column for column in COLUMNS if names.count(column) > 1]
    if twice:
        raise BadLine(Problem.COLUMN_TWICE, ", ".join(twice))
    return tuple(names.index(column) for column in COLUMNS)


def row(fields: Sequence[str], at: Sequence[int], *, width: int) -> Row:
    """The promise that these fields tell."""
    if len(fields) != width:
        raise BadLine(Problem.FIELDS, f"{len(fields)} / {width}")
    event_id, party, counterparty, promised, asked, due, kept = [
        fields[place].strip() for place in at
    ]
    if not (event_id and party and f"{event_id}{party}{counterparty}".isprintable()):
        raise _bad_name({"event_id": event_id, "party": party, "counterparty": counterparty})
    has_hours = max(len(promised), len(asked), len(due), len(kept)) > _DATE_ALONE
    late = _JUST_BEFORE_MIDNIGHT if has_hours else 0.0
    return _checked(
        Row(
            event_id=event_id,
            party=party,
            counterparty=counterparty,
            promised_at=_needed(promised, "promised_at"),
            asked_at=_days(asked, "asked_at") if asked else None,
            due_at=_needed(due, "due_at", date_alone=late),
            kept_at=_days(kept, "kept_at", date_alone=late) if kept else None,
        )
    )


def _checked(made: Row) -> Row:
    if made.due_at < made.promised_at:
        raise BadLine(Problem.DUE_BEFORE_PROMISE)
    if made.asked_at is not None and made.asked_at < made.promised_at:
        raise BadLine(Problem.ASKED_BEFORE_PROMISE)
    if made.asked_at is not None and made.asked_at > made.due_at:
        raise BadLine(Problem.ASKED_AFTER_DUE)
    return made


def _bad_name(names: Mapping[str, str]) -> BadLine:
    """What is wrong with the first name that is empty or hides something."""
    column, text = next(
        (column, text)
        for column, text in names.items()
        if not text.isprintable() or (not text and column != "counterparty")
    )
    return BadLine(Problem.CONTROL_CHARACTER if text else Problem.EMPTY, column)


def _needed(text: str, column: str, *, date_alone: float = 0.0) -> float:
    if not text:
        raise BadLine(Problem.EMPTY, column)
    return _days(text, column, date_alone=date_alone)


def _days(text: str, column: str, *, date_alone: float = 0.0) -> float:
    """Days since 1970 in UTC; a time without a zone is taken as UTC."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise BadLine(Problem.NOT_A_TIME, f"{column}: {text[:40]}") from None
    days = (moment - _EPOCH) / _DAY
    return days + date_alone if len(text) <= _DATE_ALONE else days
