"""Somebody sits down while answers are opened or a launch is asked for: on PostgreSQL too, it is waited for."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from troth.foundation.facts.kickoff import Ending
from troth.foundation.facts.launch import Question
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Hold, offered
from troth.foundation.web.testing import meanwhile
from troth.goals.models import Goal
from troth.goals.testing import fresh, initiative
from troth.kickoff.actions import answering, board, settling
from troth.kickoff.actions.answering import CheckNotPossible
from troth.kickoff.models import Answer, Kickoff, Line
from troth.kickoff.queries.checks import signers_of
from troth.kickoff.rules.settling import CheckRefusal
from troth.kickoff.tests.conftest import HOPE, TERN, WORRY, invite
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.models import Seat
from troth.partnerships.testing import DELTA, Cast

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("seals_go_too"),
]
WEEK = timedelta(days=7)
ANSWERS = dict.fromkeys(Question, "As we said")


@pytest.fixture
def beta(cast: Cast) -> Goal:
    """An initiative that both have signed."""
    return initiative(cast)


def refused_for(came: object) -> CheckRefusal | None:
    """Why it was refused; None where it was not."""
    return came.reason if isinstance(came, CheckNotPossible) else None


def test_whoever_sits_down_while_answers_are_opened_is_waited_for(
    cast: Cast, beta: Goal, join: Callable[[], Seat]
) -> None:
    fiona = join()
    for seat in (cast.ingrid, cast.ravi):
        answering.answer(beta, ANSWERS, by=seat)
    party_leaves(by=fiona)
    came = meanwhile(invite(cast, DELTA), lambda: answering.open_answers(beta, by=cast.ravi))
    assert refused_for(came) is CheckRefusal.ANSWER_MISSING
    assert not Answer.objects.exists()


def test_whoever_sits_down_while_the_last_one_answers_is_waited_for(cast: Cast, beta: Goal) -> None:
    answering.answer(beta, ANSWERS, by=cast.ingrid)
    came = meanwhile(invite(cast, TERN), lambda: answering.answer(beta, ANSWERS, by=cast.ravi))
    assert came is False
    assert not Answer.objects.exists()


def test_what_holds_a_launch_is_asked_once_whoever_sits_down_is_there(
    cast: Cast, beta: Goal
) -> None:
    for seat in (cast.ingrid, cast.ravi):
        answering.answer(beta, ANSWERS, by=seat)
    for seat in (cast.ingrid, cast.ravi):
        settling.read_answers(beta, [], by=seat)
    new = Hold(sentence="Tern has not been asked.", act="Ask", url_name="goals")
    offered.gates[:] = [lambda goal: new if len(signers_of(goal)) > 2 else None]
    came = meanwhile(invite(cast, TERN), lambda: settling.launch(beta, by=cast.ravi))
    assert refused_for(came) is CheckRefusal.HELD_ELSEWHERE
    assert fresh(beta).launched_at is None


@pytest.mark.parametrize("ending", [Ending.GOAL, Ending.OWNED])
def test_whoever_ends_one_line_waits_for_nobody_who_makes_something_of_another(
    cast: Cast, opened: Kickoff, ending: Ending
) -> None:
    hope, worry = Line.objects.get(text=HOPE), Line.objects.get(text=WORRY)
    same = Kickoff.objects.select_related("room").get(pk=opened.pk)
    acts: dict[Ending, Callable[[], object]] = {
        Ending.GOAL: lambda: board.make_goal(same, hope, by=cast.ravi),
        Ending.OWNED: lambda: board.own_line(
            same, hope, by=cast.ravi, due=now() + WEEK, zone="UTC"
        ),
    }
    came = meanwhile(
        lambda: Kickoff.objects.select_for_update().get(pk=opened.pk),
        acts[ending],
        then=lambda: board.end_line(
            opened, worry, Ending.PARKED, by=cast.ingrid, words="Later, in May."
        ),
    )
    assert isinstance(came, str), came
    assert set(Line.objects.exclude(ending="").values_list("text", "ending")) == {
        (HOPE, ending.value),
        (WORRY, Ending.PARKED.value),
    }
