"""The steps by which parties and people sit down; always inside an action's transaction."""

from collections.abc import Iterable
from datetime import datetime

from troth.foundation.facts.fact import Actor
from troth.foundation.facts.partnerships import (
    PartnershipOpened,
    PartyAccepted,
    SeatTaken,
    TermsSet,
)
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import hold as hold_logs
from troth.ledger.actions import record
from troth.organisations.actions import NewOrganisation, found, welcome
from troth.organisations.models import Organisation
from troth.organisations.queries import is_admin
from troth.partnerships.actions.holding import joined_parties, shared_room
from troth.partnerships.models import Partnership, Party, Room, Seat, Terms
from troth.partnerships.models.seats import HERE, Phase, Standing
from troth.partnerships.rules.names import next_colour, seal_letters, short_name
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.rooms import IN_SHARED, RoomKind
from troth.people.models import Person

House = Organisation | NewOrganisation


def house_of(house: House | None, *, by: Person) -> Organisation:
    """The organisation somebody brings: one they decide for, or a new one named on the spot."""
    if house is None:
        raise NotPossible(Reason.ORGANISATION_NEEDED)
    if isinstance(house, NewOrganisation):
        return found(house, by=by)
    if not is_admin(by, house):
        raise NotPossible(Reason.NOT_ADMIN_THERE, organisation=house.name)
    return house


# Beside a name that a file mentioned, once the organisation of that name has sat down itself.
FROM_A_FILE = "from a file"


def seat_party(party: Party, organisation: Organisation) -> Party:
    """Let the party sit down as this organisation: name, colour, letter, and a side room of its own.

    Raises `NotPossible` when somebody was quicker or the organisation sits here already.
    """
    make_room_for_name(party, organisation.name)
    others = Party.objects.filter(partnership=party.partnership_id).exclude(pk=party.pk)
    here = [other for other in others if other.standing in HERE]
    if any(other.organisation_id == organisation.pk for other in here):
        raise NotPossible(Reason.ORGANISATION_HERE_ALREADY, organisation=organisation.name)
    if any(other.name.casefold() == organisation.name.casefold() for other in here):
        raise NotPossible(Reason.NAME_TAKEN, name=organisation.name)
    seated = [other for other in others if other.joined_at]
    fields = {
        "organisation": organisation,
        "name": organisation.name,
        "called": short_name(organisation.name, taken=[other.short for other in here]),
        "standing": Standing.JOINED,
        "colour": next_colour([other.colour for other in seated]),
        "letter": seal_letters(organisation.name, taken=[other.letter for other in seated]),
        "place": organisation.place,
        "zone": organisation.zone,
        "joined_at": now(),
    }
    if not Party.objects.filter(pk=party.pk, standing=Standing.INVITED).update(**fields):
        raise NotPossible(Reason.SOMEBODY_WAS_QUICKER, who=party.name)
    vars(party).update(fields, organisation_id=organisation.pk)
    Room.objects.create(partnership_id=party.partnership_id, kind=RoomKind.SIDE, party=party)
    return party


def make_room_for_name(party: Party, name: str) -> None:
    """A name that only a file mentioned gives way to the organisation that sits down under it."""
    named = Party.objects.filter(partnership=party.partnership_id, standing=Standing.NAMED)
    for other in named.filter(name__iexact=name):
        Party.objects.filter(pk=other.pk).update(name=f"{other.name[:180]} ({FROM_A_FILE})")


def take_seat(
    partnership: Partnership,
    person: Person,
    *,
    role: Role,
    party: Party | None = None,
    invited_by: Party | None = None,
    until: datetime | None = None,
    rooms: Iterable[Room] = (),
) -> Seat:
    """Let a person sit down, and put that on record where the others are."""
    if party and Seat.objects.filter(party=party, person=person, ended_at=None).exists():
        raise NotPossible(Reason.SITS_HERE_ALREADY, party=party.name)
    seat = Seat.objects.create(
        partnership=partnership,
        person=person,
        party=party,
        invited_by=invited_by,
        role=role.value,
        since=now(),
        until=until,
    )
    for room in rooms:
        room.seats.add(seat)
    if party and party.organisation:
        welcome(person, party.organisation)
    for log in logs_of(seat):
        record(
            SeatTaken(
                room=log, by=seat.actor, seat=seat.id, role=role, person=person.name, until=until
            )
        )
    return seat


def logs_of(seat: Seat) -> list[Ulid]:
    """The logs in which this seat's coming and going stands, in order of id: those of its audiences.

    A closed table's record is complete; nothing is added to it.
    """
    if seat.partnership.phase == Phase.CLOSED:
        return []
    if seat.kind in IN_SHARED:
        return [shared_room(seat.partnership_id)]
    logs = list(Room.objects.filter(seats=seat).order_by("pk").values_list("pk", flat=True))
    hold_logs(logs)
    return logs


def say_accepted(party: Party, *, by: Actor) -> None:
    """Put on record that the party sits down and accepts the consent rule."""
    room = shared_room(party.partnership_id)
    record(PartyAccepted(room=room, by=by, party=party.id, name=party.name))


def open_if_all_sit(partnership: Partnership, *, by: Actor) -> bool:
    """Open the table once every founder has accepted; from then on the shared room is shared."""
    waiting = Party.objects.filter(partnership=partnership, founding=True).exclude(
        standing__in=(Standing.JOINED, Standing.LEFT)
    )
    joined = joined_parties(partnership.pk)
    if waiting.exists() or len(joined) < 2:
        return False
    proposed = Partnership.objects.filter(pk=partnership.pk, phase=Phase.PROPOSED)
    if not proposed.update(phase=Phase.OPEN, opened_at=now()):
        return False
    room = shared_room(partnership.pk)
    record(PartnershipOpened(room=room, by=by, partnership=partnership.id, parties=len(joined)))
    terms = Terms.objects.filter(partnership=partnership).latest("since")
    record(TermsSet(room=room, by=by, terms=terms.id))
    partnership.phase = Phase.OPEN
    return True
