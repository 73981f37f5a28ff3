"""From the facts of a log back to the life of a commitment: what trust and tests read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from troth.commitments.rules.life import SILENCE, Delivery, Life, Move
from troth.foundation.facts.commitments import (
    CommitmentAccepted,
    CommitmentAnswerMoved,
    CommitmentConfirmed,
    CommitmentDelivered,
    CommitmentDisputed,
    CommitmentMoved,
    CommitmentProposed,
    CommitmentWithdrawn,
)
from troth.foundation.facts.fact import Fact


@dataclass(frozen=True, kw_only=True)
class Told:
    """A fact with its place in the log and the moment it was recorded."""

    idx: int
    at: datetime
    fact: Fact


def life(told: Iterable[Told], *, silence: timedelta = SILENCE) -> Life | None:
    """The life that the facts about one commitment tell, in their order; None without a beginning."""
    lived: Life | None = None
    for one in told:
        if isinstance(one.fact, CommitmentProposed):
            lived = Life(promised_at=one.at, due=one.fact.due, silence=silence)
        elif lived is not None:
            lived = after(lived, one.fact, at=one.at)
    return lived


def after(lived: Life, fact: Fact, *, at: datetime) -> Life:
    """The life after one more fact; facts that change no outcome leave it as it is."""
    match fact:
        case CommitmentAccepted():
            lived = replace(lived, accepted_at=at)
        case CommitmentWithdrawn():
            lived = replace(lived, withdrawn_at=at)
        case CommitmentMoved():
            lived = replace(lived, moves=(*lived.moves, Move(agreed_at=at, due=fact.due)))
        case CommitmentDelivered():
            delivery = Delivery(at=at, answer_by=fact.answer_by)
            lived = replace(lived, deliveries=(*lived.deliveries, delivery))
        case CommitmentAnswerMoved():
            lived = _answered(lived, answer_by=fact.answer_by)
        case CommitmentConfirmed():
            lived = _answered(lived, confirmed_at=at)
        case CommitmentDisputed():
            lived = _answered(lived, disputed_at=at)
    return lived


def _answered(lived: Life, **said: datetime) -> Life:
    *before, last = lived.deliveries
    return replace(lived, deliveries=(*before, replace(last, **said)))
