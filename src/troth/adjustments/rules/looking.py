"""Looking at it again: what each side says, and what comes of it when all have spoken."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from troth.adjustments.rules.proposing import why_not_day
from troth.adjustments.rules.refusals import Reason
from troth.foundation.facts.adjustments import Helped
from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class Look:
    """What one side said in one round; `again_on` only where it is too early."""

    party: Ulid
    said: Helped
    again_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Result:
    """What comes of a round: another one on a day, or an end."""

    outcome: Helped | None = None
    again_on: date | None = None


def why_not_look(said: Helped, *, again_on: date | None, today: date) -> Reason | None:
    """Why it cannot be said like this: too early needs a day to look again, and nothing else has one."""
    if said is not Helped.TOO_EARLY:
        return None
    return Reason.DAY_MISSING if again_on is None else why_not_day(again_on, today=today)


def result_of(looks: Sequence[Look], *, sides: Collection[Ulid]) -> Result | None:
    """What comes of a round once every side has spoken; None until then.

    One side for which it is too early is enough to look again; of two days the later one is taken, for on the
    earlier one it would be too early again.
    """
    if {one.party for one in looks} < set(sides):
        return None
    days = [one.again_on for one in looks if one.said is Helped.TOO_EARLY and one.again_on]
    if days:
        return Result(again_on=max(days))
    return Result(outcome=together([one.said for one in looks]))


def together(said: Sequence[Helped]) -> Helped:
    """What several say together: the same where they agree, partly where they do not."""
    return said[0] if len(set(said)) == 1 else Helped.PARTLY
