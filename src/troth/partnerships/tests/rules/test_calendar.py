"""Answer times are counted in the answering side's working days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.partnerships.rules.calendar import (
    WorkCalendar,
    answer_by,
    working_days_between,
    working_days_from,
)

FRIDAY = datetime(2026, 3, 13, 12, tzinfo=UTC)
OSLO = WorkCalendar("Europe/Oslo")
CONSTITUTION_DAY = date(2027, 5, 17)  # a Monday
DIWALI = date(2027, 10, 29)  # a Friday

calendars = st.builds(
    WorkCalendar,
    st.sampled_from(["Europe/Oslo", "Asia/Kolkata", "America/New_York", "Pacific/Apia", "UTC"]),
    st.frozensets(st.integers(0, 6), max_size=6),
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40),
)
begun = datetime(2025, 12, 1, tzinfo=UTC)
moments = st.integers(0, 400 * 24).map(lambda hours: begun + timedelta(hours=hours))


@pytest.mark.parametrize(("days", "day"), [(0, 13), (1, 16), (2, 17), (5, 20), (6, 23)])
def test_weekends_do_not_count(days: int, day: int) -> None:
    assert answer_by(FRIDAY, days=days, calendar=OSLO).day == day


def test_the_clock_on_the_wall_stays_when_summer_time_begins() -> None:
    # In Norway clocks go forward on Sunday 29 March 2026.
    before = datetime(2026, 3, 27, 8, tzinfo=UTC)
    assert answer_by(before, days=1, calendar=OSLO) == datetime(2026, 3, 30, 7, tzinfo=UTC)


def test_the_clock_on_the_wall_stays_when_summer_time_ends() -> None:
    before = datetime(2026, 10, 23, 8, tzinfo=UTC)
    assert answer_by(before, days=1, calendar=OSLO) == datetime(2026, 10, 26, 9, tzinfo=UTC)


def test_a_weekend_is_where_the_answering_side_is() -> None:
    late = datetime(2026, 3, 13, 20, tzinfo=UTC)  # already Saturday in Bengaluru
    india = WorkCalendar("Asia/Kolkata")
    assert answer_by(late, days=1, calendar=india) == datetime(2026, 3, 15, 20, tzinfo=UTC)


def test_norways_17_may_does_not_count_in_bergen_and_does_in_bengaluru() -> None:
    friday = datetime(2027, 5, 14, 10, tzinfo=UTC)
    bergen = WorkCalendar("Europe/Oslo", days_off=frozenset({CONSTITUTION_DAY}))
    assert answer_by(friday, days=2, calendar=bergen).date() == date(2027, 5, 19)
    india = WorkCalendar("Asia/Kolkata")
    assert answer_by(friday, days=2, calendar=india).date() == date(2027, 5, 18)


def test_diwali_does_not_count_in_bengaluru_and_does_in_bergen() -> None:
    wednesday = datetime(2027, 10, 27, 6, tzinfo=UTC)
    india = WorkCalendar("Asia/Kolkata", days_off=frozenset({DIWALI}))
    assert answer_by(wednesday, days=2, calendar=india).date() == date(2027, 11, 1)
    assert answer_by(wednesday, days=2, calendar=OSLO).date() == date(2027, 10, 29)


def test_a_weekend_may_be_friday_and_saturday() -> None:
    cairo = WorkCalendar("Africa/Cairo", weekend=frozenset({4, 5}))
    thursday = datetime(2026, 3, 12, 9, tzinfo=UTC)
    assert answer_by(thursday, days=1, calendar=cairo).date() == date(2026, 3, 15)


def test_the_turn_of_the_year_is_crossed_with_its_holidays() -> None:
    away = frozenset({date(2026, 12, 25), date(2027, 1, 1)})
    norway = WorkCalendar("Europe/Oslo", days_off=away)
    eve = datetime(2026, 12, 30, 12, tzinfo=UTC)  # a Wednesday
    assert answer_by(eve, days=2, calendar=norway).date() == date(2027, 1, 4)


@pytest.mark.parametrize("weekend", [frozenset(range(7)), frozenset({7}), frozenset({-1})])
def test_a_week_without_a_working_day_is_refused(weekend: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="working day"):
        WorkCalendar("UTC", weekend=weekend)


def test_a_side_without_weekends_answers_on_any_day() -> None:
    always = WorkCalendar("UTC", weekend=frozenset())
    assert answer_by(FRIDAY, days=2, calendar=always) == FRIDAY + timedelta(days=2)


def test_the_next_working_days_leave_out_weekends_and_days_off() -> None:
    norway = WorkCalendar("Europe/Oslo", days_off=frozenset({CONSTITUTION_DAY}))
    ahead = working_days_from(date(2027, 5, 13), count=3, calendar=norway)
    assert ahead == (date(2027, 5, 14), date(2027, 5, 18), date(2027, 5, 19))


def test_today_is_the_day_of_that_side() -> None:
    assert WorkCalendar("Asia/Kolkata").today(datetime(2026, 3, 13, 20, tzinfo=UTC)).day == 14


@given(asked=moments, days=st.integers(0, 30), calendar=calendars)
def test_the_answer_is_due_after_exactly_so_many_working_days(
    asked: datetime, days: int, calendar: WorkCalendar
) -> None:
    due = answer_by(asked, days=days, calendar=calendar)
    first, last = calendar.today(asked), calendar.today(due)
    assert working_days_between(first, last, calendar=calendar) == days
    assert calendar.is_working_day(last) or days == 0
    assert due >= asked


@given(asked=moments, days=st.integers(1, 20), calendar=calendars)
def test_a_holiday_more_never_brings_the_moment_nearer(
    asked: datetime, days: int, calendar: WorkCalendar
) -> None:
    due = answer_by(asked, days=days, calendar=calendar)
    more = calendar.days_off | {calendar.today(due)}
    later = answer_by(
        asked, days=days, calendar=WorkCalendar(calendar.zone, calendar.weekend, more)
    )
    assert later > due


@given(asked=moments, days=st.integers(0, 10))
def test_the_hour_stays_on_that_sides_clock(asked: datetime, days: int) -> None:
    here = ZoneInfo("Asia/Kolkata")
    due = answer_by(asked, days=days, calendar=WorkCalendar("Asia/Kolkata"))
    assert due.astimezone(here).time() == asked.astimezone(here).time()
