"""Five dimensions from pieces of evidence: a linear estimate in information form, whose parts add up exactly.

The latent state θ has one general factor and five of its own, so that evidence on one moves the others a little (the
halo of survey data) and nobody counts the same thing five times. Each piece `y = h·θ + noise R` adds `h hᵀ/R` to the
information and `h (y − h·μ)/R` to the pull; both fade towards the prior, what broke truth at half the rate.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from troth.trust.rules.hands import TOP, Dimension, Estimate
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import BAD, GOOD, START

Array: TypeAlias = npt.NDArray[np.float64]

FIVE = len(Dimension)
SPREAD = 1.0  # variance of θ before anything is known
HALO = 0.6  # correlation between two dimensions
PRIOR = SPREAD * ((1 - HALO) * np.eye(FIVE) + HALO * np.ones((FIVE, FIVE)))
KNOWN_BEFORE = np.linalg.inv(PRIOR)
HALF_LIFE = 365.0  # days
SLOW_HALF_LIFE = 2 * HALF_LIFE
EIGHTY = 1.2816  # standard deviations that hold eight cases of ten
A_DAY = 86_400.0
EDGE = 0.05  # 0 and 10 are said of what happens seldom and mostly, not never and always
ORDER = {dimension: place for place, dimension in enumerate(Dimension)}


def days_of(moment: datetime) -> float:
    """A moment in days."""
    return moment.timestamp() / A_DAY


def direction(piece: Piece) -> Array:
    """In which direction a piece points, as a vector over the five."""
    found = np.zeros(FIVE)
    for dimension, load in piece.loads.items():
        found[ORDER[dimension]] = load
    return found


def faded(since: float, *, slow: bool) -> float:
    """What is left of a piece after so many days."""
    return float(2.0 ** (-since / (SLOW_HALF_LIFE if slow else HALF_LIFE)))


@dataclass
class Sums:
    """Information and pull of all pieces so far, as they stand on day `at`; the two rates apart."""

    at: float = float("-inf")
    information: Array = field(default_factory=lambda: np.zeros((2, FIVE, FIVE)))
    pull: Array = field(default_factory=lambda: np.zeros((2, FIVE)))

    def add(self, piece: Piece, *, sign: float = 1.0) -> None:
        """Take a piece in, or out again with `sign=-1`: constant work, in any order of days."""
        day = days_of(piece.at)
        self.move_to(max(self.at, day))
        rate = int(piece.measure.slow)
        weight = sign * piece.weight * faded(self.at - day, slow=piece.measure.slow)
        loads = direction(piece)
        self.information[rate] += weight * np.outer(loads, loads)
        self.pull[rate] += weight * loads * (piece.y - loads.sum() * START)

    def move_to(self, day: float) -> None:
        """Let everything fade until a day."""
        if self.at != day and self.at > float("-inf"):
            for rate in (0, 1):
                left = faded(day - self.at, slow=bool(rate))
                self.information[rate] *= left
                self.pull[rate] *= left
        self.at = day

    def stand(self, at: datetime) -> "Stand":
        """The estimate at a moment."""
        day = days_of(at)
        kept = [
            1.0 if self.at == float("-inf") else faded(day - self.at, slow=s) for s in (False, True)
        ]
        information = KNOWN_BEFORE + sum(
            k * one for k, one in zip(kept, self.information, strict=True)
        )
        pull = sum(k * one for k, one in zip(kept, self.pull, strict=True))
        return Stand(np.linalg.inv(information), np.asarray(pull))


@dataclass(frozen=True)
class Stand:
    """Where a side stands: the covariance, and what pulls away from the start."""

    covariance: Array
    pull: Array

    @property
    def mean(self) -> Array:
        """θ, on the logit scale."""
        return np.asarray(START + self.covariance @ self.pull)

    def estimate(self, dimension: Dimension) -> Estimate:
        """Of ten, with the range that holds eight cases of ten."""
        place = ORDER[dimension]
        middle, width = self.mean[place], EIGHTY * np.sqrt(self.covariance[place, place])
        low, mid, high = (of_ten(middle + turn * width) for turn in (-1, 0, 1))
        return Estimate(low=low, mid=mid, high=high)


def of_ten(logit: float) -> float:
    """A place on the logit scale as so many of ten."""
    return float(TOP / (1.0 + np.exp(-logit)))


def logit_of(figure: float) -> float:
    """A figure of ten as a place on the logit scale, never further out than what happens once or twice."""
    share = min(max(figure / TOP, 0.0), 1.0)
    return float(np.clip(np.log((share + EDGE) / (1 - share + EDGE)), BAD, GOOD))


@dataclass(frozen=True)
class Table:
    """Many pieces as columns, for working out all of them at once."""

    day: Array
    weight: Array
    y: Array
    slow: npt.NDArray[np.bool_]
    loads: Array


def columns(pieces: Sequence[Piece]) -> Table:
    """The columns of pieces."""
    return Table(
        day=np.array([days_of(one.at) for one in pieces]),
        weight=np.array([one.weight for one in pieces]),
        y=np.array([one.y for one in pieces]),
        slow=np.array([one.measure.slow for one in pieces], dtype=bool),
        loads=np.array([direction(one) for one in pieces]).reshape(-1, FIVE),
    )


def left_of(table: Table, at: datetime) -> Array:
    """What each piece weighs at a moment."""
    life = np.where(table.slow, SLOW_HALF_LIFE, HALF_LIFE)
    return np.asarray(table.weight * np.exp2(-(days_of(at) - table.day) / life))


def stands(table: Table, group: npt.NDArray[np.int64], *, groups: int, at: datetime) -> list[Stand]:
    """The stands of many directions at once: `group` says to which direction each piece belongs."""
    weight = left_of(table, at)
    pulled = weight * (table.y - table.loads.sum(axis=1) * START)
    information = np.zeros((groups, FIVE, FIVE))
    pull = np.zeros((groups, FIVE))
    for row in range(FIVE):
        pull[:, row] = np.bincount(group, weights=pulled * table.loads[:, row], minlength=groups)
        for column in range(row + 1):
            product = weight * table.loads[:, row] * table.loads[:, column]
            sums = np.bincount(group, weights=product, minlength=groups)
            information[:, row, column] = information[:, column, row] = sums
    covariance = np.linalg.inv(KNOWN_BEFORE + information)
    return [Stand(one, other) for one, other in zip(covariance, pull, strict=True)]


def stand_of(pieces: Sequence[Piece], *, at: datetime) -> Stand:
    """The stand of one direction from all its pieces."""
    table = columns(pieces)
    return stands(table, np.zeros(len(pieces), dtype=np.int64), groups=1, at=at)[0]


def shares(pieces: Sequence[Piece], dimension: Dimension, *, at: datetime) -> list[float]:
    """What each piece moves this dimension by, in parts of ten; they add up to the estimate less the start.

    θ − μ is a sum over pieces. The bend of the scale is shared out in proportion, so that the parts still add up.
    """
    if not pieces:
        return []
    table, stand = columns(pieces), stand_of(pieces, at=at)
    pulled = left_of(table, at) * (table.y - table.loads.sum(axis=1) * START)
    logit = pulled * (table.loads @ stand.covariance[ORDER[dimension]])
    moved = float(logit.sum())
    slope = (of_ten(START + moved) - of_ten(START)) / moved if abs(moved) > 1e-9 else 0.0
    return [float(one) for one in logit * slope]
