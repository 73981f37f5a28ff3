"""Which strength may meet which need, and why: an exact tag first, else words that are alike enough.

How alike two single words are is worked out outside and handed in; here it is only added up.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# Two words as one, from this similarity on (Jaro-Winkler, 0 to 1): "certifying" and "certification" are at 0.88.
WORDS_ALIKE: Final = 0.85
# Shorter words must be the same: too many short words differ by one letter.
SHORT: Final = 5
# Two statements as one matter: six tenths of the words, the more fully met side counting somewhat more.
LIKE_ENOUGH: Final = 0.6
FULLER_SIDE: Final = 0.6

# For a word, the different words that are like it and how much; said in both directions.
Alike = Mapping[str, Mapping[str, float]]
NONE: Final[Mapping[str, float]] = {}


class Ground(StrEnum):
    """Why a strength is suggested for a need."""

    TAG = "tag"
    WORDS = "words"


@dataclass(frozen=True, kw_only=True)
class Said:
    """A statement as the rules see it: whose it is, its words that count, its tags in their written form."""

    id: str
    whose: str
    words: tuple[str, ...]
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """One strength that may meet one need, with the reason: shared tags, or the words that are alike."""

    need: str
    strength: str
    ground: Ground
    likeness: float
    tags: tuple[str, ...] = ()
    need_words: tuple[str, ...] = ()
    strength_words: tuple[str, ...] = ()


def alikeness(one: str, other: str, *, alike: Alike) -> float:
    """How alike two words are: 1 for the same, else what was handed in, where it is enough."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < SHORT:
        return 0.0
    found = alike.get(one, NONE).get(other, 0.0)
    return found if found >= WORDS_ALIKE else 0.0


def nearest(word: str, by: frozenset[str], *, alike: Alike) -> float:
    """How alike the nearest of these words is; most words have no like one, so that few are looked at."""
    if word in by:
        return 1.0
    likes = alike.get(word)
    return (
        max((alikeness(word, one, alike=alike) for one in by & likes.keys()), default=0.0)
        if likes
        else 0.0
    )


def covered(words: Sequence[str], by: Sequence[str], *, alike: Alike) -> float:
    """Which part of these words has a like one on the other side."""
    if not words:
        return 0.0
    there = frozenset(by)
    return sum(sorted(nearest(word, there, alike=alike) for word in words)) / len(words)


def likeness(one: Sequence[str], other: Sequence[str], alike: Alike) -> float:
    """How far two statements speak of the same, 0 to 1; the same in both directions."""
    there, back = covered(one, other, alike=alike), covered(other, one, alike=alike)
    return round(FULLER_SIDE * max(there, back) + (1 - FULLER_SIDE) * min(there, back), 6)


def met(words: Sequence[str], by: Sequence[str], *, alike: Alike) -> tuple[str, ...]:
    """Those of these words that have a like one on the other side."""
    there = frozenset(by)
    return tuple(one for one in words if nearest(one, there, alike=alike))


def suggestion(need: Said, strength: Said, alike: Alike) -> Suggestion | None:
    """Whether this strength may meet this need, and why; never within one organisation."""
    if need.whose == strength.whose:
        return None
    found = likeness(need.words, strength.words, alike)
    shared = tuple(sorted(need.tags & strength.tags))
    if not shared and found < LIKE_ENOUGH:
        return None
    return Suggestion(
        need=need.id,
        strength=strength.id,
        ground=Ground.TAG if shared else Ground.WORDS,
        likeness=found,
        tags=shared,
        need_words=met(need.words, strength.words, alike=alike),
        strength_words=met(strength.words, need.words, alike=alike),
    )


def rank(one: Suggestion) -> tuple[bool, int, float, str, str]:
    """Best first: any shared tag before any wording, more tags, more alike; then by id, so that it is settled."""
    return (one.ground is not Ground.TAG, -len(one.tags), -one.likeness, one.need, one.strength)


def suggestions(
    needs: Iterable[Said], strengths: Iterable[Said], alike: Alike
) -> tuple[Suggestion, ...]:
    """All of them, the best first; the order of statements makes no difference."""
    offered = list(strengths)
    return tuple(sorted(every(needs, offered, alike=alike), key=rank))


def every(
    needs: Iterable[Said], strengths: Sequence[Said], *, alike: Alike
) -> Iterator[Suggestion]:
    """Each pair that may meet."""
    for need in needs:
        for strength in strengths:
            found = suggestion(need, strength, alike)
            if found is not None:
                yield found
