"""Shares by what people stated of themselves, so that nobody is told apart from the others of their class.

Here counts are known and statements are secret; `audit` has it the other way round. Everybody's counts are replaced by
the mean of their class, so a report is made from one thing alone: how many people of each class stated what. Two people
of a class who exchanged what they stated would leave every figure, and every choice to show or hide it, as it is.

That says nothing yet where a whole class stated the same. So each group that is shown, and the rest (all who are in
none of them, whatever they stated or did not), has five people or more, and two or more of every class: then one of
them who knows what they themselves stated still knows of none of the others.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from troth.inclusion.rules.audit import FEWEST
from troth.inclusion.rules.classes import Class
from troth.inclusion.rules.report import Done, Kind, in_steps, months_later

# So many of every class, in each group and in the rest.
MIXED: Final = 2
# The first report is about three months, every later one about the year since the one before.
FIRST, YEAR = 3, 12
# How long people who were put together are not put together otherwise, although one of them has gone.
MEMORY: Final = 36


class By(StrEnum):
    """What somebody can state."""

    REGION = "region"
    ROLE = "role"


class Missing(StrEnum):
    """Why a report has no line at all; it depends on who sits at the table, and never on what was stated."""

    FEW_PEOPLE = "few-people"
    MANY_PEOPLE = "many-people"


@dataclass(frozen=True, kw_only=True)
class Share:
    """A group's share of what was done, beside its share of the people; both in steps of 5 percent."""

    by: By
    key: str
    kind: Kind
    of_people: int
    share: int


Stated = Mapping[str, str]
Counts = Sequence[Mapping[str, int]]


def shares(by: By, stated: Stated, *, classes: Sequence[Class], done: Done) -> list[Share]:
    """Every line that can be shown; `stated` has for each person who stated something what it was."""
    counts = [Counter(stated[one] for one in people if stated.get(one)) for people in classes]
    sizes = [len(people) for people in classes]
    kinds = [kind for kind in Kind if took_part(done.get(kind, {}), classes) >= FEWEST]
    return [
        Share(
            by=by,
            key=key,
            kind=kind,
            of_people=in_steps(sum(one[key] for one in counts), sum(sizes)),
            share=share_of([one[key] for one in counts], classes, done[kind]),
        )
        for key in shown(counts, sizes)
        for kind in kinds
    ]


def took_part(done: Mapping[str, int], classes: Sequence[Class]) -> int:
    """How many of those who are counted did something; everybody knows that."""
    return sum(1 for people in classes for one in people if done.get(one))


def share_of(inside: Sequence[int], classes: Sequence[Class], done: Mapping[str, int]) -> int:
    """The share of a group with so many people of each class, each of them counted as the mean of the class."""
    totals = [sum(done.get(one, 0) for one in people) for people in classes]
    part = sum(
        (
            Fraction(total * n, len(people))
            for n, total, people in zip(inside, totals, classes, strict=True)
        ),
        Fraction(),
    )
    return in_steps(part.numerator, part.denominator * sum(totals))


def shown(counts: Counts, sizes: Sequence[int]) -> list[str]:
    """The groups that can be shown, in the order of their names; chosen by size, as long as the rest stays mixed."""
    totals: Counter[str] = Counter()
    for one in counts:
        totals.update(one)
    found: list[str] = []
    rest = list(sizes)
    for key in sorted(totals, key=lambda key: (-totals[key], key)):
        inside = [one.get(key, 0) for one in counts]
        left = [all_of - n for all_of, n in zip(rest, inside, strict=True)]
        if is_mixed(inside) and is_mixed(left):
            found.append(key)
            rest = left
    return sorted(found)


def is_mixed(inside: Sequence[int]) -> bool:
    """Whether these are five or more, and two or more of every class."""
    return sum(inside) >= FEWEST and min(inside, default=0) >= MIXED


def span(began: date, today: date) -> tuple[date, date] | None:
    """The months of the last report there can be: their first day, and the first day after them.

    `began` is the first full month of the table. It depends on the calendar alone: a report in which nothing could be
    shown counts as well. None where it is too early for one.
    """
    ends = months_later(began, FIRST)
    if today < ends:
        return None
    while months_later(ends, YEAR) <= today:
        ends = months_later(ends, YEAR)
    return max(began, months_later(ends, -YEAR)), ends


def begins_on(opened: date, *, at_midnight: bool = False) -> date:
    """The first full month of a table that was opened on this day."""
    first = opened.replace(day=1)
    return first if at_midnight and opened == first else months_later(first, 1)


def next_after(began: date, today: date) -> date:
    """The first day on which the next report can be there."""
    ends = months_later(began, FIRST)
    while ends <= today:
        ends = months_later(ends, YEAR)
    return ends
