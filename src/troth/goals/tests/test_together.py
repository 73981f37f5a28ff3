"""Two at the very same moment on PostgreSQL: what was approved is what is published, and what holds holds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import HttpResponse

from troth.conftest import Visit
from troth.foundation.facts.checks import Outcome
from troth.foundation.facts.goals import GoalLaunched
from troth.foundation.facts.statements import Withdrawal
from troth.foundation.web.clock import now
from troth.foundation.web.testing import meanwhile
from troth.goals import actions
from troth.goals.actions.signing import take_back
from troth.goals.models import Goal, Obstacle, Release, Showing, SustainabilityCheck
from troth.goals.queries.plans import latest, terms_of
from troth.goals.queries.showing import data_of, shown_now
from troth.goals.rules.refusals import Refusal
from troth.goals.testing import fresh, initiative
from troth.goals.tests.checked import agree, anew, found, propose, settle, show, showing_of
from troth.goals.tests.told import GOALS
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Seat
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
    return initiative(cast)


@pytest.fixture
def failed(cast: Cast, beta: Goal) -> SustainabilityCheck:
    """A check of it that failed, as both have confirmed."""
    one = agree(beta, cast)
    settle(one, cast.ravi, cast.ingrid)
    return anew(one)


def half_approved(goal: Goal, *, by: Seat) -> Showing:
    """What everybody is to read of it, which one side has put together and approved."""
    showing = actions.put_together(goal, by=by)
    actions.approve(showing_of(showing), version=1, by=by)
    return showing_of(showing)


# ------------------------------------------------------------------------------ what everybody reads


def test_what_changed_a_moment_before_the_last_approval_is_not_published_as_it_was(
    cast: Cast, beta: Goal, failed: SustainabilityCheck
) -> None:
    seen = half_approved(beta, by=cast.ingrid)
    result = found(failed, by=cast.ravi, outcome=Outcome.PASSED)
    turn = anew(failed).turn
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
    seen = half_approved(beta, by=cast.ingrid)
    result = found(failed, by=cast.ravi, outcome=Outcome.PASSED)
    turn = anew(failed).turn
    came = meanwhile(
        lambda: actions.approve(seen, version=1, by=cast.ravi),
        lambda: actions.confirm_result(result, turn=turn, by=cast.ingrid),
    )
    assert came is True
    assert Release.objects.get().approved_at
    assert shown_now(beta) is None, "a moment ago it was all of it"
    assert Release.objects.get().data != data_of(fresh(beta))


def test_a_check_agreed_a_moment_after_the_last_approval_withdraws_it(
    cast: Cast, beta: Goal, failed: SustainabilityCheck
) -> None:
    assert failed.agreed_at
    other = propose(beta, by=cast.ravi, what="No night flights.")
    seen = half_approved(beta, by=cast.ingrid)
    meanwhile(
        lambda: actions.approve(seen, version=1, by=cast.ravi),
        lambda: actions.assent_check(other, seen=0, by=cast.ingrid),
    )
    assert anew(other).agreed_at
    assert shown_now(beta) is None


def test_a_result_written_a_moment_after_the_last_approval_withdraws_it(
    cast: Cast, beta: Goal, failed: SustainabilityCheck
) -> None:
    seen = half_approved(beta, by=cast.ingrid)
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
    settle(agree(fresh(draft), cast), cast.ravi, cast.ingrid)
    seen = half_approved(fresh(draft), by=cast.ingrid)
    goal = fresh(draft)
    came = meanwhile(
        lambda: take_back(goal, by=cast.ingrid),
        lambda: actions.approve(seen, version=1, by=cast.ravi),
    )
    assert refused_for(came) is Refusal.NOT_THERE
    assert shown_now(draft) is None


def test_an_approval_taken_back_a_moment_before_keeps_nobody_from_taking_the_goal_back(
    cast: Cast,
) -> None:
    draft = initiative(cast, signed=False)
    settle(agree(draft, cast), cast.ravi, cast.ingrid)
    showing = show(fresh(draft), (cast.ingrid, cast.ravi))
    came = meanwhile(
        lambda: actions.stop_showing(showing, reason="The bills.", by=cast.ravi),
        lambda: take_back(fresh(draft), by=cast.ingrid),
    )
    assert refused_for(came) is None
    assert fresh(draft).agreement.withdrawn_at
    assert Release.objects.get().how == Withdrawal.TAKEN_BACK


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


# ------------------------------------------------------------------------------ what is in the way


def test_an_obstacle_of_a_goal_that_was_taken_back_meanwhile_keeps_its_words(
    cast: Cast, visit: Visit
) -> None:
    draft = initiative(cast, signed=False)
    page, sent = f"{GOALS}{draft.id}/obstacle/", {"what": "Customs are slow.", "opens": "A week."}
    came = meanwhile(
        lambda: take_back(draft, by=cast.ingrid), lambda: visit(cast.ingrid).post(page, sent)
    )
    assert isinstance(came, HttpResponse)
    said = came.content.decode()
    assert came.status_code == 409
    assert all(words in said for words in sent.values())
    assert not Obstacle.objects.exists()


# ------------------------------------------------------------------------------ launching


def test_a_check_agreed_a_moment_before_holds_the_launch(cast: Cast, beta: Goal) -> None:
    check = propose(beta, by=cast.ravi, holds=True)
    came = meanwhile(
        lambda: actions.assent_check(check, seen=0, by=cast.ingrid),
        lambda: actions.launch(beta, by=cast.ravi),
    )
    assert refused_for(came) is Refusal.CHECK_HOLDS
    assert fresh(beta).launched_at is None


def test_it_is_launched_by_the_version_that_was_signed_a_moment_before(
    cast: Cast, beta: Goal
) -> None:
    later = replace(terms_of(latest(beta)), launch_on=now().date() + timedelta(days=40))
    actions.revise_goal(beta, terms=later, why="Ice.", seen=1, by=cast.ingrid)
    goal = fresh(beta)
    actions.sign(goal, version=2, by=cast.ingrid)
    meanwhile(
        lambda: actions.sign(goal, version=2, by=cast.ravi),
        lambda: actions.launch(beta, by=cast.ravi),
    )
    (launched,) = [
        fact
        for _, fact in facts_at(beta.room_id, range(head(beta.room_id)))
        if isinstance(fact, GoalLaunched)
    ]
    assert (launched.version, launched.planned) == (2, later.launch_on)


def test_what_is_launched_cannot_be_given_another_day_a_moment_later(
    cast: Cast, beta: Goal
) -> None:
    later = replace(terms_of(latest(beta)), launch_on=now().date() + timedelta(days=40))
    came = meanwhile(
        lambda: actions.launch(fresh(beta), by=cast.ravi),
        lambda: actions.revise_goal(beta, terms=later, why="Ice.", seen=1, by=cast.ingrid),
    )
    assert refused_for(came) is Refusal.LAUNCHED_ALREADY
    assert fresh(beta).agreement.latest == 1
