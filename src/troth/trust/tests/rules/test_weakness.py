"""When an adjustment is offered: for what is weak or has fallen for certain enough, and for no noise."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.hands import ENOUGH, Estimate
from troth.trust.rules.promises import Promise
from troth.trust.rules.weakness import MIDDLE, Measured, Weakness, has_fallen, outcomes, weakness

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def told(values: list[float], *, days: float = 120.0) -> list[Measured]:
    """Values evenly over so many days until now, oldest first."""
    step = timedelta(days=days / max(len(values), 1))
    return [
        Measured(at=NOW - (len(values) - n) * step, value=value, weight=1.0)
        for n, value in enumerate(values)
    ]


def estimate(low: float, mid: float, high: float) -> Estimate:
    """Written shortly."""
    return Estimate(low=low, mid=mid, high=high)


WEAK, GOOD = estimate(1, 2.5, 4.2), estimate(6, 7.5, 9)
UNSURE = estimate(1, 3, 6)


def test_what_lies_below_the_middle_with_its_whole_range_is_weak() -> None:
    assert weakness(WEAK, count=5, fallen=False) is Weakness.WEAK


def test_a_low_guess_with_a_wide_range_is_not_called_weak() -> None:
    assert weakness(UNSURE, count=5, fallen=False) is None


def test_what_is_good_is_left_alone() -> None:
    assert weakness(GOOD, count=9, fallen=False) is None


def test_a_clear_fall_is_told_before_it_is_weak() -> None:
    assert weakness(GOOD, count=20, fallen=True) is Weakness.FALLING
    assert weakness(WEAK, count=20, fallen=True) is Weakness.FALLING


@pytest.mark.parametrize("count", range(ENOUGH))
@pytest.mark.parametrize("fallen", [True, False])
def test_below_five_pieces_nothing_is_offered(count: int, fallen: bool) -> None:
    assert weakness(WEAK, count=count, fallen=fallen) is None


def test_without_a_reading_nothing_is_offered() -> None:
    assert weakness(None, count=20, fallen=True) is None


@given(high=st.floats(0, 10), count=st.integers(ENOUGH, 90))
def test_the_upper_end_decides(high: float, count: int) -> None:
    found = weakness(estimate(0, high / 2, high), count=count, fallen=False)
    assert (found is Weakness.WEAK) is (high < MIDDLE)


# ------------------------------------------------------------------------------ what fell


def test_good_and_then_bad_has_fallen() -> None:
    assert has_fallen(told([1.0] * 12 + [0.0] * 8), at=NOW)


def test_a_rise_is_no_fall() -> None:
    assert not has_fallen(told([0.0] * 8 + [1.0] * 12), at=NOW)


def test_a_fall_of_last_year_is_old_news() -> None:
    assert not has_fallen(told([1.0] * 12 + [0.0] * 12, days=1200), at=NOW)


@pytest.mark.parametrize("count", range(8))
def test_fewer_than_eight_have_too_few_orders_to_tell(count: int) -> None:
    assert not has_fallen(told([1.0] * (count // 2) + [0.0] * (count - count // 2)), at=NOW)


@given(count=st.integers(0, 30), value=st.floats(-3, 3, allow_nan=False))
def test_where_all_is_alike_nothing_falls(count: int, value: float) -> None:
    assert not has_fallen(told([value] * count), at=NOW)


def promise(n: int, outcome: Outcome, **more: object) -> Promise:
    """One promise of Kaveri's to Lumen, due on the n-th day."""
    due = NOW - timedelta(days=100 - n)
    common: dict[str, object] = {"commitment": f"{n:03}", "promiser": "K", "receiver": "L"}
    common |= {"promised_at": due - timedelta(days=5), "due": due, "outcome": outcome, **more}
    return Promise(**common)  # type: ignore[arg-type]  # a test's shorthand


def test_promises_come_in_the_order_in_which_they_were_decided() -> None:
    told_late = [promise(9, Outcome.LATE), promise(1, Outcome.KEPT), promise(4, Outcome.DROPPED)]
    assert [one.value for one in outcomes(told_late)] == [1.0, 0.0, 0.0]


def test_open_and_contested_promises_say_nothing() -> None:
    quiet = [promise(1, Outcome.OPEN), promise(2, Outcome.LATE, contested=True)]
    assert outcomes(quiet) == []


def test_many_of_one_kind_and_day_weigh_as_one() -> None:
    made = NOW - timedelta(days=50)
    alike = [promise(n, Outcome.KEPT, kind="boxes", promised_at=made) for n in range(4)]
    assert [one.weight for one in outcomes(alike)] == [0.25] * 4


def test_noise_is_taken_for_a_fall_in_one_case_of_twenty_at_most() -> None:
    """Yes and no without any order: half of the five in a hundred found by the test are rises."""
    source = np.random.default_rng(48)
    falls = sum(
        has_fallen(told([float(one) for one in source.choice([2.4, -2.4], size=20)]), at=NOW)
        for _ in range(150)
    )
    assert falls / 150 <= 0.05
