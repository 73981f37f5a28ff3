"""Two at the very same moment on PostgreSQL: what was approved is what is published, and what holds holds."""

from dataclasses import replace
from datetime import timedelta

import pytest

from troth.foundation.facts.checks import Outcome
from troth.foundation.web.clock import now
from troth.foundation.web.testing import meanwhile
from troth.goals import actions
from troth.goals.actions.signing import take_back
from troth.goals.models import Goal, Release, SustainabilityCheck
from troth.goals.queries.plans import latest, terms_of
from troth.goals.queries.showing import data_of, shown_now
from troth.goals.rules.refusals import Refusal
from troth.goals.tests.checked import agree, anew, found, propose, settle, show, showing_of
from troth.partnerships.testing import Cast

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("seals_go_too"),
]


def refused_for(came: object) -> Refusal | None:
    """Why it was refused; None where it was not."""
    return came.reason if isinstance(came, actions.NotPossible) else None


@pytest.fixture
def beta(cast: Cast) -> Goal:
    """An initiative that both have signed."""
    made = actions.draft_goal(
        title="The beta",
        words="Ten sites report every hour.",
        launch_on=now().date() + timedelta(days=9),
        room=cast.shared,
        by=cast.ingrid,
    )
    for seat in (cast.ingrid, cast.ravi):
        actions.sign(made, version=1, by=seat)
    return as_it_is(made)


@pytest.fixture
def failed(cast: Cast, beta: Goal) -> SustainabilityCheck:
    """A check of it that failed, as both have confirmed."""
    one = agree(beta, cast)
    settle(one, cast.ravi, cast.ingrid)
    return anew(one)


def as_it_is(goal: Goal) -> Goal:
    """The goal as it stands in the database."""
    rows = Goal.objects.select_related("agreement__room", "room__partnership")
    one: Goal = rows.get(pk=goal.pk)
    return one


# ------------------------------------------------------------------------------ what everybody reads


def test_what_changed_a_moment_before_the_last_approval_is_not_published_as_it_was(
    cast: Cast, beta: Goal, failed: SustainabilityCheck
) -> None:
    showing = actions.put_together(beta, by=cast.ingrid)
    actions.approve(showing_of(showing), version=1, by=cast.ingrid)
    result = found(failed, by=cast.ravi, outcome=Outcome.PASSED)
    turn, seen = anew(failed).turn, showing_of(showing)
    came = meanwhile(
        lambda: actions.confirm_result(result, turn=turn, by=cast.ingrid),
        lambda: actions.approve(seen, version=1, by=cast.ravi),
    )
    assert refused_for(came) is Refusal.RESULTS_CHANGED
    assert shown_now(beta) is None
    assert not Release.objects.filter(approved_at__isnull=False).exists()


def test_what_changes_a_moment_after_the_last_approval_withdraws_it(
    cast: Cast, beta: Goal, failed: SustainabilityCheck
) -> None:
    showing = actions.put_together(beta, by=cast.ingrid)
    actions.approve(showing_of(showing), version=1, by=cast.ingrid)
    result = found(failed, by=cast.ravi, outcome=Outcome.PASSED)
    turn, seen = anew(failed).turn, showing_of(showing)
    came = meanwhile(
        lambda: actions.approve(seen, version=1, by=cast.ravi),
        lambda: actions.confirm_result(result, turn=turn, by=cast.ingrid),
    )
    assert came is True
    assert Release.objects.get().approved_at
    assert shown_now(beta) is None, "a moment ago it was all of it"
    assert Release.objects.get().data != data_of(as_it_is(beta))


def test_a_check_agreed_a_moment_after_the_last_approval_withdraws_it(
    cast: Cast, beta: Goal, failed: SustainabilityCheck
) -> None:
    assert failed.agreed_at
    other = propose(beta, by=cast.ravi, what="No night flights.")
    showing = actions.put_together(beta, by=cast.ingrid)
    actions.approve(showing_of(showing), version=1, by=cast.ingrid)
    seen = showing_of(showing)
    meanwhile(
        lambda: actions.approve(seen, version=1, by=cast.ravi),
        lambda: actions.assent_check(other, seen=0, by=cast.ingrid),
    )
    assert anew(other).agreed_at
    assert shown_now(beta) is None


