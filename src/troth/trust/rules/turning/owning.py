"""Owning mistakes: said before the date it is an announcement, afterwards it is owned, and at last repaired."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from troth.foundation.facts.slips import SlipOwned, SlipRepaired, SlipWithdrawn
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind
from troth.trust.rules.turning.known import Known, Place
from troth.trust.rules.turning.promises import pieces_of

Stories = tuple[list[Known], list[Piece]]


def owned(fact: SlipOwned, place: Place) -> Stories:
    """An organisation says what went wrong on its own side; of one promise that counts once."""
    promise = place.promise if place.promise and place.promise.party == fact.owning_party else None
    slip = Known(
        subject=fact.slip,
        idx=place.idx,
        party=fact.owning_party,
        other=fact.towards,
        at=place.at,
        promise=promise.subject if promise else None,
    )
    if promise is None:
        return [slip], pieces_of(Kind.OWNED, slip, place=place)
    pieces = [] if promise.owned else pieces_of(kind_of(promise, place), slip, place=place)
    return [slip, replace(promise, owned=True)], pieces


def kind_of(promise: Known, place: Place) -> Kind:
    """Before its date it is an announcement: the other side can still plan."""
    early = promise.due is not None and place.at < promise.due and not promise.missed
    return Kind.ANNOUNCED if early and not promise.ended else Kind.OWNED


def repaired(fact: SlipRepaired, place: Place) -> Stories:
    """The other side confirms the repair; the first to do so."""
    known = place.known
    if known is None or known.ended or fact.by.party in {None, known.party}:
        return [known] if known else [], []
    towards = replace(known, other=fact.by.party)
    return [replace(known, ended=True)], pieces_of(Kind.REPAIRED, towards, place=place)


def withdrawn(_fact: SlipWithdrawn, place: Place) -> Stories:
    """Taken back before anybody answered: as if it had not been said."""
    known = place.known
    stories = [replace(known, ended=True)] if known else []
    if place.promise is not None:
        stories.append(replace(place.promise, owned=False))
    return stories, []


OWNING: Mapping[Any, Callable[[Any, Place], Stories]] = {
    SlipOwned: owned,
    SlipRepaired: repaired,
    SlipWithdrawn: withdrawn,
}
# Facts that take back what an earlier one said.
TAKEN_BACK = frozenset({SlipWithdrawn})
