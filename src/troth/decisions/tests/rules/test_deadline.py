"""Until when: days on which everybody works, in the future and within sight."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.decisions.rules.deadline import (
    closing,
    days_later,
    next_common,
    off_on,
    why_not_until,
)
from troth.decisions.rules.refusals import Reason
from troth.partnerships.rules.calendar import WorkCalendar

OSLO = WorkCalendar("Europe/Oslo", days_off=frozenset({date(2027, 5, 17)}))
DUBAI = WorkCalendar("Asia/Dubai", weekend=frozenset({4, 5}))
NOW = datetime(2027, 3, 12, 9, tzinfo=UTC)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def test_a_week_of_five_common_days_skips_everybodys_weekend() -> None:
    # A Thursday; Friday is free in Dubai, Saturday and Sunday elsewhere.
    thursday = date(2027, 3, 11)
    assert days_later(thursday, days=1, calendars=[OSLO]) == date(2027, 3, 12)
    assert days_later(thursday, days=1, calendars=[OSLO, DUBAI]) == date(2027, 3, 15)


def test_a_holiday_of_one_is_a_day_off_for_the_vote_and_says_whose() -> None:
    off = off_on(date(2027, 5, 17), {"Lumen": OSLO, "Gulf": DUBAI})
    assert off is not None
    assert (off.names, off.next_day) == (("Lumen",), date(2027, 5, 18))


def test_a_day_on_which_all_work_is_fine() -> None:
    assert off_on(date(2027, 5, 18), {"Lumen": OSLO, "Gulf": DUBAI}) is None


@given(DAYS, st.integers(1, 20))
def test_the_last_day_is_always_one_on_which_everybody_works(day: date, days: int) -> None:
    last = days_later(day, days=days, calendars=[OSLO, DUBAI])
    assert last > day
    assert off_on(last, {"Lumen": OSLO, "Gulf": DUBAI}) is None


def test_sides_that_never_work_on_one_day_get_the_day_itself_and_no_endless_search() -> None:
    early = WorkCalendar("UTC", weekend=frozenset({0, 1, 2}))
    late = WorkCalendar("UTC", weekend=frozenset({3, 4, 5, 6}))
    assert next_common(date(2027, 3, 12), [early, late]) == date(2027, 3, 12)


@pytest.mark.parametrize(
    ("ahead", "reason"),
    [
        (timedelta(0), Reason.DAY_PASSED),
        (timedelta(days=-1), Reason.DAY_PASSED),
        (timedelta(minutes=1), None),
        (timedelta(days=366), None),
        (timedelta(days=366, minutes=1), Reason.DAY_TOO_FAR),
    ],
)
def test_a_vote_ends_in_the_future_and_within_a_year(
    ahead: timedelta, reason: Reason | None
) -> None:
    assert why_not_until(NOW + ahead, now=NOW) is reason


def test_it_ends_at_five_on_the_writers_clock() -> None:
    assert closing(date(2027, 3, 12), "Asia/Kolkata").astimezone(UTC) == datetime(
        2027, 3, 12, 11, 30, tzinfo=UTC
    )
