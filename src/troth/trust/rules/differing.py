"""By how much a dimension stands elsewhere than on a day, with the uncertainty of exactly that.

One reading less the other would not do. Both rest on the same older evidence, so their errors are not independent;
and a reading moves away from the start as evidence grows even where nothing changes, so that of two sides that stay
as they are the weak one would seem to fall and the strong one to rise. Here the older evidence says where the side
stood (θ, with its covariance on that day), the pieces since then measure θ + δ, and δ is what is asked for. It begins
at nothing, with a variance as large as organisations differ in; what nobody knew on the day stays unknown in δ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from troth.trust.rules.estimate import (
    EIGHTY,
    ORDER,
    PRIOR,
    Array,
    Stand,
    columns,
    left_of,
    of_ten,
)
from troth.trust.rules.hands import ENOUGH, TOP, Dimension, Estimate
from troth.trust.rules.pieces import Piece

CHANGE = PRIOR
# The grid for what has only two outcomes: standard deviations looked at, and points on each axis.
FAR, POINTS = 4.0, 121
# Nobody is so sure of a reading that it would lie further out than this share of one.
SUREST = 0.999
TENTH = 0.1  # of the chance that lies below the lower end, and above the upper one


@dataclass(frozen=True, kw_only=True)
class Difference:
    """In parts of ten, from where it stood: the best guess, and where it lies in eight cases of ten.

    `fresh`: how many pieces since the day were compared with what was known on it.
    """

    low: float
    mid: float
    high: float
    fresh: int

    @property
    def turn(self) -> int:
        """1 where it stands higher, -1 where lower, 0 where it cannot be told apart."""
        if self.low > 0:
            return 1
        return -1 if self.high < 0 else 0


def difference(
    stood: Stand, fresh: Sequence[Piece], dimension: Dimension, *, at: datetime
) -> Difference | None:
    """What the pieces since a day say against what was known on it; None where they are too few."""
    counted = sum(piece.counts_for(dimension) for piece in fresh)
    if counted < ENOUGH:
        return None
    place, (middle, covariance) = ORDER[dimension], change_of(stood, fresh, at=at)
    width = EIGHTY * float(np.sqrt(covariance[place, place]))
    return in_tenths(
        float(stood.mean[place]),
        (float(middle[place]) - width, float(middle[place]), float(middle[place]) + width),
        fresh=counted,
    )


def change_of(stood: Stand, fresh: Sequence[Piece], *, at: datetime) -> tuple[Array, Array]:
    """δ with its covariance, given θ on the day and what has measured θ + δ since."""
    table = columns(fresh)
    weight = left_of(table, at)
    information = (table.loads * weight[:, None]).T @ table.loads
    pull = table.loads.T @ (weight * (table.y - table.loads @ stood.mean))
    before = stood.covariance + CHANGE
    after = np.linalg.inv(np.linalg.inv(before) + information)
    share = CHANGE @ np.linalg.inv(before)
    middle = share @ (after @ pull)
    covariance = CHANGE - share @ CHANGE + share @ after @ share.T
    return np.asarray(middle), np.asarray(covariance)


def difference_of_shares(
    stood: Estimate, *, kept: float, missed: float, fresh: int
) -> Difference | None:
    """The same for promises, which are kept or not: the chance on the day against what came of them since.

    `kept` and `missed` are weights, as promises of one kind and day share one; worked out on a grid of θ and δ.
    """
    if fresh < ENOUGH:
        return None
    middle = plain_logit(stood.mid)
    # A range is as wide to both sides on this scale; the end nearer to the middle tells it to more figures.
    inner = plain_logit(stood.high if middle < 0 else stood.low)
    spread = abs(middle - inner) / EIGHTY
    steps = np.linspace(-FAR, FAR, POINTS)
    change = steps * float(np.sqrt(CHANGE[0, 0]))
    place = middle + spread * steps[:, None] + change[None, :]
    likely = -kept * np.logaddexp(0, -place) - missed * np.logaddexp(0, place)
    likely -= (steps[:, None] ** 2 + steps[None, :] ** 2) / 2
    weight = np.exp(likely - likely.max()).sum(axis=0)
    below = np.cumsum(weight) - weight / 2
    low, mid, high = np.interp([TENTH, 0.5, 1 - TENTH], below / weight.sum(), change)
    return in_tenths(middle, (float(low), float(mid), float(high)), fresh=fresh)


def plain_logit(figure: float) -> float:
    """A reading of ten on the logit scale; what people say of themselves is squeezed, a reading is not."""
    share = min(max(figure / TOP, 1 - SUREST), SUREST)
    return float(np.log(share / (1 - share)))


def in_tenths(stood: float, ends: tuple[float, float, float], *, fresh: int) -> Difference:
    """A change on the logit scale as parts of ten from where it stood; nothing stays nothing."""
    low, mid, high = (of_ten(stood + end) - of_ten(stood) for end in ends)
    return Difference(low=low, mid=mid, high=high, fresh=fresh)
