"""What others found helpful never tells of one of them."""

from hypothesis import given
from hypothesis import strategies as st

from troth.adjustments.rules.helpful import LEAST, Known, Tried, in_steps, known
from troth.foundation.facts.adjustments import Helped

outcomes = st.one_of(st.none(), st.sampled_from(Helped))
tries = st.lists(st.builds(Tried, st.integers(0, 30).map(str), outcomes), max_size=60)


def some(helped: int, *, of: int) -> list[Tried]:
    """So many partnerships of which so many say that it helped."""
    return [Tried(str(n), Helped.HELPED if n < helped else Helped.NOT) for n in range(of)]


def test_below_five_partnerships_nothing_is_said() -> None:
    assert known(some(4, of=4)) == Known(0, 0)


def test_from_five_on_it_is_said_and_that_it_helped_only_from_five_on_as_well() -> None:
    assert known(some(4, of=5)) == Known(5, 0)
    assert known(some(5, of=5)) == Known(5, 5)
    assert known(some(11, of=14)) == Known(10, 10)


def test_a_partnership_that_agrees_often_counts_once() -> None:
    assert known([Tried("one", Helped.HELPED)] * 40) == Known(0, 0)


def test_how_many_were_not_helped_is_never_said() -> None:
    assert known(some(0, of=14)) == known([Tried(str(n)) for n in range(14)])


@given(tried=tries, more=st.builds(Tried, st.just("another"), outcomes))
def test_one_partnership_more_is_seen_in_one_of_five_counts_at_most(
    tried: list[Tried], more: Tried
) -> None:
    """Both figures stay as they are, or move by one step; nobody sees a partnership come."""
    before, after = known(tried), known([*tried, more])
    assert after.agreed - before.agreed in {0, LEAST}
    assert after.helped - before.helped in {0, LEAST}


@given(tried=tries)
def test_what_is_said_is_never_more_than_there_is(tried: list[Tried]) -> None:
    found = known(tried)
    assert found.agreed <= len({one.partnership for one in tried})
    assert found.helped <= found.agreed
    assert found.agreed % LEAST == found.helped % LEAST == 0


@given(tried=tries)
def test_the_order_changes_nothing(tried: list[Tried]) -> None:
    assert known(tried) == known(sorted(tried, key=lambda one: (one.partnership, str(one.outcome))))


@given(count=st.integers(0, 1000))
def test_steps_are_of_five(count: int) -> None:
    assert 0 <= count - in_steps(count) < LEAST
