"""Talk: whether questions were answered in the agreed time, and whether somebody made sure they had understood."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from troth.foundation.facts.discussions import (
    MeaningAsked,
    MeaningConfirmed,
    MeaningCorrected,
    PostTakenBack,
    PostWritten,
    QuestionAnswered,
    QuestionAsked,
    QuestionReopened,
)
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind
from troth.trust.rules.turning.known import Known, Place
from troth.trust.rules.turning.promises import Story, one_piece

Stories = tuple[list[Known], list[Piece]]


def asked(fact: QuestionAsked, place: Place) -> Stories:
    """A question to one side; what everybody was asked, nobody in particular owes. Asking back is a word, too."""
    before = [spoken(place.beside, fact.by.party, place)] if place.beside else []
    if fact.by.party is None or fact.asked_party in {None, fact.by.party}:
        return before, []
    known = Known(
        subject=fact.question,
        idx=place.idx,
        party=fact.by.party,
        other=fact.asked_party,
        at=place.at,
        owed=fact.answer_by,
    )
    return [*before, known], []


def written(fact: PostWritten, place: Place) -> Story:
    """The asked side's first word counts, whenever somebody marks it as the answer."""
    return (spoken(place.known, fact.by.party, place) if place.known else None), []


def spoken(known: Known, party: str | None, place: Place) -> Known:
    """The story after a word under the question."""
    first = known.said is None and party is not None and party == known.other
    return replace(known, said=place.at) if first else known


def marked(fact: QuestionAnswered, place: Place) -> Story:
    """The question is answered: in time, or later; it says so once.

    Marked by whoever asked, without a word of the asked side under it, it says nothing about anybody. `answer_by` of
    the fact has what a pause added.
    """
    known = place.known
    if known is None or known.ended or known.other is None:
        return known, []
    came = known.said or (place.at if fact.by.party == known.other else None)
    after = replace(known, said=came, ended=True)
    if came is None:
        return after, []
    kind = Kind.ANSWERED if came <= fact.answer_by else Kind.ANSWERED_LATE
    return after, [one_piece(kind, known, place=place, about=known.other)]


def taken_back(_fact: PostTakenBack, place: Place) -> Story:
    """A question that was taken back waits for nobody."""
    return (replace(place.known, ended=True) if place.known else None), []


def reopened(_fact: QuestionReopened, place: Place) -> Story:
    """Not answered after all; what was said of its time stays."""
    known = place.known
    return known, []


def meaning_asked(fact: MeaningAsked, place: Place) -> Story:
    """Somebody says how they understood it."""
    if fact.by.party is None:
        return None, []
    return Known(
        subject=fact.meaning, idx=place.idx, party=fact.by.party, other=None, at=place.at
    ), []


def meaning_settled(fact: MeaningConfirmed | MeaningCorrected, place: Place) -> Story:
    """Whoever asked had listened; whoever answered made it clear."""
    known = place.known
    author = fact.by.party
    if known is None or known.ended or author in {None, known.party}:
        return known, []
    pieces: list[Piece] = [one_piece(Kind.MADE_CLEAR, known, place=place, about=str(author))]
    if isinstance(fact, MeaningConfirmed):
        # Each side about the other: the asking side listened.
        pieces.append(
            replace(pieces[0], kind=Kind.UNDERSTOOD, about=known.party, towards=str(author))
        )
    return replace(known, ended=True), pieces


TALK: Mapping[Any, Callable[[Any, Place], Story]] = {
    PostTakenBack: taken_back,
    PostWritten: written,
    QuestionAnswered: marked,
    QuestionReopened: reopened,
    MeaningAsked: meaning_asked,
    MeaningConfirmed: meaning_settled,
    MeaningCorrected: meaning_settled,
}
# Asking can be a word under another question.
ASKING: Mapping[Any, Callable[[Any, Place], Stories]] = {QuestionAsked: asked}
