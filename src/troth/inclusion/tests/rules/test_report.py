"""A month's lines: shares in steps, nothing of a few, nothing that another month gives away."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.inclusion.rules.audit import Hidden
from troth.inclusion.rules.report import (
    Cut,
    Done,
    Kind,
    Line,
    Sitter,
    in_steps,
    month_after,
    month_before,
    report,
)


def table(lumen: int, kaveri: int) -> list[Sitter]:
    """So many people of Lumen and so many of Kaveri."""
    return [Sitter(id=f"l{n}", party="lumen") for n in range(lumen)] + [
        Sitter(id=f"k{n}", party="kaveri") for n in range(kaveri)
    ]


def wrote(**how_often: int) -> Done:
    """Who wrote how often."""
    return {Kind.WRITING: how_often}


def everybody_wrote(sitters: list[Sitter], often: int = 1) -> Done:
    """All of them, equally often."""
    return {Kind.WRITING: {one.id: often for one in sitters}}


def line(lines: list[Line], cut: Cut, key: str = "", kind: Kind = Kind.WRITING) -> Line:
    """The one line of this name."""
    (found,) = (one for one in lines if (one.kind, one.cut, one.key) == (kind, cut, key))
    return found


def test_two_organisations_of_five_see_their_shares_beside_their_share_of_the_people() -> None:
    sitters = table(5, 5)
    often = {one.id: 3 if one.party == "lumen" else 1 for one in sitters}
    lines = report(sitters, {Kind.WRITING: often}, earlier={})
    lumen, kaveri = line(lines, Cut.PARTY, "lumen"), line(lines, Cut.PARTY, "kaveri")
    assert (lumen.share, lumen.of_people) == (75, 50)
    assert (kaveri.share, kaveri.of_people) == (25, 50)


def test_an_organisation_of_fewer_than_five_is_hidden_and_so_is_the_other_of_two() -> None:
    sitters = table(6, 4)
    lines = report(sitters, everybody_wrote(sitters), earlier={})
    assert line(lines, Cut.PARTY, "kaveri").hidden is Hidden.FEW_PEOPLE
    assert line(lines, Cut.PARTY, "lumen").hidden is Hidden.GIVES_AWAY
    assert line(lines, Cut.ALL).hidden is None


def test_what_is_hidden_keeps_neither_figure_nor_people() -> None:
    sitters = table(5, 3)
    lines = report(sitters, everybody_wrote(sitters), earlier={})
    for one in lines:
        if one.hidden:
            assert (one.share, one.of_people, one.people) == (None, 0, frozenset())


def test_lines_are_of_everybody_and_of_organisations_and_of_nothing_else() -> None:
    """Who wrote what is read by everybody: a share of any other group would tell who is in it."""
    sitters = table(9, 9)
    lines = report(sitters, everybody_wrote(sitters), earlier={})
    assert {(one.cut, one.key) for one in lines} == {
        (Cut.ALL, ""),
        (Cut.PARTY, "lumen"),
        (Cut.PARTY, "kaveri"),
    }


def test_when_fewer_than_five_asked_nothing_of_asking_is_shown() -> None:
    sitters = table(5, 5)
    lines = report(sitters, {Kind.ASKING: {"l0": 4, "k0": 1}}, earlier={})
    asking = [one for one in lines if one.kind is Kind.ASKING]
    assert {one.hidden for one in asking} == {Hidden.GIVES_AWAY}


def test_where_nothing_was_done_it_says_so_and_shows_no_zero() -> None:
    lines = report(table(5, 5), {}, earlier={})
    assert {one.hidden for one in lines} == {Hidden.NOTHING_DONE}
    assert {one.share for one in lines} == {None}


def test_an_organisation_that_was_silent_while_five_of_the_other_wrote_is_shown_as_it_is() -> None:
    sitters = table(5, 5)
    lines = report(sitters, {Kind.WRITING: {f"l{n}": 2 for n in range(5)}}, earlier={})
    assert line(lines, Cut.PARTY, "kaveri").share == 0
    assert line(lines, Cut.PARTY, "lumen").share == 100


def test_what_somebody_did_who_no_longer_sits_here_counts_for_nobody() -> None:
    sitters = table(5, 5)
    done = {Kind.WRITING: {one.id: 1 for one in sitters} | {"gone": 100}}
    assert line(report(sitters, done, earlier={}), Cut.PARTY, "lumen").share == 50


def test_each_kind_is_judged_against_what_was_shown_of_that_kind() -> None:
    sitters = table(5, 6)
    done = {kind: {one.id: 1 for one in sitters} for kind in Kind}
    before = frozenset(one.id for one in sitters[:-1])
    lines = report(sitters, done, earlier={Kind.WRITING: [before]})
    assert line(lines, Cut.ALL).hidden is Hidden.GIVES_AWAY
    assert line(lines, Cut.ALL, kind=Kind.ASKING).hidden is None


def test_every_kind_has_the_same_lines_in_the_same_order() -> None:
    sitters = table(5, 5)
    lines = report(sitters, everybody_wrote(sitters), earlier={})
    names = {kind: [(one.cut, one.key) for one in lines if one.kind is kind] for kind in Kind}
    assert len({tuple(found) for found in names.values()}) == 1
    assert names[Kind.WRITING] == [(Cut.ALL, ""), (Cut.PARTY, "kaveri"), (Cut.PARTY, "lumen")]


counts = st.dictionaries(
    st.sampled_from([f"{side}{n}" for side in "lk" for n in range(7)]), st.integers(0, 9)
)


@settings(max_examples=50)
@given(st.integers(0, 7), st.integers(0, 7), counts)
def test_a_shown_line_always_speaks_of_five_people_or_more(
    lumen: int, kaveri: int, often: dict[str, int]
) -> None:
    for one in report(table(lumen, kaveri), {Kind.WRITING: often}, earlier={}):
        if one.hidden is None:
            assert len(one.people) >= 5
            assert one.share is not None
            assert one.share % 5 == 0
            assert 0 <= one.share <= 100


@settings(max_examples=50)
@given(counts)
def test_twice_as_much_of_everything_is_the_same_balance(often: dict[str, int]) -> None:
    sitters = table(7, 7)
    once = report(sitters, {Kind.WRITING: often}, earlier={})
    twice = report(sitters, {Kind.WRITING: {who: 2 * n for who, n in often.items()}}, earlier={})
    assert once == twice


@settings(max_examples=50)
@given(counts)
def test_neither_side_is_favoured(often: dict[str, int]) -> None:
    sitters = table(7, 7)
    turned = {("k" if who[0] == "l" else "l") + who[1:]: n for who, n in often.items()}
    one = report(sitters, {Kind.WRITING: often}, earlier={})
    other = report(sitters, {Kind.WRITING: turned}, earlier={})
    assert line(one, Cut.PARTY, "lumen").share == line(other, Cut.PARTY, "kaveri").share


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(0, 0, 0), (0, 7, 0), (7, 7, 100), (1, 3, 35), (2, 3, 65), (1, 40, 5), (1, 41, 0), (1, 2, 50)],
)
def test_shares_come_in_steps_of_five(part: int, whole: int, percent: int) -> None:
    assert in_steps(part, whole) == percent


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 3, 1), date(2026, 2, 1)),
        (date(2026, 3, 31), date(2026, 2, 1)),
        (date(2026, 1, 1), date(2025, 12, 1)),
        (date(2024, 3, 15), date(2024, 2, 1)),
    ],
)
def test_the_month_told_is_the_last_full_one(today: date, month: date) -> None:
    assert month_before(today) == month


@given(st.dates(date(1990, 1, 1), date(2200, 1, 1)))
def test_the_month_after_the_last_full_one_is_this_one(today: date) -> None:
    assert month_after(month_before(today)) == today.replace(day=1)
