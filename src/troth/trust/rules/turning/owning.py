"""Owning mistakes: heard by the other side it is owned, and at last repaired; said before its date, it is announced."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from troth.foundation.facts.slips import SlipAcknowledged, SlipOwned, SlipRepaired, SlipWithdrawn
from troth.trust.rules.table import Kind
from troth.trust.rules.turning.known import Known, Place
from troth.trust.rules.turning.promises import pieces_of
from troth.trust.rules.turning.talk import Stories


def owned(fact: SlipOwned, place: Place) -> Stories:
    """An organisation says what went wrong on its own side; it counts once another side has heard it."""
    known = place.beside if place.beside and place.beside.party == fact.owning_party else None
    slip = Known(
        subject=fact.slip,
        idx=place.idx,
        party=fact.owning_party,
        other=fact.towards,
        at=place.at,
        promise=known.subject if known else None,
    )
    if known is None or known.owned or (known.ended and not known.missed):
        return [slip], []
    return [slip, replace(known, owned=fact.slip)], []


def acknowledged(fact: SlipAcknowledged | SlipRepaired, place: Place) -> Stories:
    """The other side has heard it: owned; once, for a promise only where its date has passed."""
    known = place.known
    if known is None or known.said or fact.by.party in {None, known.party}:
        return [known] if known else [], []
    after, promise = replace(known, said=place.at), place.beside
    if known.promise and (promise is None or promise.owned != known.subject or not promise.missed):
        return [after], []
    return [after], pieces_of(Kind.OWNED, replace(known, other=fact.by.party), place=place)


def repaired(fact: SlipRepaired, place: Place) -> Stories:
    """The other side confirms the repair; the first to do so."""
    known = place.known
    if known is None or known.ended or fact.by.party in {None, known.party}:
        return [known] if known else [], []
    heard, pieces = acknowledged(fact, place)
    towards = replace(known, other=fact.by.party)
    after = [replace(one, ended=True) for one in heard]
    return after, [*pieces, *pieces_of(Kind.REPAIRED, towards, place=place)]


def withdrawn(_fact: SlipWithdrawn, place: Place) -> Stories:
    """Taken back before anybody answered: as if it had not been said."""
    known, promise = place.known, place.beside
    stories = [replace(known, ended=True)] if known else []
    if known is not None and promise is not None and promise.owned == known.subject:
        stories.append(replace(promise, owned=None))
    return stories, []


OWNING: Mapping[Any, Callable[[Any, Place], Stories]] = {
    SlipOwned: owned,
    SlipAcknowledged: acknowledged,
    SlipRepaired: repaired,
    SlipWithdrawn: withdrawn,
}
# Facts that take back what an earlier one said.
TAKEN_BACK = frozenset({SlipWithdrawn})
