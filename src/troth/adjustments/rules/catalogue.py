"""What can be done differently: our own catalogue, as data. The words stand in `ideas.py`.

`suits`: the kinds of evidence after which it is worth a try, by the names that the record of trust has for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from troth.foundation.facts.adjustments import Idea
from troth.foundation.facts.trust import Dimension

# As many as anybody weighs against each other beside a page.
FEW: Final = 3


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the catalogue."""

    dimension: Dimension
    suits: frozenset[str]


def line(dimension: Dimension, *suits: str) -> Line:
    """A line, written shortly."""
    return Line(dimension=dimension, suits=frozenset(suits))


R, T, A, O, C = Dimension  # noqa: E741  # in the order in which they are always shown

CATALOGUE: Final[Mapping[Idea, Line]] = {
    Idea.SMALLER_PROMISES: line(R, "missed"),
    Idea.DATE_WITH_ROOM: line(R, "missed", "announced"),
    Idea.FEWER_AT_ONCE: line(R, "missed", "moved"),
    Idea.HALFWAY_LOOK: line(R, "missed", "silent"),
    Idea.WORD_BEFORE_THE_DAY: line(T, "silent"),
    Idea.SAY_HOW_SURE: line(T, "sure", "silent"),
    Idea.FOUR_LINES: line(T, "silent", "owned"),
    Idea.WHAT_WE_DO_NOT_KNOW: line(T, "sure", "experienced"),
    Idea.DONE_MEANS: line(A, "sent-back"),
    Idea.FIRST_PIECE_EARLY: line(A, "sent-back", "missed"),
    Idea.SECOND_PAIR_OF_EYES: line(A, "sent-back", "experienced"),
    Idea.LEARN_FROM_EACH_OTHER: line(A, "experienced", "missed"),
    Idea.SHORT_ANSWER_FIRST: line(O, "answered-late", "unanswered"),
    Idea.ANSWER_ROTA: line(O, "unanswered"),
    Idea.ONE_PLACE_FOR_QUESTIONS: line(O, "unanswered", "experienced"),
    Idea.WEEKLY_QUARTER_HOUR: line(O, "answered-late", "silent"),
    Idea.ASSUMPTIONS_TOGETHER: line(O, "silent", "experienced"),
    Idea.SAY_BACK_FIRST: line(C, "understood", "experienced"),
    Idea.BEGIN_WITH_HOW_IT_IS: line(C, "experienced"),
    Idea.KIND_HOURS: line(C, "experienced"),
    Idea.WHAT_HELPED: line(C, "repaired", "experienced"),
}


def ideas_for(dimension: Dimension) -> list[Idea]:
    """The lines of one dimension, in the order of the catalogue."""
    return [idea for idea, one in CATALOGUE.items() if one.dimension is dimension]


def fitting(dimension: Dimension, *, weighs: Mapping[str, float]) -> list[Idea]:
    """The few lines that fit what weighs against this dimension; the order of the catalogue where nothing tells.

    `weighs`: by kind of evidence, how much it pulls down. What other partnerships found helpful is shown beside a
    line and moves none, so that an order can give nothing away.
    """
    found = ideas_for(dimension)
    found.sort(key=lambda idea: -sum(weighs.get(kind, 0.0) for kind in CATALOGUE[idea].suits))
    return found[:FEW]
