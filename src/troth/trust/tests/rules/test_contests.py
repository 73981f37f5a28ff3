"""Who sets evidence aside, and who settles it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.contests import (
    LONGEST,
    NotPossible,
    Reason,
    Sides,
    Standing,
    settled_as,
    why_not_contest,
)

SIDES = Sides(about="K", towards=frozenset({"L"}))
WORDS = "The customs office kept it for nine days."


def refused(**more: object) -> Reason | None:
    """Why Kaveri cannot contest what is said about it."""
    asked = {"by": "K", "words": WORDS, "contested": False, **more}
    return why_not_contest(SIDES, **asked)  # type: ignore[arg-type]  # names as the function has them


def test_whoever_is_described_may() -> None:
    assert refused() is None


@pytest.mark.parametrize("by", ["L", "Z", None])
def test_nobody_else_may(by: str | None) -> None:
    assert refused(by=by) is Reason.ONLY_ABOUT_YOU


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", Reason.NEEDS_WORDS),
        ("  \n", Reason.NEEDS_WORDS),
        ("x" * (LONGEST + 1), Reason.TOO_LONG),
    ],
)
def test_it_takes_a_sentence(words: str, reason: Reason) -> None:
    assert refused(words=words) is reason


def test_once_is_enough() -> None:
    assert refused(contested=True) is Reason.ONCE


def test_where_an_entry_says_nothing_there_is_nothing_to_contest() -> None:
    found = why_not_contest(None, by="K", words=WORDS, contested=False)
    assert found is Reason.NO_EVIDENCE


def test_whoever_contested_lets_it_count_and_the_other_side_leaves_it_out() -> None:
    assert settled_as(SIDES, by="K", standing=Standing.SET_ASIDE) is Standing.COUNTS
    assert settled_as(SIDES, by="L", standing=Standing.SET_ASIDE) is Standing.LEFT_OUT


def test_of_two_whom_it_concerns_both_must_leave_it_out() -> None:
    sides = Sides(about="K", towards=frozenset({"L", "M"}))
    first = settled_as(sides, by="L", standing=Standing.SET_ASIDE)
    second = settled_as(sides, by="M", standing=Standing.SET_ASIDE, agreed=frozenset({"L"}))
    assert (first, second) == (Standing.SET_ASIDE, Standing.LEFT_OUT)


@given(st.sampled_from(["Z", None]))
def test_a_third_has_no_word_in_it(by: str | None) -> None:
    with pytest.raises(NotPossible) as caught:
        settled_as(SIDES, by=by, standing=Standing.SET_ASIDE)
    assert caught.value.reason is Reason.NOT_YOURS


@given(st.sampled_from([Standing.COUNTS, Standing.LEFT_OUT]), st.sampled_from(["K", "L", "Z"]))
def test_what_is_settled_stays_settled(standing: Standing, by: str) -> None:
    with pytest.raises(NotPossible) as caught:
        settled_as(SIDES, by=by, standing=standing)
    assert caught.value.reason is Reason.SETTLED
