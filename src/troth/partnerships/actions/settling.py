"""A motion or a whole table comes to rest; always inside an action's transaction."""

from django.db.models import QuerySet

from troth.foundation.facts.fact import Actor
from troth.foundation.facts.partnerships import MotionOutcome, MotionSettled, PartnershipClosed
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.actions.holding import shared_room
from troth.partnerships.actions.inviting import cancel_all_for
from troth.partnerships.models import Motion, Partnership
from troth.partnerships.models.seats import Phase
from troth.partnerships.rules.refusals import NotPossible, Reason


def settle(motion: Motion, outcome: MotionOutcome, *, by: Actor) -> None:
    """Move the motion, or raise `NotPossible` where somebody has moved it first."""
    still = Motion.objects.filter(pk=motion.pk, outcome=MotionOutcome.OPEN.value)
    if not still.update(outcome=outcome.value, settled_at=now()):
        raise NotPossible(Reason.ALREADY_SETTLED)
    motion.outcome = outcome.value
    record(MotionSettled(room=motion.room_id, by=by, motion=motion.id, outcome=outcome))


def withdraw_all(motions: QuerySet[Motion], *, by: Actor) -> None:
    """Settle motions that have nothing to decide any more."""
    for motion in motions.filter(outcome=MotionOutcome.OPEN.value).order_by("room", "pk"):
        settle(motion, MotionOutcome.WITHDRAWN, by=by)


def shut(table: Partnership, *, by: Actor, motion: Ulid | None = None) -> None:
    """Close the table: everything stays readable, nothing is added any more."""
    withdraw_all(Motion.objects.filter(partnership=table).exclude(pk=motion), by=by)
    cancel_all_for(table.id)
    room = shared_room(table.id)
    record(PartnershipClosed(room=room, by=by, partnership=table.id, motion=motion))
    Partnership.objects.filter(pk=table.pk).update(phase=Phase.CLOSED, closed_at=now())
    table.phase = Phase.CLOSED
