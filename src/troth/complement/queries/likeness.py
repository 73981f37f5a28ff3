"""How alike single words are: the numbers that the rules add up."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from troth.complement.rules.matching import SHORT, WORDS_ALIKE, Alike, Said


def vocabulary(said: Iterable[Said]) -> list[str]:
    """Every word long enough to be likened, once."""
    return sorted({word for one in said for word in one.words if len(word) >= SHORT})


def alike(needs: Iterable[Said], strengths: Iterable[Said]) -> Alike:
    """Pairs of different words that are alike enough, compared in one call."""
    mine, theirs = vocabulary(needs), vocabulary(strengths)
    if not mine or not theirs:
        return {}
    found = cdist(mine, theirs, scorer=JaroWinkler.similarity, score_cutoff=WORDS_ALIKE)
    likes: dict[str, dict[str, float]] = defaultdict(dict)
    for row, column in np.argwhere(found >= WORDS_ALIKE):
        one, other = mine[row], theirs[column]
        if one != other:
            likes[one][other] = likes[other][one] = float(found[row, column])
    return likes
