"""Opening a room for some: only those who are in it know that it exists."""

from collections.abc import Collection

from django.db import transaction

from troth.foundation.facts.partnerships import RoomOpened, RoomOpenedAs
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.actions import record
from troth.partnerships.actions.holding import acting, joined_parties
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.rooms import MOST_ROOMS, RoomKind

LEAST_PARTIES = 2


@transaction.atomic(durable=True)
def open_room(name: str, *, parties: Collection[Ulid], by: Seat) -> Room:
    """Open a room for some of the parties, one's own among them."""
    seat, own = acting(by)
    if not name.strip():
        raise NotPossible(Reason.NAME_MISSING)
    wanted = frozenset(parties)
    if own.id not in wanted:
        raise NotPossible(Reason.OWN_SIDE_TOO, party=own.name)
    joined = joined_parties(seat.partnership_id)
    if len(wanted) < LEAST_PARTIES or not wanted <= joined.keys():
        raise NotPossible(Reason.PARTIES_NEEDED)
    # Rooms of a few people are not counted: a full table would tell others that they are there.
    rooms = Room.objects.filter(partnership=seat.partnership_id).exclude(kind=RoomKind.CLOSED)
    if rooms.count() >= MOST_ROOMS:
        raise NotPossible(Reason.ENOUGH_ROOMS, count=str(MOST_ROOMS))
    room = Room.objects.create(
        partnership_id=seat.partnership_id, kind=RoomKind.SUBSET, name=name.strip()
    )
    room.parties.set(joined[party] for party in sorted(wanted))
    say_opened(room, RoomOpenedAs.SUBSET, by=seat)
    return room


@transaction.atomic
def open_closed_room(name: str, *, seats: Collection[Seat], by: Seat) -> Room:
    """Open a room for listed people, the opener among them: a case, an outreach. Nouns above call it."""
    seat, _party = acting(by)
    table = seat.partnership_id
    wanted = Seat.objects.taken(now()).filter(partnership=table, pk__in=[one.pk for one in seats])
    room = Room.objects.create(partnership_id=table, kind=RoomKind.CLOSED, name=name.strip())
    room.seats.set([*wanted, seat])
    say_opened(room, RoomOpenedAs.CLOSED, by=seat)
    return room


def say_opened(room: Room, audience: RoomOpenedAs, *, by: Seat) -> None:
    """Put it on record in the room itself, where only its own people read it."""
    record(RoomOpened(room=room.id, by=by.actor, opened=room.id, audience=audience, name=room.name))


def public_room(table: Partnership) -> Room:
    """The room that anybody reads; it comes into being with the first thing shown there."""
    return Room.objects.get_or_create(partnership=table, kind=RoomKind.PUBLIC)[0]
