"""What the tests of goals can ask for: a goal that both signed, and the means to change it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from troth.goals import actions
from troth.goals.actions.signing import sign
from troth.goals.models import Goal, Plan
from troth.goals.queries.plans import latest, terms_of
from troth.goals.rules.plan import MeasureTerms
from troth.goals.rules.refusals import Refusal
from troth.goals.testing import fresh
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

UNITS = MeasureTerms(name="Units calibrated", unit="units", target=Decimal(20))
WORDS = "Twenty calibrated sensors stand in Chennai and report every hour."
Change = Callable[..., Plan]


@pytest.fixture
def drafted(cast: Cast) -> Goal:
    """Ingrid wrote a goal with a day, a launch day and a measure."""
    return actions.draft_goal(
        title="Beta",
        words=WORDS,
        by_when=date(2027, 3, 31),
        launch_on=date(2027, 3, 15),
        measures=(UNITS,),
        room=cast.shared,
        by=cast.ingrid,
    )


@pytest.fixture
def agreed(cast: Cast, drafted: Goal) -> Goal:
    """Both signed it."""
    return both_sign(cast, drafted)


def both_sign(cast: Cast, goal: Goal) -> Goal:
    """Ravi signs the latest version, then Ingrid."""
    for seat in (cast.ravi, cast.ingrid):
        sign(fresh(goal), version=fresh(goal).agreement.latest, by=seat)
    return fresh(goal)


def change(goal: Goal, *, by: Seat, why: str = "Customs.", seen: int = 0, **parts: Any) -> Plan:
    """Write a new version that differs in these parts."""
    now = fresh(goal)
    terms = replace(terms_of(latest(now)), **parts)
    seen = seen or now.agreement.latest
    return actions.revise_goal(now, terms=terms, why=why, seen=seen, by=by)


def kinds(cast: Cast, last: int) -> list[str]:
    """What the last facts of the shared room are."""
    end = head(cast.shared.id)
    return [fact.kind for _, fact in facts_at(cast.shared.id, range(end - last, end)) if fact]


def refused_for(reason: Refusal) -> pytest.RaisesExc[actions.NotPossible]:
    """Expect that an act on a goal is refused for exactly one reason."""
    return pytest.RaisesExc(actions.NotPossible, check=lambda error: error.reason is reason)
