"""Numbers, days and changes of a goal as people read them."""

from datetime import date
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.foundation.web.clock import now
from troth.foundation.web.times import date_words, dated
from troth.goals.rules.changes import Change, Part, Value
from troth.goals.rules.progress import Point, Progress, Way
from troth.goals.rules.wording import plain

NAMES = {
    Part.WORDS: gettext_lazy("The words"),
    Part.BY_WHEN: gettext_lazy("Reached by"),
    Part.LAUNCH_ON: gettext_lazy("Launch planned for"),
    Part.MEASURE_NEW: gettext_lazy("New measure"),
    Part.MEASURE_GONE: gettext_lazy("Measure left out"),
    Part.NAME: gettext_lazy("Name of the measure"),
    Part.START: gettext_lazy("Start of “%(measure)s”"),
    Part.TARGET: gettext_lazy("Target of “%(measure)s”"),
}


def number(value: Decimal, unit: str = "") -> str:
    """A number in the reader's way of writing, with its unit: 1,200 units."""
    figures = number_format(plain(value))
    return f"{figures} {unit}".strip().replace("-", "\u2212", 1)


def day_words(day: date | None) -> str:
    """`Friday 13 March`, with the year only where it is another one; nothing for no day."""
    return date_words(day, today=now().date()) if day else ""


def short_day(day: date) -> str:
    """`13 March`, with the year only where it is another one."""
    return dated(day, year=day.year != now().year)


def said(value: Value, unit: str) -> str:
    """One side of a change; a word for what was not there."""
    if value is None:
        return ""
    if isinstance(value, date):
        return day_words(value)
    return number(value, unit) if isinstance(value, Decimal) else value


def change_words(change: Change) -> tuple[str, str, str]:
    """What changed, how it was, how it is."""
    name = str(NAMES[change.part]) % {"measure": change.measure}
    before, after = said(change.before, change.unit), said(change.after, change.unit)
    if change.part is Part.WORDS:
        return name, "", _("read what was put in and taken out")
    if change.part is Part.MEASURE_NEW:
        return name, "", f"{change.measure}: {after}"
    if change.part is Part.MEASURE_GONE:
        return name, f"{change.measure}: {before}", _("its readings stay in the record")
    return name, before or _("no day"), after or _("no day")


def progress_words(latest: Point, done: Progress, *, target: Decimal, unit: str) -> str:
    """One sentence that would do as the whole answer."""
    values = {
        "value": number(latest.value),
        "target": number(target, unit),
        "day": day_words(latest.day),
        "percent": done.percent,
    }
    sentences = {
        Way.REACHED: _("%(value)s of %(target)s on %(day)s: the target is reached."),
        Way.BETWEEN: _("%(value)s of %(target)s on %(day)s: %(percent)s %% of the way."),
        Way.START: _("%(value)s on %(day)s, where it began; the target is %(target)s."),
        Way.AWAY: _("%(value)s on %(day)s, further from %(target)s than at the start."),
    }
    return sentences[done.way] % values
