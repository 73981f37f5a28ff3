"""How a dimension stood over time: the same estimate at earlier moments, from what had happened by then."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

import numpy as np

from troth.trust.rules.estimate import Table, columns, stands
from troth.trust.rules.hands import ENOUGH, TOP, Dimension
from troth.trust.rules.pieces import Piece
from troth.trust.rules.reliability import Point

POINTS = 40


def series(pieces: Sequence[Piece], dimension: Dimension, *, at: datetime) -> list[Point]:
    """The line from the first reading until now; empty while there is none. Pieces in the order of their moments."""
    counted = [one.at for one in pieces if one.counts_for(dimension)]
    if len(counted) < ENOUGH or counted[ENOUGH - 1] >= at:
        return []
    first, table, moments = counted[ENOUGH - 1], columns(pieces), [one.at for one in pieces]
    step = (at - first) / (POINTS - 1)
    return [
        point(table, bisect_right(moments, moment), dimension, at=moment)
        for moment in (first + number * step for number in range(POINTS))
    ]


def point(table: Table, known: int, dimension: Dimension, *, at: datetime) -> Point:
    """The estimate from the first so many pieces."""
    then = Table(
        day=table.day[:known],
        weight=table.weight[:known],
        y=table.y[:known],
        slow=table.slow[:known],
        loads=table.loads[:known],
    )
    stand = stands(then, np.zeros(known, dtype=np.int64), groups=1, at=at)[0]
    found = stand.estimate(dimension)
    return Point(at, found.mid / TOP, found.low / TOP, found.high / TOP)
