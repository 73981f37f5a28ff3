"""Each side's working calendar: its weekend, the holidays of its country, and its own days off."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

import holidays
from django.utils.translation import get_language

from troth.organisations.models import Organisation
from troth.partnerships.models import Party
from troth.partnerships.rules.calendar import WorkCalendar, answer_by
from troth.people.zones import known_zone

# Years before and after the asked day that are looked at: no answer time is longer.
BEFORE, AFTER = 1, 2
# Years of countries that one process keeps; a year is some tens of days.
KEPT = 512
FIRST_YEAR, LAST_YEAR = 1990, 2100
# A name so short is a second code.
ABBREVIATED = 3


@dataclass(frozen=True, order=True)
class DayOff:
    """A day on which a side does not work, and what it is."""

    day: date
    name: str


def work_calendar(party: Party, around: date) -> WorkCalendar:
    """When this side works in the years around a day; without a country, weekends are all that is known."""
    zone, house = known_zone(party.zone), party.organisation
    if house is None:
        return WorkCalendar(zone)
    weekend = frozenset(int(day) for day in house.weekend if day.isdigit())
    return WorkCalendar(zone, weekend, frozenset(days_off(house, around)))


def calendars_of(party: Party) -> Callable[[datetime], WorkCalendar]:
    """This side's calendar for any moment of a long story, worked out once for each year."""
    kept: dict[int, WorkCalendar] = {}
    rest = resting_days(party.partnership_id)

    def at(moment: datetime) -> WorkCalendar:
        if moment.year not in kept:
            kept[moment.year] = with_rest(work_calendar(party, moment.date()), rest)
        return kept[moment.year]

    return at


def days_off(house: Organisation, around: date, language: str = "") -> Mapping[date, str]:
    """Holidays and own days off in the years around a day, with their names."""
    found: dict[date, str] = {}
    for year in range(around.year - BEFORE, around.year + AFTER + 1):
        found |= public_holidays(house.country, house.region, year, language)
    return found | {date.fromisoformat(day): name for day, name in house.days_off.items()}


def days_off_ahead(party: Party, today: date, *, until: date) -> Sequence[DayOff]:
    """What lies ahead that is no working day besides the weekends, in order."""
    if party.organisation is None:
        return []
    named = days_off(party.organisation, today, get_language() or "").items()
    return sorted(DayOff(day, name) for day, name in named if today <= day <= until)


@lru_cache(maxsize=KEPT)
def public_holidays(country: str, region: str, year: int, language: str) -> Mapping[date, str]:
    """The public holidays of one year; none for a country or a year nobody has a list for."""
    if not FIRST_YEAR <= year <= LAST_YEAR or country not in countries():
        return {}
    subdivision = region if region in regions(country) else None
    found = holidays.country_holidays(
        country, subdiv=subdivision, years=year, language=known_language(country, language)
    )
    return {day: name for day, name in found.items() if day.year == year}


def known_language(country: str, language: str) -> str | None:
    """The reader's language where the country's list speaks it, English else, or its own."""
    spoken = holidays.list_localized_countries().get(country, [])
    short = language[:2]
    wanted = [one for one in spoken if one[:2] == short] or [
        one for one in spoken if one == "en_US"
    ]
    return wanted[0] if wanted else None


@lru_cache(maxsize=1)
def countries() -> Mapping[str, Sequence[str]]:
    """Every country with a list of holidays, with its regions."""
    every = holidays.list_supported_countries(include_aliases=False)
    return {code: parts for code, parts in every.items() if len(code) == 2}


def regions(country: str) -> Sequence[str]:
    """The regions of a country that have holidays of their own."""
    return countries().get(country, [])


# Days on which a table rests, as the nouns above know them; put in by the site.
RESTS: list[Callable[[str], frozenset[date]]] = []


def resting_days(partnership: str) -> frozenset[date]:
    """The days on which this table rests by agreement; nobody's time to answer runs on them."""
    return frozenset[date]().union(*(known(partnership) for known in RESTS))


def with_rest(calendar: WorkCalendar, rest: frozenset[date]) -> WorkCalendar:
    """The same calendar with these days free as well."""
    return replace(calendar, days_off=calendar.days_off | rest) if rest else calendar


def answers_by(asked: datetime, *, days: int, parties: Collection[Party], zone: str) -> datetime:
    """Until when all of these sides can answer, each by its own calendar: the latest of their moments.

    Where nobody in particular is asked, weekends in the zone of the asking are all that is known.
    """
    rest = resting_days(next(iter(parties)).partnership_id) if parties else frozenset()
    calendars = [with_rest(work_calendar(one, asked.date()), rest) for one in parties]
    known = calendars or [WorkCalendar(known_zone(zone))]
    return max(answer_by(asked, days=days, calendar=one) for one in known)


@lru_cache(maxsize=KEPT)
def region_names(country: str) -> Mapping[str, str]:
    """What the regions of a country are called, in the country's own words where the list knows them."""
    if not regions(country):
        return {}
    names: dict[str, list[str]] = {code: [] for code in regions(country)}
    for name, code in holidays.country_holidays(country).subdivisions_aliases.items():
        if len(name) > ABBREVIATED and code in names:
            names[code].append(name)
    return {code: " / ".join(found[:2]) or code for code, found in names.items()}
