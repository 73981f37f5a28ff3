"""Moments as text: UTC, one spelling each (`2026-11-21T16:00:00Z`)."""

from datetime import UTC, datetime


def write_instant(at: datetime) -> str:
    """The moment in UTC; fractions of a second only where there are any.

    Raises `ValueError` where the zone is unknown, or the moment before or after all years.
    """
    if at.tzinfo is None:
        raise ValueError("a moment without a zone is not a moment")
    try:
        return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
    except OverflowError as error:
        raise ValueError("a moment outside of the calendar") from error


def read_instant(text: str) -> datetime:
    """The moment behind its text. Raises `ValueError` for any other spelling of it."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None or write_instant(at) != text:
        raise ValueError(f"not a moment in UTC: {text[:40]!r}")
    return at
