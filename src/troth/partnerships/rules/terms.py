"""The limits of the working agreement, and moments counted in working days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What reminders and clocks measure against; these defaults hold until a charter is signed."""

    consent_rule: str = "unanimous"
    answer_days: int = 5  # working days of the answering side
    reminder_days: tuple[int, ...] = (3, 1)  # days before a deadline
    silence_days: int = 30  # days after which an undelivered promise counts as dropped
    signed: bool = False


SATURDAY = 5


def answer_by(asked: datetime, *, days: int, zone: str) -> datetime:
    """The same clock time `days` working days later, as the answering side's calendar counts them."""
    moment = asked.astimezone(ZoneInfo(zone))
    left = days
    while left:
        moment += timedelta(days=1)
        left -= moment.weekday() < SATURDAY
    return moment.astimezone(asked.tzinfo)
