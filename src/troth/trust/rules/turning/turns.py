"""One fact, turned: what is known afterwards, and the pieces of evidence it gives."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from troth.foundation.facts.fact import Fact
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import REPLACES, Kind
from troth.trust.rules.turning.known import Known, Place, subject_of
from troth.trust.rules.turning.owning import OWNING, TAKEN_BACK
from troth.trust.rules.turning.promises import PROMISES
from troth.trust.rules.turning.saying import SAYING
from troth.trust.rules.turning.talk import ASKING, TALK, Stories

ALONE: Mapping[Any, Callable[[Any, Place], tuple[Known | None, list[Piece]]]] = {
    **PROMISES,
    **TALK,
}
TOGETHER: Mapping[Any, Callable[[Any, Place], Stories]] = {**ASKING, **OWNING, **SAYING}
TURNINGS = frozenset({*ALONE, *TOGETHER})
# Facts after which what was said of their subject before holds no more.
INSTEAD = frozenset({*TAKEN_BACK, *SAYING})


@dataclass(frozen=True)
class Turned:
    """What is known after a fact, what it says, and of which subject nothing said before holds any more."""

    stories: list[Known] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    gone: str | None = None


def turn(fact: Fact, place: Place) -> Turned:
    """What a fact says, by the table of evidence; most facts say nothing."""
    together, alone = TOGETHER.get(type(fact)), ALONE.get(type(fact))
    if together is not None:
        stories, pieces = together(fact, place)
        return Turned(stories, pieces, subject_of(fact) if type(fact) in INSTEAD else None)
    if alone is None:
        return Turned([place.known] if place.known else [])
    after, pieces = alone(fact, place)
    return Turned([after] if after else [], pieces)


def replaced(pieces: Iterable[Piece]) -> dict[str, frozenset[Kind]]:
    """Which kinds of earlier pieces these take the place of, by subject."""
    return {one.subject: REPLACES[one.kind] for one in pieces if one.kind in REPLACES}
