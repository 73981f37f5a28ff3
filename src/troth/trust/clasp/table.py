"""The clasp as a table: the same figures, one row for each dimension."""

from dataclasses import dataclass

from troth.foundation.web.lists import commas
from troth.trust.clasp.seen import Clasp, Seen, State
from troth.trust.clasp.words import (
    aside,
    first_seen,
    guess,
    heading,
    last_heard,
    of_itself,
    range_words,
    reading,
    trend,
)
from troth.trust.rules.hands import Dimension


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One finger in the table. Without a reading there are only `words`."""

    seen: Seen
    words: str
    figure: str = ""
    between: str = ""
    items: str = ""
    change: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One dimension, both directions."""

    dimension: Dimension
    name: str
    near: Cell
    far: Cell


def rows(shown: Clasp) -> list[Row]:
    """Five rows, always in the same order."""
    return [
        Row(dimension=one.dimension, name=heading(one.dimension), near=cell(one), far=cell(other))
        for one, other in zip(shown.near.fingers, shown.far.fingers, strict=True)
    ]


def cell(seen: Seen) -> Cell:
    """One finger in figures, or in words where it has none."""
    found = seen.of_ten
    if seen.state is not State.READ or found is None:
        return Cell(seen=seen, words=reading(seen))
    notes = [last_heard(seen), first_seen(seen), of_itself(seen)]
    return Cell(
        seen=seen,
        words=guess(seen),
        figure=str(found.middle),
        between=range_words(seen),
        items=" + ".join(filter(None, [str(seen.count), aside(seen)])),
        change=trend(seen),
        note=commas(notes),
    )
