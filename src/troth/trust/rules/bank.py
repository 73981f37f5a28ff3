"""Eight settings of one drifting logit model, side by side: the filter bank.

    logit P(kept) = 1 + community terms + party terms + receiver terms

Each term is an Ornstein-Uhlenbeck process with its own variance and half-life: it is learned by a
scalar extended Kalman step and fades back to zero. `q = sigmoid(z / sqrt(1 + 0.3927 V))` turns
mean z and variance V of the sum into a probability (MacKay 1992, "The evidence framework applied
to classification networks").

Rows of every array are terms; the first eight columns are the means of the settings, the next
eight their variances less the prior's. So everything fades to zero, "nothing learned" is all
zeros at any time, and one small array a subject is all there is. Most time goes into calling
NumPy at all, not into the numbers: hence few calls, and arrays of ones instead of a plain 1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

SETTINGS = 8
COMMUNITY = slice(0, 3)
RECEIVER = slice(3, 5)
PARTY = slice(5, 8)
SHARED = slice(0, 5)  # community and receiver: what learns at the deadline
ALL = slice(0, 8)

START = 1.0  # where everything begins, on the logit scale
PROBIT = 0.3927  # pi/8, the probit approximation of a sigmoid under a normal

CONSTANT = np.inf  # half-life of what does not fade
_NONE = (0, CONSTANT)
# Variance and half-life in days. Community: constant, slow, fast; party: the same.
_SETTINGS = (
    ((4, CONSTANT), (0.06, 410), (0.22, 1.1), (2.4, CONSTANT), (0.43, 340), (0.016, 2.9)),
    ((4, CONSTANT), (0.14, 390), (0.68, 0.24), (0.48, CONSTANT), (0.24, 90), (0.044, 0.46)),
    ((4, CONSTANT), (0.01, 220), (0.24, 3.4), (0.45, CONSTANT), (0.10, 105), (0.28, 2.1)),
    ((4, CONSTANT), (0.24, 475), (0.02, 4.6), (2.3, CONSTANT), (2.9, 870), (0.01, 0.63)),
    ((4, CONSTANT), (0.02, 130), (0.08, 0.27), (0.44, CONSTANT), (1.8, 410), (0.09, 0.69)),
    ((4, CONSTANT), _NONE, _NONE, _NONE, (1.5, 520), _NONE),  # the plainest: one time scale
    ((4, CONSTANT), (0.76, 185), (0.38, 1.1), (5.3, CONSTANT), (2.2, 965), (0.01, 15)),
    ((4, CONSTANT), (0.10, 810), (0.29, 0.34), (1.1, CONSTANT), (4.0, 950), (0.07, 0.94)),
)
# Receiver: constant, and one term that drifts slowly or fast.
_SLOW, _FAST = ((0.2, CONSTANT), (0.2, 200)), ((0.2, CONSTANT), (0.3, 0.2))
_RECEIVERS = (_SLOW, _FAST, _SLOW, _FAST, _SLOW, _SLOW, _SLOW, _FAST)
_TABLE = np.array(
    [(*own[:3], *theirs, *own[3:]) for own, theirs in zip(_SETTINGS, _RECEIVERS, strict=True)],
    dtype=float,
)

VARIANCE: Vector = _TABLE[:, :, 0].T.copy()
_FADING = -np.log(2) / _TABLE[:, :, 1].T
# What was learned about a variance fades twice as fast as what was learned about a mean.
RATES: Vector = np.hstack([_FADING, 2 * _FADING])
_SUBJECT = np.zeros((3, len(RATES), 1))
for _number, _rows in enumerate((COMMUNITY, RECEIVER, PARTY)):
    _SUBJECT[_number, _rows] = 1.0
_RATES_BY_SUBJECT = (_SUBJECT * RATES).reshape(3, -1)
_BEGIN: Vector = np.hstack([np.full(SETTINGS, START), VARIANCE.sum(axis=0)])
_OF_PARTY = VARIANCE[PARTY].sum(axis=0)
_ONE, _PROBIT = np.ones(SETTINGS), np.full(SETTINGS, PROBIT)


@dataclass(slots=True)
class Terms:
    """What is believed about one subject: shape (its terms, 2 x settings), as of `at` (days)."""

    state: Vector
    at: float = 0.0


def unlearned(rows: slice) -> Terms:
    """The terms of a subject nobody has evidence about."""
    return Terms(np.zeros((rows.stop - rows.start, 2 * SETTINGS)))


class View:
    """The terms of all three subjects as they stand at a moment, and the chance they give.

    Shapes: `now` (terms, 2 x settings); `z`, `variance`, `root`, `chance`, `miss` (settings).
    """

    __slots__ = (
        *("at", "community", "receiver", "party", "now"),
        *("z", "variance", "root", "chance", "miss"),
    )

    def __init__(self, at: float, community: Terms, receiver: Terms, party: Terms) -> None:
        self.at, self.community, self.receiver, self.party = at, community, receiver, party
        lag = np.array((at - community.at, at - receiver.at, at - party.at))
        then = np.concatenate((community.state, receiver.state, party.state))
        self.now = then * np.exp(lag.dot(_RATES_BY_SUBJECT)).reshape(then.shape)
        total: Vector = _ONE.dot(self.now) + _BEGIN
        self.z: Vector = total[:SETTINGS]
        self.variance: Vector = total[SETTINGS:]
        self.root = np.sqrt(_ONE + _PROBIT * self.variance)
        odds = np.exp(self.z / self.root)
        self.miss: Vector = _ONE / (_ONE + odds)
        self.chance: Vector = odds * self.miss

    def party_variance(self) -> Vector:
        """Variance of the party's own terms together, per setting."""
        own: Vector = np.add.reduce(self.now[PARTY, SETTINGS:]) + _OF_PARTY
        return own

    def learn(self, *, kept: bool, weight: float, rows: slice) -> Vector:
        """Take in one outcome for ALL, the PARTY or the SHARED rows; gives the change of each mean.

        With w = q (1 - q), each term: `m += P (y - q) / (1 + w V)`, `P -= P^2 w / (1 + w V)`;
        a weight below one makes it that part of an observation.
        """
        curve = self.chance * self.miss
        gain = _ONE / (1.0 / weight + curve * self.variance)
        now = self.now[rows]
        variance = now[:, SETTINGS:] + VARIANCE[rows]
        change: Vector = variance * ((self.miss if kept else -self.chance) * gain)
        lost = variance * variance * (curve * -gain)
        self._store(now + np.concatenate((change, lost), axis=1), rows)
        return change

    def _store(self, state: Vector, rows: slice) -> None:
        if rows is not PARTY:
            self.community.state, self.community.at = state[COMMUNITY], self.at
            self.receiver.state, self.receiver.at = state[RECEIVER], self.at
        if rows is not SHARED:
            self.party.state, self.party.at = state[-3:], self.at


def sigmoid(logit: Vector) -> Vector:
    """Probability of each setting's logit."""
    odds = np.exp(logit)
    chance: Vector = odds / (_ONE + odds)
    return chance
