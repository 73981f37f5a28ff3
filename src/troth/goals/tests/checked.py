"""Sustainability checks in the states that tests begin from."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from troth.foundation.facts.checks import Outcome, Proof
from troth.goals import actions
from troth.goals.actions.measuring import today_of
from troth.goals.models import CheckResult, Goal, Showing, SustainabilityCheck
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast, party_of

CHECKS = "/p/lumen-kaveri/agreements/goals/checks/"
FOUND = "/p/lumen-kaveri/agreements/goals/found/"
WHAT = "Nothing we send is packed in plastic that is used once."
SEEN = "Nine of ten parcels."
DUE = date(2027, 1, 31)


def propose(
    goal: Goal, *, by: Seat, answering: Seat | None = None, **more: Any
) -> SustainabilityCheck:
    """A check that its own side alone has said yes to."""
    parts: dict[str, Any] = {
        "what": WHAT,
        "how": "Ten parcels.",
        "proof": Proof.MEASURE,
        "due": DUE,
    }
    parts |= {"answering": party_of(answering or by), "aims": (12, 14)}
    return actions.propose_check(goal, actions.CheckTerms(**parts | more), by=by)


def anew(check: SustainabilityCheck) -> SustainabilityCheck:
    """The check as it stands now."""
    rows = SustainabilityCheck.objects.select_related("room", "goal__agreement", "answering")
    found: SustainabilityCheck = rows.get(pk=check.pk)
    return found


def agree(goal: Goal, cast: Cast, **more: Any) -> SustainabilityCheck:
    """A check for which Kaveri answers, proposed by Ravi, with Ingrid's yes."""
    made = propose(goal, by=cast.ravi, **more)
    actions.assent_check(made, seen=0, by=cast.ingrid)
    return anew(made)


def found(
    check: SustainabilityCheck, *, by: Seat, outcome: Outcome = Outcome.FAILED, **more: Any
) -> CheckResult:
    """What one side wrote of it."""
    parts: dict[str, Any] = {"outcome": outcome, "day": today_of(by), "words": SEEN}
    turn = anew(check).turn
    return actions.record_result(check, actions.Seen(**parts | more), turn=turn, by=by)


def settle(
    check: SustainabilityCheck, *seats: Seat, outcome: Outcome = Outcome.FAILED, **more: Any
) -> CheckResult:
    """What the first of these wrote and the others confirmed."""
    by, *others = seats
    made = found(check, by=by, outcome=outcome, **more)
    for seat in others:
        actions.confirm_result(made, turn=anew(check).turn, by=seat)
    return CheckResult.objects.get(pk=made.pk)


def show(goal: Goal, seats: Sequence[Seat]) -> Showing:
    """The words put together by the first, and approved by all of these."""
    showing = actions.put_together(goal, by=seats[0])
    for seat in seats:
        actions.approve(showing_of(showing), version=showing_of(showing).agreement.latest, by=seat)
    return showing_of(showing)


def showing_of(showing: Showing) -> Showing:
    """The words as they stand now."""
    rows = Showing.objects.select_related(
        "agreement__room", "goal__agreement", "goal__room__partnership"
    )
    found: Showing = rows.get(pk=showing.pk)
    return found


def public(showing: Showing, file: str = "") -> str:
    """Where everybody reads it."""
    return f"/public/lumen-kaveri/kept/{showing.pk}/{file}"


def soon(days: int) -> date:
    """A day some days after the last that tests began on."""
    return DUE + timedelta(days=days)
