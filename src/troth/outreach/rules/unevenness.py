"""When a share is uneven enough to be said: two exact tests, each with least counts and a least difference.

Answers: were this side's answers in time as often as the others'? Fisher's exact test, one-sided: with the sums of
both rows and columns as they are, how likely is it that so few of the answers in time are this side's? (R. A. Fisher,
The Logic of Inductive Inference, 1935.)

Load: does more wait for this side than this table is used to? What is open now is compared with how it was shared
before: the chance that at least so much of it falls on this side, where the usual share is itself only known as
far as it was seen (beta-binomial; an even split has the weight of `EVEN_WEIGHT` things until the past outweighs it).

A test alone would call large tables uneven for trifles, so the difference must be one that people feel; and few
things never say anything.
"""

from dataclasses import dataclass
from math import comb, exp, lgamma
from typing import Final

# One chance in four hundred at each look. A table is looked at once a week, so that of a hundred tables whose sides
# are alike some five hear something in a year (docs/decisions/0055-private-outreach.md has the figures).
LEVEL: Final = 0.0025
# A quarter of all: less is not worth a word.
LEAST_GAP: Final = 0.25
LEAST_OWN: Final = 8
LEAST_OTHERS: Final = 5
LEAST_OPEN: Final = 10
EVEN_WEIGHT: Final = 20.0
# Beyond so many the counts are scaled down; nothing that people feel changes with it.
LARGEST: Final = 2000


@dataclass(frozen=True)
class Tally:
    """How many of so many."""

    did: int = 0
    of: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.did <= self.of:
            raise ValueError("a tally counts some of all")

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.did + other.did, self.of + other.of)

    @property
    def share(self) -> float:
        """The part of all; of nothing it is none."""
        return self.did / self.of if self.of else 0.0

    @property
    def bounded(self) -> "Tally":
        """The same share of no more than the arithmetic needs."""
        if self.of <= LARGEST:
            return self
        return Tally(round(self.did * LARGEST / self.of), LARGEST)


def chance_of_so_few(own: Tally, others: Tally) -> float:
    """Fisher's exact test, one-sided: P(no more than `own.did`) with all sums as they are."""
    own, others = own.bounded, others.bounded
    hits, everything = own.did + others.did, own.of + others.of
    least = max(0, hits - others.of)
    ways = sum(comb(own.of, did) * comb(others.of, hits - did) for did in range(least, own.did + 1))
    return ways / comb(everything, hits)


def answers_less(own: Tally, others: Tally) -> bool:
    """Whether this side answered in time so much less often than the others that it should hear of it."""
    if own.of < LEAST_OWN or others.of < LEAST_OTHERS:
        return False
    if others.share - own.share < LEAST_GAP:
        return False
    return chance_of_so_few(own, others) <= LEVEL


@dataclass(frozen=True)
class Usual:
    """How much used to fall on one side: what was seen before, on top of an even split among so many."""

    before: Tally
    sides: int = 2

    @property
    def weights(self) -> tuple[float, float]:
        """The two weights of the beta distribution."""
        even = 1 / max(self.sides, 1)
        before = self.before.bounded
        return even * EVEN_WEIGHT + before.did, (1 - even) * EVEN_WEIGHT + before.of - before.did

    @property
    def share(self) -> float:
        """The share to be expected."""
        own, rest = self.weights
        return own / (own + rest)


def chance_of_so_many(now: Tally, usual: Usual) -> float:
    """P(at least `now.did` of `now.of` fall on this side), the usual share being known only so far."""
    now = now.bounded
    own, rest = usual.weights
    if rest <= 0:
        return 1.0
    tail = sum(
        exp(log_comb(now.of, did) + log_beta(own + did, rest + now.of - did) - log_beta(own, rest))
        for did in range(now.did, now.of + 1)
    )
    return min(tail, 1.0)


def log_comb(of: int, did: int) -> float:
    """The logarithm of how many ways there are to choose."""
    return lgamma(of + 1) - lgamma(did + 1) - lgamma(of - did + 1)


def log_beta(one: float, other: float) -> float:
    """The logarithm of the beta function."""
    return lgamma(one) + lgamma(other) - lgamma(one + other)


def carries_more(now: Tally, usual: Usual) -> bool:
    """Whether so much more than usual waits for this side that it should hear of it."""
    if now.of < LEAST_OPEN or usual.sides < 2:  # one side alone carries all
        return False
    if now.share - usual.share < LEAST_GAP:
        return False
    return chance_of_so_many(now, usual) <= LEVEL
