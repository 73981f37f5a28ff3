"""Times as people say them: the day in words, the clock, and the place whose clock it is."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from troth.foundation.web.clock import now

# By weekday and year, in letters of Django's date filter; `\d\e` writes the word “de”.
PATTERNS = {
    (False, False): pgettext_lazy("date pattern", "j F"),
    (False, True): pgettext_lazy("date pattern", "j F Y"),
    (True, False): pgettext_lazy("date pattern", "l j F"),
    (True, True): pgettext_lazy("date pattern", "l j F Y"),
}
MONDAY: Final = date(2026, 3, 2)


def dated(day: date, *, weekday: bool = False, year: bool = False) -> str:
    """`13 March`, with its weekday or its year, in the order in which the language writes them."""
    # Two clocks show one moment on two days, and as moments both are the same.
    only = day.date() if isinstance(day, datetime) else day
    return written(only, get_language() or "", weekday=weekday, year=year)


@lru_cache(maxsize=4096)
def written(day: date, _language: str, *, weekday: bool, year: bool) -> str:
    """The same, put together once for each language: a list says the same days on every visit."""
    return formats.date_format(day, str(PATTERNS[weekday, year]))


def weekday_of(day: date) -> str:
    """`Friday`."""
    return weekday_in(day.isoweekday(), get_language() or "")


@lru_cache(maxsize=256)
def weekday_in(number: int, _language: str) -> str:
    """The name of a day of the week; Monday is 1."""
    return formats.date_format(MONDAY + timedelta(days=number - 1), "l")


def in_zone(moment: datetime, zone: str) -> datetime:
    """The same moment on another clock."""
    return moment.astimezone(ZoneInfo(zone))


def place_of(zone: str, place: str = "") -> str:
    """The word for a clock: the place somebody gave, else the city in the zone's name."""
    return place or zone.rpartition("/")[2].replace("_", " ")


def day_words(day: date, *, today: date) -> str:
    """`tomorrow, Friday`, else the weekday and date; the year only where it is another one."""
    weekday = weekday_of(day)
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    apart = (day - today).days
    if apart in near:
        return f"{near[apart]}, {weekday}"
    return date_words(day, today=today)


def date_words(day: date, *, today: date) -> str:
    """`Friday 13 March`, whatever day it is; the year only where it is another one."""
    return dated(day, weekday=True, year=day.year != today.year)


def clock(moment: datetime, zone: str, place: str = "") -> str:
    """`17:00 Bergen`."""
    local = in_zone(moment, zone)
    return f"{local:%H:%M} {place_of(zone, place)}"


def when(moment: datetime, zone: str, place: str = "") -> str:
    """`Friday 13 March 17:00 Bengaluru`; `tomorrow` only while it is the same day there as for the reader."""
    local, today = in_zone(moment, zone), in_zone(now(), zone).date()
    same_day = today == timezone.localtime(now()).date()
    words = (day_words if same_day else date_words)(local.date(), today=today)
    return f"{words} {clock(moment, zone, place)}"


def on_record(moment: datetime, zone: str, place: str = "") -> str:
    """`Friday 13 March 17:00 Bengaluru`, for sentences that are read on any later day."""
    local, today = in_zone(moment, zone), in_zone(now(), zone).date()
    return f"{date_words(local.date(), today=today)} {clock(moment, zone, place)}"


def also(moment: datetime, *, first: str, second: str, place: str = "") -> str:
    """The second clock beside the first: only what differs, `12:30 Bergen` or with its day; may be empty."""
    one, two = in_zone(moment, first), in_zone(moment, second)
    if one.utcoffset() == two.utcoffset():
        return ""
    said = clock(moment, second, place)
    if one.date() == two.date():
        return said
    return f"{weekday_of(two.date())} {said}"


def day(moment: datetime | date, zone: str = "UTC") -> str:
    """`13 March`, with the year only where it is not this one."""
    local = in_zone(moment, zone).date() if isinstance(moment, datetime) else moment
    return dated(local, year=local.year != now().year)


def since(moment: datetime, zone: str = "UTC") -> str:
    """`today`, `yesterday`, `on Tuesday`, `on 2 March`."""
    today = in_zone(now(), zone).date()
    local = in_zone(moment, zone).date()
    if today - local <= timedelta(days=1):
        return _("today") if local >= today else _("yesterday")
    if today - local < timedelta(days=7):
        return _("on %(day)s") % {"day": weekday_of(local)}
    return _("on %(day)s") % {"day": day(local)}


def from_day(moment: datetime, zone: str = "UTC") -> str:
    """`since today`, `since yesterday`, `since Tuesday`, `since 2 March`."""
    today = in_zone(now(), zone).date()
    local = in_zone(moment, zone).date()
    if local >= today:
        return _("since today")
    if today - local <= timedelta(days=1):
        return _("since yesterday")
    within_a_week = today - local < timedelta(days=7)
    named = weekday_of(local) if within_a_week else day(local)
    return _("since %(day)s") % {"day": named}


def iso(moment: datetime) -> str:
    """For `datetime` attributes."""
    return moment.astimezone(ZoneInfo("UTC")).isoformat(timespec="seconds")


FILTERS: dict[str, Callable[..., Any]] = {
    "clock": clock,
    "when": when,
    "from_day": from_day,
    "day": day,
    "since": since,
    "iso": iso,
    "also": also,
}
