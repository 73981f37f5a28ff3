"""How evenly a party answers what another party asks of it: counted, never guessed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

DAY = timedelta(days=1)
NEEDED = 5


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Something that waited for an answer: since when, until when it was owed, and when it came."""

    at: datetime
    owed_by: datetime
    answered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Answers:
    """How many answers were owed, came in time, came later or never came; days are the middle one and the longest."""

    owed: int
    in_time: int
    later: int
    silent: int
    middle_days: float | None = None
    longest_days: float | None = None

    @property
    def enough(self) -> bool:
        """Whether the days may be shown; the counts always are."""
        return self.owed >= NEEDED


def answers(asked: Iterable[Asked], *, now: datetime) -> Answers:
    """Count what was owed by now; what still has time is left out."""
    due = [one for one in asked if one.answered_at is not None or one.owed_by < now]
    came = [one for one in due if one.answered_at is not None]
    in_time = sum(one.answered_at is not None and one.answered_at <= one.owed_by for one in came)
    days = waits(came)
    return Answers(
        owed=len(due),
        in_time=in_time,
        later=len(came) - in_time,
        silent=len(due) - len(came),
        middle_days=median(days) if days else None,
        longest_days=max(days, default=None),
    )


def waits(came: Sequence[Asked]) -> list[float]:
    """How long each answer took, in days."""
    return [(one.answered_at - one.at) / DAY for one in came if one.answered_at is not None]
