"""Shares by what people stated: means of classes, steps of five, a report a year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.inclusion.rules.classes import Class, classes_of
from troth.inclusion.rules.report import Kind, months_later
from troth.inclusion.rules.stated import (
    By,
    Share,
    begins_on,
    is_mixed,
    next_after,
    shares,
    shown,
    span,
)

LOUD: Class = frozenset(f"l{n}" for n in range(6))
QUIET: Class = frozenset(f"q{n}" for n in range(6))
TABLE = [LOUD, QUIET]
WROTE = {Kind.WRITING: dict.fromkeys(LOUD, 3) | dict.fromkeys(QUIET, 1)}


def said(key: str, loud: int, quiet: int) -> dict[str, str]:
    """So many of each class stated it."""
    return dict.fromkeys([*sorted(LOUD)[:loud], *sorted(QUIET)[:quiet]], key)


def lines(stated: dict[str, str]) -> list[Share]:
    """The lines of a table where six wrote three times as much as six others."""
    return shares(By.REGION, stated, classes=TABLE, done=WROTE)


def test_a_group_has_its_share_of_what_was_done_beside_its_share_of_the_people() -> None:
    (one,) = lines(said("africa", loud=4, quiet=2))
    assert (one.key, one.kind, one.of_people, one.share) == ("africa", Kind.WRITING, 50, 60)


def test_everybody_counts_as_the_mean_of_their_class() -> None:
    """Whether the one who wrote most is in the group makes no difference."""
    most = max(LOUD)
    done = {Kind.WRITING: {one: 100 if one == most else 1 for one in LOUD | QUIET}}
    with_them = {most: "africa", min(LOUD): "africa"} | said("africa", 0, 4)
    without = said("africa", 2, 4)
    assert most not in without
    found = [shares(By.REGION, one, classes=TABLE, done=done) for one in (with_them, without)]
    assert found[0] == found[1] != []


def test_in_a_kind_in_which_fewer_than_five_took_part_nothing_is_shown() -> None:
    done = WROTE | {Kind.ASKING: dict.fromkeys(sorted(LOUD)[:4], 9)}
    done |= {Kind.DECIDING: dict.fromkeys(sorted(LOUD)[:5], 9)}
    found = shares(By.ROLE, said("field", 4, 2), classes=TABLE, done=done)
    assert [one.kind for one in found] == [Kind.WRITING, Kind.DECIDING]


def test_what_somebody_does_or_states_who_is_in_no_class_counts_nowhere() -> None:
    stated = said("africa", 4, 2)
    more = {Kind.WRITING: WROTE[Kind.WRITING] | {"elsewhere": 500}}
    others = stated | {"elsewhere": "africa"}
    assert shares(By.REGION, others, classes=TABLE, done=more) == lines(stated)


@pytest.mark.parametrize(
    ("loud", "quiet"),
    [(0, 0), (2, 2), (6, 6), (6, 5), (4, 4 + 1), (5, 5), (5, 3), (6, 2), (1, 5), (5, 1), (0, 6)],
)
def test_a_few_nearly_all_and_an_unmixed_class_hide_a_group(loud: int, quiet: int) -> None:
    found = lines(said("africa", loud, quiet))
    assert bool(found) == ((loud, quiet) == (4, 4 + 1) and 12 - loud - quiet >= 5)


@pytest.mark.parametrize(("loud", "quiet"), [(2, 3), (3, 2), (4, 2), (2, 4), (4, 3), (3, 4)])
def test_five_of_twelve_are_shown_where_both_classes_are_mixed(loud: int, quiet: int) -> None:
    assert [one.key for one in lines(said("africa", loud, quiet))] == ["africa"]


def test_who_is_in_no_group_that_is_shown_is_protected_as_a_group_is() -> None:
    """Two groups whose rest is one of a class: the share of that one would be what is left of the whole."""
    sizes = [7, 7]
    both = [{"africa": 3, "oceania": 3}, {"africa": 3, "oceania": 3}]
    assert shown(both, sizes) == ["africa"]
    assert shown(both, [8, 8]) == ["africa"], "two of each class, but four in all"
    assert shown(both, [8, 9]) == ["africa", "oceania"]


def test_where_everybody_stated_something_not_everybody_is_shown() -> None:
    assert shown([{"africa": 5, "oceania": 5}] * 2, [10, 10]) == ["africa"]


def test_the_larger_group_comes_first_and_then_the_name() -> None:
    assert shown([{"africa": 3, "oceania": 4}] * 2, [9, 9]) == ["oceania"]
    assert shown([{"oceania": 4, "africa": 4}] * 2, [10, 10]) == ["africa"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [([], False), ([4], False), ([5], True), ([2, 2], False), ([2, 3], True), ([9, 1], False)],
)
def test_mixed_is_five_and_two_of_every_class(inside: list[int], *, expected: bool) -> None:
    assert is_mixed(inside) is expected


groups = st.lists(st.integers(0, 7), min_size=3, max_size=3)


@given(st.lists(groups, min_size=2, max_size=4))
def test_every_union_of_what_is_shown_is_mixed_and_so_is_everybody_else(
    stated: list[list[int]],
) -> None:
    counts = [dict(zip("abc", one, strict=True)) for one in stated]
    sizes = [25] * len(counts)
    found = shown(counts, sizes)
    for chosen in range(1, 2 ** len(found)):
        inside = [sum(one[k] for n, k in enumerate(found) if chosen >> n & 1) for one in counts]
        assert is_mixed(inside)
        assert is_mixed([25 - n for n in inside])


@given(st.integers(0, 6), st.integers(0, 6))
def test_shares_come_in_steps_of_five_and_end_at_a_hundred(loud: int, quiet: int) -> None:
    for one in lines(said("africa", loud, quiet)):
        assert one.share % 5 == one.of_people % 5 == 0
        assert 0 < one.share < 100


@pytest.mark.parametrize("count", [20, 60, 100])
def test_a_group_that_does_less_reads_so_and_less_sharply_than_it_is(count: int) -> None:
    """Every third is in the group and does half as much as the others: with sharp eyes a fifth of everything."""
    table = [f"p{n:03}" for n in range(count)]
    inside = table[::3]
    wrote = {one: (1 + n * 7 % 31) * (1 if n % 3 == 0 else 2) for n, one in enumerate(table)}
    done = {Kind.WRITING: wrote}
    classes = classes_of(table, [wrote])
    (one,) = shares(By.ROLE, dict.fromkeys(inside, "field"), classes=classes, done=done)
    assert 20 <= one.share < one.of_people == 35


# ------------------------------------------------------------------------------ once a year

BEGAN = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 3, 1), None),
        (date(2026, 5, 31), None),
        (date(2026, 6, 1), (date(2026, 3, 1), date(2026, 6, 1))),
        (date(2027, 5, 31), (date(2026, 3, 1), date(2026, 6, 1))),
        (date(2027, 6, 1), (date(2026, 6, 1), date(2027, 6, 1))),
        (date(2029, 7, 9), (date(2028, 6, 1), date(2029, 6, 1))),
    ],
)
def test_the_first_comes_after_three_months_and_then_one_a_year(
    today: date, due: tuple[date, date] | None
) -> None:
    assert span(BEGAN, today) == due


@given(st.integers(0, 4000), st.integers(0, 4000))
def test_two_reports_are_the_same_or_a_year_apart_whenever_the_clock_runs(
    first: int, second: int
) -> None:
    one, two = (
        span(BEGAN, date.fromordinal(BEGAN.toordinal() + days)) for days in sorted((first, second))
    )
    if one and two and one != two:
        assert two[0] >= one[1]
        assert two[1] >= months_later(one[1], 12)


@pytest.mark.parametrize(
    ("opened", "at_midnight", "began"),
    [
        (date(2026, 2, 1), True, date(2026, 2, 1)),
        (date(2026, 2, 1), False, date(2026, 3, 1)),
        (date(2026, 2, 2), True, date(2026, 3, 1)),
        (date(2026, 12, 31), False, date(2027, 1, 1)),
    ],
)
def test_a_table_begins_with_its_first_full_month(
    opened: date, began: date, *, at_midnight: bool
) -> None:
    assert begins_on(opened, at_midnight=at_midnight) == began


@given(st.integers(0, 4000))
def test_the_next_is_in_the_future_and_at_most_a_year_away(days: int) -> None:
    today = date.fromordinal(BEGAN.toordinal() + days)
    after = next_after(BEGAN, today)
    assert today < after <= months_later(today.replace(day=1), 13)
    found = span(BEGAN, after)
    assert found is not None
    assert found[1] == after
