"""A group is named while the initiative is launched: on PostgreSQL too, the one comes before the other."""

import pytest

from troth.foundation.web.testing import meanwhile
from troth.goals.models import Goal
from troth.goals.testing import fresh
from troth.inclusion.actions.acknowledging import acknowledge, nobody_else
from troth.inclusion.actions.naming import Named, name_groups
from troth.inclusion.models import Affected, NobodyElse
from troth.inclusion.tests.conftest import GUARDS
from troth.kickoff.actions import settling
from troth.kickoff.actions.answering import CheckNotPossible
from troth.kickoff.rules.settling import CheckRefusal
from troth.ledger.queries import facts_at, head
from troth.partnerships.testing import Cast

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("seals_go_too"),
]


@pytest.fixture
def free(cast: Cast, compared: Goal) -> Goal:
    """Both sides have said that nobody else is affected: nothing holds the launch."""
    for seat in (cast.ingrid, cast.ravi):
        nobody_else(compared, reason="Only ourselves.", by=seat)
    return compared


def test_a_group_named_a_moment_before_holds_the_launch(cast: Cast, free: Goal) -> None:
    came = meanwhile(
        lambda: name_groups(free, [Named(name=GUARDS)], by=cast.ingrid),
        lambda: settling.launch(free, by=cast.ravi),
    )
    assert isinstance(came, CheckNotPossible)
    assert came.reason is CheckRefusal.HELD_ELSEWHERE
    assert fresh(free).launched_at is None


def test_a_group_named_a_moment_after_is_on_the_list_of_what_was_launched(
    cast: Cast, free: Goal
) -> None:
    came = meanwhile(
        lambda: settling.launch(free, by=cast.ravi),
        lambda: name_groups(free, [Named(name=GUARDS)], by=cast.ingrid),
    )
    assert isinstance(came, list), came
    facts = [fact.kind for _, fact in facts_at(free.room_id, range(head(free.room_id))) if fact]
    assert facts[-2:] == ["goal:launched", "voices:group-named"]
    assert Affected.objects.count() == 1


def test_of_two_who_launch_at_once_one_does(cast: Cast, free: Goal) -> None:
    came = meanwhile(
        lambda: settling.launch(free, by=cast.ravi), lambda: settling.launch(free, by=cast.ingrid)
    )
    assert isinstance(came, CheckNotPossible)
    assert came.reason is CheckRefusal.LAUNCHED


def test_two_who_name_the_same_group_at_once_name_it_once(cast: Cast, beta: Goal) -> None:
    meanwhile(
        lambda: name_groups(beta, [Named(name=GUARDS)], by=cast.ravi),
        lambda: name_groups(beta, [Named(name=GUARDS.upper())], by=cast.ingrid),
    )
    assert Affected.objects.count() == 1


def test_the_last_two_words_to_a_gap_say_once_that_all_have(cast: Cast, beta: Goal) -> None:
    (group,) = name_groups(beta, [Named(name=GUARDS)], by=cast.ingrid)
    meanwhile(
        lambda: acknowledge(group, reason="We ask them in June.", by=cast.ravi),
        lambda: acknowledge(group, reason="So do we.", by=cast.ingrid),
    )
    said = [fact for _, fact in facts_at(beta.room_id, range(head(beta.room_id))) if fact]
    all_have = [getattr(fact, "all_have", None) for fact in said][-2:]
    assert all_have == [False, True]


def test_a_group_named_while_a_side_says_that_there_is_none_is_not_overlooked(
    cast: Cast, beta: Goal
) -> None:
    came = meanwhile(
        lambda: name_groups(beta, [Named(name=GUARDS)], by=cast.ingrid),
        lambda: nobody_else(beta, reason="Only ourselves.", by=cast.ravi),
    )
    assert isinstance(came, Exception)
    assert not NobodyElse.objects.exists()
