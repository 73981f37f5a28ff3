"""Other ways to forecast a promise, each in a few lines, to be compared with ours.

Each learns an outcome when its deadline has passed (only the design also hears of keeps as they
happen) and knows party, receiver and times, nothing else. Their settings suit the two public files.
"""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from troth.trust.rules.pool import Pool, Record

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """A promise of a file; times in days."""

    party: str
    receiver: str
    promised_at: float
    asked_at: float | None
    due: float
    kept_at: float | None
    scored: bool

    @property
    def kept(self) -> bool:
        """Whether it was delivered by its deadline."""
        return self.kept_at is not None and self.kept_at <= self.due


def sigmoid(logit: float) -> float:
    """Probability of a logit."""
    return 1 / (1 + math.exp(-logit))


class Peer:
    """A way to forecast: asked before, told after."""

    def chance(self, row: Row) -> float:
        """How likely this promise is kept."""
        raise NotImplementedError

    def promised(self, row: Row) -> None:
        """A promise was made."""

    def kept(self, row: Row) -> None:
        """A promise was kept, its deadline still to come."""

    def due(self, row: Row) -> None:
        """The deadline has passed; whether it was kept is known."""
        raise NotImplementedError


@dataclass
class BaseRate(Peer):
    """The share of all promises kept so far."""

    held: float = 1.0
    all: float = 2.0

    @property
    def share(self) -> float:
        """The share so far."""
        return self.held / self.all

    def chance(self, row: Row) -> float:
        """The same for everybody."""
        return self.share

    def due(self, row: Row) -> None:
        """Count."""
        self.held += row.kept
        self.all += 1


@dataclass
class LastFifty(Peer):
    """The share of the party's last fifty promises that were kept."""

    last: dict[str, deque[bool]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=50))
    )

    def chance(self, row: Row) -> float:
        """The share, with one keep and one miss added."""
        last = self.last[row.party]
        return (sum(last) + 1) / (len(last) + 2)

    def due(self, row: Row) -> None:
        """Remember it."""
        self.last[row.party].append(row.kept)


@dataclass
class BetaReputation(Peer):
    """Beta(1, 1) and the party's record (Josang and Ismail 2002), fading by outcome or by day.

    With `base` the base rate takes the place of a half: subjective logic.
    """

    forgetting: float = 1.0
    half_life: float = math.inf
    base: bool = False
    rate: BaseRate = field(default_factory=BaseRate)
    record: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))

    def chance(self, row: Row) -> float:
        """Belief and a share of the uncertainty."""
        kept, missed, at = self.record[row.party]
        fade: float = 0.5 ** (((row.asked_at or row.due) - at) / self.half_life)
        a_priori = self.rate.share if self.base else 0.5
        return (kept * fade + 2 * a_priori) / ((kept + missed) * fade + 2)

    def due(self, row: Row) -> None:
        """Let the record fade and add one."""
        self.rate.due(row)
        kept, missed, at = self.record[row.party]
        fade = self.forgetting * 0.5 ** ((row.due - at) / self.half_life)
        self.record[row.party] = [kept * fade + row.kept, missed * fade + (not row.kept), row.due]


@dataclass
class PooledBeta(Peer):
    """Empirical Bayes: a Beta prior from all parties, records forgetting 0.97."""

    pool: Pool = field(default_factory=Pool)
    record: dict[str, Record] = field(default_factory=lambda: defaultdict(Record))

    def chance(self, row: Row) -> float:
        """The record, shrunk."""
        return self.pool.chance(self.record[row.party])

    def due(self, row: Row) -> None:
        """Add and sometimes fit the prior anew."""
        self.record[row.party].add(kept=row.kept, weight=1.0)
        self.pool.hear(row.party, self.record[row.party])


@dataclass
class Elo(Peer):
    """A rating per party and one for everybody, moved by a share of each surprise."""

    step: float = 0.25
    common_step: float = 0.02
    common: float = 1.0
    rating: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def chance(self, row: Row) -> float:
        """The logistic of both ratings."""
        return sigmoid(self.common + self.rating[row.party])

    def due(self, row: Row) -> None:
        """Move both."""
        surprise = row.kept - self.chance(row)
        self.rating[row.party] += self.step * surprise
        self.common += self.common_step * surprise


@dataclass
class Drifting(Peer):
    """One logit per party around a common one, with a variance that grows with time.

    With `glicko`, a surprise is weighted as in Glickman 1999 and the common logit stays where the
    base rate is; without, it is a state-space model with one time scale, learned by Kalman steps.
    """

    glicko: bool = False
    spread: float = 1.5
    growth: float = 0.004  # of the variance, per day
    rate: BaseRate = field(default_factory=lambda: BaseRate(7, 10))
    common: list[float] = field(default_factory=lambda: [1.0, 4.0])
    state: dict[str, list[float]] = field(default_factory=dict)

    def chance(self, row: Row) -> float:
        """The mean, less the doubt about it."""
        mean, variance, _ = self._now(row, row.asked_at or row.due)
        centre, doubt = self._centre()
        return sigmoid((centre + mean) / math.sqrt(1 + 0.3927 * (variance + doubt)))

    def due(self, row: Row) -> None:
        """A step for the party and, if it has one of its own, for the common logit."""
        mean, variance, _ = self._now(row, row.due)
        centre, doubt = self._centre()
        total = variance + doubt
        shrunk = 1 / math.sqrt(1 + 0.3927 * total)
        said = sigmoid((centre + mean) * (shrunk if self.glicko else 1))
        curve = said * (1 - said) * (shrunk**2 if self.glicko else 1)
        gain = 1 / (1 + curve * total)
        surprise = (row.kept - said) * (shrunk if self.glicko else 1)
        after = variance - variance**2 * curve * gain
        self.state[row.party] = [mean + variance * surprise * gain, after, row.due]
        self.rate.due(row)
        if not self.glicko:
            self.common = [centre + doubt * surprise * gain, doubt - doubt**2 * curve * gain]

    def _centre(self) -> tuple[float, float]:
        if self.glicko:
            share = self.rate.share
            return math.log(share / (1 - share)), 0.0
        return self.common[0], self.common[1]

    def _now(self, row: Row, at: float) -> tuple[float, float, float]:
        mean, variance, then = self.state.get(row.party, [0.0, self.spread, at])
        return mean, min(variance + self.growth * (at - then), self.spread), at
