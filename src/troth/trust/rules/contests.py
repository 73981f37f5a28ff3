"""Contesting evidence: whoever is described sets a piece aside, and both sides settle it."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST = 1000  # characters


class Standing(StrEnum):
    """Where a contested piece stands."""

    SET_ASIDE = "set-aside"  # no weight until both settle it
    LEFT_OUT = "left-out"  # the other side agreed: it never counts again
    COUNTS = "counts"  # whoever contested it lets it count again


class Reason(StrEnum):
    """Why it cannot be done."""

    ONLY_ABOUT_YOU = "only-about-you"
    NO_EVIDENCE = "no-evidence"
    NEEDS_WORDS = "needs-words"
    TOO_LONG = "too-long"
    ONCE = "once"
    SETTLED = "settled"
    NOT_YOURS = "not-yours"


class NotPossible(Exception):
    """It cannot be done, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Whom a piece describes, and towards whom it speaks."""

    about: str
    towards: frozenset[str]


def why_not_contest(
    sides: Sides | None, *, by: str | None, words: str, contested: bool
) -> Reason | None:
    """Why this side cannot contest it, or nothing. `sides` is None where the entry says nothing."""
    if sides is None:
        return Reason.NO_EVIDENCE
    if by is None or by != sides.about:
        return Reason.ONLY_ABOUT_YOU
    if contested:
        return Reason.ONCE
    return why_not_words(words)


def why_not_words(words: str) -> Reason | None:
    """Why a sentence cannot be taken, or nothing."""
    if not words.strip():
        return Reason.NEEDS_WORDS
    return Reason.TOO_LONG if len(words) > LONGEST else None


def settled_as(
    sides: Sides, *, by: str | None, standing: Standing, agreed: frozenset[str] = frozenset()
) -> Standing:
    """What it comes to when this side settles it. Raises `NotPossible`.

    Neither side can do both: whoever contested lets it count; left out it is when everybody else it concerns has
    said so, since nobody speaks for a third.
    """
    if standing is not Standing.SET_ASIDE:
        raise NotPossible(Reason.SETTLED)
    if by == sides.about:
        return Standing.COUNTS
    if by is None or by not in sides.towards:
        raise NotPossible(Reason.NOT_YOURS)
    return Standing.LEFT_OUT if sides.towards <= agreed | {by} else Standing.SET_ASIDE
