"""What a side says openly of another: one piece for each dimension, in the place of what it said before."""

from collections.abc import Callable, Mapping
from typing import Any

from troth.foundation.facts.trust import ExperienceSaid, ExperienceWithdrawn
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind
from troth.trust.rules.turning.known import Place
from troth.trust.rules.turning.talk import Stories


def said(fact: ExperienceSaid, place: Place) -> Stories:
    """How much it says follows from all that was said, and is worked out when it is read."""
    if fact.saying_party == fact.about:
        return [], []
    piece = Piece(
        idx=place.idx,
        kind=Kind.EXPERIENCED,
        about=fact.about,
        towards=fact.saying_party,
        at=place.at,
        subject=fact.experience,
        dimension=fact.dimension,
    )
    return [], [piece]


def withdrawn(_fact: ExperienceWithdrawn, _place: Place) -> Stories:
    """It counts no more."""
    return [], []


SAYING: Mapping[Any, Callable[[Any, Place], Stories]] = {
    ExperienceSaid: said,
    ExperienceWithdrawn: withdrawn,
}
