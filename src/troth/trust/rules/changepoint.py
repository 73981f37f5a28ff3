"""Whether something really changed: a change-point test that asks for no shape of the noise.

The largest departure of the running sum from a straight line (CUSUM, Page 1954), compared with what the same values
give in other orders: if the order did not matter, one order would be as good as another. Not a threshold on noise:
with two values of one kind the answer can only be no.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SHUFFLES = 999
SURE = 0.05  # chance of seeing such a change where there is none
LEAST = 8  # values; fewer have too few orders to tell
MOST = 400  # the newest values looked at
SEED = 1954


@dataclass(frozen=True)
class Change:
    """The place from which on it is different, and the chance of such a change where there is none."""

    at: int
    chance: float
    up: bool


def changed(values: Sequence[float], weights: Sequence[float] | None = None) -> Change | None:
    """The change among these values, in their order, if there is one; the same answer for the same values."""
    if len(values) < LEAST:
        return None
    skipped = max(len(values) - MOST, 0)
    row = np.asarray(values[skipped:], dtype=np.float64)
    heft = np.ones_like(row) if weights is None else np.asarray(weights[skipped:], dtype=np.float64)
    steps = (row - np.average(row, weights=heft)) * heft
    if not np.any(np.abs(steps) > 1e-12):
        return None
    sums = np.cumsum(steps)[:-1]
    at = int(np.argmax(np.abs(sums)))
    orders = np.random.Generator(np.random.PCG64(SEED)).permuted(
        np.tile(steps, (SHUFFLES, 1)), axis=1
    )
    others = np.abs(np.cumsum(orders, axis=1)[:, :-1]).max(axis=1)
    chance = (1 + int(np.sum(others >= abs(sums[at]) - 1e-12))) / (1 + SHUFFLES)
    return Change(skipped + at + 1, chance, bool(sums[at] < 0)) if chance < SURE else None
