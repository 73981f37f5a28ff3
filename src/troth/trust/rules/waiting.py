"""What promises still open say about their promiser: each is a growing part of a miss.

If a promise is kept with chance p, and a share F of kept promises is delivered by this time, then
one still open will be missed with chance `(1 - p)/(1 - p F)`; F of that counts as a miss already.
"""

import numpy as np

from troth.trust.rules.bank import Vector, View

AT_MOST = 200  # open promises looked at, newest first
# Promises of one party often share their fate, so each counts half of a miss of its own.
_EACH = 0.5


def shifted(view: View, shares: Vector) -> Vector:
    """The mean of each setting after open promises with these shares have been taken in."""
    each = _EACH / (1.0 - shares[:, np.newaxis] * view.chance)
    misses = shares.dot(each) * view.miss
    step = view.party_variance() * view.chance * misses
    moved: Vector = view.z - step / (1.0 + step * view.miss)
    return moved