def test_a_result_written_a_moment_after_the_last_approval_withdraws_it(
    cast: Cast, beta: Goal, failed: SustainabilityCheck
) -> None:
    showing = actions.put_together(beta, by=cast.ingrid)
    actions.approve(showing_of(showing), version=1, by=cast.ingrid)
    seen = showing_of(showing)
    meanwhile(
        lambda: actions.approve(seen, version=1, by=cast.ravi),
        lambda: found(failed, by=cast.ravi, outcome=Outcome.PASSED),
    )
    assert shown_now(beta) is None


def test_two_who_approve_last_at_once_publish_it_once(
    cast: Cast, beta: Goal, failed: SustainabilityCheck
) -> None:
    showing = actions.put_together(beta, by=cast.ingrid)
    one, other = showing_of(showing), showing_of(showing)
    assert failed.agreed_at
    meanwhile(
        lambda: actions.approve(one, version=1, by=cast.ingrid),
        lambda: actions.approve(other, version=1, by=cast.ravi),
    )
    release = shown_now(beta)
    assert release is not None
    assert release.approved_by == ["Kaveri Analytics", "Lumen Sensors"]


def test_a_goal_taken_back_a_moment_before_is_published_no_more(cast: Cast) -> None:
    draft = actions.draft_goal(
        title="A draft", words="Ten sites.", room=cast.shared, by=cast.ingrid
    )
    settle(agree(as_it_is(draft), cast), cast.ravi, cast.ingrid)
    showing = actions.put_together(as_it_is(draft), by=cast.ingrid)
    actions.approve(showing_of(showing), version=1, by=cast.ingrid)
    goal, seen = as_it_is(draft), showing_of(showing)
    came = meanwhile(
        lambda: take_back(goal, by=cast.ingrid),
        lambda: actions.approve(seen, version=1, by=cast.ravi),
    )
    assert refused_for(came) is Refusal.NOT_THERE
    assert shown_now(draft) is None


def test_what_is_shown_stays_so_when_the_same_is_put_together_at_once(
    cast: Cast, beta: Goal, failed: SustainabilityCheck
) -> None:
    assert failed.agreed_at
    show(beta, (cast.ingrid, cast.ravi))
    came = meanwhile(
        lambda: settle(agree(beta, cast, what="No night flights."), cast.ravi, cast.ingrid),
        lambda: actions.put_together(beta, by=cast.ingrid),
    )
    assert not isinstance(came, Exception)
    newest = Release.objects.order_by("-number").first()
    assert newest
    assert len(newest.data["checks"]) == 2, "it is put together from what was done a moment before"


# ------------------------------------------------------------------------------ launching


def test_a_check_agreed_a_moment_before_holds_the_launch(cast: Cast, beta: Goal) -> None:
    check = propose(beta, by=cast.ravi, holds=True)
    came = meanwhile(
        lambda: actions.assent_check(check, seen=0, by=cast.ingrid),
        lambda: actions.launch(beta, by=cast.ravi),
    )
    assert refused_for(came) is Refusal.CHECK_HOLDS
    assert as_it_is(beta).launched_at is None


def test_what_is_launched_cannot_be_given_another_day_a_moment_later(
    cast: Cast, beta: Goal
) -> None:
    later = replace(terms_of(latest(beta)), launch_on=now().date() + timedelta(days=40))
    came = meanwhile(
        lambda: actions.launch(as_it_is(beta), by=cast.ravi),
        lambda: actions.revise_goal(beta, terms=later, why="Ice.", seen=1, by=cast.ingrid),
    )
    assert refused_for(came) is Refusal.LAUNCHED_ALREADY
    assert as_it_is(beta).agreement.latest == 1
