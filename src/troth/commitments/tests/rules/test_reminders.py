"""When somebody is reminded: some days before, in their own working hours."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.rules.reminders import (
    WEEK,
    WorkingHours,
    may_remind,
    remind_at,
    reminders,
)

KOLKATA, BERGEN = ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Oslo")
MEERA = WorkingHours(zone=KOLKATA)
INGRID = WorkingHours(zone=BERGEN, start=time(8), end=time(16))
FRIDAY = datetime(2026, 3, 13, 17, 0, tzinfo=KOLKATA)
LONG_BEFORE = datetime(2026, 2, 1, tzinfo=UTC)


def moments(due: datetime, hours: WorkingHours = MEERA, now: datetime = LONG_BEFORE) -> list[str]:
    found = reminders(due, days_before=(3, 1), hours=hours, now=now)
    return [f"{one.days}: {one.at.astimezone(hours.zone):%a %d %H:%M}" for one in found]


def test_three_days_and_one_day_before_at_the_hour_of_the_deadline() -> None:
    assert moments(FRIDAY - timedelta(hours=2)) == ["3: Tue 10 15:00", "1: Thu 12 15:00"]


def test_an_hour_when_nobody_works_becomes_the_beginning_of_that_day() -> None:
    assert moments(FRIDAY) == ["3: Tue 10 09:00", "1: Thu 12 09:00"]
    assert moments(FRIDAY - timedelta(hours=11)) == ["3: Tue 10 09:00", "1: Thu 12 09:00"]


def test_a_day_off_becomes_the_working_day_before_and_two_moments_one() -> None:
    monday = FRIDAY + timedelta(days=3)
    assert moments(monday) == ["1: Fri 13 09:00"]


def test_the_persons_own_days_count() -> None:
    sunday_to_thursday = WorkingHours(zone=KOLKATA, days=frozenset({7, 1, 2, 3, 4}))
    monday = FRIDAY + timedelta(days=3)
    assert moments(monday, sunday_to_thursday) == ["3: Thu 12 09:00", "1: Sun 15 09:00"]


def test_somebody_without_working_days_is_reminded_on_every_day() -> None:
    resting = WorkingHours(zone=KOLKATA, days=frozenset())
    monday = FRIDAY + timedelta(days=3)
    assert moments(monday, resting) == ["3: Fri 13 09:00", "1: Sun 15 09:00"]


def test_of_two_reminders_on_one_day_the_nearer_one_stays() -> None:
    monday = datetime(2026, 3, 16, 10, 0, tzinfo=BERGEN)
    assert remind_at(monday, days=3, hours=INGRID).astimezone(BERGEN).hour == 10
    assert moments(monday, INGRID) == ["1: Fri 13 08:00"]


def test_the_hour_is_that_of_the_persons_own_clock_across_a_change() -> None:
    tuesday = datetime(2026, 3, 31, 10, 0, tzinfo=BERGEN)
    found = reminders(tuesday, days_before=(4, 1), hours=INGRID, now=LONG_BEFORE)
    assert [one.at.hour for one in found] == [9, 8]


def test_a_moment_that_has_passed_is_left_out() -> None:
    wednesday = FRIDAY - timedelta(days=2)
    assert moments(FRIDAY, now=wednesday) == ["1: Thu 12 09:00"]
    assert moments(FRIDAY, now=FRIDAY) == []


def test_a_reminder_of_this_instant_or_of_the_deadline_itself_is_none() -> None:
    nine = FRIDAY.replace(hour=9)
    thursday = remind_at(nine, days=1, hours=MEERA)
    assert moments(nine, now=thursday) == []
    assert reminders(nine, days_before=(0,), hours=MEERA, now=LONG_BEFORE) == ()


def test_a_reminder_on_the_day_itself_never_comes_after_the_deadline() -> None:
    at_night = FRIDAY.replace(hour=1)
    assert remind_at(at_night, days=0, hours=MEERA) > at_night
    assert reminders(at_night, days_before=(0,), hours=MEERA, now=LONG_BEFORE) == ()


hours = st.builds(
    WorkingHours,
    zone=st.sampled_from([KOLKATA, BERGEN, ZoneInfo("America/St_Johns")]),
    days=st.frozensets(st.integers(0, 9)),
    start=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    end=st.times(),
)
deadlines = st.integers(0, 10 * 365 * 24 * 60).map(
    lambda minute: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
)


@given(deadlines, hours, st.lists(st.integers(0, 60), max_size=4), st.integers(0, 90))
def test_every_reminder_lies_ahead_before_the_deadline_on_a_working_day(
    due: datetime, hours: WorkingHours, days: list[int], since: int
) -> None:
    now = due - timedelta(days=since)
    found = reminders(due, days_before=tuple(days), hours=hours, now=now)
    assert [one.at for one in found] == sorted({one.at for one in found})
    for one in found:
        assert now < one.at < due
        assert one.at.astimezone(hours.zone).isoweekday() in (hours.days & WEEK or WEEK)


@given(deadlines, hours, st.integers(1, 60))
def test_a_reminder_days_before_always_comes_before_the_deadline(
    due: datetime, hours: WorkingHours, days: int
) -> None:
    assert remind_at(due, days=days, hours=hours) < due


def may(now: datetime, *, planned: datetime, due: datetime = FRIDAY) -> bool:
    return may_remind(now, planned=planned, due=due, hours=MEERA)


def test_a_reminder_that_is_late_waits_for_working_hours() -> None:
    planned = datetime(2026, 3, 10, 9, 0, tzinfo=KOLKATA)
    assert may(planned, planned=planned)
    assert not may(planned + timedelta(hours=14), planned=planned)
    assert may(planned + timedelta(hours=24), planned=planned)
    assert not may(planned - timedelta(minutes=1), planned=planned)


def test_a_late_reminder_comes_at_night_where_the_next_working_hour_is_after_the_deadline() -> None:
    planned = datetime(2026, 3, 12, 9, 0, tzinfo=KOLKATA)
    night, dawn = planned + timedelta(hours=15), datetime(2026, 3, 13, 7, 0, tzinfo=KOLKATA)
    assert may(night, planned=planned, due=dawn)
    assert not may(night, planned=planned)


@given(
    late=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=12)),
    days=st.integers(0, 9),
    allowed=st.frozensets(st.integers(1, 7)),
)
def test_every_reminder_goes_out_before_the_deadline(
    late: timedelta, days: int, allowed: frozenset[int]
) -> None:
    hours = WorkingHours(zone=KOLKATA, days=allowed)
    planned = remind_at(FRIDAY, days=days, hours=hours)
    moments = (planned + late + timedelta(minutes=30 * step) for step in range(800))
    open_still = [at for at in moments if at < FRIDAY]
    if open_still:
        assert any(may_remind(at, planned=planned, due=FRIDAY, hours=hours) for at in open_still)
