"""Paces: when mail may come, in the hours of whoever reads it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.rules.reminders import WorkingHours, works
from troth.foundation.facts.fact import every_fact
from troth.notices.rules.paces import (
    DEFAULTS,
    LONGEST,
    SILENCE,
    Group,
    Hours,
    Pace,
    after_quiet,
    burst_is_over,
    chosen,
    group_of,
    leaves_at,
    next_open,
    stays_open,
)

OSLO = ZoneInfo("Europe/Oslo")
HOURS = Hours(work=WorkingHours(zone=OSLO))


def march(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2031 in Oslo; the 10th is a Monday."""
    return datetime(2031, 3, day, hour, minute, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("pace", "at", "leaves"),
    [
        (Pace.AT_ONCE, march(10, 11), march(10, 11, 5)),
        (Pace.AT_ONCE, march(10, 18, 30), march(10, 18, 35)),
        (Pace.AT_ONCE, march(10, 19, 57), march(11, 7)),
        (Pace.AT_ONCE, march(11, 3), march(11, 7)),
        (Pace.AT_ONCE, march(15, 11), march(15, 11, 5)),
        (Pace.WORKING, march(10, 11), march(10, 11, 5)),
        (Pace.WORKING, march(10, 16, 57), march(11, 9)),
        (Pace.WORKING, march(14, 18), march(17, 9)),
        (Pace.DAILY, march(10, 8, 59), march(10, 9)),
        (Pace.DAILY, march(10, 9), march(11, 9)),
        (Pace.DAILY, march(14, 12), march(17, 9)),
        (Pace.WEEKLY, march(10, 9), march(17, 9)),
        (Pace.WEEKLY, march(16, 23), march(17, 9)),
        (Pace.NEVER, march(10, 11), None),
    ],
)
def test_each_pace_has_its_next_moment(pace: Pace, at: datetime, leaves: datetime | None) -> None:
    assert leaves_at(at, pace, HOURS) == leaves


def test_a_week_begins_with_the_first_day_somebody_works() -> None:
    hours = Hours(work=WorkingHours(zone=OSLO, days=frozenset({3, 4})))
    assert leaves_at(march(10, 11), Pace.WEEKLY, hours) == march(12, 9)
    assert leaves_at(march(12, 11), Pace.WEEKLY, hours) == march(19, 9)


def test_quiet_hours_may_lie_within_a_day_or_be_none() -> None:
    noon = Hours(work=HOURS.work, quiet_from=time(12), quiet_until=time(14))
    assert after_quiet(march(10, 12), noon) == march(10, 14)
    assert after_quiet(march(10, 14), noon) == march(10, 14)
    none = Hours(work=HOURS.work, quiet_from=time(0), quiet_until=time(0))
    assert after_quiet(march(10, 3), none) == march(10, 3)


def test_quiet_hours_end_by_the_clock_on_the_wall_when_it_changes() -> None:
    # In the night to 30 March clocks in Oslo go forward.
    end = after_quiet(march(29, 22), HOURS)
    assert end == march(30, 7)
    assert end - march(29, 22) == timedelta(hours=8) or end.utcoffset() == timedelta(hours=2)


@given(
    st.integers(0, 360 * 24 * 60).map(lambda n: march(1, 0) + timedelta(minutes=n)),
    st.sampled_from([Pace.WORKING, Pace.DAILY, Pace.WEEKLY]),
    st.frozensets(st.integers(1, 7)),
)
def test_mail_in_working_hours_never_comes_outside_of_them(
    at: datetime, pace: Pace, days: frozenset[int]
) -> None:
    hours = Hours(work=WorkingHours(zone=OSLO, days=days))
    leaves = leaves_at(at, pace, hours)
    assert leaves is not None
    assert works(leaves, hours.work)
    assert timedelta(0) < leaves.astimezone(ZoneInfo("UTC")) - at.astimezone(ZoneInfo("UTC"))
    assert leaves - at < timedelta(days=8)


def test_a_burst_is_over_after_silence_or_when_the_first_has_waited_long_enough() -> None:
    first, now = march(10, 11), march(10, 11, 14)
    lines = [first + timedelta(minutes=n) for n in (0, 4, 8, 12)]
    leaves = [at + SILENCE for at in lines]
    assert not burst_is_over(lines, leaves, now)
    assert burst_is_over(lines, leaves, first + LONGEST)
    assert burst_is_over(lines[:3], leaves[:3], march(10, 11, 13))


def test_a_room_has_its_own_pace_before_everywhere_before_ours() -> None:
    wishes = {("", "talk"): "daily", ("R1", "talk"): "never"}
    assert chosen(wishes, room="R1", group=Group.TALK) is Pace.NEVER
    assert chosen(wishes, room="R2", group=Group.TALK) is Pace.DAILY
    assert chosen(wishes, room="R1", group=Group.PROMISES) is DEFAULTS[Group.PROMISES]


def test_every_kind_of_fact_has_a_group() -> None:
    assert {group_of(fact.kind) for fact in every_fact()} == set(Group)
    assert group_of("commitment:accepted") is Group.PROMISES
    assert group_of("nobody-knows:this") is Group.TABLE


LONG = timedelta(hours=4)


@pytest.mark.parametrize(
    ("pace", "now", "most"),
    [
        (Pace.AT_ONCE, march(10, 11), LONG),
        (Pace.AT_ONCE, march(10, 19), timedelta(hours=1)),
        (Pace.AT_ONCE, march(10, 19, 55), timedelta(minutes=5)),
        (Pace.AT_ONCE, march(10, 22), timedelta()),
        (Pace.WORKING, march(10, 16), timedelta(hours=1)),
        (Pace.WORKING, march(10, 18), timedelta()),
        (Pace.WORKING, march(15, 11), timedelta()),
    ],
)
def test_what_waits_elsewhere_waits_no_longer_than_it_may_come(
    pace: Pace, now: datetime, most: timedelta
) -> None:
    found = stays_open(now, pace, HOURS, longest=LONG)
    assert max(timedelta(), most - timedelta(minutes=20)) <= found <= most


@given(
    minutes=st.integers(0, 14 * 24 * 60),
    pace=st.sampled_from([Pace.AT_ONCE, Pace.WORKING]),
)
def test_at_its_end_it_might_still_come(minutes: int, pace: Pace) -> None:
    now = march(10, 0) + timedelta(minutes=minutes)
    end = now + stays_open(now, pace, HOURS, longest=LONG)
    assert end == now or next_open(end, pace, HOURS) == end
