"""A statement is written, may be used once all have approved it, and is withdrawn at once."""

from django.db import transaction

from troth.agreements import actions as agreements
from troth.agreements.models import Acceptance, Agreement, Version
from troth.foundation.facts.statements import StatementReleased, StatementWithdrawn, Withdrawal
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.models import Room, Seat
from troth.statements.models import Listener, Publication, Statement
from troth.statements.rules.words import canonical, checksum

KIND = "statement"


class NotInUse(Exception):
    """There is nothing to withdraw: it is not approved, or somebody withdrew it a moment before."""


@transaction.atomic
def draft(*, title: str, text: str, room: Room, by: Seat) -> Statement:
    """Write what all could say to the outside."""
    made = agreements.draft(title=title, text=canonical(text), room=room, by=by, kind=KIND)
    return Statement.objects.create(id=made.id, room=room, agreement=made)


@transaction.atomic
def revise(agreement: Agreement, *, text: str, why: str, seen: int, by: Seat) -> Version:
    """Write a new version; one that may be used is withdrawn with it. Raises `ChangedMeanwhile`."""
    return agreements.revise(agreement, text=canonical(text), why=why, seen=seen, by=by)


def released(agreement: Agreement, number: int, by: Seat) -> None:
    """Every party has approved this version, so it may be used: runs in the last signature's transaction."""
    version = Version.objects.get(agreement=agreement, number=number)
    signed = Acceptance.objects.filter(version=version).select_related("party")
    made = Publication.objects.create(
        statement_id=agreement.id,
        number=number,
        title=agreement.title,
        text=version.text,
        checksum=checksum(version.text),
        approved_by=sorted({one.party.name for one in signed}, key=str.casefold),
        approved_at=now(),
    )
    room, key = Ulid(agreement.room_id), Ulid(agreement.id)
    record(
        StatementReleased(
            room=room, by=by.actor, statement=key, version=number, checksum=made.checksum
        )
    )


def changed(agreement: Agreement, number: int, by: Seat) -> None:
    """A new version is written, so the one in use is withdrawn: runs in that version's transaction."""
    why = Version.objects.get(agreement=agreement, number=number).why
    found = Publication.objects.filter(statement=agreement.id, withdrawn_at=None).first()
    if found is not None:
        end(found, Withdrawal.CHANGED, by=by, reason=why)


@transaction.atomic
def withdraw(statement: Statement, *, reason: str, by: Seat) -> None:
    """Take one's party's approval back: approval is consent, so one is enough. Raises `NotInUse`."""
    # Taken first, as whoever writes another version does, and the record after it.
    Agreement.objects.select_for_update(no_key=True).get(pk=statement.pk)
    found = Publication.objects.select_related("statement").filter(
        statement=statement, withdrawn_at=None
    )
    one = found.first()
    if one is None:
        raise NotInUse
    end(one, Withdrawal.TAKEN_BACK, by=by, reason=reason)


def end(one: Publication, how: Withdrawal, *, by: Seat, reason: str) -> None:
    """Withdraw this publication, once, and let everybody who took it be told. Raises `NotInUse`."""
    values = {"withdrawn_at": now(), "how": how.value, "withdrawn_by": by.party_id}
    here = Publication.objects.filter(pk=one.pk, withdrawn_at=None)
    if not here.update(reason=reason, **values):
        raise NotInUse
    listeners = Listener.objects.filter(statement=one.statement_id)
    listeners.filter(confirmed_at=None).delete()
    listeners.filter(due_at=None).update(due_at=now(), number=one.number)
    statement = Statement.objects.get(pk=one.statement_id)
    record(
        StatementWithdrawn(
            room=Ulid(statement.room_id),
            by=by.actor,
            statement=Ulid(statement.id),
            version=one.number,
            how=how,
            reason=reason or None,
        )
    )
