"""Somebody answers an invitation: sits down, for a party or as a guest, or says no."""

from django.db import transaction

from troth.foundation.facts.fact import Actor
from troth.foundation.facts.partnerships import PartyDeclined
from troth.foundation.kernel.roles import Role
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.actions.holding import hold, shared_room
from troth.partnerships.actions.sitting import (
    House,
    house_of,
    open_if_all_sit,
    say_accepted,
    seat_party,
    take_seat,
)
from troth.partnerships.models import Invitation, Partnership, Party, Seat
from troth.partnerships.models.seats import Standing
from troth.partnerships.queries.invitations import invitation_behind
from troth.partnerships.rules.refusals import NoInvitation, NotPossible, Reason
from troth.people.models import Person


@transaction.atomic(durable=True)
def accept(
    token: str, *, by: Person, house: House | None = None, other_address: bool = False
) -> Seat:
    """Sit down on an invitation; `house` is needed where one speaks for a party.

    Raises `NoInvitation` where there is none any more, `NotPossible` when signed in as another address than the
    invited one, unless that was said to be meant (`other_address`).
    """
    invitation = invitation_behind(token, now())
    if by.comes_by_link:
        raise NoInvitation
    if by.email.casefold() != invitation.email.casefold() and not other_address:
        raise NotPossible(Reason.OTHER_ADDRESS, address=invitation.email, yours=by.email)
    table = hold(invitation.partnership_id)
    use_up(invitation, accepted_at=now())
    seat = speak_for(invitation, table, by=by, house=house) if invitation.speaks_for_party else None
    seat = seat or join(invitation, table, by=by)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_seat=seat)
    return seat


@transaction.atomic(durable=True)
def decline(token: str, *, by: Person | None = None, reason: str = "") -> Invitation:
    """Say no. Where one was to speak for a party, the party says no. Raises `NoInvitation`."""
    invitation = invitation_behind(token, now())
    hold(invitation.partnership_id)
    use_up(invitation, declined_at=now())
    if invitation.speaks_for_party and invitation.party:
        Party.objects.filter(pk=invitation.party_id, standing=Standing.INVITED).update(
            standing=Standing.DECLINED
        )
        party = invitation.party.id
        record(
            PartyDeclined(
                room=shared_room(invitation.partnership_id),
                by=Actor(by.id if by else None, party),
                party=party,
                reason=reason,
            )
        )
    return invitation


def use_up(invitation: Invitation, **how: object) -> None:
    """Let the invitation count once. Raises `NoInvitation` when somebody was quicker."""
    if not Invitation.objects.living(now()).filter(pk=invitation.pk).update(**how):
        raise NoInvitation


def speak_for(
    invitation: Invitation, table: Partnership, *, by: Person, house: House | None
) -> Seat:
    """Let the party sit down with its first admin; the table may open with that."""
    if invitation.party is None:
        raise NoInvitation
    party = seat_party(invitation.party, house_of(house, by=by))
    actor = Actor(by.id, party.id)
    say_accepted(party, by=actor)
    seat = take_seat(table, by, role=Role.ADMIN, party=party)
    open_if_all_sit(table, by=actor)
    return seat


def join(invitation: Invitation, table: Partnership, *, by: Person) -> Seat:
    """Let one more person sit down: a colleague, a guest, a facilitator."""
    guest = invitation.party is None
    return take_seat(
        table,
        by,
        role=Role(invitation.role),
        party=invitation.party,
        invited_by=invitation.inviter.party if guest else None,
        until=invitation.seat_until,
        rooms=invitation.rooms.order_by("pk"),
    )
