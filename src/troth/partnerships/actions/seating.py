"""Roles and seats change: an admin changes or ends one, a person leaves, a day comes."""

from collections.abc import Callable

from django.db import transaction

from troth.foundation.facts.fact import CLOCK, Actor
from troth.foundation.facts.partnerships import SeatChanged, SeatEnd, SeatEnded
from troth.foundation.kernel.roles import Role
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.actions.holding import ALWAYS, BEGUN, deciding, hold, present, view_of
from troth.partnerships.actions.inviting import cancel_all_of
from troth.partnerships.actions.sitting import logs_of
from troth.partnerships.models import Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.seats import loses_last_admin, why_not_change, why_not_end
from troth.people.actions.access import cut_access

# What must be gone with a seat, and stands in no record: nouns that keep such a thing say here how it goes.
goes_along: list[Callable[[Seat], None]] = []


@transaction.atomic(durable=True)
def change_role(seat: Seat, to: Role, *, by: Seat) -> Seat:
    """Make a colleague an admin or a member. A party keeps at least one admin."""
    actor, _party = deciding(by, during=BEGUN)
    found = living(seat)
    refused = why_not_change(view_of(found), to, by=view_of(actor))
    if refused:
        raise NotPossible(refused, who=found.person.name)
    keep_an_admin(found)
    Seat.objects.filter(pk=found.pk).update(role=to.value)
    found.role = to.value
    cut_off(found)
    for log in logs_of(found):
        record(SeatChanged(room=log, by=actor.actor, seat=found.id, role=to))
    return found


@transaction.atomic(durable=True)
def end_seat(seat: Seat, *, by: Seat) -> Seat:
    """Let somebody no longer sit here: a colleague, a guest one invited, the facilitator."""
    actor, _party = deciding(by, during=ALWAYS)
    found = living(seat)
    refused = why_not_end(view_of(found), by=view_of(actor))
    if refused:
        raise NotPossible(refused, who=found.person.name)
    keep_an_admin(found)
    return finish(found, SeatEnd.REMOVED, by=actor.actor, ended_by=actor)


@transaction.atomic(durable=True)
def leave(*, by: Seat) -> Seat:
    """Get up; nobody is asked why. What was agreed stays."""
    hold(by.partnership_id)
    seat = present(by)
    keep_an_admin(seat)
    return finish(seat, SeatEnd.LEFT, by=seat.actor, ended_by=seat)


@transaction.atomic(durable=True)
def run_out(seat: Seat) -> bool:
    """End a seat whose last day has passed; the gate has kept it out since that moment."""
    hold(seat.partnership_id)
    over = Seat.objects.filter(pk=seat.pk, ended_at=None, until__lte=now())
    found = over.select_related("person", "party", "partnership").first()
    if found is None:
        return False
    finish(found, SeatEnd.RAN_OUT, by=CLOCK)
    return True


def choose(seat: Seat) -> None:
    """Let pages of this table be seen as this seat: for somebody who holds two."""
    Seat.objects.filter(pk=seat.pk).update(chosen_at=now())


def living(seat: Seat) -> Seat:
    """The seat as it is now. Raises `NotPossible` naming who was quicker where it has ended."""
    joined = ("person", "party", "partnership", "ended_by__person")
    found = Seat.objects.select_related(*joined).get(pk=seat.pk)
    if found.ended_at:
        who = found.ended_by.person.name if found.ended_by else found.person.name
        raise NotPossible(Reason.SOMEBODY_WAS_QUICKER, who=who)
    return found


def keep_an_admin(seat: Seat) -> None:
    """Raises `NotPossible` where the party would have no admin without this seat."""
    if seat.party is None or not seat.party.sits or seat.partnership.phase == Phase.CLOSED:
        return
    admins = Seat.objects.taken(now()).filter(party=seat.party, role=Role.ADMIN.value)
    if loses_last_admin(view_of(seat), admins=list(admins.values_list("pk", flat=True))):
        table = seat.partnership.name
        raise NotPossible(
            Reason.LAST_ADMIN, who=seat.person.name, party=seat.party.name, table=table
        )


def finish(seat: Seat, why: SeatEnd, *, by: Actor, ended_by: Seat | None = None) -> Seat:
    """End a seat inside an action: conditional, on record, and every open page of it closed."""
    at = now()
    if not Seat.objects.filter(pk=seat.pk, ended_at=None).update(ended_at=at, ended_by=ended_by):
        raise NotPossible(Reason.SOMEBODY_WAS_QUICKER, who=seat.person.name)
    seat.ended_at, seat.ended_by = at, ended_by
    cut_off(seat)
    for also in goes_along:
        also(seat)
    for log in logs_of(seat):
        record(SeatEnded(room=log, by=by, seat=seat.id, why=why))
    return seat


def cut_off(seat: Seat) -> None:
    """Close what the seat has open, and take back whom it invited; the gate is asked anew."""
    cancel_all_of(seat)
    cut_access(seat.person_id)
