"""Dates in a file of promises: a day or a moment, never guessed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.rules.clocks import ClockNote
from troth.commitments.rules.incoming.problems import Reason
from troth.commitments.rules.incoming.stamps import DateOrder, Stamp, read_stamp, whole_day

BERGEN, UTC_ZONE = ZoneInfo("Europe/Oslo"), ZoneInfo("UTC")
MICRO = timedelta(microseconds=1)


def stamp(text: str, order: DateOrder = DateOrder.ISO, *, later: bool = False) -> Stamp:
    found = read_stamp(text, zone=BERGEN, order=order, later=later)
    assert isinstance(found, Stamp), found
    return found


def reason(text: str, order: DateOrder = DateOrder.ISO) -> Reason:
    found = read_stamp(text, zone=BERGEN, order=order)
    assert isinstance(found, Reason), found
    return found


def test_a_day_reaches_from_its_first_to_its_last_instant_in_the_zone() -> None:
    found = stamp("2026-03-20")
    assert found.at == datetime(2026, 3, 19, 23, tzinfo=UTC)
    assert found.until == datetime(2026, 3, 20, 23, tzinfo=UTC) - MICRO
    assert (found.day, found.whole_day) == (date(2026, 3, 20), True)


def test_a_day_on_which_clocks_change_is_as_long_as_it_is() -> None:
    spring, autumn = whole_day(date(2026, 3, 29), BERGEN), whole_day(date(2026, 10, 25), BERGEN)
    assert spring.until - spring.at + MICRO == timedelta(hours=23)
    assert autumn.until - autumn.at + MICRO == timedelta(hours=25)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-20 17:00",
        "2026-03-20 17:00:00",
        "2026-03-20T17:00:00.999",
        "2026-03-20 16:00Z",
        "2026-03-20 16:00:00 Z",
        "2026-03-20T17:00:00+01:00",
        "2026-03-20 21:30+0530",
        "2026-03-20 11:00-05",
        "2026-03-21 02:00+10:00",
    ],
)
def test_a_moment_has_many_iso_spellings(text: str) -> None:
    found = stamp(text)
    assert found.at == found.until == datetime(2026, 3, 20, 16, tzinfo=UTC)
    assert (found.day, found.whole_day) == (date(2026, 3, 20), False)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("20/03/2026", DateOrder.DAY_FIRST),
        ("20.3.2026", DateOrder.DAY_FIRST),
        ("20-3-2026", DateOrder.DAY_FIRST),
        ("3/20/2026", DateOrder.MONTH_FIRST),
        ("2026-03-20", DateOrder.DAY_FIRST),
    ],
)
def test_another_order_is_read_when_it_was_named(text: str, order: DateOrder) -> None:
    assert stamp(text, order) == stamp("2026-03-20")


def test_the_named_order_decides_and_carries_its_time() -> None:
    assert stamp("03/04/2026 17:00", DateOrder.DAY_FIRST) == stamp("2026-04-03 17:00")
    assert stamp("03/04/2026 17:00", DateOrder.MONTH_FIRST) == stamp("2026-03-04 17:00")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("20/03/2026", Reason.DATE_ORDER),
        ("3/20/2026", Reason.DATE_ORDER),
        ("20.03.2026 17:00", Reason.DATE_ORDER),
        ("20/03/26", Reason.DATE_FORM),
        ("2026/03/20", Reason.DATE_FORM),
        ("20260320", Reason.DATE_FORM),
        ("2026-W12-5", Reason.DATE_FORM),
        ("46101", Reason.DATE_FORM),
        ("NA", Reason.DATE_FORM),
        ("20 March 2026", Reason.DATE_FORM),
        ("2026-03-20 5pm", Reason.DATE_FORM),
        ("٢٠٢٦-٠٣-٢٠", Reason.DATE_FORM),
        ("2026-02-30", Reason.DATE_IMPOSSIBLE),
        ("2026-03-20 24:00", Reason.DATE_IMPOSSIBLE),
        ("2026-03-20 17:00+16:00", Reason.DATE_IMPOSSIBLE),
        ("2026-03-20 17:00+01:60", Reason.DATE_IMPOSSIBLE),
        ("1899-12-31", Reason.DATE_FAR),
        ("2200-01-01", Reason.DATE_FAR),
    ],
)
def test_what_cannot_be_read_for_certain_is_refused(text: str, why: Reason) -> None:
    assert reason(text) is why


def test_a_day_that_does_not_exist_in_the_named_order_is_refused() -> None:
    assert reason("13/13/2026", DateOrder.DAY_FIRST) is Reason.DATE_IMPOSSIBLE
    assert reason("20/03/2026", DateOrder.MONTH_FIRST) is Reason.DATE_IMPOSSIBLE


def test_the_nights_when_clocks_change_are_noted() -> None:
    assert stamp("2026-03-29 02:30").note is ClockNote.SKIPPED
    first, later = stamp("2026-10-25 02:30"), stamp("2026-10-25 02:30", later=True)
    assert first.note is later.note is ClockNote.TWICE
    assert later.at - first.at == timedelta(hours=1)


def test_a_day_at_either_end_of_the_calendar_can_be_read() -> None:
    assert stamp("1900-01-01").whole_day
    assert stamp("2199-12-31").whole_day


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.times())
def test_every_moment_is_read_back_from_its_iso_text(day: date, clock: time) -> None:
    moment = datetime.combine(day, clock.replace(microsecond=0), tzinfo=UTC)
    found = read_stamp(f"{moment:%Y-%m-%d %H:%M:%S}", zone=UTC_ZONE)
    assert isinstance(found, Stamp)
    assert found.at == moment


@given(
    st.text(max_size=30) | st.text("0123456789-/.:TZ +", max_size=30), st.sampled_from(DateOrder)
)
def test_any_text_is_a_stamp_or_has_a_reason(text: str, order: DateOrder) -> None:
    assert isinstance(read_stamp(text, zone=BERGEN, order=order), Stamp | Reason)
