"""A working calendar in words: weekdays, countries, and how often."""

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from troth.foundation.web.lists import commas, listed
from troth.organisations.models import Organisation
from troth.partnerships.queries.calendars import countries, region_names


def reader() -> Locale:
    """The reader's language as Babel knows it."""
    try:
        return Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def country_name(code: str) -> str:
    """What a country is called in the reader's language."""
    return str(reader().territories.get(code, code))


def country_choices() -> list[tuple[str, str]]:
    """Every country with a list of holidays, by name."""
    return sorted(((code, country_name(code)) for code in countries()), key=lambda one: one[1])


def weekend_words(weekend: Iterable[int]) -> str:
    """The days of the week on which nobody works."""
    days = listed(WEEKDAYS[day] for day in sorted(weekend))
    return _("free on %(days)s") % {"days": days} if days else _("working on every day of the week")


def works_words(house: Organisation) -> str:
    """When an organisation works, in one sentence."""
    said = [weekend_words(int(day) for day in house.weekend if day.isdigit())]
    if house.country:
        region = region_names(house.country).get(house.region, "")
        place = country_name(house.country)
        where = commas([region, place])
        said.append(_("with the public holidays of %(place)s") % {"place": where})
    if house.days_off:
        count = len(house.days_off)
        own = ngettext("one day off of its own", "%(n)s days off of its own", count)
        said.append(own % {"n": count})
    words = commas(said)
    return _("%(name)s is %(words)s.") % {"name": house.name, "words": words}
