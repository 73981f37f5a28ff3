"""A goal prepared in the own side room, shared with the others by one deliberate act."""

from datetime import date

import pytest

from troth.conftest import Visit
from troth.goals import actions
from troth.goals.models import Goal, Reading
from troth.goals.testing import fresh
from troth.goals.tests.conftest import UNITS
from troth.ledger.queries import head
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
SIDE = "/p/lumen-kaveri/side/agreements/goals/"
GOALS = "/p/lumen-kaveri/agreements/goals/"


@pytest.fixture
def prepared(cast: Cast) -> Goal:
    """A goal of Lumen's side room, signed there, with a reading and an obstacle."""
    goal = actions.draft_goal(
        title="Twenty units",
        words="Twenty units stand in Chennai.",
        by_when=date(2027, 3, 31),
        measures=(UNITS,),
        room=cast.lumen_side,
        by=cast.ingrid,
    )
    actions.sign(goal, version=1, by=cast.ingrid)
    measure = goal.measures.get()
    actions.read_measure(measure, value=UNITS.target, day=date(2026, 1, 5), by=cast.tor)
    actions.log_obstacle(goal, what="Kaveri must not read this.", by=cast.tor)
    return fresh(goal)


def test_the_others_get_the_words_days_and_measures_and_nothing_else(
    cast: Cast, visit: Visit, prepared: Goal
) -> None:
    shown = visit(cast.tor).get(f"{SIDE}{prepared.id}/share/").content.decode()
    assert "Twenty units stand in Chennai." in shown
    led = visit(cast.tor).post(f"{SIDE}{prepared.id}/share/")
    made = Goal.objects.get(room=cast.shared)
    assert led.headers["Location"] == f"{GOALS}{made.id}/"
    page = visit(cast.ravi).get(f"{GOALS}{made.id}/").content.decode()
    assert "Sign version 1 for Kaveri" in page
    assert "from 0 to 20 units" in page
    assert "Kaveri must not read this." not in page
    assert not Reading.objects.filter(measure__goal=made).exists()
    assert made.agreement.agreed_version is None
    assert prepared.id not in page


def test_looking_shares_nothing(cast: Cast, visit: Visit, prepared: Goal) -> None:
    size = head(cast.shared.id)
    visit(cast.ingrid).get(f"{SIDE}{prepared.id}/share/")
    assert head(cast.shared.id) == size


def test_nobody_shares_what_stands_at_the_table_already(
    cast: Cast, visit: Visit, agreed: Goal
) -> None:
    assert visit(cast.ingrid).post(f"{GOALS}{agreed.id}/share/").status_code == 404
    assert Goal.objects.filter(room=cast.shared).count() == 1


def test_the_other_side_finds_no_way_to_it(cast: Cast, visit: Visit, prepared: Goal) -> None:
    assert visit(cast.ravi).get(f"{SIDE}{prepared.id}/share/").status_code == 404
