"""When a dimension is weak or has fallen for certain enough to offer an adjustment: a test each, no threshold on noise.

*Weak*: from five pieces on, the upper end of the range lies below the middle of the scale. Fewer than half of such
occasions then go as agreed in nine cases of ten, wherever the best guess lies; with little evidence the range is wide,
and nothing is called weak. *Falling*: the change-point test finds a change newer than ninety days, and downwards;
older falls have been seen, and show as weak where they still matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.changepoint import changed
from troth.trust.rules.fingers import LOOK_BACK
from troth.trust.rules.hands import ENOUGH, TOP, Estimate
from troth.trust.rules.promises import Promise
from troth.trust.rules.tally import shares_of_units

MIDDLE = TOP / 2


class Weakness(StrEnum):
    """Why an adjustment is offered."""

    WEAK = "weak"
    FALLING = "falling"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One thing that counted: when, where on the scale it lies, and how much it says."""

    at: datetime
    value: float
    weight: float


def weakness(estimate: Estimate | None, *, count: int, fallen: bool) -> Weakness | None:
    """Why an adjustment is offered, if there is a reason; `fallen`: the change-point test says so."""
    if estimate is None or count < ENOUGH:
        return None
    if fallen:
        return Weakness.FALLING
    return Weakness.WEAK if estimate.high < MIDDLE else None


def has_fallen(measured: Sequence[Measured], *, at: datetime) -> bool:
    """Whether there is a change downwards that is newer than ninety days; oldest first."""
    change = changed([one.value for one in measured], [one.weight for one in measured])
    return change is not None and not change.up and measured[change.at].at > at - LOOK_BACK


def outcomes(promises: Sequence[Promise], *, at: datetime) -> list[Measured]:
    """What came of promises as values, by their dates: kept is one, anything else nothing.

    Only those whose date is two weeks past, whatever came of them; what is still open then did not come by it.
    """
    weighs = shares_of_units(promises)
    settled = [one for one in promises if not one.contested and one.counts_at(at)]
    settled.sort(key=lambda one: (one.due_in_force, one.commitment))
    return [
        Measured(
            at=one.due_in_force,
            value=float(one.outcome is Outcome.KEPT),
            weight=weighs[one.commitment],
        )
        for one in settled
    ]
