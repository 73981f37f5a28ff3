"""What the promising side does: promise, deliver, withdraw."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from troth.commitments.actions.passing import miss
from troth.commitments.actions.turns import NO_ASK, NotPossible, check, settle, take, tell
from troth.commitments.models import Commitment, Delivery
from troth.commitments.rules.acts import proposal_refusal
from troth.commitments.rules.refusals import Refusal
from troth.commitments.rules.states import Act, State
from troth.foundation.facts.commitments import (
    CommitmentDelivered,
    CommitmentProposed,
    CommitmentWithdrawn,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now as clock_now
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.models.seats import Standing
from troth.partnerships.queries.calendars import answers_by
from troth.partnerships.queries.terms import terms
from troth.partnerships.rules.rooms import RoomKind
from troth.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Promise:
    """What somebody wants to promise."""

    deliverable: str
    due: datetime
    zone: str
    receiver: Party | None
    whole_day: bool = False
    meaning: str = ""
    sure: int | None = None
    holder: Person | None = None
    contact: Person | None = None


@transaction.atomic
def propose(promise: Promise, *, room: Room, by: Seat, promiser: Ulid | None = None) -> Commitment:
    """Promise something to another party, or to all; it counts once it is accepted.

    Where consent carries a promise to more people, `promiser` stays who promised it, whoever was last to agree.
    """
    now = clock_now()
    if by.party_id is None:
        raise NotPossible(Refusal.NO_PARTY)
    receiver = Ulid(promise.receiver.id) if promise.receiver else None
    promiser = promiser or Ulid(by.party_id)
    reason = proposal_refusal(
        promiser=promiser, receiver=receiver, due=promise.due, sure=promise.sure, now=now
    )
    if reason is None and not can_receive(promise.receiver, room):
        reason = Refusal.NOT_IN_THIS_ROOM
    if reason is not None:
        raise NotPossible(reason)
    commitment = Commitment.objects.create(
        room=room,
        promiser_id=promiser,
        first_due=promise.due,
        proposed_at=now,
        **vars(promise),
    )
    tell(
        commitment,
        CommitmentProposed(
            room=Ulid(room.id),
            by=by.actor,
            commitment=Ulid(commitment.id),
            promising_party=promiser,
            receiving_party=receiver,
            due=promise.due,
            zone=promise.zone,
            deliverable=promise.deliverable,
            meaning=promise.meaning or None,
            sure=promise.sure,
            holder=Ulid(promise.holder.id) if promise.holder else None,
            contact=Ulid(promise.contact.id) if promise.contact else None,
        ),
        now=now,
    )
    return commitment


def can_receive(receiver: Party | None, room: Room) -> bool:
    """Whether a promise made in this room reaches them; in a side room it is prepared for whoever sits here."""
    if receiver is None:
        return True
    if room.kind == RoomKind.SUBSET:
        return room.parties.filter(pk=receiver.pk).exists()
    return receiver.partnership_id == room.partnership_id


def parties_asked(commitment: Commitment) -> list[Party]:
    """Whose word a delivery waits for: its receiver, or everybody else in the room of a promise to all."""
    if commitment.receiver:
        return [commitment.receiver]
    room = commitment.room
    here = Party.objects.filter(partnership=room.partnership_id, standing=Standing.JOINED)
    if room.kind == RoomKind.SUBSET:
        here = here.filter(pk__in=room.parties.values("pk"))
    return list(here.exclude(pk=commitment.promiser_id).select_related("organisation"))


@transaction.atomic
def deliver(
    commitment: Commitment, *, by: Seat, words: str = "", seen: int | None = None
) -> Commitment:
    """Say that it is done; from now on the receiver has the answer time of the terms."""
    now = clock_now()
    check(Act.DELIVER, commitment, by=by, now=now)
    miss(commitment, now=now)
    limits = terms(by.partnership_id, now)
    asked = parties_asked(commitment)
    until = answers_by(now, days=limits.answer_days, parties=asked, zone=commitment.zone)
    take(Act.DELIVER, commitment, seen=seen, answer_by=until, settled_at=None, **NO_ASK)
    Delivery.objects.create(commitment=commitment, at=now, answer_by=until)
    settle(commitment, now=now)
    tell(
        commitment,
        CommitmentDelivered(
            room=Ulid(commitment.room_id),
            by=by.actor,
            commitment=Ulid(commitment.id),
            due=commitment.due,
            answer_by=until,
            words=words or None,
        ),
        now=now,
    )
    return commitment


@transaction.atomic
def withdraw(
    commitment: Commitment, *, by: Seat, reason: str = "", seen: int | None = None
) -> Commitment:
    """Take it back; after acceptance that is a dropped promise."""
    now = clock_now()
    check(Act.WITHDRAW, commitment, by=by, now=now)
    miss(commitment, now=now)
    accepted = commitment.stands is not State.PROPOSED
    take(Act.WITHDRAW, commitment, seen=seen, withdrawn_at=now, **NO_ASK)
    settle(commitment, now=now)
    fact = CommitmentWithdrawn(
        room=Ulid(commitment.room_id),
        by=by.actor,
        commitment=Ulid(commitment.id),
        accepted=accepted,
        reason=reason or None,
    )
    tell(commitment, fact, now=now)
    return commitment
