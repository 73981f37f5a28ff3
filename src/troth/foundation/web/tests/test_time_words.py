"""Days and clocks in words: two sides read the same moment, each where they are, and no day moves."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.web import clock as clocks
from troth.foundation.web.times import (
    FILTERS,
    also,
    clock,
    date_words,
    dated,
    day,
    day_words,
    in_zone,
    iso,
    place_of,
    since,
)

BERGEN, BENGALURU, NEW_YORK = "Europe/Oslo", "Asia/Kolkata", "America/New_York"
ZONES = st.sampled_from([BERGEN, BENGALURU, NEW_YORK, "Pacific/Kiritimati", "UTC"])
FRIDAY = datetime(2026, 3, 13, 11, 30, tzinfo=UTC)
TODAY = FRIDAY.date()
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds


@pytest.mark.parametrize(
    ("zone", "place", "words"),
    [
        (BERGEN, "Bergen", "Bergen"),
        (BERGEN, "", "Oslo"),
        ("America/Argentina/Buenos_Aires", "", "Buenos Aires"),
        ("UTC", "", "UTC"),
    ],
)
def test_a_clock_is_named_by_the_place_people_gave_else_by_its_city(
    zone: str, place: str, words: str
) -> None:
    assert place_of(zone, place) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [(BERGEN, "12:30 Oslo"), (BENGALURU, "17:00 Kolkata"), (NEW_YORK, "07:30 New York")],
)
def test_the_hour_is_the_one_that_the_clock_there_shows(zone: str, words: str) -> None:
    assert clock(FRIDAY, zone) == words


def test_in_summer_the_same_hour_of_the_world_is_another_hour_there() -> None:
    summer = FRIDAY.replace(month=7)
    assert clock(summer, BERGEN) == "13:30 Oslo"
    assert clock(summer, BENGALURU) == "17:00 Kolkata", "there no clock changes"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-400, "Thursday 6 February 2025"),
        (-2, "Wednesday 11 March"),
        (-1, "yesterday, Thursday"),
        (0, "today, Friday"),
        (1, "tomorrow, Saturday"),
        (2, "Sunday 15 March"),
        (300, "Thursday 7 January 2027"),
    ],
)
def test_a_near_day_is_called_by_its_nearness_and_always_by_its_weekday(
    days: int, words: str
) -> None:
    assert day_words(TODAY + timedelta(days=days), today=TODAY) == words


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_a_year_is_said_exactly_where_it_is_another_one(one: date, today: date) -> None:
    assert date_words(one, today=today).endswith(str(one.year)) == (one.year != today.year)


@pytest.mark.parametrize(
    ("weekday", "year", "words"),
    [
        (False, False, "13 March"),
        (False, True, "13 March 2026"),
        (True, False, "Friday 13 March"),
        (True, True, "Friday 13 March 2026"),
    ],
)
def test_a_date_has_as_many_parts_as_are_asked_for(
    weekday: bool,
    year: bool,
    words: str,
) -> None:
    assert dated(TODAY, weekday=weekday, year=year) == words


def test_another_language_writes_a_date_in_its_own_order_and_words() -> None:
    with translation.override("de"):
        assert dated(TODAY, weekday=True).startswith("Freitag")
        assert "März" in dated(TODAY)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (BENGALURU, BERGEN, "12:30 Bergen"),
        (BERGEN, BENGALURU, "17:00 Bergen"),
        (BERGEN, BERGEN, ""),
        (BERGEN, "Europe/Berlin", ""),
    ],
)
def test_the_second_clock_is_said_only_where_it_shows_something_else(
    first: str, second: str, words: str
) -> None:
    assert also(FRIDAY, first=first, second=second, place="Bergen") == words


def test_the_second_clock_says_its_day_where_that_is_another_one() -> None:
    late = FRIDAY.replace(hour=20)
    assert also(late, first=BERGEN, second=BENGALURU) == "Saturday 02:00 Kolkata"
    assert also(late, first=BENGALURU, second=NEW_YORK) == "Friday 16:30 New York"


@given(MOMENTS, ZONES, ZONES)
def test_both_clocks_show_the_same_moment(moment: datetime, first: str, second: str) -> None:
    one, other = in_zone(moment, first), in_zone(moment, second)
    assert one == other == moment
    said = also(moment, first=first, second=second)
    assert bool(said) == (one.utcoffset() != other.utcoffset())
    if said:
        assert f"{other:%H:%M}" in said


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "on Wednesday"),
        (6, "on Saturday"),
        (7, "on 6 March"),
        (400, "on 6 February 2025"),
    ],
)
def test_what_has_happened_says_since_when(days: int, words: str) -> None:
    with clocks.at(FRIDAY):
        assert since(FRIDAY - timedelta(days=days)) == words


def test_today_and_yesterday_are_those_of_the_readers_clock() -> None:
    evening = datetime(2026, 3, 12, 20, 0, tzinfo=UTC)
    with clocks.at(evening + timedelta(hours=1)):
        assert since(evening, BENGALURU) == "today"
        assert since(evening - timedelta(hours=2), BENGALURU) == "yesterday"
        assert since(evening - timedelta(hours=2), BERGEN) == "today"


def test_a_clock_that_runs_ahead_never_speaks_of_days_to_come() -> None:
    with clocks.at(FRIDAY):
        assert since(FRIDAY + timedelta(minutes=5)) == "today"
        assert since(FRIDAY + timedelta(days=3)) == "today"


def test_a_day_without_an_hour_is_the_same_day_everywhere() -> None:
    with clocks.at(FRIDAY):
        assert day(TODAY, NEW_YORK) == day(TODAY, "Pacific/Kiritimati") == "13 March"
        assert day(FRIDAY, "Pacific/Kiritimati") == "14 March"
        assert day(FRIDAY.replace(year=2025), BERGEN) == "13 March 2025"


@given(MOMENTS, ZONES)
def test_the_form_for_machines_is_the_same_moment_in_utc(moment: datetime, zone: str) -> None:
    said = iso(moment.astimezone(ZoneInfo(zone)))
    assert said.endswith("+00:00")
    assert datetime.fromisoformat(said) == moment.replace(microsecond=0)


def test_every_word_for_a_time_can_be_asked_for_on_a_page() -> None:
    assert {"clock", "when", "from_day", "day", "since", "iso", "also"} == set(FILTERS)
