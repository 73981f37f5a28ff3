"""The five dimensions worked out with pencil and paper, where that can be done, and held against the rule."""

from datetime import UTC, datetime, timedelta
from math import exp, log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.estimate import (
    EIGHTY,
    HALF_LIFE,
    HALO,
    ORDER,
    PRIOR,
    faded,
    logit_of,
    of_ten,
    stand_of,
)
from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import BAD, GOOD, ONE_ANSWER, START, Kind

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
R, T, A, O, C = Dimension  # noqa: E741  # in the order of the picture
DIGITS = 1e-9


def piece(kind: Kind, *, day: float = 0, number: int = 1) -> Piece:
    """Something about Kaveri, as Lumen has experienced it."""
    at = BEGUN + timedelta(days=day)
    return Piece(idx=number, kind=kind, about="K", towards="L", at=at, subject=str(number))


def several(kind: Kind, count: int) -> list[Piece]:
    """So many of one moment, each about another thing."""
    return [piece(kind, number=n) for n in range(count)]


def mean(pieces: list[Piece], dimension: Dimension, *, at: datetime = BEGUN) -> float:
    """Where it stands, on the logit scale."""
    return float(stand_of(pieces, at=at).mean[ORDER[dimension]])


def spread(pieces: list[Piece], dimension: Dimension, *, at: datetime = BEGUN) -> float:
    """Its variance."""
    place = ORDER[dimension]
    return float(stand_of(pieces, at=at).covariance[place, place])


@pytest.mark.parametrize("count", [1, 2, 5, 30])
def test_answers_in_time_move_openness_as_a_mean_of_measurements_does(count: int) -> None:
    """N measurements of variance 8 beside what is known before: weights n/8 and 1."""
    told = several(Kind.ANSWERED, count)
    share = (count / ONE_ANSWER) / (count / ONE_ANSWER + 1)
    assert mean(told, O) == pytest.approx(START + share * (GOOD - START), abs=DIGITS)
    assert spread(told, O) == pytest.approx(1 - share, abs=DIGITS)


@pytest.mark.parametrize("other", [R, T, A, C])
def test_the_four_others_follow_by_the_halo(other: Dimension) -> None:
    told = several(Kind.ANSWERED_LATE, 4)
    moved = mean(told, O) - START
    assert moved < 0
    assert mean(told, other) - START == pytest.approx(HALO * moved, abs=DIGITS)


def test_a_kept_promise_by_hand() -> None:
    """It loads 1 on reliability and 0.3 on ability; K = P h / (h' P h + 8)."""
    toward_r, toward_a = 1 + 0.3 * HALO, HALO + 0.3
    gain = 1 / (toward_r + 0.3 * toward_a + ONE_ANSWER)
    surprise = GOOD - 1.3 * START
    told = [piece(Kind.KEPT)]
    assert mean(told, R) == pytest.approx(START + toward_r * gain * surprise, abs=DIGITS)
    assert mean(told, A) == pytest.approx(START + toward_a * gain * surprise, abs=DIGITS)
    assert spread(told, R) == pytest.approx(1 - toward_r**2 * gain, abs=DIGITS)


def test_one_silence_pulls_at_truth_with_twice_the_weight_of_the_rest() -> None:
    silent = stand_of([piece(Kind.SILENT)], at=BEGUN).pull[ORDER[T]]
    announced = stand_of([piece(Kind.ANNOUNCED)], at=BEGUN).pull[ORDER[T]]
    assert silent == pytest.approx((BAD - 1.5 * START) / 4)
    assert announced == pytest.approx((GOOD - 2 * START) / ONE_ANSWER)


@given(st.floats(0, 4000))
def test_a_year_leaves_half_and_two_years_a_quarter(days: float) -> None:
    assert faded(days + HALF_LIFE, slow=False) == pytest.approx(faded(days, slow=False) / 2)
    assert faded(days + HALF_LIFE, slow=True) ** 2 == pytest.approx(faded(days, slow=True) ** 2 / 2)
    assert faded(days, slow=True) == pytest.approx(sqrt(faded(days, slow=False)))


@pytest.mark.parametrize("years", [0, 1, 2, 3])
def test_what_is_old_weighs_as_what_is_left_of_it(years: int) -> None:
    told, at = several(Kind.ANSWERED, 8), BEGUN + timedelta(days=365 * years)
    left = 8 / ONE_ANSWER / 2**years
    assert mean(told, O, at=at) == pytest.approx(START + left / (left + 1) * (GOOD - START))


def test_the_range_holds_eight_of_ten_cases_of_a_bell_curve() -> None:
    told = several(Kind.WELL_MADE, 6)
    found = stand_of(told, at=BEGUN).estimate(A)
    half = EIGHTY * sqrt(spread(told, A))
    ends = [log(one / (10 - one)) for one in (found.low, found.mid, found.high)]
    assert ends == pytest.approx([mean(told, A) + turn * half for turn in (-1, 0, 1)])
    assert np.mean(np.abs(np.random.default_rng(8).normal(size=40_000)) < EIGHTY) == pytest.approx(
        0.8, abs=0.01
    )


def test_before_anything_is_known_it_is_seven_of_ten_and_nobody_is_sure() -> None:
    found = stand_of([], at=BEGUN).estimate(C)
    assert found.mid == pytest.approx(10 / (1 + exp(-1)))
    assert round(found.mid, 1) == 7.3
    assert found.high - found.low > 4


def test_two_dimensions_of_a_stranger_go_together_and_not_all_the_way() -> None:
    correlation = PRIOR[0, 1] / sqrt(PRIOR[0, 0] * PRIOR[1, 1])
    assert correlation == pytest.approx(0.6)
    assert np.linalg.eigvalsh(PRIOR).min() > 0


@given(st.floats(-6, 6))
def test_the_scale_of_ten_is_the_same_seen_from_below(place: float) -> None:
    assert of_ten(place) + of_ten(-place) == pytest.approx(10)


@given(st.floats(0, 10), st.floats(0, 10))
def test_who_says_more_of_ten_lies_no_lower_on_the_scale(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert BAD <= logit_of(low) <= logit_of(high) <= GOOD
    assert logit_of(10 - low) == pytest.approx(-logit_of(low))


@pytest.mark.parametrize(("said", "place"), [(5, 0), (0, BAD), (10, GOOD), (-3, BAD), (99, GOOD)])
def test_the_middle_lies_in_the_middle_and_the_ends_where_the_table_ends(
    said: float, place: float
) -> None:
    assert logit_of(said) == pytest.approx(place)


@given(st.integers(0, 12), st.integers(0, 12))
def test_as_many_well_as_badly_leave_the_middle_between_the_two(well: int, badly: int) -> None:
    """The mean of what was measured, drawn towards the start by one measurement's worth of eight."""
    told = [*several(Kind.ANSWERED, well), *several(Kind.ANSWERED_LATE, badly)]
    expected = (GOOD * well + BAD * badly + ONE_ANSWER * START) / (well + badly + ONE_ANSWER)
    assert mean(told, O) == pytest.approx(expected, abs=DIGITS)
