"""The pages of a launch check: forms alone lead all the way, what was typed stays, and two at once are told."""

from collections.abc import Callable

import pytest
from django.test import Client

from troth.foundation.facts.launch import Question
from troth.foundation.web.testing import hidden, statements
from troth.goals.models import Goal
from troth.kickoff.actions import settling
from troth.kickoff.models import SealedAnswer, Wording
from troth.kickoff.rules.settling import Stand
from troth.kickoff.tests.launching import (
    BOTH,
    KAVERI,
    LUMEN,
    WHOM,
    answers_compared,
    answers_opened,
    as_form,
    at,
    signed_by_both,
    stand,
)
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

__all__ = ["answers_compared", "answers_opened", "signed_by_both"]
pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]


def test_the_whole_way_with_forms_alone(cast: Cast, visit: Visit, beta: Goal) -> None:
    ingrid, ravi = visit(cast.ingrid), visit(cast.ravi)
    goal_page = ingrid.get(f"/p/lumen-kaveri/agreements/goals/{beta.pk}/").content.decode()
    assert "Answer before the launch" in goal_page
    assert ravi.post(at(beta, "answer/"), as_form(KAVERI)).status_code == 302
    assert ingrid.post(at(beta, "answer/"), as_form(LUMEN)).status_code == 302
    page = ingrid.get(at(beta)).content.decode()
    assert "Public sign-up" in page
    assert ingrid.post(at(beta, "launch/")).status_code == 409
    said = {question.value: "fits" for question in Question} | {"whom": "differs"}
    for client in (ingrid, ravi):
        assert client.post(at(beta, "read/"), said).status_code == 302
    assert "5 of 6 fit, one still differs." in ravi.get(at(beta)).content.decode()
    words = {"text": BOTH, "seen": "0"}
    assert ravi.post(at(beta, "whom/wording/"), words).status_code == 302
    assert "Accept for Lumen" in ingrid.get(at(beta)).content.decode()
    assert ingrid.post(at(beta, "whom/accept/"), {"seen": "1"}).status_code == 302
    assert "How this is worked out" in ravi.get(at(beta)).content.decode()
    assert "Nothing holds the launch any more." in ravi.get(at(beta)).content.decode()
    assert ravi.post(at(beta, "launch/")).status_code == 302
    beta.refresh_from_db()
    assert beta.launched_by == cast.ravi


def test_what_was_typed_stays_when_an_answer_is_missing(
    cast: Cast, visit: Visit, beta: Goal
) -> None:
    fields = as_form(KAVERI) | {"cost": " "}
    for rest, client in (("answer/", visit(cast.ravi)), ("own/", visit(cast.meera))):
        answer = client.post(at(beta, rest), fields)
        assert answer.status_code == 422
        assert "Public sign-up" in answer.content.decode()
        assert "Answer this too" in answer.content.decode()


def test_who_answers_after_the_opening_keeps_the_words(
    cast: Cast, visit: Visit, opened: Goal
) -> None:
    fields = as_form(LUMEN) | {"cost": "Two weeks of Arjun"}
    for rest in ("answer/", "own/"):
        answer = visit(cast.ravi).post(at(opened, rest), fields)
        assert answer.status_code == 409
        assert "Two weeks of Arjun" in answer.content.decode()


@pytest.mark.parametrize(
    ("rest", "fields"),
    [
        ("whom/wording/", {"text": "", "seen": "0"}),
        ("whom/wording/", {"text": "x" * 601, "seen": "0"}),
        ("whom/wording/", {"text": BOTH, "seen": "-1"}),
        ("whom/go-on/", {"reason": " "}),
        ("whom/go-on/", {"reason": "x" * 601}),
    ],
)
def test_odd_words_are_said_beside_the_field(
    cast: Cast, visit: Visit, compared: Goal, rest: str, fields: dict[str, str]
) -> None:
    assert visit(cast.ravi).post(at(compared, rest), fields).status_code == 422
    assert stand(compared) is Stand.DIFFERS


def test_the_second_wording_of_two_at_once_is_told_and_kept(
    cast: Cast, visit: Visit, compared: Goal
) -> None:
    settling.propose_wording(compared, WHOM, text=BOTH, seen=0, by=cast.ravi)
    words = {"text": "Three pilots, then ten", "seen": "0"}
    answer = visit(cast.ingrid).post(at(compared, "whom/wording/"), words)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Three pilots, then ten" in page
    assert BOTH in page
    assert Wording.objects.count() == 1
    # The form as it came back comes after the other wording.
    again = visit(cast.ingrid).post(at(compared, "whom/wording/"), words | {"seen": hidden(page)})
    assert again.status_code == 302
    assert Wording.objects.count() == 2


def test_what_is_no_question_is_not_there(cast: Cast, visit: Visit, compared: Goal) -> None:
    assert visit(cast.ravi).get(at(compared, "price/wording/")).status_code == 404


def test_members_answer_for_themselves_and_admins_for_their_organisation(
    cast: Cast, visit: Visit, beta: Goal
) -> None:
    client = visit(cast.meera)
    assert client.post(at(beta, "answer/"), as_form(KAVERI)).status_code == 403
    assert client.post(at(beta, "own/"), as_form(KAVERI)).status_code == 302
    assert not SealedAnswer.objects.filter(own=False).exists()


@pytest.mark.parametrize("name", ["guest", "contributor"])
def test_guests_do_not_see_it(cast: Cast, visit: Visit, opened: Goal, name: str) -> None:
    client = visit(getattr(cast, name))
    assert client.get(at(opened)).status_code == 403
    page = client.get(f"/p/lumen-kaveri/agreements/goals/{opened.pk}/").content.decode()
    assert "Before the launch" not in page


def test_one_wording_stands_out_for_whoever_is_asked_for_a_yes(
    cast: Cast, visit: Visit, compared: Goal
) -> None:
    settling.propose_wording(compared, WHOM, text=BOTH, seen=0, by=cast.ravi)
    for who, asked in (
        (cast.ingrid, True),
        (cast.ravi, False),
        (cast.tor, False),
        (cast.facilitator, False),
    ):
        page = visit(who).get(at(compared)).content.decode()
        assert BOTH in page
        assert ('class="well asks"' in page) is asked, who


def test_the_page_asks_the_database_as_often_with_many_wordings(
    cast: Cast, visit: Visit, compared: Goal
) -> None:
    client = visit(cast.ravi)

    settling.propose_wording(compared, WHOM, text="0", seen=0, by=cast.ravi)
    few = statements(client, at(compared))
    for n in range(1, 12):
        settling.propose_wording(compared, WHOM, text=f"{n}", seen=n, by=cast.ravi)
    assert statements(client, at(compared)) <= few
