"""Asking people in: colleagues for one's own side, guests for some rooms and some time."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.partnerships.actions.holding import BEGUN, deciding
from troth.partnerships.actions.tokens import Invited, write_invitation
from troth.partnerships.models import GuestLink, Invitation, Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.rules.refusals import NoInvitation, NotPossible, Reason
from troth.partnerships.rules.rooms import SITS_FOR_PARTY, RoomKind
from troth.partnerships.rules.seats import GUESTS, why_not_list, why_not_visit


@transaction.atomic(durable=True)
def invite_colleague(email: str, *, by: Seat, role: Role = Role.MEMBER, word: str = "") -> Invited:
    """Ask somebody to sit here for one's own party, as admin or member."""
    seat, party = deciding(by, during=BEGUN)
    if role not in SITS_FOR_PARTY:
        raise NotPossible(Reason.NOT_FOR_GUESTS)
    if Seat.objects.taken(now()).filter(party=party, person__email__iexact=email).exists():
        raise NotPossible(Reason.SITS_HERE_ALREADY, party=party.name)
    return write_invitation(by=seat, email=email.lower(), party=party, role=role.value, word=word)


@transaction.atomic(durable=True)
def invite_guest(
    email: str,
    *,
    by: Seat,
    role: Role,
    rooms: Collection[Ulid],
    until: datetime | None,
    word: str = "",
) -> Invited:
    """Ask somebody to be a guest until a day, in rooms the inviter is in; never in a side room."""
    seat, _party = deciding(by)
    if role not in GUESTS:
        raise NotPossible(Reason.NOT_FOR_GUESTS)
    refused = why_not_visit(until, now=now())
    listed = rooms_for(seat, rooms)
    refused = refused or why_not_list([RoomKind(room.kind) for room in listed])
    if refused:
        raise NotPossible(refused)
    invited = write_invitation(
        by=seat, email=email.lower(), party=None, role=role.value, seat_until=until, word=word
    )
    invited.invitation.rooms.set(listed)
    return invited


def rooms_for(seat: Seat, wanted: Collection[Ulid]) -> list[Room]:
    """The wanted rooms. Raises `NotPossible` for one the inviter is not in, as for one that does not exist."""
    mine = {room.pk: room for room in rooms_of(seat)}
    if not set(wanted) <= mine.keys():
        raise NotPossible(Reason.ROOM_NOT_YOURS)
    return [mine[room] for room in sorted(set(wanted))]


@transaction.atomic(durable=True)
def renew(invitation: Invitation, *, by: Seat) -> Invited:
    """Send it again with a new token and seven new days; the old letter opens nothing any more."""
    seat, _party = deciding(by, during=BEGUN)
    old = own_unanswered(invitation, by=seat)
    rooms = list(old.rooms.all())
    Invitation.objects.filter(pk=old.pk).update(cancelled_at=now())
    details = {
        name: getattr(old, name)
        for name in ("party", "role", "speaks_for_party", "seat_until", "word")
    }
    invited = write_invitation(by=seat, email=old.email, **details)
    invited.invitation.rooms.set(rooms)
    return invited


@transaction.atomic(durable=True)
def cancel(invitation: Invitation, *, by: Seat) -> None:
    """Take an invitation back; a place that was laid for a founder stays laid."""
    seat, _party = deciding(by, during=BEGUN)
    old = own_unanswered(invitation, by=seat)
    if not Invitation.objects.unanswered().filter(pk=old.pk).update(cancelled_at=now()):
        raise NoInvitation


def note_mailed(invitation: Invitation) -> None:
    """Keep that the letter has left: what comes back with its token has been in that mailbox."""
    invitation.mailed_at = now()
    invitation.save(update_fields=["mailed_at"])


def own_unanswered(invitation: Invitation, *, by: Seat) -> Invitation:
    """The invitation, if the seat's party sent it and nobody has answered. Raises `NotPossible`."""
    rows = Invitation.objects.filter(
        pk=invitation.pk, partnership=by.partnership_id, inviter__party=by.party_id
    )
    old = rows.select_related("accepted_seat__person").first()
    if old is None:
        raise NotPossible(Reason.OWN_SIDE_ONLY)
    if old.accepted_seat:
        raise NotPossible(Reason.SOMEBODY_WAS_QUICKER, who=old.accepted_seat.person.name)
    if old.cancelled_at or old.declined_at:
        raise NotPossible(Reason.ALREADY_SETTLED)
    return old


def cancel_all_of(seat: Seat) -> None:
    """Take back what this seat has sent: who loses the right to invite has no open invitations."""
    Invitation.objects.unanswered().filter(inviter=seat).update(cancelled_at=now())
    GuestLink.objects.filter(inviter=seat, seat=None, revoked_at=None).update(revoked_at=now())


def cancel_all_for(partnership_id: Ulid) -> None:
    """Take back every open invitation to this table."""
    Invitation.objects.unanswered().filter(partnership=partnership_id).update(cancelled_at=now())
