"""A piece of evidence: one thing that happened, as it speaks about one side towards another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from troth.trust.rules.hands import Dimension
from troth.trust.rules.table import MAIN, TABLE, Kind, Measure

# Many of one kind on one day share one unit: the n-th weighs 1/n², all of them together 1.65 at most.
SHARED: Final = 2


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What entry `idx` says about `about`, as `towards` has experienced it.

    `nth` is its place among its like of one day, `value` and `dimension` are given where the entry itself says them.
    """

    idx: int
    kind: Kind
    about: str
    towards: str
    at: datetime
    subject: str
    nth: int = 1
    value: float | None = None
    dimension: Dimension | None = None

    @property
    def measure(self) -> Measure:
        """Its row of the table."""
        return TABLE[self.kind]

    @property
    def loads(self) -> Mapping[Dimension, float]:
        """In which direction it points."""
        return {self.dimension: 1.0} if self.dimension else self.measure.loads

    @property
    def y(self) -> float:
        """Where on the scale it lies."""
        return self.measure.value if self.value is None else self.value

    @property
    def weight(self) -> float:
        """How much it says: less, the more of its like there were that day."""
        return 1.0 / (self.measure.noise * pow(self.nth, SHARED))

    def counts_for(self, dimension: Dimension) -> bool:
        """Whether it is counted among the evidence of this dimension."""
        return self.loads.get(dimension, 0.0) >= MAIN
