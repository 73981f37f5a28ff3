"""What can be proposed, between whom, in which words, until when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.adjustments.rules.catalogue import CATALOGUE
from troth.adjustments.rules.proposing import (
    FARTHEST,
    Way,
    why_not_between,
    why_not_day,
    why_not_idea,
    why_not_words,
)
from troth.adjustments.rules.refusals import Reason
from troth.foundation.facts.adjustments import Idea
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import Ulid

LUMEN, KAVERI, FJORD = (Ulid(letter * 26) for letter in "LKF")
TODAY = date(2026, 3, 10)
INSIDE = frozenset({LUMEN, KAVERI, FJORD})


def way(about: Ulid = KAVERI, towards: Ulid = LUMEN) -> Way:
    """What Lumen can count on from Kaveri, unless the test says otherwise."""
    return Way(about=about, towards=towards, dimension=Dimension.OPENNESS)


@pytest.mark.parametrize("party", [LUMEN, KAVERI])
def test_either_of_the_two_can_propose(party: Ulid) -> None:
    assert why_not_between(way(), party=party, inside=INSIDE) is None


@pytest.mark.parametrize(
    ("asked", "party", "inside", "reason"),
    [
        (way(), FJORD, INSIDE, Reason.BETWEEN_OTHERS),
        (way(), None, INSIDE, Reason.NO_SIDE),
        (way(LUMEN, LUMEN), LUMEN, INSIDE, Reason.SAME_SIDE),
        (way(), LUMEN, frozenset({LUMEN}), Reason.NOT_AT_THIS_TABLE),
    ],
)
def test_nobody_agrees_for_others_or_with_themselves(
    asked: Way, party: Ulid | None, inside: frozenset[Ulid], reason: Reason
) -> None:
    assert why_not_between(asked, party=party, inside=inside) is reason


@given(days=st.integers(-800, 800))
def test_a_day_to_look_is_from_tomorrow_on_and_within_a_year(days: int) -> None:
    found = why_not_day(TODAY + timedelta(days=days), today=TODAY)
    if days < 1:
        assert found is Reason.DAY_PASSED
    else:
        assert (found is None) is (timedelta(days=days) <= FARTHEST)


@given(idea=st.sampled_from(Idea), dimension=st.sampled_from(Dimension))
def test_an_idea_stands_only_for_its_own_dimension(idea: Idea, dimension: Dimension) -> None:
    fits = CATALOGUE[idea].dimension is dimension
    assert (why_not_idea(idea, dimension=dimension) is None) is fits


@given(dimension=st.sampled_from(Dimension))
def test_own_words_stand_for_everything(dimension: Dimension) -> None:
    assert why_not_idea(None, dimension=dimension) is None


@pytest.mark.parametrize(("title", "change"), [("", "all"), ("x", ""), ("  ", "\n\t"), ("", "")])
def test_blanks_are_no_words(title: str, change: str) -> None:
    assert why_not_words(title, change) is Reason.WORDS_MISSING


def test_a_name_and_what_changes_are_enough() -> None:
    assert why_not_words("Two lines", "We write two lines on Mondays.") is None
