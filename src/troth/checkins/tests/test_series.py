"""The clock time of a series stays, whatever the clocks of twelve zones do in ten years."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise, takewhile
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from troth.checkins.recurring import MOST_AHEAD, coming, days, latest, series
from troth.checkins.rules.series import LONGEST_AWAY, Moment, begins_for, moments, working_day
from troth.commitments.rules.clocks import ClockNote
from troth.organisations.models import Organisation
from troth.partnerships.models import Party
from troth.partnerships.queries.calendars import calendars_of, public_holidays
from troth.partnerships.rules.calendar import WorkCalendar
from troth.partnerships.rules.terms import Rhythm, Unit

ZONES = (
    "Europe/Oslo",
    "Asia/Kolkata",
    "America/New_York",
    "America/Sao_Paulo",
    "Africa/Nairobi",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Asia/Tehran",
    "Africa/Casablanca",
    "America/St_Johns",
    "Pacific/Chatham",
)
TEN_YEARS = timedelta(days=3653)
SINCE = datetime(2026, 3, 5, 12, tzinfo=UTC)

zones = st.sampled_from(ZONES)
rhythms = st.builds(
    Rhythm,
    every=st.integers(1, 4),
    unit=st.sampled_from(Unit),
    weekday=st.integers(0, 6),
    at=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
)
since = st.datetimes(
    datetime(2005, 1, 1),  # noqa: DTZ001  # the strategy wants naive bounds
    datetime(2032, 1, 1),  # noqa: DTZ001  # the same
    timezones=st.just(UTC),
)
weekly = Rhythm(every=1, weekday=3, at=time(10))


@given(rhythm=rhythms, zone=zones, since=since)
@example(Rhythm(every=1, weekday=6, at=time(2, 30)), "America/St_Johns", SINCE)
@example(Rhythm(every=1, weekday=6, at=time(2, 15)), "Australia/Lord_Howe", SINCE)
@example(Rhythm(every=1, weekday=4, at=time(9)), "Pacific/Apia", datetime(2011, 1, 1, tzinfo=UTC))
def test_for_ten_years_the_wall_clock_stays_but_where_it_skips_the_hour(
    rhythm: Rhythm, zone: str, since: datetime
) -> None:
    for one in ten_years(rhythm, (zone,), since):
        local = one.at.astimezone(ZoneInfo(zone))
        if one.note is ClockNote.SKIPPED:
            assert local.replace(tzinfo=None) > datetime.combine(one.day, rhythm.at)
        else:
            assert (local.date(), local.time()) == (one.day, rhythm.at)


@given(rhythm=rhythms, chosen=st.lists(zones, min_size=1, max_size=4, unique=True), since=since)
def test_for_ten_years_none_comes_twice_and_none_is_skipped(
    rhythm: Rhythm, chosen: list[str], since: datetime
) -> None:
    found = list(ten_years(rhythm, tuple(chosen), since))
    assert len({one.day for one in found}) == len(found)
    assert all(one.day.weekday() == rhythm.weekday for one in found)
    for earlier, later in pairwise(found):
        assert earlier.at < later.at
        assert apart(rhythm, earlier.day, later.day) == rhythm.every


def ten_years(rhythm: Rhythm, chosen: tuple[str, ...], since: datetime) -> Iterator[Moment]:
    ends = since + TEN_YEARS
    return takewhile(lambda one: one.at < ends, series(rhythm, zones=chosen, since=since))


def apart(rhythm: Rhythm, one: date, other: date) -> int:
    """How many weeks or months lie between two days of a series."""
    if rhythm.unit is Unit.WEEKS:
        return (other - one).days // 7
    return (other.year - one.year) * 12 + other.month - one.month


@given(rhythm=rhythms, zone=zones, since=since, later=st.integers(0, 3000))
def test_the_last_one_that_began_and_the_next_follow_each_other(
    rhythm: Rhythm, zone: str, since: datetime, later: int
) -> None:
    now = since + timedelta(days=later, hours=5)
    every = list(islice(series(rhythm, zones=(zone,), since=since), 700))
    began = latest(rhythm, zones=(zone,), since=since, now=now)
    ahead = coming(rhythm, zones=(zone,), since=since, now=now, limit=1)[0]
    assert ahead in every
    assert began == (every[every.index(ahead) - 1] if every.index(ahead) else None)


def test_a_series_has_no_end_and_looking_ahead_does() -> None:
    found = coming(weekly, zones=("UTC",), since=SINCE, now=SINCE, limit=10_000)
    assert len(found) == MOST_AHEAD


def test_the_first_is_the_first_such_day_after_it_was_agreed() -> None:
    thursday = datetime(2026, 3, 5, 9, tzinfo=UTC)
    assert next(series(weekly, zones=("UTC",), since=thursday)).day == date(2026, 3, 5)
    assert next(series(weekly, zones=("UTC",), since=SINCE)).day == date(2026, 3, 12)


@pytest.mark.parametrize("begun", [date(2028, 2, 29), date(2026, 1, 31), date(2026, 12, 31)])
def test_a_rhythm_that_begins_on_a_day_few_months_have_skips_no_month(begun: date) -> None:
    monthly = Rhythm(every=1, unit=Unit.MONTHS, weekday=begun.weekday(), at=time(10))
    found = list(islice(days(monthly, begun), 24))
    months = [one.year * 12 + one.month for one in found]
    assert months == list(range(months[0], months[0] + 24))
    assert all(one.day <= 7 for one in found)


def test_every_second_month_and_every_third_week_count_from_the_first() -> None:
    months = Rhythm(every=2, unit=Unit.MONTHS, weekday=0, at=time(10))
    weeks = Rhythm(every=3, weekday=0, at=time(10))
    assert [one.month for one in islice(days(months, date(2026, 1, 1)), 4)] == [1, 3, 5, 7]
    found = list(islice(days(weeks, date(2026, 3, 4)), 3))
    assert found == [date(2026, 3, 9), date(2026, 3, 30), date(2026, 4, 20)]


def test_the_hour_goes_from_side_to_side() -> None:
    both = ("Europe/Oslo", "Asia/Kolkata")
    found = list(islice(series(weekly, zones=both, since=SINCE - timedelta(hours=6)), 4))
    assert [one.zone for one in found] == [*both, *both]
    local = [one.at.astimezone(ZoneInfo(one.zone)).time() for one in found]
    assert local == [time(10)] * 4


def test_the_march_change_moves_bengalurus_hour_and_not_bergens() -> None:
    found = list(islice(series(weekly, zones=("Europe/Oslo",), since=SINCE), 4))
    assert [one.at.astimezone(ZoneInfo("Europe/Oslo")).hour for one in found] == [10] * 4
    there = [one.at.astimezone(ZoneInfo("Asia/Kolkata")).time() for one in found]
    assert there == [time(14, 30)] * 3 + [time(13, 30)]


@pytest.mark.parametrize(
    ("day", "note", "shown"),
    [
        (date(2026, 3, 29), ClockNote.SKIPPED, "03:30 +0200"),
        (date(2026, 10, 25), ClockNote.TWICE, "02:30 +0200"),
        (date(2026, 7, 5), None, "02:30 +0200"),
    ],
)
def test_an_hour_that_does_not_exist_or_comes_twice_is_said_and_comes_once(
    day: date, note: ClockNote | None, shown: str
) -> None:
    (one,) = moments([day], clock=time(2, 30), zones=("Europe/Oslo",))
    assert one.note is note
    assert one.at.astimezone(ZoneInfo("Europe/Oslo")).strftime("%H:%M %z") == shown


# ------------------------------------------------------------------------------------- days off

OSLO = WorkCalendar("Europe/Oslo", days_off=frozenset({date(2026, 5, 14), date(2026, 5, 15)}))


def test_a_free_day_moves_it_to_that_sides_next_working_day() -> None:
    (one,) = moments([date(2026, 5, 14)], clock=time(10), zones=("Europe/Oslo",))
    there = begins_for(one.at, OSLO)
    assert there.moved_from == date(2026, 5, 14)
    assert there.at == datetime(2026, 5, 17, 22, tzinfo=UTC)  # Monday 18 May, 00:00 Bergen
    elsewhere = begins_for(one.at, WorkCalendar("Asia/Kolkata"))
    assert (elsewhere.at, elsewhere.moved_from) == (one.at, None)


def test_the_day_counts_where_the_side_is_and_not_where_the_hour_was_agreed() -> None:
    friday_night = datetime(2026, 3, 13, 22, tzinfo=UTC)  # Saturday in Bengaluru
    there = begins_for(friday_night, WorkCalendar("Asia/Kolkata"))
    assert there.moved_from == date(2026, 3, 14)
    assert begins_for(friday_night, WorkCalendar("Europe/Oslo")).moved_from is None


def test_a_side_that_is_away_for_very_long_keeps_the_day() -> None:
    away = {date(2026, 1, 1) + timedelta(days=n) for n in range(90)}
    long_away = WorkCalendar("UTC", days_off=frozenset(away))
    assert working_day(date(2026, 1, 1), long_away) == date(2026, 1, 1)
    assert LONGEST_AWAY < 90


@given(day=st.dates(date(2026, 1, 1), date(2036, 1, 1)), zone=zones)
def test_a_calendar_without_holidays_moves_weekends_alone(day: date, zone: str) -> None:
    moved = working_day(day, WorkCalendar(zone))
    assert moved.weekday() < 5
    assert (moved - day).days == {5: 2, 6: 1}.get(day.weekday(), 0)


# Where each of twelve sides sits: zone, country, region, and the weekend it says for itself.
SIDES = (
    ("Europe/Oslo", "NO", "", "56"),
    ("Asia/Kolkata", "IN", "KA", "56"),
    ("America/New_York", "US", "NY", "56"),
    ("America/Sao_Paulo", "BR", "SP", "56"),
    ("Africa/Nairobi", "KE", "", "56"),
    ("Australia/Lord_Howe", "AU", "NSW", "56"),
    ("Asia/Kathmandu", "NP", "", "5"),
    ("Pacific/Apia", "WS", "", "56"),
    ("Asia/Tehran", "IR", "", "34"),
    ("Africa/Casablanca", "MA", "", "56"),
    ("America/St_Johns", "CA", "NL", "56"),
    ("Pacific/Chatham", "NZ", "CIT", "56"),
)


@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "country", "region", "weekend"), SIDES, ids=lambda one: one)
def test_for_ten_years_public_holidays_lose_no_round_of_a_side_and_double_none(
    zone: str, country: str, region: str, weekend: str
) -> None:
    house = Organisation(country=country, region=region, weekend=weekend)
    calendar_of = calendars_of(Party(zone=zone, organisation=house))
    moved, last, rounds = 0, SINCE, 0
    for one in ten_years(weekly, (zone,), SINCE):
        calendar, here = calendar_of(one.at), ZoneInfo(zone)
        begin = begins_for(one.at, calendar)
        local = begin.at.astimezone(here)
        assert calendar.is_working_day(local.date())
        assert timedelta(0) <= local.date() - one.day < timedelta(days=LONGEST_AWAY)
        # After two weeks off (Nowruz) two rounds may begin on the same morning, each still its own.
        assert begin.at >= last
        assert (begin.moved_from is None) == calendar.is_working_day(one.day)
        moved, last, rounds = moved + (begin.moved_from is not None), begin.at, rounds + 1
    assert rounds in {521, 522}
    assert public_holidays(country, region, 2030, ""), "nobody has a list for it"
    if "3" not in weekend:
        assert moved >= 5, "no public holiday of ten years fell on a round"
    else:
        assert moved >= 500, "a round on one's own weekend begins when work does"
