"""How one side will rate another, from the ratings that came before.

`r(s→t) = μ + a_s + b_t + ρ·(earlier r(t→s) − its own prediction) + habits`, on a scale from −1 to 1: how rather
everybody rates, how mildly s rates in general, how t is rated, an answer to what t said of s, and what recursive
least squares (Plackett 1950) have learned of the rest. A harsh rater is corrected by a_s, not punished.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

EVERYBODY = 0.1  # variance of how rather everybody rates, before anything is known
RATERS = 0.02  # variance of leniency between raters
TARGETS = 0.03  # variance of standing between those who are rated
NOISE = 0.06  # variance of one rating around all that
DRIFT = 0.001  # what each rating adds to the variance of its rater and its target
_OWN = 0.03  # variance of one dimension around its side
_HALF = 5.0  # of the scale on which people say it
_TRUSTED_NOISE = 10.0  # ratings that NOISE counts for, until enough were seen
_DOUBTED = 2.0  # ratings without complaint that everybody starts with
_RECENT = 0.2  # weight of the newest rating among the recent ones
# Doubt about the weight of each habit at first. Those that are large from the first rating (a constant, what was said
# in the other direction, how new the target is) start nearly sure of nothing: two ratings are no habit.
_HABITS = (0.05, 1.0, 1.0, 0.02, 1.0, 0.05, 1.0, 1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What a rater said of a target, from −1 to 1; `at` in days since 1970."""

    id: str
    rater: str
    target: str
    at: float
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What is expected of the next rating; its parts add up to `mean`, unless that leaves the scale."""

    mean: float
    variance: float
    common: float
    leniency: float
    standing: float
    answer: float
    habits: float


@dataclass(slots=True)
class Voice:
    """One rater or one target: where its ratings lie beside what was expected otherwise, and how sure that is."""

    mean: float
    variance: float
    count: int = 0
    below: int = 0  # ratings below the middle of the scale
    recent: float = 0.0  # their share lately

    @property
    def complaints(self) -> float:
        """The share of ratings below the middle, as far as so few can tell."""
        return self.below / (self.count + _DOUBTED)

    def learn(self, surprise: float, *, of: float, value: float) -> None:
        """Take its part of a surprise with this variance."""
        gain = self.variance / of
        self.mean += gain * surprise
        self.variance += DRIFT - gain * self.variance
        self.count += 1
        self.below += value < 0
        self.recent += _RECENT * ((value < 0) - self.recent)


@dataclass
class Habits:
    """What the plain sum leaves over, by recursive least squares from nothing."""

    weights: Vector = field(default_factory=lambda: np.zeros(len(_HABITS)))
    doubt: Vector = field(default_factory=lambda: np.diag(_HABITS))

    def say(self, seen: Vector) -> float:
        """The part that is left over, most likely."""
        return float(self.weights @ seen)

    def learn(self, seen: Vector, *, left: float) -> None:
        """Take what was left over this time."""
        spread = self.doubt @ seen
        gain = spread / (1 + float(seen @ spread))
        self.weights += gain * (left - self.say(seen))
        self.doubt -= np.outer(gain, spread)


@dataclass
class Ratings:
    """All that was learned; asking and learning take the same work however much that is."""

    raters: dict[str, Voice] = field(default_factory=dict)
    targets: dict[str, Voice] = field(default_factory=dict)
    surprises: dict[tuple[str, str], float] = field(default_factory=dict)  # the last, by direction
    habits: Habits = field(default_factory=Habits)
    common: float = 0.0
    doubt: float = EVERYBODY  # about the former
    count: int = 0
    noise: float = NOISE
    answered: float = 0.0  # surprise times the surprise it may have answered, summed
    provoked: float = 3.0  # the square of the latter, summed, with some that nobody answered

    def forecast(self, rater: str, target: str) -> Forecast:
        """What this rater would say of this target now."""
        s, t = self._rater(rater), self._target(target)
        answer = self._answer(rater, target)
        habits = self.habits.say(_seen(s, t, earlier=self._earlier(rater, target)))
        total = self.common + s.mean + t.mean + answer + habits
        return Forecast(
            mean=min(max(total, -1.0), 1.0),
            variance=self.doubt + s.variance + t.variance + self.noise,
            common=self.common,
            leniency=s.mean,
            standing=t.mean,
            answer=answer,
            habits=habits,
        )

    def learn(self, one: Rating) -> None:
        """Take a rating that became known."""
        s = self.raters.setdefault(one.rater, self._rater(one.rater))
        t = self.targets.setdefault(one.target, self._target(one.target))
        earlier = self._earlier(one.rater, one.target)
        surprise = one.value - self.common - s.mean - t.mean
        unanswered = surprise - self._answer(one.rater, one.target)
        seen, variance = _seen(s, t, earlier=earlier), s.variance + t.variance
        left = unanswered - self.habits.say(seen)
        self.habits.learn(seen, left=unanswered)
        self.answered += surprise * earlier
        self.provoked += earlier**2
        whole = self.doubt + variance + NOISE
        s.learn(unanswered, of=whole, value=one.value)
        t.learn(unanswered, of=whole, value=one.value)
        self.common += self.doubt / whole * unanswered
        self.doubt -= self.doubt**2 / whole
        self.surprises[one.rater, one.target] = surprise
        self.count += 1
        self.noise += (max(left**2 - variance, 0.0) - self.noise) / (self.count + _TRUSTED_NOISE)

    def _answer(self, rater: str, target: str) -> float:
        return self.answered / self.provoked * self._earlier(rater, target)

    def _earlier(self, rater: str, target: str) -> float:
        """How far what the target said of the rater lay from what was expected of it."""
        return self.surprises.get((target, rater), 0.0)

    def _rater(self, name: str) -> Voice:
        return self.raters.get(name) or Voice(0.0, RATERS)

    def _target(self, name: str) -> Voice:
        return self.targets.get(name) or Voice(0.0, TARGETS)


def _seen(s: Voice, t: Voice, *, earlier: float) -> Vector:
    """What the rest may hang on: the parts themselves, and complaints, which tell more than their size."""
    return np.array(
        (
            *(1.0, s.mean, t.mean, earlier),
            *(min(t.mean, 0.0), 1 / (1 + t.count)),
            *(t.complaints, t.recent, s.complaints, s.recent),
        )
    )


def foretell(ratings: Iterable[Rating]) -> Iterator[tuple[str, Forecast]]:
    """Each rating's forecast from what was known strictly before it; ratings come in order of time."""
    known = Ratings()
    for _at, group in groupby(ratings, key=attrgetter("at")):
        # By id, so that the order in which one moment's ratings stand in a file changes nothing.
        together = sorted(group, key=attrgetter("id"))
        yield from [(one.id, known.forecast(one.rater, one.target)) for one in together]
        for one in together:
            known.learn(one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one side says openly of another in one dimension, from 0 to 10."""

    saying: str
    about: str
    dimension: str
    figure: float


def corrected(statements: Iterable[Statement]) -> dict[Statement, float]:
    """Each statement about another side as far as it tells of that side, from 0 to 10.

    How rather everybody judges here stays in, how mildly this side judges is taken out, and what is left is shrunk as
    far as so few can tell: `μ + b_about + c`, jointly fitted (best linear unbiased prediction, Henderson 1975). What a
    side says of itself is left out, and their order does not matter.
    """
    found = sorted(
        {one for one in statements if one.saying != one.about},
        key=attrgetter("saying", "about", "dimension", "figure"),
    )
    if not found:
        return {}
    values = np.array([one.figure / _HALF - 1 for one in found])
    design, doubts = _design(found)
    # What one dimension says beyond its side is the third part, and fitted after the others.
    weights = np.linalg.solve(
        design.T @ design / (_OWN + NOISE) + np.diag(1 / doubts),
        design.T @ values / (_OWN + NOISE),
    )
    rest = (values - design @ weights) * _OWN / (_OWN + NOISE)
    told = design * (np.arange(len(doubts)) < 1 + len({one.about for one in found}))
    figures = np.clip((told @ weights + rest + 1) * _HALF, 0.0, 2 * _HALF)
    return {one: float(figure) for one, figure in zip(found, figures, strict=True)}


def _design(found: Sequence[Statement]) -> tuple[Vector, Vector]:
    """Which unknowns each statement sums up (everybody, whom it is about, who says it), and their variances."""
    targets = sorted({one.about for one in found})
    raters = sorted({one.saying for one in found})
    rows = [
        [1.0, *(name == one.about for name in targets), *(name == one.saying for name in raters)]
        for one in found
    ]
    doubts = [EVERYBODY, *[TARGETS] * len(targets), *[RATERS] * len(raters)]
    return np.array(rows, dtype=np.float64), np.array(doubts)
