"""Who is on a roll: read when a question is opened, and looked at again when somebody leaves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from troth.decisions.models import Decision, Place, State
from troth.decisions.rules.voices import Voice
from troth.foundation.facts.decisions import Method
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.models.seats import Standing
from troth.partnerships.queries.audience import SITS, entering
from troth.partnerships.rules.rooms import RoomKind

MOST_VOICES = 500


@dataclass(frozen=True)
class OnRoll:
    """Somebody with a voice: an organisation, or a person of one."""

    party: Party
    person: Ulid | None = None


def methods_in(room: Room) -> tuple[Method, ...]:
    """Among themselves, one organisation's people each have a voice; nobody else sits there."""
    return (Method.PEOPLE,) if room.kind == RoomKind.SIDE else tuple(Method)


def parties_in(room: Room) -> Sequence[Party]:
    """The organisations of a room that sit at the table now, by name."""
    rows = Party.objects.filter(partnership=room.partnership_id, standing=Standing.JOINED)
    narrower = {
        RoomKind.SIDE: Q(pk=room.party_id),
        RoomKind.SUBSET: Q(subset_rooms=room),
        RoomKind.CLOSED: Q(seats__listed_rooms=room, seats__ended_at=None),
    }
    rows = rows.filter(narrower.get(RoomKind(room.kind), Q())).distinct()
    rows = rows.select_related("organisation").order_by("name", "id")
    return list(rows[: MOST_VOICES + 1])


def roll_of(room: Room, method: Method) -> list[OnRoll]:
    """Everybody with a voice on what is opened in this room now, by organisation and name."""
    if method is not Method.PEOPLE:
        return [OnRoll(party) for party in parties_in(room)]
    seats = entering(room).filter(role__in=SITS, party__standing=Standing.JOINED).distinct()
    rows = seats.select_related("party__organisation").order_by(
        "party__name", "person__name", "since", "id"
    )
    found: dict[Ulid, OnRoll] = {}
    for seat in rows[: MOST_VOICES + 1]:
        if seat.party:
            # Whoever sits here for two organisations is still one person.
            found.setdefault(seat.person_id, OnRoll(seat.party, seat.person_id))
    return list(found.values())


def places_of(decisions: Iterable[Decision]) -> list[Place]:
    """The rolls of these decisions as they stand in their latest version; one statement."""
    rows = Place.objects.filter(decision__in=list(decisions), version=F("decision__version"))
    rows = rows.select_related("party", "person", "seat__person", "proxy")
    return list(rows.order_by("party__name", "person__name", "id"))


def counted(places: Iterable[Place]) -> list[Place]:
    """Those that count: whoever has left is off the roll."""
    return [place for place in places if place.struck_at is None]


def voices_of(places: Iterable[Place]) -> Mapping[Ulid, Voice]:
    """The same places as the rules see them."""
    listed = counted(places)
    holders = {place.proxy_id for place in listed if place.proxy_id}
    return {
        place.id: Voice(
            id=place.id,
            party=place.party_id,
            person=place.person_id,
            choice=place.said,
            proxy=place.proxy_id,
            holds=place.id in holders,
        )
        for place in listed
    }


def gone(at: datetime) -> QuerySet[Place]:
    """Voices on open rolls whose organisation or person no longer sits at the table at this moment."""
    sits = Seat.objects.taken(at).filter(party=OuterRef("party"), person=OuterRef("person"))
    rows = Place.objects.filter(decision__state=State.OPEN, version=F("decision__version"))
    left = ~Q(party__standing=Standing.JOINED) | (Q(person__isnull=False) & ~Exists(sits))
    return rows.filter(left, struck_at=None)
