"""What the receiving side does: accept, decline, confirm, send back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from troth.commitments.actions.turns import check, settle, take, tell
from troth.commitments.models import Commitment, Delivery
from troth.commitments.rules.states import Act
from troth.foundation.facts.commitments import (
    CommitmentAccepted,
    CommitmentConfirmed,
    CommitmentDeclined,
    CommitmentDisputed,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now as clock_now
from troth.partnerships.models import Seat
from troth.partnerships.queries.terms import terms


def place(commitment: Commitment, by: Seat) -> dict[str, Any]:
    """What every fact about a promise says first."""
    return {"room": Ulid(commitment.room_id), "by": by.actor, "commitment": Ulid(commitment.id)}


@transaction.atomic
def accept(
    commitment: Commitment, *, by: Seat, words: str = "", seen: int | None = None
) -> Commitment:
    """Accept the promise; from now on it counts."""
    now = clock_now()
    check(Act.ACCEPT, commitment, by=by, now=now)
    limits = terms(by.partnership_id, now)
    take(Act.ACCEPT, commitment, seen=seen, accepted_at=now, silence_days=limits.silence_days)
    settle(commitment, now=now)
    tell(
        commitment,
        CommitmentAccepted(**place(commitment, by), due=commitment.due, words=words or None),
        now=now,
    )
    return commitment


@transaction.atomic
def decline(
    commitment: Commitment, *, by: Seat, reason: str, seen: int | None = None
) -> Commitment:
    """Say no to the promise, and why; it counts nowhere."""
    now = clock_now()
    check(Act.DECLINE, commitment, by=by, now=now, words=reason)
    take(Act.DECLINE, commitment, seen=seen)
    settle(commitment, now=now)
    tell(commitment, CommitmentDeclined(**place(commitment, by), reason=reason), now=now)
    return commitment


@transaction.atomic
def confirm(
    commitment: Commitment, *, by: Seat, words: str = "", seen: int | None = None
) -> Commitment:
    """Confirm that it has arrived as promised."""
    now = clock_now()
    check(Act.CONFIRM, commitment, by=by, now=now)
    take(Act.CONFIRM, commitment, seen=seen, settled_at=now)
    answer(commitment, confirmed_at=now)
    settle(commitment, now=now)
    tell(commitment, CommitmentConfirmed(**place(commitment, by), words=words or None), now=now)
    return commitment


@transaction.atomic
def send_back(
    commitment: Commitment, *, by: Seat, missing: str, seen: int | None = None
) -> Commitment:
    """Send the delivery back and say what is missing."""
    now = clock_now()
    check(Act.SEND_BACK, commitment, by=by, now=now, words=missing)
    take(Act.SEND_BACK, commitment, seen=seen, answer_by=None)
    answer(commitment, disputed_at=now, missing=missing)
    settle(commitment, now=now)
    tell(commitment, CommitmentDisputed(**place(commitment, by), missing=missing), now=now)
    return commitment


def answer(commitment: Commitment, **said: datetime | str) -> None:
    """Write the receiver's word beside the latest delivery."""
    latest = Delivery.objects.filter(commitment=commitment).order_by("-at", "-id").values("pk")[:1]
    Delivery.objects.filter(pk__in=list(latest.values_list("pk", flat=True))).update(**said)
