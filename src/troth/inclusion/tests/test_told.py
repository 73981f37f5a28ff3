"""What waits for whom about missing voices, and what the record tells."""

import pytest

from troth.conftest import Visit
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Waiting
from troth.foundation.web.testing import statements
from troth.goals.models import Goal
from troth.inclusion.actions.acknowledging import acknowledge, nobody_else
from troth.inclusion.actions.hearing import Talk, consulted, speaks_for
from troth.inclusion.offers import waiting
from troth.inclusion.tests.conftest import GUARDS, HERE, Name
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
TABLE = "/p/lumen-kaveri/"


def waits(seat: Seat) -> list[Waiting]:
    """What waits for this seat alone."""
    return list(waiting([seat], limit=50))


def talk() -> Talk:
    """A talk of today."""
    return Talk(on=now().date(), how="By phone with five.", heard="No visit in May.")


# ------------------------------------------------------------------------------ what waits, what is told


def test_it_waits_for_the_other_lead_once_one_has_said_why(
    cast: Cast, visit: Visit, beta: Goal, name: Name
) -> None:
    one = name()
    assert waits(cast.ravi) == []
    acknowledge(one, reason="We ask them in May.", by=cast.ingrid)
    (line,) = waits(cast.ravi)
    assert "The beta" in line.sentence
    assert line.url == f"{HERE}{beta.pk}/"
    assert waits(cast.ingrid) == []
    assert waits(cast.meera) == [], "the leads decide"
    assert line.sentence.split(":")[0] in visit(cast.ravi).get("/").content.decode()
    acknowledge(one, reason="Siri asks them.", by=cast.ravi)
    assert waits(cast.ravi) == []


def test_nobody_else_waits_for_the_other_lead_too(cast: Cast, beta: Goal) -> None:
    nobody_else(beta, reason="Only we two read it.", by=cast.ravi)
    assert len(waits(cast.ingrid)) == 1
    assert waits(cast.ravi) == []


def test_the_record_says_it_in_words_and_keeps_what_was_heard_salted(
    cast: Cast, visit: Visit, name: Name
) -> None:
    one = name()
    speaks_for(one, cast.arjun, by=cast.ravi)
    consulted(one, talk(), by=cast.ravi)
    acknowledge_me = name("Cleaners of the server room")
    acknowledge(acknowledge_me, reason="We ask them in May.", by=cast.ravi)
    page = visit(cast.ingrid).get(f"{TABLE}record/").content.decode()
    for words in (
        f"Lumen named who else “The beta” affects: {GUARDS}",
        f"Somebody speaks for {GUARDS} in “The beta” now",
        f"Kaveri spoke with {GUARDS} about “The beta”",
        "Kaveri recorded why “The beta” goes on although nobody speaks for",
    ):
        assert words in page


def test_the_pages_take_the_same_statements_however_long_the_list_is(
    cast: Cast, visit: Visit, beta: Goal, name: Name
) -> None:
    consulted(name(), talk(), by=cast.ravi)
    browser, path = visit(cast.ingrid), f"{HERE}{beta.pk}/"
    few = [statements(browser, url) for url in (HERE, path)]
    for n in range(3):
        one = name(f"Group {n}")
        acknowledge(one, reason="In May.", by=cast.ravi)
        speaks_for(one, cast.arjun, by=cast.ravi)
    assert [statements(browser, url) for url in (HERE, path)] == few
