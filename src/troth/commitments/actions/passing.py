"""What passing time does: a date missed, an answer time over, a long silence. Actor: the clock."""

from datetime import datetime

from django.db import transaction

from troth.commitments.actions.turns import settle, tell
from troth.commitments.models import Commitment
from troth.commitments.queries.lives import life_of
from troth.commitments.rules.outcome import Outcome, missed_at
from troth.foundation.facts.commitments import (
    CommitmentDropped,
    CommitmentLetStand,
    CommitmentMissed,
)
from troth.foundation.facts.fact import CLOCK
from troth.foundation.kernel.ulid import Ulid


@transaction.atomic
def miss(commitment: Commitment, *, now: datetime) -> bool:
    """Record that the deadline came and nothing had arrived, if so; False where that is already said.

    Whoever delivers or withdraws a moment after the deadline does this first: the clock may be late.
    """
    due = missed_at(life_of(commitment), now=now)
    if due is None:
        return False
    here = Commitment.objects.filter(pk=commitment.pk, turn=commitment.turn, missed_at__isnull=True)
    if not here.update(missed_at=due):
        return False
    commitment.missed_at = due
    tell(
        commitment,
        CommitmentMissed(
            room=Ulid(commitment.room_id),
            by=CLOCK,
            commitment=Ulid(commitment.id),
            due=due,
        ),
        now=now,
    )
    return True


@transaction.atomic
def let_stand(commitment: Commitment, *, now: datetime) -> bool:
    """Record that the receiver's answer time is over, so the delivery counts as received."""
    here = Commitment.objects.filter(
        pk=commitment.pk, turn=commitment.turn, settled_at__isnull=True
    )
    if commitment.answer_by is None or not here.update(settled_at=commitment.answer_by):
        return False
    settle(commitment, now=now)
    tell(
        commitment,
        CommitmentLetStand(
            room=Ulid(commitment.room_id),
            by=CLOCK,
            commitment=Ulid(commitment.id),
            answer_by=commitment.answer_by,
        ),
        now=now,
    )
    return True


@transaction.atomic
def drop(commitment: Commitment, *, now: datetime) -> bool:
    """Record that nothing came for so long that the promise counts as dropped."""
    if not Commitment.objects.filter(
        pk=commitment.pk, turn=commitment.turn, outcome=Outcome.OPEN.value
    ).exists():
        return False
    settle(commitment, now=now)
    if commitment.outcome != Outcome.DROPPED.value:
        return False
    tell(
        commitment,
        CommitmentDropped(
            room=Ulid(commitment.room_id),
            by=CLOCK,
            commitment=Ulid(commitment.id),
            due=commitment.due,
        ),
        now=now,
    )
    return True
