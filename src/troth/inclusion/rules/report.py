"""A month's balance: who wrote, asked, answered and decided how much, as shares of groups that can be shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from troth.inclusion.rules.audit import Cell, Hidden, audit

# Shares are said in steps: a finer figure would be the work of one person in a small group.
STEP: Final = 5


class Kind(StrEnum):
    """What people do at a table that is counted; speaking and inconvenient hours join with meetings."""

    WRITING = "writing"
    ASKING = "asking"
    ANSWERING = "answering"
    DECIDING = "deciding"


class Cut(StrEnum):
    """By what people are put together, coarse to fine."""

    ALL = "all"
    PARTY = "party"


@dataclass(frozen=True, kw_only=True)
class Sitter:
    """Somebody who sat for an organisation on the last day of the month."""

    id: str
    party: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One figure: `share` of what was done and `of_people` of those at the table, both in steps of 5 percent.

    A hidden one has neither share nor people; `people` are kept for later audits and never shown by name.
    """

    kind: Kind
    cut: Cut
    key: str
    people: frozenset[str]
    of_people: int
    share: int | None
    hidden: Hidden | None


Done = Mapping[Kind, Mapping[str, int]]


def report(
    sitters: Sequence[Sitter],
    done: Done,
    *,
    earlier: Mapping[Kind, Collection[frozenset[str]]],
) -> list[Line]:
    """All lines of one month, each kind audited on its own against what was shown of it before."""
    cells = cells_of(sitters)
    return [
        line
        for kind in Kind
        for line in lines_of(kind, cells, done.get(kind, {}), earlier=earlier.get(kind, ()))
    ]


def cells_of(sitters: Sequence[Sitter]) -> dict[tuple[Cut, str], frozenset[str]]:
    """The fixed cells: everybody, and each organisation. What people stated has a way of its own, see `stated`."""
    found: dict[tuple[Cut, str], frozenset[str]] = {
        (Cut.ALL, ""): frozenset(one.id for one in sitters)
    }
    for key in sorted({one.party for one in sitters} - {""}):
        found[Cut.PARTY, key] = frozenset(one.id for one in sitters if one.party == key)
    return found


def lines_of(
    kind: Kind,
    cells: Mapping[tuple[Cut, str], frozenset[str]],
    done: Mapping[str, int],
    *,
    earlier: Collection[frozenset[str]],
) -> list[Line]:
    """The lines of one kind; without everybody's own line there is nothing to take a share of."""
    everybody = cells[Cut.ALL, ""]
    counted = {one: n for one, n in done.items() if n and one in everybody}
    listed = [Cell(name=f"{cut}:{key}", people=people) for (cut, key), people in cells.items()]
    verdicts = audit(listed, active=counted.keys(), earlier=earlier)
    whole = sum(counted.values())
    nothing = verdicts[f"{Cut.ALL}:"] or (None if whole else Hidden.NOTHING_DONE)
    return [
        line_of(kind, cut, key=key, people=people, everybody=everybody, counted=counted)
        if not (nothing or verdicts[f"{cut}:{key}"])
        else hidden_line(kind, cut, key=key, why=verdicts[f"{cut}:{key}"] or nothing)
        for (cut, key), people in cells.items()
    ]


def line_of(
    kind: Kind,
    cut: Cut,
    *,
    key: str,
    people: frozenset[str],
    everybody: frozenset[str],
    counted: Mapping[str, int],
) -> Line:
    """A line that can be shown."""
    part = sum(n for one, n in counted.items() if one in people)
    return Line(
        kind=kind,
        cut=cut,
        key=key,
        people=people,
        of_people=in_steps(len(people), len(everybody)),
        share=in_steps(part, sum(counted.values())),
        hidden=None,
    )


def hidden_line(kind: Kind, cut: Cut, *, key: str, why: Hidden | None) -> Line:
    """A line that is not shown; whoever is in it is nobody's business, not even the server's later on."""
    return Line(
        kind=kind, cut=cut, key=key, people=frozenset(), of_people=0, share=None, hidden=why
    )


def in_steps(part: int, whole: int) -> int:
    """Percent to the nearest step; a half goes up."""
    if not whole:
        return 0
    steps = 100 // STEP
    return (2 * part * steps + whole) // (2 * whole) * STEP


def month_before(today: date) -> date:
    """The first day of the last full month."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_after(month: date) -> date:
    """The first day of the month that follows."""
    return months_later(month, 1)


def months_later(month: date, count: int) -> date:
    """The first day of the month so many months later; earlier for less than nothing."""
    year, index = divmod(month.year * 12 + month.month - 1 + count, 12)
    return date(year, index + 1, 1)
