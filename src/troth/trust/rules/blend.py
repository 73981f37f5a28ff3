"""Many opinions into one: each counts as much as it has earned by its forecasts so far.

* The settings of the bank are weighted by past skill: `w <- w L^0.7`, then a little is shared out
  to all (fixed share, Herbster and Warmuth 1998), so that none is lost for ever.
* The same way, at half the pace, three opinions are weighed: the bank; the mean logit of the bank
  and the pooled record; and a regression on the logits of all of them, learned as it goes (an
  extended Kalman step on logistic regression), which also corrects what is too high or too low.
"""

from dataclasses import dataclass, field
from math import exp, log

import numpy as np

from troth.trust.rules.bank import SETTINGS, Vector, sigmoid

Three = tuple[float, float, float]

_PACE, _OPINION_PACE = 0.7, 0.3
_SHARED = 0.0005
_BEGIN: Three = (3 / 7, 3 / 7, 1 / 7)
_POOLED = 0.25  # weight of the pooled record in the regression before it has learned
_LIMIT = 1e-6
_FARTHEST = log((1 - _LIMIT) / _LIMIT)


def logit(chance: float) -> float:
    """Log odds; what is nearly certain is held a little away from it."""
    chance = min(max(chance, _LIMIT), 1 - _LIMIT)
    return log(chance / (1 - chance))


def chance_of(logit_: float) -> float:
    """The probability with these log odds, never quite 0 or 1."""
    return 1 / (1 + exp(-min(max(logit_, -_FARTHEST), _FARTHEST)))


def _first_regression() -> Vector:
    return np.array([(1 - _POOLED) / SETTINGS] * SETTINGS + [_POOLED, 0.0])


def _first_doubt() -> Vector:
    return np.diag([0.2 / SETTINGS] * SETTINGS + [0.2, 0.02])


@dataclass(slots=True)
class Opinion:
    """What was said about one promise, kept until its outcome shows how good that was.

    `logits`: of each setting, of the pooled record, and 1; `by_setting`: chances of the settings;
    `chances`: of the three opinions.
    """

    logits: Vector
    by_setting: Vector
    chances: Three


@dataclass(slots=True)
class Blend:
    """The weights, as earned so far."""

    settings: Vector = field(default_factory=lambda: np.full(SETTINGS, 1 / SETTINGS))
    opinions: Three = _BEGIN
    regression: Vector = field(default_factory=_first_regression)
    doubt: Vector = field(default_factory=_first_doubt)

    def opinion(self, settings: Vector, pooled: float) -> Opinion:
        """The three opinions from the settings' logits and the pooled record's."""
        by_setting = sigmoid(settings)
        bank = logit(float(self.settings.dot(by_setting)))
        logits = np.concatenate((settings, np.array((pooled, 1.0))))
        regressed = float(self.regression.dot(logits))
        chances = (chance_of(bank), chance_of((bank + pooled) / 2), chance_of(regressed))
        return Opinion(logits, by_setting, chances)

    def chance(self, opinion: Opinion) -> float:
        """The one figure."""
        first, second, third = opinion.chances
        return self.opinions[0] * first + self.opinions[1] * second + self.opinions[2] * third

    def learn(self, opinion: Opinion, *, kept: bool, weight: float) -> None:
        """Let the outcome of a promise change who is heard."""
        right = opinion.by_setting if kept else 1.0 - opinion.by_setting
        earned = self.settings * right ** (_PACE * weight)
        self.settings = earned * ((1 - _SHARED) / sum(earned.tolist())) + _SHARED / SETTINGS
        self._weigh(opinion.chances, kept=kept, pace=_OPINION_PACE * weight)
        self._regress(opinion.logits, kept=kept, weight=weight)

    def _weigh(self, chances: Three, *, kept: bool, pace: float) -> None:
        first, second, third = chances if kept else [1 - chance for chance in chances]
        first = self.opinions[0] * first**pace
        second = self.opinions[1] * second**pace
        third = self.opinions[2] * third**pace
        keep = (1 - _SHARED) / (first + second + third)
        self.opinions = (
            first * keep + _SHARED * _BEGIN[0],
            second * keep + _SHARED * _BEGIN[1],
            third * keep + _SHARED * _BEGIN[2],
        )

    def _regress(self, logits: Vector, *, kept: bool, weight: float) -> None:
        said = chance_of(float(self.regression.dot(logits)))
        curve = max(said * (1 - said) * weight, 1e-4)
        toward = self.doubt.dot(logits)
        gain = 1 / (1 + curve * float(toward.dot(logits)))
        self.regression = self.regression + toward * (weight * (kept - said) * gain)
        self.doubt = self.doubt - toward[:, np.newaxis] * (toward * (curve * gain))
