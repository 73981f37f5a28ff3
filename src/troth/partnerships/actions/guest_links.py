"""Personal links: a named guest reads, or reads and replies, in one room without a sign-in."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from troth.foundation.facts.partnerships import SeatEnd
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.partnerships.actions.holding import ALWAYS, deciding, hold
from troth.partnerships.actions.inviting import rooms_for
from troth.partnerships.actions.seating import finish
from troth.partnerships.actions.sitting import take_seat
from troth.partnerships.actions.tokens import BYTES, claim_form, not_too_many
from troth.partnerships.models import GuestLink, Seat
from troth.partnerships.queries.guest_links import link_behind
from troth.partnerships.queries.tokens import link_hash
from troth.partnerships.rules.refusals import NoInvitation, NotPossible, Reason
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.rules.seats import GUESTS, why_not_list, why_not_visit
from troth.people.actions.people import make_visitor


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Who is to come, as what, to which room, until when."""

    name: str
    role: Role
    room: Ulid
    until: datetime | None
    email: str = ""
    word: str = ""


@dataclass(frozen=True, kw_only=True)
class Linked:
    """A fresh link and its token, which exists here, on one page and in the letter, nowhere else."""

    link: GuestLink
    token: str


@transaction.atomic(durable=True)
def make_link(visit: Visit, *, by: Seat) -> Linked:
    """Make a link for somebody by name; whoever holds it is that guest. Raises `NotPossible`."""
    seat, _party = deciding(by)
    at = now()
    refused = Reason.NAME_MISSING if not visit.name else None
    refused = refused or (Reason.NOT_FOR_GUESTS if visit.role not in GUESTS else None)
    refused = refused or why_not_visit(visit.until, now=at)
    (room,) = rooms_for(seat, [visit.room])
    refused = refused or why_not_list([RoomKind(room.kind)])
    if refused or visit.until is None:
        raise NotPossible(refused or Reason.DAY_NEEDED)
    claim_form(seat, at)
    not_too_many(seat, at)
    token = secrets.token_urlsafe(BYTES)
    link = GuestLink.objects.create(
        partnership_id=seat.partnership_id,
        inviter=seat,
        room=room,
        name=visit.name,
        email=visit.email.lower(),
        role=visit.role.value,
        until=visit.until,
        word=visit.word,
        token_hash=link_hash(token),
        created_at=at,
    )
    return Linked(link=link, token=token)


def note_mailed(link: GuestLink) -> None:
    """Keep that the letter has left."""
    GuestLink.objects.filter(pk=link.pk).update(mailed_at=now())


@transaction.atomic(durable=True)
def open_link(token: str) -> Seat:
    """The guest's seat; the first time they sit down, on record as any guest. Raises `NoInvitation`."""
    found = link_behind(token, now())
    if found.seat:
        return found.seat
    table = hold(found.partnership_id)
    # Two browsers at once: the slower one finds the seat that the faster one took.
    link = link_behind(token, now())
    if link.seat:
        return link.seat
    seat = take_seat(
        table,
        make_visitor(link.name, asked_by=link.inviter.person),
        role=Role(link.role),
        invited_by=link.inviter.party,
        until=link.until,
        rooms=[link.room],
    )
    if not GuestLink.objects.filter(pk=link.pk, seat=None, revoked_at=None).update(seat=seat):
        raise NoInvitation
    return seat


@transaction.atomic(durable=True)
def revoke_link(link: GuestLink, *, by: Seat) -> None:
    """Let the link open nothing any more; the guest's seat ends, and every open page of it closes."""
    seat, _party = deciding(by, during=ALWAYS)
    rows = GuestLink.objects.filter(pk=link.pk, inviter__party=seat.party_id)
    if not rows.filter(revoked_at=None).update(revoked_at=now(), revoked_by=seat):
        raise NotPossible(Reason.ALREADY_SETTLED if rows.exists() else Reason.OWN_SIDE_ONLY)
    joined = ("person", "party", "partnership")
    taken = Seat.objects.filter(guest_link=link.pk, ended_at=None).select_related(*joined).first()
    if taken:
        finish(taken, SeatEnd.REMOVED, by=seat.actor, ended_by=seat)
