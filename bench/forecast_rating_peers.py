"""Other ways to forecast a rating, each in a few lines, to be compared with ours."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from troth.trust.rules.ratings import Rating


class Peer:
    """A way to forecast: asked before, told after."""

    def forecast(self, one: Rating) -> float:
        """What the rating will be."""
        raise NotImplementedError

    def learn(self, one: Rating) -> None:
        """What it was."""
        raise NotImplementedError


@dataclass
class Mean:
    """A sum that is shrunk to something else as long as it is of few."""

    total: float = 0.0
    count: int = 0

    def toward(self, other: float, *, weight: float) -> float:
        """The mean, with so many ratings like the other one added."""
        return (self.total + weight * other) / max(self.count + weight, 1e-9)

    def add(self, value: float) -> None:
        """One more."""
        self.total += value
        self.count += 1


@dataclass
class GlobalMean(Peer):
    """The mean of all ratings so far."""

    all: Mean = field(default_factory=Mean)

    def forecast(self, one: Rating) -> float:
        """The same for everybody."""
        return self.all.toward(0.0, weight=1.0)

    def learn(self, one: Rating) -> None:
        """Count."""
        self.all.add(one.value)


@dataclass
class MeanOf(GlobalMean):
    """The plain mean of what the rater said so far, or of what was said of the target."""

    who: Literal["rater", "target"] = "target"
    each: dict[str, Mean] = field(default_factory=lambda: defaultdict(Mean))

    def __init__(self, who: Literal["rater", "target"]) -> None:
        super().__init__()
        self.who, self.each = who, defaultdict(Mean)

    def forecast(self, one: Rating) -> float:
        """The mean, or everybody's where nothing is known."""
        found = self.each[getattr(one, self.who)]
        return found.toward(0.0, weight=0.0) if found.count else super().forecast(one)

    def learn(self, one: Rating) -> None:
        """Count for both."""
        super().learn(one)
        self.each[getattr(one, self.who)].add(one.value)


class MeansRegressed(Peer):
    """Running least squares on the global mean, both plain means and the answered rating."""

    def __init__(self) -> None:
        self.rater, self.target = MeanOf("rater"), MeanOf("target")
        self.said: dict[tuple[str, str], float] = {}
        self.square, self.product = np.eye(5), np.zeros(5)
        self.weights = np.zeros(5)
        self.count = 0

    def forecast(self, one: Rating) -> float:
        """Fitted anew now and then."""
        return float(self._seen(one) @ self.weights)

    def learn(self, one: Rating) -> None:
        """Add to the sums."""
        seen = self._seen(one)
        self.square += np.outer(seen, seen)
        self.product += seen * one.value
        self.count += 1
        if self.count % 20 == 0:
            self.weights = np.linalg.solve(self.square, self.product)
        self.rater.learn(one)
        self.target.learn(one)
        self.said[one.rater, one.target] = one.value

    def _seen(self, one: Rating) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
        everybody = GlobalMean.forecast(self.rater, one)
        back = self.said.get((one.target, one.rater), everybody)
        return np.array((1.0, everybody, self.rater.forecast(one), self.target.forecast(one), back))


@dataclass
class FairnessGoodness(Peer):
    """Kumar et al. 2016, one step for each rating: fairness of the rater times goodness of the target."""

    goodness: dict[str, Mean] = field(default_factory=lambda: defaultdict(Mean))
    unfairness: dict[str, Mean] = field(default_factory=lambda: defaultdict(Mean))
    all: Mean = field(default_factory=Mean)

    def forecast(self, one: Rating) -> float:
        """The product; both start as the paper has it where nothing is known, goodness at the mean."""
        return self._fairness(one) * self._goodness(one)

    def learn(self, one: Rating) -> None:
        """Move both."""
        fair = self._fairness(one)
        self.unfairness[one.rater].add(abs(one.value - self._goodness(one)) / 2)
        self.goodness[one.target].add(fair * one.value)
        self.all.add(one.value)

    def _fairness(self, one: Rating) -> float:
        found = self.unfairness[one.rater]
        return 1.0 - (found.total / found.count if found.count else 0.0)

    def _goodness(self, one: Rating) -> float:
        everybody = self.all.toward(0.0, weight=1.0)
        found = self.goodness[one.target]
        return found.total / found.count if found.count else everybody


@dataclass
class Bias(Peer):
    """The design: `μ + a_s + b_t`, by Kalman steps, and with `answers` also `ρ` times the surprise answered."""

    answers: bool
    raters: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0, 0.02]))
    targets: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0, 0.03]))
    surprises: dict[tuple[str, str], float] = field(default_factory=dict)
    all: Mean = field(default_factory=Mean)
    product: float = 0.0
    square: float = 1.0

    def forecast(self, one: Rating) -> float:
        """The sum."""
        return self._plain(one) + self._answer(one)

    def learn(self, one: Rating) -> None:
        """A Kalman step for both, a step of the regression, and the running mean."""
        surprise = one.value - self._plain(one)
        unanswered = surprise - self._answer(one)
        back = self.surprises.get((one.target, one.rater), 0.0)
        self.product += surprise * back
        self.square += back * back
        s, t = self.raters[one.rater], self.targets[one.target]
        whole = s[1] + t[1] + 0.06
        for who in (s, t):
            gain = who[1] / whole
            who[0] += gain * unanswered
            who[1] += 0.001 - gain * who[1]
        self.surprises[one.rater, one.target] = surprise
        self.all.add(one.value)

    def _plain(self, one: Rating) -> float:
        everybody = self.all.toward(0.0, weight=1.0)
        return everybody + self.raters[one.rater][0] + self.targets[one.target][0]

    def _answer(self, one: Rating) -> float:
        back = self.surprises.get((one.target, one.rater), 0.0)
        return self.product / self.square * back if self.answers else 0.0
