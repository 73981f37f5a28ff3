"""What sides say of each other, with the leniency of whoever says it taken out and shrunk."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.trust.rules.hands import Dimension
from troth.trust.rules.ratings import Statement, corrected


def said(saying: str, about: str, figure: float, dimension: str = "care") -> Statement:
    return Statement(saying=saying, about=about, dimension=dimension, figure=figure)


def all_five(saying: str, about: str, figure: float) -> list[Statement]:
    return [said(saying, about, figure, one) for one in Dimension]


def test_of_nothing_comes_nothing() -> None:
    assert corrected([]) == {}


def test_what_a_side_says_of_itself_is_no_evidence() -> None:
    own, other = said("Lumen", "Lumen", 10), said("Lumen", "Kaveri", 4)
    assert corrected([own]) == {}
    assert corrected([own, other]) == corrected([other])


def test_one_statement_is_believed_in_part() -> None:
    high, low = said("Lumen", "Kaveri", 10), said("Lumen", "Kaveri", 0)
    assert 7 < corrected([high])[high] < 10
    assert 0 < corrected([low])[low] < 3
    middle = said("Lumen", "Kaveri", 5)
    assert corrected([middle])[middle] == pytest.approx(5)


def test_more_statements_are_believed_more() -> None:
    one = said("Lumen", "Kaveri", 10, Dimension.CARE)
    assert corrected(all_five("Lumen", "Kaveri", 10))[one] > corrected([one])[one]


def test_a_harsh_and_a_mild_side_that_mean_the_same_come_close() -> None:
    table = [*all_five("harsh", "a", 3), *all_five("harsh", "b", 3), *all_five("mild", "a", 8)]
    table += all_five("mild", "b", 8)
    found = corrected(table)
    harsh, mild = found[said("harsh", "a", 3)], found[said("mild", "a", 8)]
    assert harsh < mild
    assert mild - harsh < 0.5 * (8 - 3)


def test_a_side_that_all_find_good_reads_better_than_one_that_none_does() -> None:
    table = [one for who in "abc" for one in all_five(who, "good", 9) + all_five(who, "poor", 3)]
    found = corrected(table)
    assert found[said("a", "good", 9)] > 7
    assert found[said("a", "poor", 3)] < 4.5


def test_differences_between_dimensions_stay_visible_and_shrink() -> None:
    strong, weak = said("Lumen", "Kaveri", 9, "ability"), said("Lumen", "Kaveri", 3, "care")
    found = corrected([strong, weak])
    assert 0 < found[strong] - found[weak] < 6


FIGURES = st.integers(0, 10)
SIDES = st.sampled_from("abcd")
STATEMENTS = st.builds(
    Statement,
    saying=SIDES,
    about=SIDES,
    dimension=st.sampled_from([one.value for one in Dimension]),
    figure=FIGURES,
)
TABLES = st.lists(
    STATEMENTS, max_size=30, unique_by=lambda one: (one.saying, one.about, one.dimension)
)


@given(TABLES)
@settings(max_examples=40, deadline=None)
def test_the_order_in_which_things_are_said_changes_nothing(
    table: list[Statement],
) -> None:
    shuffled = sorted(table, key=lambda one: hash((one.about, one.figure)))
    assert corrected(shuffled) == corrected(table)


@given(TABLES)
@settings(max_examples=40, deadline=None)
def test_every_statement_about_another_side_has_a_figure_on_the_scale(
    table: list[Statement],
) -> None:
    found = corrected(table)
    assert set(found) == {one for one in table if one.saying != one.about}
    assert all(0 <= figure <= 10 for figure in found.values())


@given(TABLES, FIGURES)
@settings(max_examples=40, deadline=None)
def test_saying_more_of_something_never_makes_it_less(table: list[Statement], figure: int) -> None:
    others = [one for one in table if (one.saying, one.about, one.dimension) != ("a", "b", "care")]
    lower, higher = said("a", "b", figure), said("a", "b", min(figure + 1, 10))
    assert corrected([*others, lower])[lower] <= corrected([*others, higher])[higher] + 1e-9
