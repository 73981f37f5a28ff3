"""How far the sides read the answers alike: Krippendorff's alpha, with what it can and cannot say.

Units are the questions, coders the organisations, values nominal: *fits* or *differs*. The answers
themselves are free words, on which no such figure can be worked out honestly. Source: K. Krippendorff,
Content Analysis, 4th edition (2018), chapter 12; the figure is computed by the library `krippendorff`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import krippendorff
import numpy as np

from troth.foundation.facts.launch import Question
from troth.foundation.kernel.ulid import Ulid

FEWEST_QUESTIONS, FEWEST_PARTIES = 6, 2


@dataclass(frozen=True)
class Likeness:
    """`same`: how many questions every organisation reads alike. `alpha` is None where it means nothing yet.

    `low` and `high`: how far alpha would move with any one question left out.
    """

    questions: int
    parties: int
    same: int
    alpha: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def readings(self) -> int:
        """How many single readings there are."""
        return self.questions * self.parties


def likeness(differ: Mapping[Ulid, frozenset[Question]]) -> Likeness:
    """How alike these parties read the six questions."""
    values = np.array(
        [[float(question in found) for question in Question] for found in differ.values()]
    ).reshape(len(differ), len(Question))
    same = int((values == values[:1]).all(axis=0).sum()) if len(differ) else 0
    found = alpha(values)
    if found is None:
        return Likeness(len(Question), len(differ), same)
    without = [alpha(np.delete(values, n, axis=1), fewest=1) for n in range(len(Question))]
    near = [found, *(one for one in without if one is not None)]
    return Likeness(len(Question), len(differ), same, found, min(near), max(near))


def alpha(
    values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]", *, fewest: int = FEWEST_QUESTIONS
) -> float | None:
    """Krippendorff's alpha; None for too little to go by, or where everything was read as one value."""
    parties, questions = values.shape
    if parties < FEWEST_PARTIES or questions < fewest or np.unique(values).size < 2:
        return None
    return float(krippendorff.alpha(reliability_data=values, level_of_measurement="nominal"))
