"""One line of a file of commitments, read strictly: a promise with its times, or what is wrong.

A date alone is the start of its day. Where other times of the same row have an hour, a deadline or
a delivery that is a date alone lasts to the end of that day: nothing is known of it earlier.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from troth.trust.rules import file_lines
from troth.trust.rules.file_lines import (
    DATE_ALONE,
    DAY,
    BadLine,
    Problem,
    check_names,
    days,
    needed_days,
    picked,
)

COLUMNS = (
    *("event_id", "party", "counterparty"),
    *("promised_at", "asked_at", "due_at", "kept_at"),
)
_JUST_BEFORE_MIDNIGHT = timedelta(hours=23, minutes=59, seconds=59) / DAY


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
    return file_lines.places(header, COLUMNS)


def row(fields: Sequence[str], at: Sequence[int], *, width: int) -> Row:
    """The promise that these fields tell."""
    event_id, party, counterparty, promised, asked, due, kept = picked(fields, at, width=width)
    # One look at all names together: this is done a million times, and nearly always for nothing.
    if not (event_id and party and f"{event_id}{party}{counterparty}".isprintable()):
        names = {"event_id": event_id, "party": party, "counterparty": counterparty}
        check_names(names, optional="counterparty")
    has_hours = max(len(promised), len(asked), len(due), len(kept)) > DATE_ALONE
    late = _JUST_BEFORE_MIDNIGHT if has_hours else 0.0
    return _checked(
        Row(
            event_id=event_id,
            party=party,
            counterparty=counterparty,
            promised_at=needed_days(promised, "promised_at"),
            asked_at=days(asked, "asked_at") if asked else None,
            due_at=needed_days(due, "due_at", date_alone=late),
            kept_at=days(kept, "kept_at", date_alone=late) if kept else None,
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
