"""What each kind of evidence adds to forecasting what comes later of another kind, in one direction.

A later piece is asked for as a question that can come out either way: a forecast of what can only be good would praise
whatever raises the estimate. It is forecast from the pieces strictly before it and about other things, five times: with
one kind left out, at an eighth and at half of its weight, as the table weighs it, and at twice that.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from troth.trust.rules.estimate import (
    FIVE,
    HALF_LIFE,
    KNOWN_BEFORE,
    ORDER,
    SLOW_HALF_LIFE,
    Array,
    Table,
    columns,
)
from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import SHARED, Piece
from troth.trust.rules.table import ONE_ANSWER, START, TABLE, Kind

Whole: TypeAlias = npt.NDArray[np.int64]
Marks: TypeAlias = npt.NDArray[np.bool_]

# The newest so many pieces of a direction are looked at: the work grows with their square, and old ones have faded.
MOST = 500
# At how many times its weight a kind is taken: left out, a little, half, as the table says, twice.
TIMES = np.array([0.0, 0.125, 0.5, 1.0, 2.0])
OUT, LITTLE, HALF, AS_IT_IS, TWICE = range(len(TIMES))


class Question(IntEnum):
    """What can come out either way."""

    ENDED = 0
    ANSWER = 1
    DELIVERY = 2
    SLIP = 3
    SAID = 4


ASKED: Mapping[Question, Collection[Kind]] = {
    Question.ENDED: (Kind.KEPT, Kind.MISSED),
    Question.ANSWER: (Kind.ANSWERED, Kind.ANSWERED_LATE, Kind.UNANSWERED),
    Question.DELIVERY: (Kind.WELL_MADE, Kind.SENT_BACK),
    Question.SLIP: (Kind.ANNOUNCED, Kind.SILENT),
    Question.SAID: (Kind.EXPERIENCED,),
}
QUESTION_OF: Mapping[Kind, Question] = {
    kind: question for question, kinds in ASKED.items() for kind in kinds
}
# What a question is about must not depend on how it comes out; of a slip, both rows of the table say truth in full.
LOADS: Mapping[Question, Mapping[Dimension, float]] = {
    Question.ENDED: TABLE[Kind.KEPT].loads,
    Question.ANSWER: TABLE[Kind.ANSWERED].loads,
    Question.DELIVERY: TABLE[Kind.WELL_MADE].loads,
    Question.SLIP: {Dimension.TRUTH: 1.0},
}


@dataclass(frozen=True)
class Foreseen:
    """The later pieces that one kind could say something about, and how they were forecast each of five ways.

    `came`: where the answer lies, and `moved`: where it was forecast to lie, both from where everybody starts; of
    `moved` a column for each of `TIMES`. `variance`: how doubtful the forecast was, as the table weighs. `seen`: how
    many pieces of the kind there are.
    """

    seen: int
    day: Array
    question: Whole
    came: Array
    moved: Array
    variance: Array

    def __len__(self) -> int:
        return len(self.day)


@dataclass(frozen=True)
class Later:
    """What is forecast: which pieces, as which question, in which direction, with which noise."""

    place: Whole
    question: Whole
    loads: Array
    noise: Array


def foreseen(pieces: Sequence[Piece]) -> dict[Kind, Foreseen]:
    """Every kind of one direction, with what came later of others; bounded, the newest pieces."""
    line = sorted(pieces, key=in_order)[-MOST:]
    later = asked(line)
    if not len(later.place):
        return {kind: nothing(seen) for kind, seen in counted(line)}
    table = columns(line)
    weights = weights_before(table, line, later=later)
    kinds = np.array([one.kind.value for one in line])
    return {
        kind: with_and_without(
            kind, table, later, weights=weights, mine=np.asarray(kinds == kind.value)
        )
        for kind, _seen in counted(line)
    }


def in_order(piece: Piece) -> tuple[object, ...]:
    """The order of their moments; what happened at one moment in an order that the telling does not change."""
    return (piece.at, piece.idx, piece.kind, piece.subject, piece.dimension or "")


def counted(line: Sequence[Piece]) -> Iterator[tuple[Kind, int]]:
    """Each kind that is there, in the order of the table, and how often."""
    there = [one.kind for one in line]
    return ((kind, there.count(kind)) for kind in Kind if kind in there)


def nothing(seen: int) -> Foreseen:
    """Nothing came later."""
    none = np.zeros(0)
    return Foreseen(seen, none, np.zeros(0, dtype=np.int64), none, np.zeros((0, len(TIMES))), none)


def asked(line: Sequence[Piece]) -> Later:
    """The pieces that answer a question."""
    place = [number for number, one in enumerate(line) if one.kind in QUESTION_OF]
    found = [line[number] for number in place]
    return Later(
        place=np.array(place, dtype=np.int64),
        question=np.array([QUESTION_OF[one.kind] for one in found], dtype=np.int64),
        loads=np.array([vector(one) for one in found]).reshape(-1, FIVE),
        noise=np.array([noise(one) for one in found]),
    )


def vector(piece: Piece) -> Array:
    """On which dimensions the question lies to which a piece is the answer."""
    loads = LOADS.get(QUESTION_OF[piece.kind], piece.loads)
    return np.array([loads.get(dimension, 0.0) for dimension in ORDER])


def noise(piece: Piece) -> float:
    """The variance of an answer, the same however it comes out; the n-th of its like of a day says less."""
    said = QUESTION_OF[piece.kind] is Question.SAID
    return (piece.measure.noise if said else ONE_ANSWER) * float(pow(piece.nth, SHARED))


def weights_before(table: Table, line: Sequence[Piece], *, later: Later) -> Array:
    """What each piece weighs when each later one is forecast: nothing if it is not earlier, or of the same subject.

    What one promise says twice (late, then sent back) is one happening and not a forecast.
    """
    names = {one.subject: number for number, one in enumerate(line)}
    subject = np.array([names[one.subject] for one in line])
    gap = table.day[later.place][:, None] - table.day[None, :]
    counts = (gap > 0) & (subject[later.place][:, None] != subject[None, :])
    life = np.where(table.slow, SLOW_HALF_LIFE, HALF_LIFE)
    left = table.weight * np.exp2(-np.maximum(gap, 0.0) / life)
    return np.asarray(np.where(counts, left, 0.0))


def with_and_without(
    kind: Kind, table: Table, later: Later, *, weights: Array, mine: Marks
) -> Foreseen:
    """One kind: what came later of other questions in the dimensions on which it loads, forecast each way."""
    touches = (weights[:, mine] > 0) & (later.loads @ table.loads[mine].T > 0)
    rows = np.flatnonzero(touches.any(axis=1) & (later.question != QUESTION_OF.get(kind, -1)))
    everything = known(table, weights[rows])
    own = known(table, np.where(mine, weights[rows], 0.0))
    more = (TIMES - 1.0)[None, :, None]
    sums = everything[:, None, :] + more * own[:, None, :]
    information = sums[:, :, FIVE:].reshape(-1, len(TIMES), FIVE, FIVE)
    covariance = np.linalg.inv(KNOWN_BEFORE + information)
    loads = later.loads[rows]
    leaning = np.einsum("tkij,tj->tki", covariance, loads)
    return Foreseen(
        seen=int(mine.sum()),
        day=table.day[later.place[rows]],
        question=later.question[rows],
        came=table.y[later.place[rows]] - START * loads.sum(axis=1),
        moved=np.einsum("tki,tki->tk", leaning, sums[:, :, :FIVE]),
        variance=np.einsum("ti,ti->t", leaning[:, AS_IT_IS], loads) + later.noise[rows],
    )


def known(table: Table, weights: Array) -> Array:
    """Pull and information, side by side, of pieces that weigh so much."""
    pull = (table.y - table.loads.sum(axis=1) * START)[:, None] * table.loads
    information = (table.loads[:, :, None] * table.loads[:, None, :]).reshape(-1, FIVE * FIVE)
    return np.asarray(weights @ np.hstack([pull, information]))
