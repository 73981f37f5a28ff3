"""How evenly a side answers: every count has its place, and days are told as they were."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.answers import NEEDED, Asked, answers, waits

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
NOW = NOON + timedelta(days=60)


def asked(days: float | None, *, owed: float = 5, at: float = 0) -> Asked:
    """Asked so many days after noon, and answered so many days after that, if at all."""
    begun = NOON + timedelta(days=at)
    came = None if days is None else begun + timedelta(days=days)
    return Asked(at=begun, owed_by=begun + timedelta(days=owed), answered_at=came)


many = st.lists(
    st.builds(asked, st.none() | st.floats(0, 20), owed=st.floats(1, 15), at=st.floats(0, 30)),
    max_size=20,
)


@given(many)
def test_in_time_later_and_silent_are_all_that_was_owed(told: list[Asked]) -> None:
    found = answers(told, now=NOW)
    assert found.in_time + found.later + found.silent == found.owed <= len(told)
    assert found.enough is (found.owed >= NEEDED)


@given(many)
def test_the_middle_wait_is_no_longer_than_the_longest(told: list[Asked]) -> None:
    found = answers(told, now=NOW)
    if not any(one.answered_at for one in told):
        assert (found.middle_days, found.longest_days) == (None, None)
        return
    assert found.middle_days is not None
    assert found.longest_days is not None
    assert 0 <= found.middle_days <= found.longest_days <= 20.000001


@given(many)
def test_their_order_changes_nothing(told: list[Asked]) -> None:
    assert answers(sorted(told, key=lambda one: one.owed_by), now=NOW) == answers(told, now=NOW)


@given(many)
def test_silence_only_grows_with_time(told: list[Asked]) -> None:
    early, late = (answers(told, now=NOON + timedelta(days=days)) for days in (10, 60))
    assert early.silent <= late.silent
    assert early.owed <= late.owed == len(told)


@pytest.mark.parametrize(
    ("days", "in_time"), [(0, True), (4.99, True), (5, True), (5.000001, False), (30, False)]
)
def test_in_time_is_until_the_last_moment_and_not_after_it(days: float, in_time: bool) -> None:
    found = answers([asked(days)], now=NOW)
    assert (found.in_time, found.later) == ((1, 0) if in_time else (0, 1))


@pytest.mark.parametrize(("passed", "silent"), [(4.9, 0), (5, 0), (5.1, 1)])
def test_silence_begins_when_the_time_is_over(passed: float, silent: int) -> None:
    found = answers([asked(None)], now=NOON + timedelta(days=passed))
    assert (found.owed, found.silent) == (silent, silent)


@pytest.mark.parametrize(
    ("days", "middle"), [([2.0], 2), ([1.0, 9.0], 5), ([1.0, 2.0, 30.0], 2), ([4.0] * 4, 4)]
)
def test_one_answer_that_took_long_does_not_move_the_middle_far(
    days: list[float], middle: float
) -> None:
    found = answers([asked(one) for one in days], now=NOW)
    assert found.middle_days == pytest.approx(middle)
    assert found.longest_days == pytest.approx(max(days))


def test_those_that_never_came_have_no_days() -> None:
    assert waits([asked(None), asked(3)]) == [3]
    assert answers([asked(None)] * 6, now=NOW).longest_days is None
