"""What others found helpful, without telling who they are: counts of partnerships, in steps of five."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from troth.foundation.facts.adjustments import Helped

# Fewer partnerships than that are never spoken of, and none is added one by one.
LEAST: Final = 5


@dataclass(frozen=True)
class Tried:
    """That a partnership agreed something, and what it said of it at the end (None: nothing yet)."""

    partnership: str
    outcome: Helped | None = None


@dataclass(frozen=True)
class Known:
    """In at least how many other partnerships it was agreed, and helped; 0 where it is not said."""

    agreed: int = 0
    helped: int = 0


def known(tried: Iterable[Tried]) -> Known:
    """What can be said of one idea. Each partnership counts once, however often it agreed.

    Both figures are rounded down to fives, so that one partnership more or less is seen by nobody; how many were
    *not* helped is never said.
    """
    rows = list(tried)
    agreed = {one.partnership for one in rows}
    helped = {one.partnership for one in rows if one.outcome is Helped.HELPED}
    return Known(in_steps(len(agreed)), in_steps(len(helped)))


def in_steps(count: int) -> int:
    """Rounded down to a multiple of five; nothing below it."""
    return count - count % LEAST
