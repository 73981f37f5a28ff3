"""What a report may show, against an oracle that tries every set of people; and the known answers."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from troth.inclusion.rules.audit import Cell, Hidden, People, audit, small_set

# ------------------------------------------------------------------------------ an oracle


def rank(rows: Sequence[Sequence[int]]) -> int:
    """The rank of a matrix, in exact fractions."""
    left = [[Fraction(value) for value in row] for row in rows]
    done = 0
    for column in range(len(left[0]) if left else 0):
        found = next((n for n in range(done, len(left)) if left[n][column]), None)
        if found is None:
            continue
        left[done], left[found] = left[found], left[done]
        for n in range(done + 1, len(left)):
            times = left[n][column] / left[done][column]
            left[n] = [a - times * b for a, b in zip(left[n], left[done], strict=True)]
        done += 1
    return done


def given_away(rows: Sequence[People], *, fewest: int) -> set[People]:
    """Every set of 1 to fewest-1 people whose sum follows from the sums over these rows."""
    everybody = sorted(frozenset[str]().union(*rows)) if rows else []
    matrix = [[int(one in row) for one in everybody] for row in rows]
    base = rank(matrix)
    return {
        frozenset(few)
        for size in range(1, fewest)
        for few in combinations(everybody, size)
        if rank([*matrix, [int(one in few) for one in everybody]]) == base
    }


def people(letters: str) -> People:
    """One person a letter."""
    return frozenset(letters)


def cells(*rows: str) -> list[Cell]:
    """Cells that are called after their people."""
    return [Cell(name=row, people=people(row)) for row in rows]


def shown(found: dict[str, Hidden | None]) -> list[str]:
    """The names of what is shown."""
    return [name for name, why in found.items() if why is None]


some = st.frozensets(st.sampled_from("abcdefg"), min_size=1)
lists = st.lists(some, min_size=1, max_size=5)


@settings(max_examples=60)
@given(lists, st.integers(2, 5))
def test_a_small_set_is_found_exactly_where_one_can_be_worked_out(
    rows: list[People], fewest: int
) -> None:
    assert small_set(rows, fewest=fewest) is bool(given_away(rows, fewest=fewest))


@settings(max_examples=60)
@given(lists, some, st.integers(2, 5))
def test_from_all_that_is_shown_no_few_people_can_be_worked_out(
    rows: list[People], active: People, fewest: int
) -> None:
    listed = [Cell(name=str(n), people=row) for n, row in enumerate(rows)]
    found = audit(listed, active=active, fewest=fewest)
    open_rows = [cell.people for cell in listed if found[cell.name] is None]
    assert not given_away(open_rows, fewest=fewest)
    assert not given_away([row & active for row in open_rows], fewest=fewest)


@settings(max_examples=40)
@given(lists, lists, some)
def test_nor_from_this_report_and_those_before_it(
    before: list[People], rows: list[People], active: People
) -> None:
    fewest = 3
    first = [Cell(name=str(n), people=row) for n, row in enumerate(before)]
    seen = audit(first, active=people("abcdefg"), fewest=fewest)
    earlier = [cell.people for cell in first if seen[cell.name] is None]
    second = [Cell(name=str(n), people=row) for n, row in enumerate(rows)]
    found = audit(second, active=active, earlier=earlier, fewest=fewest)
    now = [cell.people for cell in second if found[cell.name] is None]
    assert not now or not given_away([*earlier, *now], fewest=fewest)


@settings(max_examples=40)
@given(lists, some, st.integers(2, 4))
def test_every_set_in_the_span_has_none_who_took_part_or_enough(
    rows: list[People], active: People, fewest: int
) -> None:
    listed = [Cell(name=str(n), people=row) for n, row in enumerate(rows)]
    found = audit(listed, active=active, fewest=fewest)
    open_rows = [cell.people for cell in listed if found[cell.name] is None]
    everybody = frozenset[str]().union(*open_rows) if open_rows else frozenset()
    inside = given_away(open_rows, fewest=len(everybody) + 1)
    assert all(len(one & active) == 0 or len(one & active) >= fewest for one in inside)


@given(lists, some)
def test_a_cell_of_too_few_is_never_shown(rows: list[People], active: People) -> None:
    listed = [Cell(name=str(n), people=row) for n, row in enumerate(rows)]
    found = audit(listed, active=active, fewest=4)
    for cell in listed:
        if len(cell.people) < 4:
            assert found[cell.name] is Hidden.FEW_PEOPLE


@given(lists, some)
def test_asking_twice_gives_the_same(rows: list[People], active: People) -> None:
    listed = [Cell(name=str(n), people=row) for n, row in enumerate(rows)]
    assert audit(listed, active=active) == audit(listed, active=active)


@settings(max_examples=40)
@given(lists, some, st.permutations("abcdefg"))
def test_what_people_are_called_does_not_matter(
    rows: list[People], active: People, others: list[str]
) -> None:
    turned = dict(zip("abcdefg", others, strict=True))
    listed = [Cell(name=str(n), people=row) for n, row in enumerate(rows)]
    again = [
        Cell(name=one.name, people=frozenset(turned[who] for who in one.people)) for one in listed
    ]
    assert audit(listed, active=active, fewest=3) == audit(
        again, active={turned[who] for who in active}, fewest=3
    )


# ------------------------------------------------------------------------------ known answers


def test_the_known_answer_of_two_groups_of_which_one_has_too_few_answers() -> None:
    """Eligible 5 and 4, answers 5 and 3, at least 4: the total alone, else the other 3 follow from it."""
    found = audit(cells("abcdewxyz", "abcde", "wxyz"), active=people("abcdewxy"), fewest=4)
    assert shown(found) == ["abcdewxyz"]


def test_a_whole_of_nine_with_a_part_of_five_gives_the_four_away() -> None:
    found = audit(cells("abcdefghi", "abcde", "fghi"), active=people("abcdefghi"))
    assert found == {
        "abcdefghi": None,
        "abcde": Hidden.GIVES_AWAY,
        "fghi": Hidden.FEW_PEOPLE,
    }


def test_two_organisations_of_five_are_both_shown() -> None:
    found = audit(cells("abcdefghij", "abcde", "fghij"), active=people("abcdefghij"))
    assert shown(found) == ["abcdefghij", "abcde", "fghij"]


def test_a_role_that_leaves_two_of_an_organisation_is_hidden_only_where_a_sum_tells_them() -> None:
    ten = "abcdefghij"
    # Seven of the ten stated a role: the other three follow from the total.
    assert shown(audit(cells(ten, "abcdefg"), active=people(ten))) == [ten]
    # Five across both organisations: what is left has five people as well.
    assert shown(audit(cells(ten, "abcde", "fghij", "abfgh"), active=people(ten))) == [
        ten,
        "abcde",
        "fghij",
        "abfgh",
    ]


def test_three_overlapping_groups_that_each_are_large_enough_may_still_give_somebody_away() -> None:
    # abc+def+... : (all) - (first) - (second) leaves g and h.
    all_of_them = "abcdefghijklm"
    found = audit(cells(all_of_them, "abcdef", "ghijk"), active=people(all_of_them))
    assert found["ghijk"] is Hidden.GIVES_AWAY, "l and m would be left"


def test_whoever_joined_is_not_found_by_comparing_two_months() -> None:
    before, now = people("abcdefgh"), "abcdefghi"
    alone = audit(cells(now), active=people(now))
    assert shown(alone) == [now]
    after = audit(cells(now), active=people(now), earlier=[before])
    assert after == {now: Hidden.GIVES_AWAY}
    # Once five have joined, the difference of the months is five people.
    more = "abcdefghijklm"
    assert shown(audit(cells(more), active=people(more), earlier=[before])) == [more]


def test_whoever_left_is_not_found_either() -> None:
    before = people("abcdefghi")
    assert shown(audit(cells("abcdefgh"), active=people("abcdefgh"), earlier=[before])) == []


def test_an_unchanged_table_is_shown_month_after_month() -> None:
    rows = ("abcdefghij", "abcde", "fghij")
    earlier = [people(row) for row in rows] * 12
    assert shown(audit(cells(*rows), active=people("abcdefghij"), earlier=earlier)) == list(rows)


@pytest.mark.parametrize("active", ["", "abcde", "abcdefghij"])
def test_nobody_or_enough_who_took_part_can_be_shown(active: str) -> None:
    assert shown(audit(cells("abcdefghij"), active=people(active))) == ["abcdefghij"]


@pytest.mark.parametrize("active", ["a", "ab", "abc", "abcd"])
def test_the_work_of_one_to_four_people_is_not_shown(active: str) -> None:
    found = audit(cells("abcdefghij"), active=people(active))
    assert found == {"abcdefghij": Hidden.GIVES_AWAY}


def test_a_group_of_which_nobody_took_part_is_no_secret_of_anybody() -> None:
    found = audit(cells("abcdefghij", "abcde", "fghij"), active=people("abcde"))
    assert shown(found) == ["abcdefghij", "abcde", "fghij"]


def test_the_same_cell_under_two_names_is_judged_alike() -> None:
    same = [Cell(name=name, people=people("abcde")) for name in ("party", "region")]
    assert audit(same, active=people("abcde")) == {"party": None, "region": None}


def test_nothing_to_show_is_no_fault() -> None:
    assert audit([], active=()) == {}
    assert not small_set([], fewest=5)
    assert not small_set([frozenset()], fewest=5)


def test_a_table_of_hundreds_is_judged_in_a_moment() -> None:
    names = [f"p{n}" for n in range(240)]
    listed = [Cell(name="all", people=frozenset(names))]
    listed += [Cell(name=f"by {n}", people=frozenset(names[n::n])) for n in range(2, 20)]
    found = audit(listed, active=names)
    assert found["all"] is None


@settings(max_examples=30)
@given(st.lists(some, min_size=1, max_size=4))
def test_coarse_cells_come_first_and_are_never_hidden_for_the_sake_of_fine_ones(
    rows: list[People],
) -> None:
    whole = people("abcdefg")
    assume(whole not in rows)
    listed = [Cell(name="all", people=whole)]
    listed += [Cell(name=str(n), people=row) for n, row in enumerate(rows)]
    assert audit(listed, active=whole, fewest=3)["all"] is None
