"""A launch check in the states that tests begin from, for the tests of its acts and of its pages."""

import pytest

from troth.foundation.facts.launch import Question
from troth.goals.models import Goal
from troth.goals.testing import initiative
from troth.kickoff.actions import answering, settling
from troth.kickoff.models import Check
from troth.kickoff.queries.checks import opened_check
from troth.kickoff.rules.settling import Stand
from troth.partnerships.testing import Cast

LUMEN = dict.fromkeys(Question, "A month of readings") | {Question.WHOM: "3 pilot customers"}
KAVERI = dict.fromkeys(Question, "Thirty days of data") | {Question.WHOM: "Public sign-up"}
BOTH = "10 invited pilots"
WHOM = Question.WHOM


@pytest.fixture(name="beta")
def signed_by_both(cast: Cast) -> Goal:
    """An initiative that both have signed."""
    return initiative(cast)


@pytest.fixture(name="opened")
def answers_opened(cast: Cast, beta: Goal) -> Goal:
    """Both have answered, so all answers are open."""
    answering.answer(beta, KAVERI, by=cast.ravi)
    answering.answer(beta, LUMEN, by=cast.ingrid)
    return beta


@pytest.fixture(name="compared")
def answers_compared(cast: Cast, opened: Goal) -> Goal:
    """Both have read them: for whom it is differs."""
    settling.read_answers(opened, [WHOM], by=cast.ravi)
    settling.read_answers(opened, [WHOM], by=cast.ingrid)
    return opened


def stand(goal: Goal, question: Question = WHOM) -> Stand:
    """Where a question stands now."""
    return opened_check(Check.objects.select_related("room").get(pk=goal.pk)).table.stand(question)


def at(goal: Goal, rest: str = "") -> str:
    """The address of its check, or of something there."""
    return f"/p/lumen-kaveri/agreements/launch/{goal.pk}/{rest}"


def as_form(words: dict[Question, str]) -> dict[str, str]:
    """Answers as a form sends them."""
    return {question.value: text for question, text in words.items()}
