"""What promises still open say about their promiser: each is a growing part of a miss.

If a promise is kept with chance p, and a share F of kept promises is delivered by this time, then
one still open will be missed with chance `(1 - p)/(1 - p F)`; F of that counts as a miss already.
Summed over the open promises, `F/(1 - p F)` is taken as `S/(1 - p M)` with S the sum of all F and
M their mean weighted by themselves: exact for one, and for many to the first order in p.
"""

from troth.trust.rules.bank import Vector, View
from troth.trust.rules.keep_times import Waiting

AT_MOST = 200  # open promises looked at, newest first
# Promises of one party often share their fate, so each counts half of a miss of its own.
_EACH = 0.5


def shifted(view: View, waiting: Waiting) -> Vector:
    """The mean of each setting after the open promises have been taken in."""
    if not waiting.total:
        return view.z
    usual = waiting.squares / waiting.total
    misses = (_EACH * waiting.total) * view.miss / (1.0 - usual * view.chance)
    step = view.party_variance() * view.chance * misses
    moved: Vector = view.z - step / (1.0 + step * view.miss)
    return moved
