"""When an adjustment is offered: for what is weak or has fallen for certain enough, and for no noise."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.hands import ENOUGH, Estimate
from troth.trust.rules.promises import Move, Promise
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


def test_promises_come_in_the_order_of_their_dates() -> None:
    told_late = [promise(9, Outcome.LATE), promise(1, Outcome.KEPT), promise(4, Outcome.DROPPED)]
    found = outcomes(told_late, at=NOW)
    assert [one.value for one in found] == [1.0, 0.0, 0.0]
    assert [one.at for one in found] == [NOW - timedelta(days=100 - n) for n in (1, 4, 9)]


def test_contested_promises_and_those_before_their_date_say_nothing() -> None:
    quiet = [promise(110, Outcome.OPEN), promise(2, Outcome.LATE, contested=True)]
    assert outcomes(quiet, at=NOW) == []


def test_what_is_open_long_after_its_date_was_not_kept() -> None:
    (only,) = outcomes([promise(1, Outcome.OPEN)], at=NOW)
    assert only.value == 0.0


def test_what_waits_for_the_receivers_answer_is_no_miss() -> None:
    assert outcomes([promise(1, Outcome.OPEN, waits=True)], at=NOW) == []


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_counts_two_weeks_after_its_date_and_not_before(outcome: Outcome) -> None:
    one = promise(50, outcome, ended_at=NOW - timedelta(days=54))
    settled = one.due + timedelta(days=14)
    assert outcomes([one], at=settled - timedelta(seconds=1)) == []
    assert [found.at for found in outcomes([one], at=settled)] == [one.due]


def test_a_moved_promise_counts_by_its_new_date() -> None:
    agreed = NOW - timedelta(days=100)
    one = promise(1, Outcome.KEPT, moves=(Move(agreed_at=agreed, due=NOW - timedelta(days=13)),))
    assert outcomes([one], at=NOW) == []
    assert len(outcomes([one], at=NOW + timedelta(days=1))) == 1


def test_many_kept_early_hide_no_fall_and_make_no_rise() -> None:
    """Half kept, always; the newest ones, not due yet, are kept by now or wait."""
    past = [promise(n, (Outcome.KEPT, Outcome.LATE)[n % 2]) for n in range(40, 80)]
    soon = [promise(n, Outcome.KEPT, ended_at=NOW - timedelta(days=2)) for n in range(101, 121)]
    assert outcomes([*past, *soon], at=NOW) == outcomes(past, at=NOW)


def test_a_side_that_falls_silent_has_fallen_though_it_never_says_so() -> None:
    """Twelve kept, then eight that were never delivered and never withdrawn."""
    kept = [promise(n, Outcome.KEPT) for n in range(20, 32)]
    silent = [promise(n, Outcome.OPEN) for n in range(60, 84, 3)]
    assert has_fallen(outcomes([*kept, *silent], at=NOW), at=NOW)
    assert not has_fallen(outcomes(kept, at=NOW), at=NOW)


def test_many_of_one_kind_and_day_weigh_as_one() -> None:
    made = NOW - timedelta(days=50)
    alike = [promise(n, Outcome.KEPT, kind="boxes", promised_at=made) for n in range(4)]
    assert [one.weight for one in outcomes(alike, at=NOW)] == [0.25] * 4


def test_a_unit_is_shared_with_those_of_its_day_that_are_not_due_yet() -> None:
    made = NOW - timedelta(days=50)
    alike = [promise(n, Outcome.KEPT, kind="boxes", promised_at=made) for n in (60, 61, 99, 120)]
    assert [one.weight for one in outcomes(alike, at=NOW)] == [0.25, 0.25]


def test_noise_is_taken_for_a_fall_in_one_case_of_twenty_at_most() -> None:
    """Yes and no without any order: half of the five in a hundred found by the test are rises."""
    source = np.random.default_rng(48)
    falls = sum(
        has_fallen(told([float(one) for one in source.choice([2.4, -2.4], size=20)]), at=NOW)
        for _ in range(150)
    )
    assert falls / 150 <= 0.05
