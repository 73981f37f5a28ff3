"""Leaving an organisation: every seat held for it ends, and nothing that was agreed changes."""

from django.db import transaction

from troth.foundation.facts.fact import Actor
from troth.foundation.facts.partnerships import SeatEnd
from troth.organisations.actions import end_membership
from troth.organisations.models import Organisation
from troth.organisations.queries import is_admin
from troth.organisations.rules import LastAdmin, NotAMember
from troth.partnerships.actions.holding import hold
from troth.partnerships.actions.seating import finish, keep_an_admin
from troth.partnerships.models import Seat
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.people.models import Person


@transaction.atomic(durable=True)
def leave_organisation(organisation: Organisation, person: Person, *, by: Person) -> int:
    """End somebody's membership and their seats for it at every table; how many seats that were.

    One may go oneself; an admin of the organisation may let others go. Raises `NotPossible` where
    the organisation or one of its places would be left without an admin.
    """
    if by != person and not is_admin(by, organisation):
        raise NotPossible(Reason.NOT_ADMIN_THERE, organisation=organisation.name)
    seats = seats_for(organisation, person)
    for table in sorted({seat.partnership_id for seat in seats}):
        hold(table)
    why = SeatEnd.LEFT if by == person else SeatEnd.REMOVED
    for seat in seats_for(organisation, person):
        keep_an_admin(seat)
        finish(seat, why, by=Actor(by.id, seat.party_id))
    end(organisation, person)
    return len(seats)


def seats_for(organisation: Organisation, person: Person) -> list[Seat]:
    """The seats this person holds for the organisation, table by table."""
    living = Seat.objects.filter(party__organisation=organisation, person=person, ended_at=None)
    return list(living.select_related("person", "party", "partnership").order_by("partnership"))


def end(organisation: Organisation, person: Person) -> None:
    """End the membership; the organisation's own refusals in this noun's words."""
    try:
        end_membership(organisation, person)
    except LastAdmin as last:
        raise NotPossible(
            Reason.LAST_ORGANISATION_ADMIN, who=person.name, organisation=organisation.name
        ) from last
    except NotAMember as nobody:
        raise NotPossible(
            Reason.NOT_A_MEMBER, who=person.name, organisation=organisation.name
        ) from nobody
