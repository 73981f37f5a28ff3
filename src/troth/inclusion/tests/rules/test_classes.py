"""Who is counted together: by activity, five or more, the same again every year."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.inclusion.rules.classes import HALVES, SMALLEST, Class, by_activity, classes_of, cut


def people(count: int, letter: str = "p") -> list[str]:
    """So many people."""
    return [f"{letter}{n:02}" for n in range(count)]


def falling(who: Sequence[str]) -> list[dict[str, int]]:
    """The first of them wrote most, and so on."""
    return [{one: len(who) - n for n, one in enumerate(who)}]


def sizes(classes: Sequence[Class]) -> list[int]:
    """How many are in each."""
    return [len(one) for one in classes]


def test_the_more_and_the_less_active_of_ten_are_two_classes() -> None:
    table = people(10)
    assert classes_of(table, falling(table)) == [frozenset(table[:5]), frozenset(table[5:])]


@pytest.mark.parametrize("count", range(10))
def test_fewer_than_ten_are_not_cut(count: int) -> None:
    assert classes_of(people(count), []) == []


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (10, [5, 5]),
        (11, [5, 6]),
        (23, [11, 12]),
        (100, [50, 50]),
        (399, [199, 200]),
    ],
)
def test_whoever_is_left_over_joins_the_last(count: int, expected: list[int]) -> None:
    assert sizes(classes_of(people(count), [])) == expected


def test_every_kind_weighs_the_same_however_often_it_happens() -> None:
    wrote = {"a": 100, "b": 50, "c": 50}
    decided = {"b": 1}
    assert by_activity("cba", [wrote, decided]) == ["b", "a", "c"]


def test_of_what_nobody_did_nothing_follows() -> None:
    assert sorted(by_activity("abc", [{}, {"elsewhere": 9}])) == ["a", "b", "c"]


def test_whoever_did_as_much_stands_in_an_order_that_says_nothing_of_names() -> None:
    table = people(30)
    order = by_activity(table, [])
    assert order != table
    assert order == by_activity(table[::-1], [])


# ------------------------------------------------------------------------------ the year after


def test_who_was_together_stays_together_however_active_they_are_now() -> None:
    table = people(20)
    first = classes_of(table, falling(table))
    assert classes_of(table, falling(table[::-1]), earlier=first) == first


def test_a_class_of_which_one_has_gone_rests_and_its_people_are_not_put_elsewhere() -> None:
    table = people(20)
    first = classes_of(table, falling(table))
    here = [*table[1:], *people(5, "n")]
    assert classes_of(here, falling(here), earlier=first) == [first[1], frozenset(people(5, "n"))]


def test_where_one_class_alone_is_left_nothing_is_counted_until_all_of_the_other_are_back() -> None:
    table = people(20)
    first = classes_of(table, falling(table))
    assert classes_of(table[1:], [], earlier=first) == []
    assert classes_of(table, [], earlier=first) == first


@pytest.mark.parametrize(("new", "more"), [(0, []), (4, []), (5, [5]), (60, [60])])
def test_newcomers_make_classes_of_their_own_once_they_are_five(new: int, more: list[int]) -> None:
    table = people(20)
    first = classes_of(table, falling(table))
    found = classes_of([*table, *people(new, "n")], [], earlier=first)
    assert found[:2] == first
    assert sizes(found[2:]) == more


def test_newcomers_who_find_no_class_are_cut_as_a_table_is() -> None:
    table = people(20)
    first = classes_of(table, falling(table))
    assert classes_of(people(9, "n"), [], earlier=first) == []
    assert sizes(classes_of(people(10, "n"), [], earlier=first)) == [5, 5]


counts = st.dictionaries(st.sampled_from(people(60)), st.integers(0, 9))


@given(st.integers(0, 60), counts, counts)
def test_nobody_is_in_two_classes_and_no_class_is_of_fewer_than_five(
    count: int, wrote: dict[str, int], asked: dict[str, int]
) -> None:
    found = classes_of(people(count), [wrote, asked])
    assert sum(sizes(found)) == len(frozenset().union(*found))
    assert all(size >= SMALLEST for size in sizes(found))
    assert len(found) in {0, HALVES}
    assert sum(sizes(found)) == (count if count >= 2 * SMALLEST else 0)


@given(st.integers(0, 60), counts, st.sets(st.sampled_from(people(60))), counts)
def test_a_year_later_two_people_are_together_as_before_or_one_of_them_is_not_counted(
    count: int, wrote: dict[str, int], gone: set[str], later: dict[str, int]
) -> None:
    table = people(count)
    first = classes_of(table, [wrote])
    here = {one for one in table if one not in gone} | set(people(9, "n"))
    second = classes_of(here, [later], earlier=first)
    for one in first:
        assert one in second or not any(one & other for other in second)


@given(st.integers(5, 60), st.integers(1, 4))
def test_a_cut_loses_nobody_and_keeps_their_order(count: int, into: int) -> None:
    ordered = people(count)
    found = cut(ordered, into=into)
    assert [one for people_of in found for one in sorted(people_of)] == (ordered if found else [])
