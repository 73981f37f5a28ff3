"""A change is told where there is one, and noise is not taken for one."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.changepoint import LEAST, SURE, changed

GOOD, BAD = 2.4, -2.4
FIGURES = st.lists(st.sampled_from([GOOD, BAD]), max_size=40)


def test_after_twelve_good_ones_eight_bad_ones_are_a_change_for_the_worse() -> None:
    found = changed([GOOD] * 12 + [BAD] * 8)
    assert found is not None
    assert (found.at, found.up) == (12, False)
    assert found.chance < SURE


def test_the_other_way_round_it_is_one_for_the_better() -> None:
    found = changed([BAD] * 12 + [GOOD] * 8)
    assert found is not None
    assert found.up


@pytest.mark.parametrize("values", [[], [BAD], [GOOD] * 50, [GOOD] * 3 + [BAD] * 4])
def test_too_few_or_always_the_same_is_no_change(values: list[float]) -> None:
    assert changed(values) is None


def test_one_bad_day_after_many_good_ones_is_no_change() -> None:
    assert changed([GOOD] * 20 + [BAD] + [GOOD] * 2) is None


def test_what_comes_and_goes_is_no_change() -> None:
    assert changed([GOOD, BAD, GOOD, GOOD, BAD] * 8) is None


@given(FIGURES)
def test_the_same_values_always_get_the_same_answer(values: list[float]) -> None:
    assert changed(values) == changed(list(values))


@given(FIGURES)
def test_told_backwards_it_is_the_same_change_the_other_way(values: list[float]) -> None:
    found, backwards = changed(values), changed(values[::-1])
    if found and backwards and len({*values}) > 1:
        assert found.up != backwards.up


@given(st.lists(st.floats(-3, 3, allow_nan=False), max_size=LEAST - 1))
def test_nothing_is_told_from_fewer_than_eight(values: list[float]) -> None:
    assert changed(values) is None


def test_where_nothing_changed_one_in_twenty_is_taken_for_a_change_and_not_more() -> None:
    chance = random.Random(7)
    false = sum(
        changed([GOOD if chance.random() < 0.8 else BAD for _ in range(30)]) is not None
        for _ in range(200)
    )
    assert false <= 200 * SURE + 12  # three standard deviations above it


def test_of_a_thousand_values_the_newest_are_looked_at() -> None:
    found = changed([BAD] * 2 + [GOOD] * 998 + [BAD] * 60)
    assert found is not None
    assert found.at == 1000
