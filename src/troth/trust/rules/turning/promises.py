"""Promises: kept, missed, moved in time, well made, sent back; and how the other side answered."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from troth.foundation.facts.commitments import (
    CommitmentAccepted,
    CommitmentAnswerMoved,
    CommitmentConfirmed,
    CommitmentDeclined,
    CommitmentDelivered,
    CommitmentDisputed,
    CommitmentDropped,
    CommitmentLetStand,
    CommitmentMissed,
    CommitmentMoveAsked,
    CommitmentMoved,
    CommitmentProposed,
    CommitmentWithdrawn,
)
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import GOOD, START, Kind
from troth.trust.rules.turning.known import Known, Place

Story = tuple[Known | None, list[Piece]]


def proposed(fact: CommitmentProposed, place: Place) -> Story:
    """A promise begins; the other side owes it an answer."""
    return Known(
        subject=fact.commitment,
        idx=place.idx,
        party=fact.promising_party,
        other=fact.receiving_party,
        at=place.at,
        nth=place.nth,
        due=fact.due,
        owed=place.owed,
        sure=fact.sure,
    ), []


def answered(fact: CommitmentAccepted | CommitmentDeclined, place: Place) -> Story:
    """Yes and no are both an answer."""
    known = place.known
    if known is None:
        return None, []
    ended = isinstance(fact, CommitmentDeclined)
    pieces = answer(known, place, party=fact.by.party)
    return replace(known, said=place.at, ended=ended), pieces


def move_asked(fact: CommitmentMoveAsked, place: Place) -> Story:
    """Somebody asks for another date."""
    known = place.known
    return (replace(known, mover=fact.by.party) if known else None), []


def moved(fact: CommitmentMoved, place: Place) -> Story:
    """Asked in time by whoever promised, and agreed: that is openness, and nothing on reliability."""
    known = place.known
    if known is None:
        return None, []
    after = replace(known, due=fact.due, moves=known.moves + 1, mover=None)
    if fact.pause is not None or known.mover != known.party:
        return after, []
    return after, pieces_of(Kind.MOVED, known, place=place, nth=after.moves)


def delivered(fact: CommitmentDelivered, place: Place) -> Story:
    """It has come, and waits for a word."""
    known = place.known
    if known is None:
        return None, []
    in_time = place.at <= fact.due
    return replace(known, due=fact.due, owed=fact.answer_by, said=None, in_time=in_time), []


def answer_moved(fact: CommitmentAnswerMoved, place: Place) -> Story:
    """A pause gave more time for the word."""
    known = place.known
    return (replace(known, owed=fact.answer_by) if known else None), []


def confirmed(fact: CommitmentConfirmed, place: Place) -> Story:
    """It was as promised."""
    known = place.known
    if known is None:
        return None, []
    pieces = [*answer(known, place, party=fact.by.party), *ended_as(known, place)]
    if not known.sent_back and not known.ended:
        pieces += pieces_of(Kind.WELL_MADE, known, place=place)
    return replace(known, said=place.at, ended=True), pieces


def let_stand(_fact: CommitmentLetStand, place: Place) -> Story:
    """Nobody said a word in the agreed time, so it counts as received."""
    known = place.known
    if known is None:
        return None, []
    silent = [
        one_piece(Kind.UNANSWERED, known, place=place, about=one) for one in others(known, place)
    ]
    return replace(known, ended=True), [*silent, *ended_as(known, place)]


def disputed(fact: CommitmentDisputed, place: Place) -> Story:
    """Sent back, with what is missing: an answer, and something about the work, once for each promise."""
    known = place.known
    if known is None:
        return None, []
    pieces = answer(known, place, party=fact.by.party)
    if not known.sent_back:
        pieces += pieces_of(Kind.SENT_BACK, known, place=place)
    return replace(known, said=place.at, sent_back=True), pieces


def missed(_fact: CommitmentMissed, place: Place) -> Story:
    """The date passed without it; said beforehand, that is open."""
    known = place.known
    if known is None or known.missed:
        return known, []
    pieces = not_kept(known, place)
    if known.owned:
        pieces += pieces_of(Kind.ANNOUNCED, known, place=place)
    return replace(known, missed=True), pieces


def dropped(_fact: CommitmentDropped, place: Place) -> Story:
    """Nothing came for so long; silence weighs where nothing was delivered and nobody had owned up to it."""
    known = place.known
    if known is None or known.ended:
        return known, []
    pieces = [] if known.missed else not_kept(known, place)
    if not known.owned and known.in_time is None:
        pieces += pieces_of(Kind.SILENT, known, place=place)
    return replace(known, ended=True, missed=True), pieces


def withdrawn(fact: CommitmentWithdrawn, place: Place) -> Story:
    """Taken back after it was accepted: it is not kept; said before the date, it is open."""
    known = place.known
    if known is None:
        return None, []
    pieces: list[Piece] = []
    if fact.accepted and not known.missed:
        pieces += not_kept(known, place)
        if known.due is not None and place.at < known.due:
            pieces += pieces_of(Kind.ANNOUNCED, known, place=place)
    return replace(known, ended=True, missed=known.missed or fact.accepted), pieces


def ended_as(known: Known, place: Place) -> list[Piece]:
    """Kept where the delivery that stands came in time; what came late counts once, when its date passed or now."""
    if known.ended:
        return []
    if known.in_time:
        return [*pieces_of(Kind.KEPT, known, place=place), *surety(known, place, kept=True)]
    return [] if known.missed else not_kept(known, place)


def not_kept(known: Known, place: Place) -> list[Piece]:
    """What it says that it did not come by its date."""
    return [*pieces_of(Kind.MISSED, known, place=place), *surety(known, place, kept=False)]


def surety(known: Known, place: Place, *, kept: bool) -> list[Piece]:
    """How sure they had said they were, against what came: the Brier score, as a place on the scale."""
    if known.sure is None:
        return []
    off = (known.sure / 100 - (1.0 if kept else 0.0)) ** 2
    # A quarter is what "half and half" always gets, and says nothing: it leaves the estimate where everybody starts. A
    # straight line, so that saying what one believes is the best one can say.
    value = START + (GOOD - START) * (1 - 4 * off)
    return pieces_of(Kind.SURE, known, place=place, value=value)


def answer(known: Known, place: Place, *, party: str | None) -> list[Piece]:
    """Whether the word that was owed came in time; said by its own side, it is nobody's answer."""
    if known.ended or known.owed is None or known.said or party in {None, known.party}:
        return []
    kind = Kind.ANSWERED if place.at <= known.owed else Kind.ANSWERED_LATE
    return [one_piece(kind, known, place=place, about=str(party))]


