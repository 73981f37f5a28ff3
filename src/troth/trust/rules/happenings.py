"""What the forecaster learns from, one small record per thing that happened to a promise.

Times are days since the start of 1970 in UTC, as floats, so that the same rules serve hours and
years. The passing of a deadline needs no record: the forecaster knows every deadline in force.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a promise at a moment."""

    at: float
    promise: str


@dataclass(frozen=True, slots=True)
class Promised(Happening):
    """A party promised something to a receiver by a deadline.

    Promises of one `kind` made on one day to one receiver share one unit of evidence; a promise
    whose kind is empty stands alone. `weight` is what it would teach alone.
    """

    party: str
    receiver: str
    due: float
    kind: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Moved(Happening):
    """Both sides agreed on another deadline before the old one fell."""

    due: float


@dataclass(frozen=True, slots=True)
class Kept(Happening):
    """It was delivered; by the deadline in force if `at` is not later than it."""


@dataclass(frozen=True, slots=True)
class Withdrawn(Happening):
    """The promiser took it back: a miss for sure, known at once."""


@dataclass(frozen=True, slots=True)
class SetAside(Happening):
    """It was contested, or the promise fell away: while open, it stops counting and teaches nothing."""


_ORDER = {Promised: 0, Moved: 1, Kept: 2, Withdrawn: 3, SetAside: 4}


def in_order(happening: Happening) -> tuple[int, str, float]:
    """Where it stands among things of the same moment, whatever order they were told in."""
    due = happening.due if isinstance(happening, Moved) else 0.0
    return _ORDER[type(happening)], happening.promise, due
