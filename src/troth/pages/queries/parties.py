"""The organisations at a table as the edge shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.models.seats import Standing
from troth.partnerships.rules.rooms import RoomKind

MOST = 50
AT_THE_TABLE = (Standing.JOINED, Standing.INVITED)


@dataclass(frozen=True)
class PartySeen:
    """A party and how many people sit for it."""

    party: Party
    people: int


def parties_seen(request: HttpRequest) -> Sequence[PartySeen]:
    """Parties of the room the page stands in, own first, then by name; kept for the request."""
    kept: Sequence[PartySeen] | None = getattr(request, "_parties_seen", None)
    if kept is None:
        found = vars(request)
        kept = look(found["seat"], found["room"])
        vars(request)["_parties_seen"] = kept
    return kept


def look(seat: Seat, room: Room) -> Sequence[PartySeen]:
    """One statement: parties with the number of people who sit for them now."""
    counted = sitting(
        seat.partnership_id,
        room=room.id,
        side=room.party_id or "",
        kind=RoomKind(room.kind),
        now=timezone.now(),
    )
    seen = [PartySeen(party, vars(party)["people"]) for party in counted]
    return sorted(seen, key=lambda one: (one.party.id != seat.party_id, one.party.name.casefold()))


@prepared
def sitting(
    partnership: str, *, room: Ulid, side: str, kind: RoomKind, now: datetime
) -> QuerySet[Party]:
    """The parties of a room, each with how many people sit for it."""
    sits = Q(
        seats__ended_at__isnull=True,
        seats__since__lte=now,
        seats__role__in=[Role.ADMIN, Role.MEMBER],
    )
    sits &= Q(seats__until__isnull=True) | Q(seats__until__gt=now)
    parties = Party.objects.filter(partnership_id=partnership, standing__in=AT_THE_TABLE)
    if kind is RoomKind.SIDE:
        parties = parties.filter(pk=side)
    elif kind is RoomKind.SUBSET:
        parties = parties.filter(subset_rooms=room)
    counted = parties.annotate(people=Count("seats", filter=sits, distinct=True))
    return counted.order_by("name")[:MOST]
