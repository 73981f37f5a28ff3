"""What each kind of the table of evidence is worth on a whole server: how much better it forecasts what comes later.

For each later piece the log density of what came is compared, with the kind as the table weighs it and otherwise. Each
way is first set right by a straight line learned from earlier answers everywhere: else a kind that always speaks well
would be praised wherever most goes well, and any kind at all wherever the others say too much. All ways are held to the
same doubt, so that a kind gains by what it says and not by being there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import sqrt

import numpy as np

from troth.trust.rules.estimate import Array
from troth.trust.rules.foreseen import (
    AS_IT_IS,
    HALF,
    LITTLE,
    OUT,
    TWICE,
    Foreseen,
    Question,
    Whole,
)
from troth.trust.rules.table import Kind

# Fewer tables together would tell of one of them, and so would one that is most of it.
TABLES = 5
# A table with fewer later pieces hides behind nobody, and hides nobody.
LATER_OF_ONE = 5
# For a verdict. The error is taken over tables, since what happens at one table hangs together; with twenty of them and
# three standard errors (Student, 19 degrees) one of sixteen kinds is judged wrongly in 6 of 100 servers.
ENOUGH_TABLES = 20
ENOUGH_LATER = 200
SURE = 3.0
# A gain below this, in nats for each later piece, is nothing: a hundred later pieces would gain a fifth of a nat.
LEAST = 0.002
# How far the line may lie from a forecast as it stands, before anything is known: variances of its level and slope.
LEVEL = 0.25
SLOPE = 0.25


class Verdict(Enum):
    """What is to be done with a row of the table."""

    NOT_YET = "not-yet"
    FORECASTS = "forecasts"
    SAYS_MORE = "says-more"
    SAYS_LESS = "says-less"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Gain:
    """How much better one way is than another for each later piece, in nats, with its standard error."""

    mean: float
    error: float

    @property
    def is_sure(self) -> bool:
        """Whether it is better beyond chance."""
        return self.mean > SURE * self.error

    @property
    def is_nothing(self) -> bool:
        """Whether it is at most next to nothing, beyond chance."""
        return self.mean + SURE * self.error < LEAST


@dataclass(frozen=True, kw_only=True)
class Gains:
    """The table's weight against none, half and twice that weight against it; half and a little against none."""

    left_in: Gain
    half: Gain
    twice: Gain
    half_in: Gain
    little_in: Gain


@dataclass(frozen=True, kw_only=True)
class Worth:
    """What was measured of one kind; nothing in it unless enough tables make it up."""

    kind: Kind
    tables: int = 0
    directions: int = 0
    pieces: int = 0
    later: int = 0
    gains: Gains | None = None

    @property
    def verdict(self) -> Verdict:
        """What is to be done with its row."""
        if self.gains is None or self.tables < ENOUGH_TABLES or self.later < ENOUGH_LATER:
            return Verdict.NOT_YET
        return judged(self.gains)


@dataclass(frozen=True)
class Direction:
    """One direction: at which table, and what each kind forecast there. Tables are numbers, and nobody's name."""

    table: int
    found: Mapping[Kind, Foreseen]


def judged(gains: Gains) -> Verdict:
    """The verdict where there is enough; a row is dropped only if less of its weight says nothing either."""
    if gains.left_in.is_nothing and gains.half_in.is_nothing and not gains.little_in.is_sure:
        return Verdict.NOTHING
    if gains.half.is_sure:
        return Verdict.SAYS_LESS
    if not gains.left_in.is_sure:
        return Verdict.NOT_YET
    return Verdict.SAYS_MORE if gains.twice.is_sure else Verdict.FORECASTS


def worths(directions: Sequence[Direction]) -> list[Worth]:
    """Every kind, in the order of the table."""
    return [worth(kind, directions) for kind in Kind]


def worth(kind: Kind, directions: Sequence[Direction]) -> Worth:
    """One kind, over all directions that have it and something later."""
    there = [one for one in directions if len(one.found.get(kind, ()))]
    if not there:
        return Worth(kind=kind)
    found = [one.found[kind] for one in there]
    owner = np.repeat([one.table for one in there], [len(one) for one in found])
    return summed(kind, there, owner=owner, density=densities(found))


def densities(found: Sequence[Foreseen]) -> Array:
    """The log density of every later piece, each way, set right from strictly earlier ones of the same question."""
    day = np.concatenate([one.day for one in found])
    question = np.concatenate([one.question for one in found])
    came = np.concatenate([one.came for one in found])
    moved = np.concatenate([one.moved for one in found])
    variance = np.concatenate([one.variance for one in found])
    said = np.zeros_like(moved)
    for each in Question:
        rows = np.flatnonzero(question == each)
        rows = rows[np.argsort(day[rows], kind="stable")]
        off = off_line(day[rows], came[rows], moved=moved[rows], variance=variance[rows])
        spread = variance[rows][:, None]
        said[rows] = -0.5 * (np.log(2 * np.pi * spread) + off**2 / spread)
    return said


def off_line(day: Array, came: Array, *, moved: Array, variance: Array) -> Array:
    """How far off each answer is from a line through earlier ones; those of one moment do not know of each other.

    The line is Bayesian regression of what was off on what was forecast, in order of time, each way by itself.
    """
    off, weight = came[:, None] - moved, 1.0 / variance[:, None]
    first = np.searchsorted(day, day, side="left")
    ones, ahead, square, missed, along = (
        before(weight * each)[first]
        for each in (np.ones_like(moved), moved, moved**2, off, moved * off)
    )
    ones, square = ones + 1.0 / LEVEL, square + 1.0 / SLOPE
    whole = ones * square - ahead**2
    level = (square * missed - ahead * along) / whole
    slope = (ones * along - ahead * missed) / whole
    return np.asarray(off - level - slope * moved)


def before(values: Array) -> Array:
    """The running sum, without the row itself."""
    return np.asarray(np.vstack([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)]))


def summed(kind: Kind, there: Sequence[Direction], *, owner: Whole, density: Array) -> Worth:
    """What adds up of a kind, of tables that have enough of it; nothing where those are too few or one is most."""
    names, counts = np.unique(owner, return_counts=True)
    names, counts = names[counts >= LATER_OF_ONE], counts[counts >= LATER_OF_ONE]
    if len(names) < TABLES or 2 * counts.max() > counts.sum():
        return Worth(kind=kind)
    seen = [one for one in there if one.table in names]
    sums = np.array([density[owner == name].sum(axis=0) for name in names])
    return Worth(
        kind=kind,
        tables=len(names),
        directions=len(seen),
        pieces=sum(one.found[kind].seen for one in seen),
        later=int(counts.sum()),
        gains=gains(sums, counts),
    )


def gains(sums: Array, counts: Whole) -> Gains:
    """Every way beside the others."""

    def between(way: int, other: int) -> Gain:
        return gain(sums[:, way] - sums[:, other], counts)

    return Gains(
        left_in=between(AS_IT_IS, OUT),
        half=between(HALF, AS_IT_IS),
        twice=between(TWICE, AS_IT_IS),
        half_in=between(HALF, OUT),
        little_in=between(LITTLE, OUT),
    )


def gain(sums: Array, counts: Whole) -> Gain:
    """The mean for each later piece, with the error of a ratio over tables (Cochran 1977, section 6.4)."""
    whole, tables = float(counts.sum()), len(counts)
    mean = float(sums.sum()) / whole
    rest = float(((sums - mean * counts) ** 2).sum())
    return Gain(mean, sqrt(rest * tables / (tables - 1)) / whole)
