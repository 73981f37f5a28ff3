"""Moments have one written form."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.instants import read_instant, write_instant


def test_a_moment_is_written_in_utc() -> None:
    bengaluru = timezone(timedelta(hours=5, minutes=30))
    assert write_instant(datetime(2026, 11, 27, 17, tzinfo=bengaluru)) == "2026-11-27T11:30:00Z"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        write_instant(datetime(2026, 11, 27, 17))  # noqa: DTZ001  # that is the point


def test_a_moment_outside_of_the_calendar_is_refused() -> None:
    east = timezone(timedelta(hours=5))
    with pytest.raises(ValueError, match="calendar"):
        write_instant(datetime.min.replace(tzinfo=east))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-27",
        "2026-11-27T11:30:00",
        "2026-11-27T11:30Z",
        "2026-11-27 11:30:00Z",
        "2026-11-27T11:30:00+00:00",
        "2026-11-27T11:30:00.000000Z",
        "2026-11-27T17:00:00+05:30",
    ],
)
def test_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_instant(text)


@given(st.datetimes(timezones=st.just(UTC)))
def test_what_was_written_is_read_back(at: datetime) -> None:
    assert read_instant(write_instant(at)) == at
