"""The design as first written down, compactly: what our forecaster is measured against.

The filter bank with community and party terms only, open promises by share of their window, and
the blend with empirical Bayes; no receivers, no regression, no fixed-share prior per opinion.
"""

from dataclasses import dataclass, field

import numpy as np

from forecast_peers import Peer, Row, Vector
from troth.trust.rules import bank
from troth.trust.rules.blend import chance_of, logit
from troth.trust.rules.pool import Pool, Record

_SETTINGS = """
.06,410 .22,1.1 2.4 .43,340 .016,2.9 | .14,390 .68,.24 .48 .24,90 .044,.46 |
.01,220 .24,3.4 .45 .10,105 .28,2.1 | .24,475 .02,4.6 2.3 2.9,870 .01,.63 |
.02,130 .08,.27 .44 1.8,410 .09,.69 | .15,1120 .01,3.7 5.4 .07,340 .02,1.2 |
.76,185 .38,1.1 5.3 2.2,965 .01,15 | .10,810 .29,.34 1.1 4.0,950 .07,.94
"""  # variance, half-life of the terms g1 g2 u0 u1 u2
_TERMS = [
    [
        (4.0, np.inf),
        *(
            (float(v), float(h or np.inf))
            for v, _, h in (term.partition(",") for term in one.split())
        ),
    ]
    for one in _SETTINGS.split("|")
]
_VARIANCE = np.array(_TERMS)[:, :, 0].T
_RATE = -np.log(2) / np.array(_TERMS)[:, :, 1].T
_BINS = 20


@dataclass
class Known:
    """Means and deviations of variances of three terms, at a time."""

    mean: Vector = field(default_factory=lambda: np.zeros((3, bank.SETTINGS)))
    less: Vector = field(default_factory=lambda: np.zeros((3, bank.SETTINGS)))
    at: float = 0.0


@dataclass
class Party(Known):
    """A party's terms, its histogram of keeps over the window, its record, its open promises."""

    keeps: Vector = field(default_factory=lambda: np.zeros(_BINS + 1))
    record: Record = field(default_factory=Record)
    open: dict[int, Row] = field(default_factory=dict)


@dataclass
class Said:
    """What was forecast for a promise: by setting, by the bank, by the blend with the record."""

    by_setting: Vector
    opinions: Vector


@dataclass
class Design(Peer):
    """Section 2 of the trust model as it was first written."""

    community: Known = field(default_factory=Known)
    parties: dict[str, Party] = field(default_factory=dict)
    keeps: Vector = field(default_factory=lambda: np.zeros(_BINS + 1))
    weights: Vector = field(default_factory=lambda: np.full(bank.SETTINGS, 1 / bank.SETTINGS))
    opinions: Vector = field(default_factory=lambda: np.array([0.5, 0.5]))
    pool: Pool = field(default_factory=Pool)
    said: dict[int, Said] = field(default_factory=dict)

    def chance(self, row: Row) -> float:
        """Bank with open promises taken in, blended with the pooled record."""
        at = row.asked_at or row.due
        party = self._party(row)
        z, variance, _mean, less = self._view(party, at)
        root = np.sqrt(1 + bank.PROBIT * variance)
        own = (less[3:] + _VARIANCE[3:]).sum(axis=0)
        by_setting = self._shifted(party, at, z=z, root=root, own=own)
        filtered = float(self.weights @ by_setting)
        pooled = self.pool.chance(party.record)
        both = chance_of((logit(filtered) + logit(pooled)) / 2)
        self.said[id(row)] = Said(by_setting, np.array([filtered, both]))
        return float(self.opinions @ self.said[id(row)].opinions)

    def promised(self, row: Row) -> None:
        """It is open."""
        self._party(row).open[id(row)] = row

    def kept(self, row: Row) -> None:
        """The party's terms learn now."""
        at = max(row.kept_at or row.due, row.promised_at)
        self._party(row).open.pop(id(row), None)
        self._learn(row, at, community=False, party=True)

    def due(self, row: Row) -> None:
        """Everybody learns what has not been learned yet."""
        party = self._party(row)
        party.open.pop(id(row), None)
        self._learn(row, row.due, community=True, party=not row.kept)
        if row.kept:
            step = _step(row, max(row.kept_at or row.due, row.promised_at))
            party.keeps[step] += 1
            self.keeps[step] += 1
        party.record.add(kept=row.kept, weight=1.0)
        self.pool.hear(row.party, party.record)
        said = self.said.pop(id(row), None)
        if said is not None:
            self.weights = _earned(self.weights, said.by_setting, kept=row.kept)
            self.opinions = _earned(self.opinions, said.opinions, kept=row.kept)

    def _party(self, row: Row) -> Party:
        return self.parties.setdefault(row.party, Party())

    def _view(self, party: Party, at: float) -> tuple[Vector, Vector, Vector, Vector]:
        lag = np.repeat([at - self.community.at, at - party.at], 3)[:, None]
        fade = np.exp(_RATE * lag)
        mean = np.vstack([self.community.mean, party.mean]) * fade
        less = np.vstack([self.community.less, party.less]) * fade**2
        return bank.START + mean.sum(axis=0), (less + _VARIANCE).sum(axis=0), mean, less

    def _shifted(self, party: Party, at: float, *, z: Vector, root: Vector, own: Vector) -> Vector:
        chance = bank.sigmoid(z / root)
        waiting = list(party.open.values())[-200:]
        shares = np.array([self._share(party, row, at) for row in waiting if row.promised_at < at])
        if not shares.size:
            return chance
        for _ in range(2):
            missed = shares[:, None] * (1 - chance) / (1 - shares[:, None] * chance)
            told = missed.sum(axis=0)
            shift = own * chance * told / (1 + own * chance * (1 - chance) * told)
            chance = bank.sigmoid((z - shift) / root)
        return chance

    def _share(self, party: Party, row: Row, at: float) -> float:
        step = _step(row, at)
        usual = self.keeps[:step].sum() / (self.keeps.sum() + 1)
        return float((party.keeps[:step].sum() + 5 * usual) / (party.keeps.sum() + 5))

    def _learn(self, row: Row, at: float, *, community: bool, party: bool) -> None:
        theirs = self._party(row)
        z, total, mean, less = self._view(theirs, at)
        chance = bank.sigmoid(z / np.sqrt(1 + bank.PROBIT * total))
        curve = chance * (1 - chance)
        gain = 1 / (1 + curve * total)
        variance = less + _VARIANCE
        mean = mean + variance * (row.kept - chance) * gain
        less = less - variance**2 * curve * gain
        if community:
            self.community = Known(mean[:3], less[:3], at)
        if party:
            theirs.mean, theirs.less, theirs.at = mean[3:], less[3:], at


def _step(row: Row, at: float) -> int:
    window = max(row.due - row.promised_at, 1e-9)
    return int(min(max((at - row.promised_at) / window, 0.0), 1.0) * _BINS)


def _earned(weights: Vector, chances: Vector, *, kept: bool) -> Vector:
    earned: Vector = weights * (chances if kept else 1 - chances) ** 0.7
    shared: Vector = earned / earned.sum() * (1 - 0.0005) + 0.0005 / len(weights)
    return shared
