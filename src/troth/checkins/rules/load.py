"""Saying that it is too much: for whom, until when, and who comes to know it."""

from datetime import date
from enum import StrEnum

from troth.checkins.rules.refusals import Refusal

FARTHEST = 366


class Openness(StrEnum):
    """Who comes to know: everybody at the table, one's own side, or nobody but oneself."""

    TABLE = "table"
    SIDE = "side"
    ME = "me"


class About(StrEnum):
    """For whom it is too much."""

    ME = "me"
    US = "us"


def why_not_until(until: date, *, today: date) -> Refusal | None:
    """Why it cannot be said until this day."""
    if until < today:
        return Refusal.DAY_HAS_PASSED
    return Refusal.TOO_FAR if (until - today).days > FARTHEST else None
