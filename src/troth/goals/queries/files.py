"""A file of readings beside those that stand: what is new, what corrects, what is there already."""

from collections.abc import Sequence
from dataclasses import dataclass

from troth.goals.models import Measure, Reading
from troth.goals.queries.readings import standing
from troth.goals.rules.readings import Row


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What a file would change; `other` has each reading that stands with the row that corrects it."""

    new: Sequence[Row]
    other: Sequence[tuple[Reading, Row]]
    known: int
    standing: int


def beside(measure: Measure, rows: Sequence[Row]) -> Beside:
    """Compare them by day; one statement."""
    there = {one.day: one for one in standing(measure)}
    new = [row for row in rows if row.day not in there]
    known = [(there[row.day], row) for row in rows if row.day in there]
    other = [(one, row) for one, row in known if one.value != row.value]
    return Beside(new=new, other=other, known=len(known) - len(other), standing=len(there))
