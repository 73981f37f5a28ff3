"""Who can see a room: the same words everywhere."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.page import Audience, AudienceGroup
from troth.foundation.web.prepared import prepared
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.rooms import RoomKind, RoomView, SeatView, may_enter

MOST_NAMED = 200
SITS = (Role.ADMIN.value, Role.MEMBER.value)


def entering(room: Room) -> QuerySet[Seat]:
    """Every seat that may enter the room now; the rule of `rules.rooms.may_enter` as one statement."""
    return entering_seats(
        room.partnership_id,
        room=room.id,
        side=room.party_id or "",
        kind=RoomKind(room.kind),
        at=timezone.now(),
    )


def entering_seats(
    partnership: str, *, room: str, side: str, kind: RoomKind, at: datetime
) -> QuerySet[Seat]:
    """The same, by the names of a table, a room and its side."""
    taken = Seat.objects.taken(at).filter(partnership_id=partnership)
    listed = Q(listed_rooms=room)
    ways = {
        RoomKind.SHARED: Q(role__in=[*SITS, Role.FACILITATOR.value]) | listed,
        RoomKind.SIDE: Q(role__in=SITS, party_id=side),
        RoomKind.SUBSET: Q(role__in=SITS, party__subset_rooms=room) | listed,
        RoomKind.CLOSED: listed,
        RoomKind.PUBLIC: Q(),
    }
    return taken.filter(ways[kind])


def seats_in(room: Room) -> list[Seat]:
    """These seats with people and parties, as many as anybody would read."""
    seats = entering(room).select_related("party", "person").distinct()
    return list(seats.order_by("party__name", "person__name", "id")[: MOST_NAMED + 1])


def audience_key(seat: Seat) -> str:
    """Everybody with the same key sees the same fragments of a room: one side, in one language."""
    return f"{seat.party_id or seat.id}.{get_language()}"


def audience_of(room: Room) -> Audience:
    """Who can see what stands in this room, in words, opening to their names."""
    rows = who_enters(
        room.partnership_id,
        room=room.id,
        side=room.party_id or "",
        kind=RoomKind(room.kind),
        at=timezone.now(),
    )
    return named(room, [Sitting(*row) for row in rows])


@prepared
def who_enters(
    partnership: str, *, room: str, side: str, kind: RoomKind, at: datetime
) -> QuerySet[Seat, tuple[str, str | None, str | None, str]]:
    """Seats that may enter a room, with their parties' and people's names."""
    found = entering_seats(partnership, room=room, side=side, kind=kind, at=at)
    seats = found.order_by("party__name", "person__name", "id").distinct()
    return seats.values_list("id", "party_id", "party__name", "person__name")[: MOST_NAMED + 1]


def audiences_of(rooms: Sequence[Room]) -> dict[Ulid, Audience]:
    """Who can see each of these rooms of one table; three statements, however many rooms."""
    if not rooms:
        return {}
    prefetch_related_objects(rooms, "parties", "seats", "party")
    taken = Seat.objects.taken(timezone.now()).filter(partnership_id=rooms[0].partnership_id)
    seats = list(
        taken.select_related("party", "person").order_by("party__name", "person__name", "id")
    )
    return {
        room.id: named(room, [sitting(seat) for seat in seats if enters(seat, room)])
        for room in rooms
    }


class Sitting(NamedTuple):
    """A seat as far as its name is said: for which party, and who."""

    seat: str
    party: str | None
    party_name: str | None
    person: str


def sitting(seat: Seat) -> Sitting:
    """The same of a seat that is there already."""
    name = seat.party.name if seat.party else None
    return Sitting(seat.id, seat.party_id, name, seat.person.name)


def enters(seat: Seat, room: Room) -> bool:
    """The rule itself, on rows that are there already; the room is one that people may enter."""
    view = RoomView(
        kind=RoomKind(room.kind),
        open=True,
        party=room.party_id,
        parties=frozenset(party.id for party in room.parties.all()),
        seats=frozenset(listed.id for listed in room.seats.all()),
    )
    return may_enter(SeatView(id=seat.id, role=seat.kind, party=seat.party_id), view)


def named(room: Room, seats: Sequence[Sitting]) -> Audience:
    """Seats as words that open to names."""
    people: dict[str, list[str]] = defaultdict(list)
    for seat in seats[:MOST_NAMED]:
        people[seat.party_name or _("Guests and helpers")].append(seat.person)
    groups = tuple(AudienceGroup(name=name, people=tuple(who)) for name, who in people.items())
    organisations = len({seat.party for seat in seats if seat.party})
    count = ngettext("%(n)s person", "%(n)s people", len(seats)) % {"n": len(seats)}
    return Audience(kind=room.kind, words=words(room, organisations, count), groups=groups)


def words(room: Room, organisations: int, people: str) -> str:
    """One line: which organisations, how many people."""
    if room.kind == RoomKind.SIDE:
        return _("Only %(who)s, %(people)s") % {
            "who": room.party.short if room.party else "",
            "people": people,
        }
    if room.kind == RoomKind.PUBLIC:
        return _("Everybody")
    if room.kind == RoomKind.CLOSED:
        return _("Only those named, %(people)s") % {"people": people}
    if room.kind == RoomKind.SHARED and organisations == 2:
        return _("Both organisations, %(people)s") % {"people": people}
    if room.kind == RoomKind.SHARED:
        return _("All organisations, %(people)s") % {"people": people}
    return _("%(n)s organisations, %(people)s") % {"n": organisations, "people": people}
