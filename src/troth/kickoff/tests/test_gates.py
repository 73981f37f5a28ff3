"""What higher nouns ask before a launch: it is held by any of them, said in words, and asked inside the act itself."""

from collections.abc import Callable

import pytest
from django.test import Client

from troth.foundation.facts.launch import Question
from troth.foundation.web.offers import Hold, held_by, offered
from troth.goals.models import Goal
from troth.goals.testing import initiative
from troth.kickoff.actions import answering, settling
from troth.kickoff.actions.answering import CheckNotPossible
from troth.kickoff.rules.settling import CheckRefusal
from troth.ledger.queries import head
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
HOLD = Hold(sentence="The scale is not sealed.", act="Look at the goals", url_name="goals")


def held() -> "pytest.RaisesExc[CheckNotPossible]":
    """Expect that something else holds it."""
    return pytest.RaisesExc(
        CheckNotPossible, check=lambda error: error.reason is CheckRefusal.HELD_ELSEWHERE
    )


@pytest.fixture
def ready(cast: Cast) -> Goal:
    """An initiative that both have signed, and whose answers fit."""
    beta = initiative(cast)
    for seat in (cast.ravi, cast.ingrid):
        answering.answer(beta, dict.fromkeys(Question, "As we said"), by=seat)
    for seat in (cast.ravi, cast.ingrid):
        settling.read_answers(beta, [], by=seat)
    return beta


def test_any_gate_holds_the_launch_and_leaves_nothing(cast: Cast, ready: Goal) -> None:
    offered.gates[:] = [lambda _goal: None, lambda _goal: HOLD]
    size = head(cast.shared.id)
    with held():
        settling.launch(ready, by=cast.ravi)
    assert head(cast.shared.id) == size
    offered.gates[:] = [lambda _goal: None]
    settling.launch(ready, by=cast.ravi)


def test_each_gate_is_asked_about_this_initiative(ready: Goal) -> None:
    asked: list[object] = []

    def gate(goal: Goal) -> Hold | None:
        asked.append(goal.pk)
        return None

    offered.gates[:] = [gate, gate]
    assert held_by(ready) == []
    assert asked == [ready.pk, ready.pk]


def test_the_page_says_it_and_leads_to_where_it_is_settled(
    cast: Cast, visit: Visit, ready: Goal
) -> None:
    path = f"/p/lumen-kaveri/agreements/launch/{ready.pk}/"
    offered.gates[:] = [lambda _goal: HOLD]
    page = visit(cast.ingrid).get(path).content.decode()
    assert "The scale is not sealed." in page
    assert 'href="/p/lumen-kaveri/agreements/goals/"' in page
    assert "disabled>Launch</button>" in page
    refused = visit(cast.ingrid).post(f"{path}launch/")
    assert refused.status_code == 409
    assert "Something else still holds the launch." in refused.content.decode()


def test_once_launched_nothing_is_asked_any_more(cast: Cast, visit: Visit, ready: Goal) -> None:
    settling.launch(ready, by=cast.ravi)
    offered.gates[:] = [lambda _goal: HOLD]
    page = visit(cast.ravi).get(f"/p/lumen-kaveri/agreements/launch/{ready.pk}/").content.decode()
    assert "The scale is not sealed." not in page
