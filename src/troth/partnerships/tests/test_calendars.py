"""Each side's own working calendar, from its organisation's country and days."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from troth.organisations.actions import YearOfWork, keep_calendar
from troth.organisations.rules import MOST_DAYS_OFF, NotAMember, NoWorkingDay, TooManyDaysOff
from troth.partnerships.models import Party
from troth.partnerships.queries.calendars import (
    KEPT,
    answers_by,
    calendars_of,
    countries,
    days_off_ahead,
    public_holidays,
    work_calendar,
)
from troth.partnerships.rules.calendar import WorkCalendar, answer_by
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db

NORWAY = YearOfWork(country="NO")
INDIA = YearOfWork(country="IN", region="KA")


def live_in(cast: Cast, party: Party, said: YearOfWork) -> Party:
    """Let the party's organisation work so."""
    admin = cast.ingrid if party == cast.lumen else cast.ravi
    assert party.organisation is not None
    party.organisation = keep_calendar(party.organisation, said, by=admin.person)
    return party


def test_norways_17_may_and_indias_diwali_do_not_count_each_on_its_own_side(cast: Cast) -> None:
    lumen, kaveri = live_in(cast, cast.lumen, NORWAY), live_in(cast, cast.kaveri, INDIA)
    before_may = datetime(2028, 5, 16, 10, tzinfo=UTC)
    before_diwali = datetime(2028, 10, 16, 6, tzinfo=UTC)

    def due(asked: datetime, party: Party) -> date:
        return answer_by(asked, days=2, calendar=work_calendar(party, asked.date())).date()

    assert due(before_may, lumen) == date(2028, 5, 19)
    assert due(before_may, kaveri) == date(2028, 5, 18)
    assert due(before_diwali, kaveri) == date(2028, 10, 19)
    assert due(before_diwali, lumen) == date(2028, 10, 18)


def test_without_a_country_only_weekends_are_known(cast: Cast) -> None:
    calendar = work_calendar(cast.lumen, date(2027, 5, 17))
    assert calendar == WorkCalendar("Europe/Oslo")
    assert days_off_ahead(cast.lumen, date(2027, 1, 1), until=date(2027, 12, 31)) == []


def test_a_party_that_is_only_named_has_weekends_on_its_own_clock() -> None:
    named = Party(name="Somebody", zone="Asia/Kolkata")
    assert work_calendar(named, date(2027, 5, 17)) == WorkCalendar("Asia/Kolkata")
    assert days_off_ahead(named, date(2027, 1, 1), until=date(2027, 12, 31)) == []


def test_own_days_off_and_an_own_weekend_count_too(cast: Cast) -> None:
    away = {date(2027, 7, 9): "Summer party"}
    live_in(cast, cast.lumen, YearOfWork(country="NO", weekend="45", days_off=away))
    calendar = work_calendar(cast.lumen, date(2027, 7, 1))
    assert calendar.weekend == {4, 5}
    assert date(2027, 7, 9) in calendar.days_off
    assert calendar.is_working_day(date(2027, 7, 11))


def test_what_lies_ahead_is_named_in_the_readers_language(cast: Cast) -> None:
    live_in(cast, cast.lumen, NORWAY)
    with override("en"):
        ahead = days_off_ahead(cast.lumen, date(2027, 5, 1), until=date(2027, 5, 20))
    assert [(one.day.day, one.name) for one in ahead] == [
        (1, "Labor Day"),
        (6, "Ascension Day"),
        (16, "Pentecost"),
        (17, "Constitution Day; Pentecost Monday"),
    ]


def test_a_calendar_reaches_over_the_turn_of_the_year(cast: Cast) -> None:
    live_in(cast, cast.lumen, NORWAY)
    calendar = work_calendar(cast.lumen, date(2026, 12, 30))
    assert not calendar.is_working_day(date(2027, 1, 1))
    assert not calendar.is_working_day(date(2027, 5, 17))


def test_a_region_has_holidays_of_its_own() -> None:
    assert date(2026, 9, 14) in public_holidays("IN", "KA", 2026, "")
    assert date(2026, 9, 14) not in public_holidays("IN", "", 2026, "")


@pytest.mark.parametrize(("country", "region"), [("", ""), ("XX", ""), ("NO", "nowhere")])
def test_unknown_places_are_no_error(country: str, region: str) -> None:
    found = public_holidays(country, region, 2027, "")
    assert (date(2027, 5, 17) in found) == (country == "NO")


@pytest.mark.parametrize("year", [1, 1899, 9999])
def test_years_nobody_lists_have_no_holidays(year: int) -> None:
    assert public_holidays("NO", "", year, "") == {}


def test_what_is_kept_of_countries_is_bounded() -> None:
    assert public_holidays.cache_info().maxsize == KEPT
    assert {"NO", "IN", "GB"} <= set(countries())


def test_of_several_sides_the_one_that_needs_longest_sets_the_moment(cast: Cast) -> None:
    live_in(cast, cast.lumen, NORWAY)
    asked = datetime(2027, 5, 14, 10, tzinfo=UTC)
    both = answers_by(asked, days=1, parties=[cast.lumen, cast.kaveri], zone="UTC")
    assert both.date() == date(2027, 5, 18)


def test_where_nobody_in_particular_is_asked_weekends_are_counted() -> None:
    asked = datetime(2027, 5, 14, 10, tzinfo=UTC)
    assert answers_by(asked, days=1, parties=[], zone="nowhere").date() == date(2027, 5, 17)


def test_a_long_story_is_counted_year_by_year(cast: Cast) -> None:
    live_in(cast, cast.lumen, NORWAY)
    calendar = calendars_of(cast.lumen)
    for year in range(2015, 2028):
        at = datetime(year, 5, 17, tzinfo=UTC)
        assert at.date() in calendar(at).days_off


def test_only_who_decides_for_it_says_when_an_organisation_works(cast: Cast) -> None:
    assert cast.lumen.organisation
    with pytest.raises(NotAMember):
        keep_calendar(cast.lumen.organisation, NORWAY, by=cast.ravi.person)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (YearOfWork(weekend="0123456"), NoWorkingDay),
        (
            YearOfWork(
                days_off=dict.fromkeys(
                    (date.fromordinal(739000 + n) for n in range(MOST_DAYS_OFF + 1)), ""
                )
            ),
            TooManyDaysOff,
        ),
    ],
)
def test_a_year_without_work_is_refused(
    cast: Cast, said: YearOfWork, refusal: type[Exception]
) -> None:
    assert cast.lumen.organisation
    with pytest.raises(refusal):
        keep_calendar(cast.lumen.organisation, said, by=cast.ingrid.person)
