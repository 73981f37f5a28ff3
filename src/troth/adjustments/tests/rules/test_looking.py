"""What comes of looking at it again."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.adjustments.rules.looking import Look, result_of, together, why_not_look
from troth.adjustments.rules.refusals import Reason
from troth.foundation.facts.adjustments import Helped
from troth.foundation.kernel.ulid import Ulid

LUMEN, KAVERI = (Ulid(letter * 26) for letter in "LK")
BOTH = (LUMEN, KAVERI)
TODAY = date(2026, 3, 10)
SOON, LATER = TODAY + timedelta(days=20), TODAY + timedelta(days=50)
FINAL = [Helped.HELPED, Helped.PARTLY, Helped.NOT]


def look(party: Ulid, said: Helped, again_on: date | None = None) -> Look:
    """One side's word."""
    return Look(party=party, said=said, again_on=again_on)


@pytest.mark.parametrize("said", Helped)
def test_nothing_comes_of_one_side_alone(said: Helped) -> None:
    assert result_of([look(LUMEN, said, SOON)], sides=BOTH) is None
    assert result_of([], sides=BOTH) is None


@pytest.mark.parametrize("said", FINAL)
def test_what_both_say_is_the_outcome(said: Helped) -> None:
    found = result_of([look(LUMEN, said), look(KAVERI, said)], sides=BOTH)
    assert found is not None
    assert (found.outcome, found.again_on) == (said, None)


@pytest.mark.parametrize(("one", "other"), [*permutations(FINAL, 2)])
def test_where_they_differ_it_helped_in_part(one: Helped, other: Helped) -> None:
    found = result_of([look(LUMEN, one), look(KAVERI, other)], sides=BOTH)
    assert found is not None
    assert found.outcome is Helped.PARTLY


@pytest.mark.parametrize("other", FINAL)
def test_too_early_for_one_is_too_early_for_both(other: Helped) -> None:
    found = result_of([look(LUMEN, other), look(KAVERI, Helped.TOO_EARLY, SOON)], sides=BOTH)
    assert found is not None
    assert (found.outcome, found.again_on) == (None, SOON)


def test_of_two_days_the_later_one_is_taken() -> None:
    looks = [look(LUMEN, Helped.TOO_EARLY, LATER), look(KAVERI, Helped.TOO_EARLY, SOON)]
    found = result_of(looks, sides=BOTH)
    assert found is not None
    assert found.again_on == LATER


def test_nobody_waits_for_a_side_that_has_left() -> None:
    found = result_of([look(LUMEN, Helped.HELPED)], sides=(LUMEN,))
    assert found is not None
    assert found.outcome is Helped.HELPED


@given(said=st.lists(st.sampled_from(FINAL), min_size=1, max_size=5))
def test_the_order_in_which_they_speak_changes_nothing(said: list[Helped]) -> None:
    assert together(said) is together(said[::-1])
    assert together([*said, said[0]]) is together(said)


@pytest.mark.parametrize("said", FINAL)
def test_a_final_word_needs_no_day(said: Helped) -> None:
    assert why_not_look(said, again_on=None, today=TODAY) is None


@pytest.mark.parametrize(
    ("again_on", "reason"),
    [
        (None, Reason.DAY_MISSING),
        (TODAY, Reason.DAY_PASSED),
        (TODAY - timedelta(days=1), Reason.DAY_PASSED),
        (TODAY + timedelta(days=367), Reason.DAY_TOO_FAR),
        (TODAY + timedelta(days=1), None),
        (TODAY + timedelta(days=366), None),
    ],
)
def test_too_early_names_a_day_that_can_be(again_on: date | None, reason: Reason | None) -> None:
    assert why_not_look(Helped.TOO_EARLY, again_on=again_on, today=TODAY) is reason
