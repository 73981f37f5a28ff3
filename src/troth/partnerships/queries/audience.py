"""Who can see a room: the same words everywhere."""

from collections import defaultdict

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from troth.foundation.kernel.roles import Role
from troth.foundation.web.page import Audience, AudienceGroup
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.rooms import RoomKind

MOST_NAMED = 200
SITS = (Role.ADMIN.value, Role.MEMBER.value)


def seats_in(room: Room) -> list[Seat]:
    """Every seat that may enter the room now; the rule of `rules.rooms.may_enter` as one statement."""
    taken = Seat.objects.taken(timezone.now()).filter(partnership_id=room.partnership_id)
    listed = Q(listed_rooms=room)
    ways = {
        RoomKind.SHARED: Q(role__in=[*SITS, Role.FACILITATOR.value]) | listed,
        RoomKind.SIDE: Q(role__in=SITS, party_id=room.party_id),
        RoomKind.SUBSET: Q(role__in=SITS, party__subset_rooms=room) | listed,
        RoomKind.CLOSED: listed,
        RoomKind.PUBLIC: Q(),
    }
    seats = taken.filter(ways[RoomKind(room.kind)]).select_related("party", "person").distinct()
    return list(seats.order_by("party__name", "person__name", "id")[: MOST_NAMED + 1])


def audience_of(room: Room) -> Audience:
    """Who can see what stands in this room, in words, opening to their names."""
    seats = seats_in(room)
    named: dict[str, list[str]] = defaultdict(list)
    for seat in seats[:MOST_NAMED]:
        named[seat.party.name if seat.party else _("Guests and helpers")].append(seat.person.name)
    groups = tuple(AudienceGroup(name=name, people=tuple(people)) for name, people in named.items())
    organisations = len({seat.party_id for seat in seats if seat.party_id})
    people = ngettext("%(n)s person", "%(n)s people", len(seats)) % {"n": len(seats)}
    return Audience(kind=room.kind, words=words(room, organisations, people), groups=groups)


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
