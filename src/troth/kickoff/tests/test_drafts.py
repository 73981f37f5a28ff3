"""A launch check of a goal that is only proposed: those who agree answer it, and nobody else reads its name."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from troth.conftest import Visit
from troth.foundation.facts.fact import Actor, Fact
from troth.foundation.facts.launch import (
    LaunchAnswered,
    LaunchChecked,
    LaunchCompared,
    LaunchOpened,
    LaunchOverridden,
    LaunchRead,
    LaunchWordingAccepted,
    LaunchWordingProposed,
    Question,
)
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import make_ulid
from troth.foundation.web.offers import Names, Told
from troth.goals import actions as goals
from troth.goals.models import Goal
from troth.kickoff.actions import answering
from troth.kickoff.before_launch import SENTENCES, say, tell, waiting
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

ANSWERS = dict.fromkeys(Question, "A month of readings")
TABLE = "/p/lumen-kaveri/"
NAME = "A price nobody knows"
ROOM, KEY, LUMEN = (make_ulid(n, bytes(10)) for n in range(1, 4))
ABOUT: dict[str, Any] = {"room": ROOM, "by": Actor(None, LUMEN), "goal": KEY}
MEMBER = Names({LUMEN: "Lumen"}, {})
HELPER = Names({LUMEN: "Lumen"}, {}, for_guest=True, role=Role.FACILITATOR)
TITLES: dict[str, str] = {KEY: "Beta"}
TOLD: tuple[tuple[Fact, str], ...] = (
    (
        LaunchAnswered(**ABOUT, party=LUMEN, seal="3f"),
        "Lumen answered before the launch of “Beta”, sealed",
    ),
    (
        LaunchOpened(**ABOUT, parties=2, sealed=("Public sign-up",)),
        "All answers before the launch of “Beta” were opened together",
    ),
    (
        LaunchRead(**ABOUT, party=LUMEN),
        "Lumen read the answers before the launch of “Beta”",
    ),
    (
        LaunchWordingProposed(**ABOUT, question=Question.WHOM, number=1, text="10 pilots"),
        "Lumen proposed one wording for “For whom is it?” (Beta)",
    ),
    (
        LaunchWordingAccepted(**ABOUT, question=Question.STOP, number=1, party=LUMEN, settled=True),
        "Lumen accepted one wording for “What would make us stop?” (Beta)",
    ),
    (
        LaunchOverridden(
            **ABOUT, question=Question.COST, party=LUMEN, settled=False, reason="It is small."
        ),
        "Lumen recorded why “Beta” goes on although “What does it cost us?” differs",
    ),
    (LaunchChecked(**ABOUT, fit=6), "Nothing holds the launch of “Beta”"),
    (
        LaunchCompared(**ABOUT, fit=6, differ=()),
        "Before the launch of “Beta” all answers fit",
    ),
    (
        LaunchCompared(**ABOUT, fit=5, differ=(Question.WHOM,)),
        "Before the launch of “Beta” one answer differs",
    ),
    (
        LaunchCompared(**ABOUT, fit=4, differ=(Question.WHOM, Question.WHEN)),
        "Before the launch of “Beta” 2 answers differ",
    ),
)


@pytest.mark.parametrize(("fact", "words"), TOLD)
def test_each_step_before_a_launch_is_one_sentence_without_a_word_of_an_answer(
    fact: Fact, words: str
) -> None:
    assert say(fact, MEMBER, TITLES) == Told(words, "launch", {"pk": KEY})
    for unsaid in ("Public sign-up", "10 pilots", "It is small."):
        assert unsaid not in words


@pytest.mark.parametrize(("fact", "words"), TOLD)
def test_a_helper_reads_the_same_sentence_of_a_goal_that_is_agreed(fact: Fact, words: str) -> None:
    assert say(fact, HELPER, TITLES) == say(fact, MEMBER, TITLES)
    assert say(fact, HELPER, TITLES).sentence == words


def test_the_table_of_these_tests_leaves_no_kind_out() -> None:
    assert {fact.kind for fact, _words in TOLD} == {*SENTENCES, LaunchCompared.kind}


@pytest.fixture
def proposed(cast: Cast) -> Goal:
    """Ingrid wrote an initiative that nobody has signed; Ravi answered before its launch."""
    made = goals.draft_goal(
        title=NAME,
        words="Nobody outside knows of it.",
        launch_on=timezone.now().date() + timedelta(days=9),
        room=cast.shared,
        by=cast.ingrid,
    )
    answering.answer(made, ANSWERS, by=cast.ravi)
    return made


def facts(cast: Cast) -> list[Fact]:
    """What the shared room has recorded about launches."""
    found = facts_at(cast.shared.id, range(head(cast.shared.id)))
    return [fact for _idx, fact in found if fact and fact.kind.startswith("launch:")]


PAGES = ("", "agreements/", "record/", "agreements/goals/")


def read(visit: Visit, seat: Seat, goal: Goal) -> str:
    """Everything that somebody could read of it."""
    client = visit(seat)
    pages = [client.get(f"{TABLE}{page}").content.decode() for page in PAGES]
    assert len(pages[0]) > 1000, "the overview is there"
    return "".join([*pages, client.get(launch(goal)).content.decode()])


def launch(goal: Goal) -> str:
    """The page of its launch check."""
    return f"{TABLE}agreements/launch/{goal.pk}/"


@pytest.mark.django_db
def test_a_helper_finds_no_trace_of_a_draft_by_its_launch_check(
    cast: Cast, visit: Visit, proposed: Goal
) -> None:
    assert visit(cast.tor).get(launch(proposed)).status_code == 200
    assert NAME in read(visit, cast.tor, proposed)
    assert visit(cast.facilitator).get(launch(proposed)).status_code == 404
    assert NAME not in read(visit, cast.facilitator, proposed)


@pytest.mark.django_db
def test_once_all_have_signed_it_a_helper_reads_it_too(
    cast: Cast, visit: Visit, proposed: Goal
) -> None:
    names = Names({}, {}, for_guest=True, role=Role.FACILITATOR)
    assert all(one.kept_back for one in tell(facts(cast), names))
    for seat in (cast.ingrid, cast.ravi):
        goals.sign(proposed, version=1, by=seat)
    assert NAME in tell(facts(cast), names)[0].sentence
    assert visit(cast.facilitator).get(launch(proposed)).status_code == 200
    assert NAME in read(visit, cast.facilitator, proposed)


@pytest.mark.django_db
def test_of_a_draft_that_was_taken_back_no_answer_is_waited_for(
    cast: Cast, visit: Visit, proposed: Goal
) -> None:
    (line,) = waiting([cast.ingrid], limit=9)
    assert NAME in line.sentence
    assert line.url == launch(proposed)
    goals.take_back(proposed, by=cast.ingrid)
    assert not list(waiting([cast.ingrid], limit=9))
    page = visit(cast.ingrid).get(f"{TABLE}agreements/").content.decode()
    assert NAME not in page


@pytest.mark.django_db
def test_the_day_of_a_draft_is_no_day_that_comes(cast: Cast, visit: Visit, proposed: Goal) -> None:
    assert f"Launch: {NAME}" not in visit(cast.facilitator).get(TABLE).content.decode()
    assert f"Launch: {NAME}" not in visit(cast.tor).get(TABLE).content.decode()
