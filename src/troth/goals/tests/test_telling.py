"""What the record and the inbox say about goals."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from troth.foundation.facts.fact import every_fact
from troth.foundation.web.offers import Names
from troth.goals import actions
from troth.goals.models import Goal, Measure
from troth.goals.offers import SENTENCES, tell
from troth.goals.rules.readings import Row
from troth.goals.tests.conftest import both_sign, change
from troth.ledger.queries import facts_at, head
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def last_told(cast: Cast) -> str:
    """The latest entry of the shared room as a sentence."""
    end = head(cast.shared.id)
    fact = facts_at(cast.shared.id, range(end - 1, end))[0][1]
    assert fact is not None
    names = Names({cast.lumen.id: "Lumen", cast.kaveri.id: "Kaveri"}, {})
    (told,) = tell([fact], names)
    assert (told.url_name, set(told.url_kwargs)) == ("goals.one", {"pk"})
    return told.sentence


def test_every_fact_of_goals_has_its_sentence() -> None:
    assert set(SENTENCES) == {one.kind for one in every_fact() if one.kind.startswith("goal:")}


def test_each_thing_that_happens_to_a_goal_is_one_sentence(cast: Cast, agreed: Goal) -> None:
    measure = Measure.objects.get(goal=agreed)
    one = actions.read_measure(measure, value=Decimal(3), day=date(2026, 3, 2), by=cast.ravi)
    assert last_told(cast) == "Kaveri wrote a reading of “Beta”"
    actions.take_back_reading(one, why="Wrong shelf.", by=cast.ingrid)
    assert last_told(cast) == "Lumen took a reading of “Beta” back"
    rows = [Row(1, date(2026, 3, 2), Decimal(3)), Row(2, date(2026, 3, 9), Decimal(4))]
    actions.bring_in(measure, rows, by=cast.ravi)
    assert last_told(cast) == "Kaveri brought in 2 readings of “Beta”"
    met = actions.log_obstacle(agreed, what="Customs.", by=cast.ravi)
    assert last_told(cast) == "Kaveri named an obstacle to “Beta”"
    actions.close_obstacle(met, words="Cleared.", by=cast.ingrid)
    assert last_told(cast) == "Lumen closed an obstacle to “Beta”"
    actions.launch(agreed, by=cast.ingrid)
    assert last_told(cast) == "Lumen launched “Beta”"


def test_a_change_by_agreement_says_the_day_before_and_after(cast: Cast, agreed: Goal) -> None:
    change(agreed, by=cast.ravi, by_when=date(2027, 4, 30))
    both_sign(cast, agreed)
    words = "The goal “Beta” changed by agreement: from 31 March 2027 to 30 April 2027"
    assert last_told(cast) == words


def test_a_change_of_something_else_names_no_day(cast: Cast, agreed: Goal) -> None:
    change(agreed, by=cast.ravi, words="Other words.")
    both_sign(cast, agreed)
    assert last_told(cast) == "The goal “Beta” changed by agreement"


def test_words_that_were_erased_leave_the_sentence_standing(cast: Cast, agreed: Goal) -> None:
    actions.log_obstacle(agreed, what="Customs.", by=cast.ravi)
    end = head(cast.shared.id)
    fact = facts_at(cast.shared.id, range(end - 1, end))[0][1]
    assert fact is not None
    erased = replace(fact, what=None)  # type: ignore[call-arg]  # a field of this kind
    (told,) = tell([erased], Names({}, {}))
    assert told.sentence == "Somebody named an obstacle to “Beta”"
