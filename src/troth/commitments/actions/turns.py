"""One act after the other: whoever was first wins, the other is told what happened."""

from datetime import datetime
from typing import Any

from troth.commitments.models import Commitment, Line
from troth.commitments.queries.lives import life_of, standing_of
from troth.commitments.rules.acts import refusal, words_refusal
from troth.commitments.rules.outcome import drop_at, verdict
from troth.commitments.rules.refusals import Refusal
from troth.commitments.rules.states import LEADS_TO, Act
from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.ulid import Ulid
from troth.ledger.actions import record
from troth.partnerships.models import Seat


class NotPossible(Exception):
    """This cannot be done, now or by this side; `reason` says why, `commitment` is as it stands."""

    def __init__(self, reason: Refusal, commitment: Commitment | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.commitment = commitment


class SomebodyWasQuicker(Exception):
    """Between looking and acting somebody else acted; `commitment` is as it stands now."""

    def __init__(self, commitment: Commitment) -> None:
        super().__init__(commitment.id)
        self.commitment = commitment


def check(act: Act, commitment: Commitment, *, by: Seat, now: datetime, words: str = "") -> None:
    """Raise `NotPossible` where the rules refuse this act."""
    party = Ulid(by.party_id) if by.party_id else None
    reason = refusal(act, standing_of(commitment), party=party, now=now) or words_refusal(
        act, words
    )
    if reason is not None:
        raise NotPossible(reason, commitment)


def take(act: Act, commitment: Commitment, *, seen: int | None, **changes: Any) -> None:
    """Move it on by one turn, or refuse: also when somebody else has moved it meanwhile."""
    turn = commitment.turn if seen is None else seen
    state = LEADS_TO[commitment.stands][act]
    changes |= {"state": state.value, "turn": turn + 1}
    if not Commitment.objects.filter(pk=commitment.pk, turn=turn, state=commitment.state).update(
        **changes
    ):
        raise SomebodyWasQuicker(Commitment.objects.with_parties().get(pk=commitment.pk))
    for name, value in changes.items():
        setattr(commitment, name, value)


def settle(commitment: Commitment, *, now: datetime) -> None:
    """Keep beside the promise what the rules say has come of it; rebuilt from its life each time."""
    life = life_of(commitment)
    said = verdict(life, now=now)
    found = {
        "outcome": said.outcome.value if said else "",
        "outcome_at": said.since if said else None,
        "renegotiated": said.renegotiated if said else 0,
        "drop_at": drop_at(life, now=now),
    }
    Commitment.objects.filter(pk=commitment.pk).update(**found)
    for name, value in found.items():
        setattr(commitment, name, value)


NO_ASK = {"ask_by": "", "ask_due": None, "ask_reason": "", "ask_at": None}


def tell(commitment: Commitment, fact: Fact, *, now: datetime) -> None:
    """Put the fact on record and remember that it belongs to this promise's story."""
    entry = record(fact)
    Line.objects.create(commitment=commitment, idx=entry.idx, at=now)
