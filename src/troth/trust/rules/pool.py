"""Empirical Bayes: each party's forgetting record, shrunk to what is usual among parties.

The Beta prior is the one under which the parties' records are most likely (beta-binomial marginal
likelihood; Robbins 1956, Casella 1985). It is fitted anew each time the number of outcomes has
grown by 15 %, on the parties heard of last, so that a fit costs the same however many there are.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, lgamma

FORGETTING = 0.97  # what stays of a party's record at each new outcome of its own
_GROWTH = 1.15
_PARTIES = 64
_STEPS = 30
_FINEST = 0.02
_USUAL_MEAN, _USUAL_STRENGTH = 1.0, 1.4  # of logit mean and log strength, before any record
_SPREAD = 2.0


@dataclass(slots=True)
class Record:
    """Kept and finished promises of a party, both fading."""

    kept: float = 0.0
    finished: float = 0.0

    def add(self, *, kept: bool, weight: float) -> None:
        """One more outcome; what weighs less also makes less be forgotten."""
        stays = FORGETTING**weight
        self.kept = self.kept * stays + weight * kept
        self.finished = self.finished * stays + weight


@dataclass(slots=True)
class Pool:
    """What is usual among parties: a Beta prior with this mean (as a logit) and log strength."""

    mean: float = _USUAL_MEAN
    strength: float = _USUAL_STRENGTH
    seen: int = 0
    fit_at: float = 5.0
    heard_last: OrderedDict[str, Record] = field(default_factory=OrderedDict)

    def chance(self, record: Record) -> float:
        """How likely the party's next promise is kept."""
        strength = exp(self.strength)
        return (_share(self.mean) * strength + record.kept) / (strength + record.finished)

    def hear(self, party: str, record: Record) -> None:
        """A party's record has a new outcome; now and then, fit the prior anew."""
        self.heard_last[party] = record
        self.heard_last.move_to_end(party)
        if len(self.heard_last) > _PARTIES:
            self.heard_last.popitem(last=False)
        self.seen += 1
        if self.seen >= self.fit_at:
            self.fit_at = self.seen * _GROWTH + 1
            self._fit()

    def _fit(self) -> None:
        """Climb to a likelier prior by steps that halve where no step up is left."""
        records = list(self.heard_last.values())
        best, step, left = _likelihood(records, self.mean, strength=self.strength), 0.5, _STEPS
        while step >= _FINEST and left:
            found, left = best, left - 1
            for by_mean, by_strength in ((step, 0), (-step, 0), (0, step), (0, -step)):
                mean, strength = self.mean + by_mean, self.strength + by_strength
                reached = _likelihood(records, mean, strength=strength)
                if reached > best:
                    best, self.mean, self.strength = reached, mean, strength
            if best == found:
                step /= 2


def _share(logit: float) -> float:
    return 1 / (1 + exp(-logit))


def _likelihood(records: Sequence[Record], mean: float, *, strength: float) -> float:
    """Log likelihood of the records under this Beta, with a wide prior on its two figures."""
    if not -3 <= strength <= 8:
        return float("-inf")
    total = exp(strength)
    for_it = _share(mean) * total
    against = total - for_it
    each = lgamma(total) - lgamma(for_it) - lgamma(against)
    fit = sum(
        lgamma(for_it + record.kept)
        + lgamma(against + record.finished - record.kept)
        - lgamma(total + record.finished)
        for record in records
    )
    away = ((mean - _USUAL_MEAN) / _SPREAD) ** 2 + ((strength - _USUAL_STRENGTH) / _SPREAD) ** 2
    return fit + each * len(records) - away / 2
