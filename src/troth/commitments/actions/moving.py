"""Moving a deadline by agreement, before it is due: ask, agree, keep the date, suggest another."""

from datetime import datetime

from django.db import transaction

from troth.commitments.actions.answering import place
from troth.commitments.actions.turns import NO_ASK, NotPossible, check, settle, take, tell
from troth.commitments.models import Commitment, Move
from troth.commitments.queries.lives import standing_of
from troth.commitments.rules.acts import new_date_refusal
from troth.commitments.rules.states import Act, Side
from troth.foundation.facts.commitments import (
    CommitmentDateKept,
    CommitmentMoveAsked,
    CommitmentMoved,
    CommitmentMoveSuggested,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now as clock_now
from troth.partnerships.models import Seat


def side_of(commitment: Commitment, by: Seat) -> Side:
    """On which side of the promise this seat acts; the rules have been asked before."""
    side = standing_of(commitment).side(Ulid(str(by.party_id)))
    return side or Side.RECEIVER


def ask(
    act: Act, commitment: Commitment, *, due: datetime, reason: str, by: Seat, seen: int | None
) -> datetime:
    """Put a wished-for date on the promise; returns the moment. Raises `NotPossible`."""
    now = clock_now()
    check(act, commitment, by=by, now=now, words=reason)
    refused = new_date_refusal(due, due=commitment.due, now=now)
    if refused is not None:
        raise NotPossible(refused, commitment)
    wish = {
        "ask_by": side_of(commitment, by).value,
        "ask_due": due,
        "ask_reason": reason,
        "ask_at": now,
    }
    take(act, commitment, seen=seen, **wish)
    return now


@transaction.atomic
def ask_move(
    commitment: Commitment, *, due: datetime, reason: str, by: Seat, seen: int | None = None
) -> Commitment:
    """Ask the other side to move the deadline, and say why."""
    now = ask(Act.ASK_MOVE, commitment, due=due, reason=reason, by=by, seen=seen)
    tell(
        commitment,
        CommitmentMoveAsked(**place(commitment, by), was=commitment.due, due=due, reason=reason),
        now=now,
    )
    return commitment


@transaction.atomic
def suggest_date(
    commitment: Commitment, *, due: datetime, by: Seat, reason: str = "", seen: int | None = None
) -> Commitment:
    """Answer a wish to move with another date."""
    now = ask(Act.SUGGEST_DATE, commitment, due=due, reason=reason, by=by, seen=seen)
    tell(
        commitment,
        CommitmentMoveSuggested(
            **place(commitment, by), was=commitment.due, due=due, reason=reason or None
        ),
        now=now,
    )
    return commitment


@transaction.atomic
def agree_move(
    commitment: Commitment, *, by: Seat, words: str = "", seen: int | None = None
) -> Commitment:
    """Agree to the wished-for date; it is renegotiated, never late for it."""
    now = clock_now()
    check(Act.AGREE_MOVE, commitment, by=by, now=now)
    was, due = commitment.due, commitment.ask_due
    take(Act.AGREE_MOVE, commitment, seen=seen, due=due, missed_at=None, **NO_ASK)
    Move.objects.create(commitment=commitment, was=was, due=commitment.due, agreed_at=now)
    settle(commitment, now=now)
    tell(
        commitment,
        CommitmentMoved(**place(commitment, by), was=was, due=commitment.due, words=words or None),
        now=now,
    )
    return commitment


@transaction.atomic
def keep_date(
    commitment: Commitment, *, reason: str, by: Seat, seen: int | None = None
) -> Commitment:
    """Keep the date that stands, and say why."""
    now = clock_now()
    check(Act.KEEP_DATE, commitment, by=by, now=now, words=reason)
    take(Act.KEEP_DATE, commitment, seen=seen, **NO_ASK)
    tell(
        commitment,
        CommitmentDateKept(**place(commitment, by), due=commitment.due, reason=reason),
        now=now,
    )
    return commitment
