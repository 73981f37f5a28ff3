"""How long before the deadline promises are kept, when they are kept.

An open promise says something: the closer its deadline, the larger the share of kept promises
that would have been delivered by now. Time left is counted in half octaves, from about three years
down to half a minute, because promises of hours and of years are kept alike on that scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log2
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from troth.trust.rules.bank import Vector

LAST = 44
_HALF_OCTAVES_OF_A_DAY = 20
_SHORTEST = 2.0**-12  # days: less than that is the deadline
_FEW = 8  # up to so many, plain floats are quicker than NumPy
_BORROWED = 5.0  # weight of the community's shares beside a party's own keeps


def place(left: float) -> int:
    """Which step on the scale this much time left is, in days; the last one is the deadline."""
    return max(int(_HALF_OCTAVES_OF_A_DAY - 2 * log2(max(left, _SHORTEST))), 0)


def places(left: Vector) -> NDArray[np.intp]:
    """`place` of many at once."""
    steps: Vector = _HALF_OCTAVES_OF_A_DAY - 2 * np.log2(np.maximum(left, _SHORTEST))
    return np.maximum(steps, 0.0).astype(np.intp)


@dataclass(slots=True)
class KeepTimes:
    """Counts of keeps that came before each step of the scale."""

    before: Vector = field(default_factory=lambda: np.zeros(LAST + 1))
    total: int = 0

    def add(self, left: float) -> None:
        """One more promise was kept, this many days before its deadline."""
        later = self.before[place(left) + 1 :]
        later += 1
        self.total += 1


def share_by_now(own: KeepTimes, community: KeepTimes, *, left: float) -> float:
    """Share of kept promises already kept with this much time left, the party's own shrunk to everybody's."""
    step = place(left)
    borrowed = _BORROWED * community.before.item(step) / (community.total + 1)
    return (own.before.item(step) + borrowed) / (own.total + _BORROWED)


class Waiting(NamedTuple):
    """Of the shares of several open promises: their sum, and the sum of their squares."""

    total: float
    squares: float


def shares_of_waiting(own: KeepTimes, community: KeepTimes, *, left: Sequence[float]) -> Waiting:
    """`share_by_now` for open promises with this much time left each, summed."""
    if len(left) <= _FEW:
        few = [share_by_now(own, community, left=one) for one in left]
        return Waiting(sum(few), sum(share * share for share in few))
    steps = places(np.array(left))
    borrowed = community.before[steps] * (_BORROWED / (community.total + 1))
    shares = (own.before[steps] + borrowed) / (own.total + _BORROWED)
    return Waiting(float(np.add.reduce(shares)), float(shares.dot(shares)))
