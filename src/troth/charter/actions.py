"""What people do with the working agreement: draft it, revise it, sign it; its signature writes the terms."""

from django.db import IntegrityError, transaction

from troth.agreements import actions as agreements
from troth.agreements.actions import ChangedMeanwhile, NotPossible
from troth.agreements.models import Agreement, Version
from troth.charter.models import Charter, Wording
from troth.charter.rules.answers import Answers, answers_from_data, answers_to_data
from troth.charter.words import compose
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.partnerships.actions.holding import hold as hold_table
from troth.partnerships.actions.limiting import set_terms
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.rooms import RoomKind

KIND = "charter"


class ThereIsOne(NotPossible):
    """The table has a charter already, or somebody wrote one a moment before."""


@transaction.atomic
def draft_charter(answers: Answers, *, title: str, room: Room, by: Seat) -> Charter:
    """Write the first version for all at the table to sign. Raises `ThereIsOne`, `NotPossible`."""
    if room.kind != RoomKind.SHARED or by.party_id is None:
        raise NotPossible
    made = agreements.draft(title=title, text=compose(answers), room=room, by=by, kind=KIND)
    try:
        with transaction.atomic():
            charter = Charter.objects.create(id=made.id, agreement=made, room=room)
    except IntegrityError as there:
        raise ThereIsOne from there
    Wording.objects.create(charter=charter, number=1, answers=answers_to_data(answers))
    return charter


@transaction.atomic
def revise_charter(charter: Charter, answers: Answers, *, why: str, seen: int, by: Seat) -> Version:
    """Write a new version and say why; signatures on earlier ones become stale.

    Raises `ChangedMeanwhile` where somebody else has written one since `seen`, `NotPossible` without a reason.
    """
    if not why.strip() or by.party_id is None:
        raise NotPossible
    made = agreements.revise(charter.agreement, text=compose(answers), why=why, seen=seen, by=by)
    Wording.objects.create(charter=charter, number=made.number, answers=answers_to_data(answers))
    return made


def holds(agreement: Agreement) -> None:
    """Its limits belong to the table, and whoever acts on the table takes it first and the record after it."""
    hold_table(agreement.room.partnership_id)


def reached(agreement: Agreement, version: int, by: Seat) -> None:
    """All have signed this version: its limits are in force from now on; earlier clocks keep their past."""
    wording = Wording.objects.get(charter_id=agreement.pk, number=version)
    limits = answers_from_data(wording.answers).limits
    set_terms(agreement.room, limits, agreement=Ulid(agreement.id), by=by.actor)


def withdrawn(agreement: Agreement, _by: Seat) -> None:
    """A draft that was taken back makes room for another one."""
    Charter.objects.filter(pk=agreement.pk).update(withdrawn_at=now())


__all__ = [
    "KIND",
    "ChangedMeanwhile",
    "NotPossible",
    "ThereIsOne",
    "draft_charter",
    "holds",
    "reached",
    "revise_charter",
    "withdrawn",
]
