"""What can be said of one direction, in five dimensions: plain figures, ready to be drawn or told."""

from dataclasses import dataclass
from datetime import datetime

from troth.foundation.facts.trust import Dimension

# A reading exists from so many pieces of evidence; before, only their number is shown.
ENOUGH = 5
TOP = 10.0
__all__ = ["ENOUGH", "TOP", "Dimension", "Estimate", "Finger", "Hand", "Side"]


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """Of ten such occasions, how many go as agreed: the best guess and where it lies in eight cases of ten."""

    low: float
    mid: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.mid <= self.high <= TOP:
            raise ValueError(f"not an estimate: {self.low}, {self.mid}, {self.high}")


@dataclass(frozen=True, kw_only=True)
class Finger:
    """One dimension of one direction.

    `before` is the best guess 90 days ago, only where the change is real; `own` what the described side says of
    itself; `last` the moment of the newest evidence; `held_until` while only the described side may see it.
    """

    dimension: Dimension
    count: int
    estimate: Estimate | None = None
    before: float | None = None
    own: float | None = None
    set_aside: int = 0
    last: datetime | None = None
    old: bool = False
    held_until: datetime | None = None
    hidden: bool = False

    def __post_init__(self) -> None:
        if self.count < ENOUGH and self.estimate is not None:
            raise ValueError("an estimate from too little evidence is not shown")


@dataclass(frozen=True, kw_only=True)
class Side:
    """An organisation as a picture shows it."""

    id: str
    name: str
    short: str
    letter: str
    colour: int


@dataclass(frozen=True, kw_only=True)
class Hand:
    """One direction: what `towards` can count on from `about`, in five fingers, always in the same order."""

    towards: Side
    about: Side
    fingers: tuple[Finger, ...]

    def __post_init__(self) -> None:
        if [one.dimension for one in self.fingers] != list(Dimension):
            raise ValueError("a hand has five fingers, in their order")
