"""What kinds of evidence are worth: what forecasts is told from noise, and too little says nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from math import log, pi
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.estimate import Array
from troth.trust.rules.foreseen import TIMES, Foreseen, Question
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind
from troth.trust.rules.worth import (
    ENOUGH_LATER,
    ENOUGH_TABLES,
    LATER_OF_ONE,
    LEVEL,
    SLOPE,
    TABLES,
    Direction,
    Gain,
    Gains,
    Verdict,
    Worth,
    densities,
    gain,
    judged,
    worth,
    worths,
)
from troth.trust.tests.rules.made_up import Chance, Says, noise, said, server

NONE = Gain(0.0, 1.0)
BETTER, WORSE = Gain(0.1, 0.001), Gain(-0.1, 0.001)


@cache
def measured() -> dict[Kind, Worth]:
    """Sixty tables: words that are the truth, clearings up that come by chance, and repairs at four tables only."""
    directions = server(
        said(0.0, times=1),
        noise(Kind.MADE_CLEAR, most=25),
        only_first(8, noise(Kind.UNDERSTOOD)),
        tables=60,
    )
    return {one.kind: one for one in worths(directions)}


def only_first(number: int, says: Says) -> Says:
    """The same at the first so many directions, and nothing at the others."""
    left = iter(range(number))

    def say(truth: Array, chance: Chance) -> list[Piece]:
        return says(truth, chance) if next(left, None) is not None else []

    return say


def later(
    gained: float = 0.0, *, number: int = 10, seen: int = 1, day: float = 0.0, spread: float = 0.0
) -> Foreseen:
    """Later pieces of one question, all so much closer with the kind than without."""
    steps = np.arange(number, dtype=float)
    return Foreseen(
        seen,
        day + steps,
        np.zeros(number, dtype=np.int64),
        spread * (-1) ** steps,
        -gained * np.tile([1.0, 0.9, 0.5, 0.0, 0.0], (number, 1)),
        np.ones(number),
    )


def at(
    tables: int, *, found: Callable[[int], Foreseen] = lambda _number: later()
) -> list[Direction]:
    """One direction at each table."""
    return [Direction(number, {Kind.MOVED: found(number)}) for number in range(tables)]


def test_what_is_noise_says_nothing_about_what_comes_later() -> None:
    assert measured()[Kind.MADE_CLEAR].verdict is Verdict.NOTHING


def test_where_the_table_understates_a_kind_twice_its_weight_forecasts_better() -> None:
    found = measured()[Kind.EXPERIENCED]
    assert found.verdict is Verdict.SAYS_MORE
    assert found.gains is not None
    assert found.gains.left_in.is_sure
    assert not found.gains.half.is_sure


def test_what_few_tables_have_says_nothing_yet_and_shows_no_figure() -> None:
    assert measured()[Kind.UNDERSTOOD] == Worth(kind=Kind.UNDERSTOOD)
    assert measured()[Kind.UNDERSTOOD].verdict is Verdict.NOT_YET


def test_what_never_happened_says_nothing_yet() -> None:
    assert measured()[Kind.SURE] == Worth(kind=Kind.SURE)
    assert worths([]) == [Worth(kind=kind) for kind in Kind]


def test_what_is_weighed_as_it_should_be_forecasts() -> None:
    found = worth(Kind.EXPERIENCED, server(said(2.0), tables=200))
    assert found.verdict is Verdict.FORECASTS
    assert (found.tables, found.directions, found.pieces) == (200, 400, 1200)


def test_where_the_table_overstates_a_kind_half_its_weight_forecasts_better() -> None:
    found = worth(Kind.EXPERIENCED, server(said(3.5), tables=100))
    assert found.verdict is Verdict.SAYS_LESS


def test_directions_of_one_table_alone_say_nothing() -> None:
    alone = [replace(one, table=1) for one in server(said(0.0), tables=40)]
    assert all(one == Worth(kind=one.kind) for one in worths(alone))


def test_fewer_than_five_tables_show_no_figure_not_even_how_many() -> None:
    assert worth(Kind.MOVED, at(TABLES - 1)) == Worth(kind=Kind.MOVED)
    found = worth(Kind.MOVED, at(TABLES))
    assert (found.tables, found.directions, found.pieces, found.later) == (5, 5, 5, 50)


def test_where_one_table_is_most_of_it_nothing_is_shown() -> None:
    def sizes(most: int) -> Callable[[int], Foreseen]:
        return lambda number: later(number=10 if number else most)

    assert worth(Kind.MOVED, at(TABLES, found=sizes(40))).gains is not None
    assert worth(Kind.MOVED, at(TABLES, found=sizes(41))) == Worth(kind=Kind.MOVED)


def test_a_table_of_little_hides_nobody_and_is_in_no_sum() -> None:
    def size(number: int) -> Foreseen:
        return later(number=10 if number else LATER_OF_ONE - 1)

    assert worth(Kind.MOVED, at(TABLES, found=size)) == Worth(kind=Kind.MOVED)
    found = worth(Kind.MOVED, at(TABLES + 1, found=size))
    assert (found.tables, found.pieces, found.later) == (5, 5, 50)


def test_two_directions_of_a_table_are_one_table() -> None:
    found = worth(Kind.MOVED, [*at(TABLES), *at(TABLES)])
    assert (found.tables, found.directions) == (TABLES, 2 * TABLES)


@pytest.mark.parametrize(
    ("tables", "number", "verdict"),
    [
        (ENOUGH_TABLES, 10, Verdict.FORECASTS),
        (ENOUGH_TABLES - 1, 20, Verdict.NOT_YET),
        (ENOUGH_TABLES, ENOUGH_LATER // ENOUGH_TABLES - 1, Verdict.NOT_YET),
    ],
)
def test_a_verdict_needs_enough_tables_and_enough_that_came_later(
    tables: int, number: int, verdict: Verdict
) -> None:
    # Far off without the kind by turns above and below, so that no general level takes it away.
    def found(_number: int) -> Foreseen:
        one = later(number=number)
        turns = np.array([(-1.0) ** place for place in range(number)])
        ways = np.array([0.0, 0.5, 2.0, 4.0, 4.0])
        return replace(one, came=4 * turns, moved=turns[:, None] * ways)

    assert worth(Kind.MOVED, at(tables, found=found)).verdict is verdict


def log_density(off: float, variance: float) -> float:
    """Of a normal forecast that was off by so much."""
    return -0.5 * (log(2 * pi * variance) + off * off / variance)


def one_answer(came: float, forecast: float, *, day: float = 1.0) -> Foreseen:
    """One answer, forecast alike in every way."""
    return replace(
        later(number=1, day=day), came=np.array([came]), moved=np.full((1, len(TIMES)), forecast)
    )


def test_the_line_is_learned_from_strictly_earlier_answers_and_no_more_than_they_say() -> None:
    first, second = one_answer(3.0, 1.0), one_answer(-2.0, 0.5, day=2.0)
    told = densities([second, first])
    # Nothing is known before the first. It then says off 2 at forecast 1, with variance 1, of level and slope.
    assert told[1, 0] == pytest.approx(log_density(2.0, 1.0))
    seen = np.array([1.0, 1.0])
    known = np.linalg.inv(np.diag([1 / LEVEL, 1 / SLOPE]) + np.outer(seen, seen))
    level, slope = known @ seen * 2.0
    assert told[0, 0] == pytest.approx(log_density(-2.5 - level - slope * 0.5, 1.0))


def test_answers_of_one_moment_do_not_know_of_each_other() -> None:
    told = densities([one_answer(1.0, 0.0), one_answer(3.0, 0.0)])
    assert told[0, 0] == pytest.approx(log_density(1.0, 1.0))
    assert told[1, 0] == pytest.approx(log_density(3.0, 1.0))


def test_each_question_has_a_line_of_its_own() -> None:
    other = one_answer(3.0, 0.0, day=2.0)
    told = densities([one_answer(1.0, 0.0), replace(other, question=np.array([Question.SAID]))])
    assert told[1, 0] == pytest.approx(log_density(3.0, 1.0))


def test_where_nothing_forecasts_anything_no_kind_seems_to() -> None:
    """All sides alike, and much that is said by chance: a kind must not gain by holding others back."""
    directions = server(said(9.0), noise(Kind.MOVED), noise(Kind.UNDERSTOOD), tables=60, alike=True)
    found = [one for one in worths(directions) if one.gains]
    assert {one.kind for one in found} == {Kind.MOVED, Kind.UNDERSTOOD, Kind.EXPERIENCED}
    assert all(one.verdict in {Verdict.NOTHING, Verdict.NOT_YET} for one in found)
    assert not any(one.gains.left_in.is_sure for one in found if one.gains)


def test_what_only_lifts_the_general_level_is_worth_next_to_nothing() -> None:
    """A kind that always speaks well, where all goes well: once the level is known, it adds nothing."""
    found = worth(Kind.MOVED, at(200, found=lambda number: later(0.5, day=number)))
    assert found.gains is not None
    assert abs(found.gains.left_in.mean) < 0.01
    assert 10 * abs(found.gains.left_in.mean) < 0.5**2 / 2


@pytest.mark.parametrize(
    ("gains", "verdict"),
    [
        (
            Gains(left_in=BETTER, half=NONE, twice=NONE, half_in=BETTER, little_in=BETTER),
            Verdict.FORECASTS,
        ),
        (
            Gains(left_in=BETTER, half=WORSE, twice=BETTER, half_in=BETTER, little_in=BETTER),
            Verdict.SAYS_MORE,
        ),
        (
            Gains(left_in=BETTER, half=BETTER, twice=WORSE, half_in=BETTER, little_in=BETTER),
            Verdict.SAYS_LESS,
        ),
        (
            Gains(left_in=WORSE, half=BETTER, twice=WORSE, half_in=BETTER, little_in=BETTER),
            Verdict.SAYS_LESS,
        ),
        (
            Gains(left_in=WORSE, half=BETTER, twice=WORSE, half_in=NONE, little_in=NONE),
            Verdict.SAYS_LESS,
        ),
        (
            Gains(left_in=WORSE, half=BETTER, twice=WORSE, half_in=WORSE, little_in=NONE),
            Verdict.NOTHING,
        ),
        (
            Gains(left_in=WORSE, half=BETTER, twice=WORSE, half_in=WORSE, little_in=BETTER),
            Verdict.SAYS_LESS,
        ),
        (
            Gains(left_in=NONE, half=NONE, twice=BETTER, half_in=NONE, little_in=NONE),
            Verdict.NOT_YET,
        ),
        (Gains(left_in=NONE, half=NONE, twice=NONE, half_in=NONE, little_in=NONE), Verdict.NOT_YET),
    ],
)
def test_the_verdict_follows_from_the_gains(gains: Gains, verdict: Verdict) -> None:
    assert judged(gains) is verdict


def test_the_error_is_taken_over_tables() -> None:
    counts = np.array([10, 10, 10, 10])
    alike = gain(np.full(4, 5.0), counts)
    assert (alike.mean, alike.error) == (0.5, 0.0)
    apart = gain(np.array([0.0, 10.0, 0.0, 10.0]), counts)
    assert apart.mean == 0.5
    # Four means of 0, 1, 0, 1: their deviation by the root of four.
    assert apart.error == pytest.approx(np.std([0, 1, 0, 1], ddof=1) / 2)


def test_a_large_table_with_the_same_mean_adds_no_error() -> None:
    assert gain(np.array([5.0, 50.0]), np.array([10, 100])).error == pytest.approx(0.0)


@given(st.integers(0, 99))
def test_in_which_order_directions_are_told_changes_nothing(seed: int) -> None:
    directions = [
        Direction(number % 7, {Kind.MOVED: later(number / 9, day=number % 4, spread=1.0)})
        for number in range(14)
    ]
    mixed = list(directions)
    Random(seed).shuffle(mixed)
    assert close(worth(Kind.MOVED, directions), worth(Kind.MOVED, mixed))


def close(one: Worth, other: Worth) -> bool:
    """Whether two say the same but for the last digit of a sum."""
    assert one.gains is not None
    assert other.gains is not None
    mine, others = (
        [each for gained in vars(found).values() for each in (gained.mean, gained.error)]
        for found in (one.gains, other.gains)
    )
    counts = (one.tables, one.later, one.pieces) == (other.tables, other.later, other.pieces)
    return counts and np.allclose(mine, others, atol=1e-12, rtol=0)


@given(
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5), st.floats(-3, 3)), max_size=8),
    st.integers(0, 25),
)
def test_what_other_directions_answer_later_changes_no_earlier_density(
    parts: Sequence[tuple[int, int, float]], cut: int
) -> None:
    whole = [later(off, number=number, day=float(day)) for day, number, off in parts]
    before = [up_to(one, cut) for one in whole]
    if not parts:
        return
    days = np.concatenate([one.day for one in whole])
    assert np.allclose(densities(whole)[days <= cut], densities(before), atol=1e-12)


def up_to(found: Foreseen, day: int) -> Foreseen:
    """The same, as it was known on a day."""
    rows = found.day <= day
    return Foreseen(
        found.seen,
        found.day[rows],
        found.question[rows],
        found.came[rows],
        found.moved[rows],
        found.variance[rows],
    )
