"""Shares by what people stated, as the page says them: a table for regions, one for roles, or why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise as LazyWords
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from troth.inclusion.models import StatedReport, StatedShare
from troth.inclusion.rules.report import Kind, months_later
from troth.inclusion.rules.stated import By, Missing
from troth.inclusion.shown import HEADINGS, month_words, percent
from troth.inclusion.stating import CALLED

BY_WHAT: dict[By, LazyWords | str] = {
    By.REGION: gettext_lazy("By region"),
    By.ROLE: gettext_lazy("By role"),
}
GROUP: dict[By, LazyWords | str] = {
    By.REGION: gettext_lazy("Region, as stated"),
    By.ROLE: gettext_lazy("Role, as stated"),
}


@dataclass(frozen=True, kw_only=True)
class Group:
    """One line: a group, its share of the people, and its share of each kind in the order of the table."""

    name: str
    of_people: str
    shares: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class ByStated:
    """The groups of one table; none where none can be shown. `kinds` are its columns."""

    id: str
    heading: str
    group: str
    kinds: Sequence[str]
    rows: Sequence[Group]


@dataclass(frozen=True, kw_only=True)
class Year:
    """One report as the page says it."""

    period: str
    tables: Sequence[ByStated]
    nothing: str


def year_of(report: StatedReport | None, shares: Sequence[StatedShare]) -> Year | None:
    """The report with both tables; None where there is none yet."""
    if report is None:
        return None
    return Year(
        period=period_words(report),
        tables=[table_of(by, [one for one in shares if one.by == by]) for by in By],
        nothing=nothing_words(report),
    )


def table_of(by: By, shares: Sequence[StatedShare]) -> ByStated:
    """The table of regions, or of roles; what too few took part in has no column."""
    kinds = [kind for kind in Kind if any(one.kind == kind for one in shares)]
    names = {one.key: str(CALLED[by].get(one.key, one.key)) for one in shares}
    ordered = sorted(names.items(), key=lambda one: one[1].casefold())
    return ByStated(
        id=by.value,
        heading=str(BY_WHAT[by]),
        group=str(GROUP[by]),
        kinds=[str(HEADINGS[kind]) for kind in kinds],
        rows=[
            row_of(name, {one.kind: one for one in shares if one.key == key}, kinds)
            for key, name in ordered
        ],
    )


def row_of(name: str, of_kind: dict[str, StatedShare], kinds: Sequence[Kind]) -> Group:
    """One group in words."""
    some = next(iter(of_kind.values()))
    return Group(
        name=name,
        of_people=percent(some.of_people),
        shares=[percent(of_kind[kind].share) if kind in of_kind else "" for kind in kinds],
    )


def period_words(report: StatedReport) -> str:
    """From which month to which."""
    return _("From %(first)s to %(last)s.") % {
        "first": month_words(report.begins),
        "last": month_words(months_later(report.ends, -1)),
    }


def nothing_words(report: StatedReport) -> str:
    """Why a table has no line, in words that do not say which group was near."""
    if report.missing == Missing.FEW_PEOPLE:
        return _("Nothing is shown: too few people sat here through all of these months.")
    if report.missing == Missing.MANY_PEOPLE:
        return _("Not worked out: more people sit at this table than a balance is made for.")
    return _("No group can be shown without saying something about one of you.")


def next_words(day: date, *, first: bool) -> str:
    """When the next report comes."""
    month = {"month": month_words(months_later(day, -1))}
    if first:
        return _("The first is worked out once %(month)s is over.") % month
    return _("The next is worked out once %(month)s is over.") % month
