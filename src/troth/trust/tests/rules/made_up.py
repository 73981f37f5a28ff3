"""Made-up directions whose truth is known, for measuring what kinds of evidence are worth."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import numpy as np

from troth.trust.rules.estimate import FIVE, PRIOR, Array
from troth.trust.rules.foreseen import foreseen
from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import START, Kind
from troth.trust.rules.worth import Direction

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
NUMBERS = count(1)
Chance = np.random.Generator
Says = Callable[[Array, Chance], list[Piece]]


def piece(
    kind: Kind,
    day: float = 0.0,
    *,
    nth: int = 1,
    subject: str = "",
    value: float = 1.0,
    dimension: Dimension = Dimension.OPENNESS,
) -> Piece:
    """One piece about Kaveri, of a subject of its own unless one is named; value and dimension are for open words."""
    number, is_said = next(NUMBERS), kind is Kind.EXPERIENCED
    return Piece(
        idx=number,
        kind=kind,
        about="K",
        towards="L",
        at=BEGUN + timedelta(days=day),
        subject=subject or f"S{number}",
        nth=nth,
        value=value if is_said else None,
        dimension=dimension if is_said else None,
    )


def place(dimension: Dimension) -> int:
    """Where a dimension stands among the five."""
    return list(Dimension).index(dimension)


def answers(truth: Array, chance: Chance, *, number: int = 30) -> list[Piece]:
    """Answers over a year, as often in time as this side is open."""
    share = 1 / (1 + np.exp(-truth[place(Dimension.OPENNESS)]))
    return [
        piece(
            Kind.ANSWERED if chance.random() < share else Kind.ANSWERED_LATE,
            float(chance.uniform(30, 365)),
        )
        for _ in range(number)
    ]


def said(off: float, *, times: int = 3) -> Says:
    """Words about openness that lie so far from the truth, in the first month."""

    def say(truth: Array, chance: Chance) -> list[Piece]:
        true = truth[place(Dimension.OPENNESS)]
        return [
            piece(
                Kind.EXPERIENCED,
                float(chance.uniform(0, 30)),
                value=float(chance.normal(true, off)),
            )
            for _ in range(times)
        ]

    return say


def noise(kind: Kind, *, most: int = 12) -> Says:
    """A kind that comes as often as chance will have it."""

    def say(_truth: Array, chance: Chance) -> list[Piece]:
        return [piece(kind, float(chance.uniform(0, 60))) for _ in range(chance.integers(1, most))]

    return say


def server(*says: Says, tables: int = 40, seed: int = 1, alike: bool = False) -> list[Direction]:
    """Two directions at each table, whose sides differ as the table of evidence supposes, or not at all."""
    chance = np.random.default_rng(seed)
    found = []
    for number in range(2 * tables):
        truth = chance.multivariate_normal(np.full(FIVE, START), 0 * PRIOR if alike else PRIOR)
        pieces = [one for say in (answers, *says) for one in say(truth, chance)]
        found.append(Direction(number // 2, foreseen(pieces)))
    return found
