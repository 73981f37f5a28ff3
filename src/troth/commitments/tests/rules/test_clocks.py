"""Clock times on the nights when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.rules.clocks import ClockNote, Moment, change_before, moment, zone_named

BERGEN, KOLKATA = ZoneInfo("Europe/Oslo"), ZoneInfo("Asia/Kolkata")
NEW_YORK = ZoneInfo("America/New_York")


def test_an_ordinary_time_is_what_the_clock_shows() -> None:
    at = datetime(2026, 3, 13, 16, 0, tzinfo=UTC)
    assert moment(date(2026, 3, 13), time(17), BERGEN) == Moment(at=at)


def test_a_time_that_the_clocks_skip_is_read_by_the_clock_before_and_said() -> None:
    found = moment(date(2026, 3, 29), time(2, 30), BERGEN)
    assert found == Moment(at=datetime(2026, 3, 29, 1, 30, tzinfo=UTC), note=ClockNote.SKIPPED)
    assert found.at.astimezone(BERGEN).time() == time(3, 30)


def test_a_time_that_comes_twice_is_the_first_or_the_later_one_and_said() -> None:
    night = date(2026, 10, 25)
    first, later = (moment(night, time(2, 30), BERGEN, later=late) for late in (False, True))
    assert first == Moment(at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), note=ClockNote.TWICE)
    assert later == Moment(at=datetime(2026, 10, 25, 1, 30, tzinfo=UTC), note=ClockNote.TWICE)


def test_a_skipped_time_is_the_same_moment_whether_the_later_is_asked_for_or_not() -> None:
    skipped = date(2026, 3, 8)
    assert moment(skipped, time(2, 15), NEW_YORK) == moment(
        skipped, time(2, 15), NEW_YORK, later=True
    )


@pytest.mark.parametrize(
    "name", ["", "Bergen", "../../etc/passwd", "/etc/passwd", "Europe", "Europe/Oslo\0", "a" * 999]
)
def test_what_is_no_zone_is_none(name: str) -> None:
    assert zone_named(name) is None


def test_a_zone_is_found_by_its_name() -> None:
    assert zone_named("Asia/Kolkata") == KOLKATA


def test_a_change_between_now_and_the_date_is_named() -> None:
    now, due = datetime(2026, 3, 12, tzinfo=UTC), datetime(2026, 3, 30, 14, tzinfo=UTC)
    assert change_before(due, now=now, zone=BERGEN) == date(2026, 3, 29)
    assert change_before(due, now=now, zone=KOLKATA) is None


def test_two_changes_that_cancel_each_other_are_not_worth_a_word() -> None:
    now, due = datetime(2026, 3, 12, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC)
    assert change_before(due, now=now, zone=BERGEN) is None


def test_a_change_on_the_day_itself_is_named() -> None:
    night = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    assert change_before(night + timedelta(hours=1), now=night, zone=BERGEN) == date(2026, 3, 29)


days = st.dates(date(1990, 1, 1), date(2040, 1, 1))
zones = st.sampled_from(
    ["Europe/Oslo", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo"]
).map(ZoneInfo)


@given(days, st.times(), zones, st.booleans())
def test_without_a_note_the_clock_shows_the_time_that_was_said(
    day: date, clock: time, zone: ZoneInfo, later: bool
) -> None:
    found = moment(day, clock, zone, later=later)
    shown = found.at.astimezone(zone)
    same = (shown.date(), shown.time()) == (day, clock.replace(fold=shown.fold))
    assert same == (found.note is not ClockNote.SKIPPED)


@given(st.integers(0, 30 * 365 * 24), st.integers(1, 500), zones)
def test_the_day_of_a_change_lies_between_now_and_the_date(
    hour: int, ahead: int, zone: ZoneInfo
) -> None:
    now = datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    due = now + timedelta(days=ahead)
    changed = change_before(due, now=now, zone=zone)
    if changed is not None:
        assert now.astimezone(zone).date() <= changed <= due.astimezone(zone).date()
        midnight = datetime.combine(changed, time(), tzinfo=zone)
        assert midnight.utcoffset() != (midnight + timedelta(days=1)).utcoffset()