def others(known: Known, place: Place) -> list[str]:
    """Who it was for."""
    return [known.other] if known.other else [one for one in place.parties if one != known.party]


def pieces_of(kind: Kind, known: Known, *, place: Place, **more: Any) -> list[Piece]:
    """The same about whoever promised, towards each for whom it was."""
    common: dict[str, Any] = {"nth": known.nth, **more}
    return [
        Piece(
            idx=place.idx,
            kind=kind,
            about=known.party,
            towards=one,
            at=place.at,
            subject=known.subject,
            **common,
        )
        for one in others(known, place)
    ]


def one_piece(kind: Kind, known: Known, *, place: Place, about: str) -> Piece:
    """Something about the answering side, towards whoever asked."""
    return Piece(
        idx=place.idx,
        kind=kind,
        about=about,
        towards=known.party,
        at=place.at,
        subject=known.subject,
        nth=known.nth,
    )


def last_word(known: Known) -> datetime | None:
    """Until when a word is still owed; None where it came, or none is."""
    return None if known.said or known.ended else known.owed


PROMISES: Mapping[Any, Callable[[Any, Place], Story]] = {
    CommitmentProposed: proposed,
    CommitmentAccepted: answered,
    CommitmentDeclined: answered,
    CommitmentMoveAsked: move_asked,
    CommitmentMoved: moved,
    CommitmentDelivered: delivered,
    CommitmentAnswerMoved: answer_moved,
    CommitmentConfirmed: confirmed,
    CommitmentLetStand: let_stand,
    CommitmentDisputed: disputed,
    CommitmentMissed: missed,
    CommitmentDropped: dropped,
    CommitmentWithdrawn: withdrawn,
}
