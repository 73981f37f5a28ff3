"""Who sits at a table, as the page of people shows it: own side first, guests with their last day."""

from collections.abc import Sequence
from dataclasses import dataclass

from troth.foundation.web.clock import now
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.queries.audience import seats_in
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.rules.rooms import SITS_FOR_PARTY

MOST_GUESTS = 200


@dataclass(frozen=True)
class Side:
    """A party and those who sit for it in this room."""

    party: Party
    seats: tuple[Seat, ...]


@dataclass(frozen=True)
class People:
    """Everybody the page shows: by party, and those who sit for none."""

    sides: tuple[Side, ...]
    others: tuple[Seat, ...]


def people_here(seat: Seat, room: Room) -> People:
    """The people of this room, and the guests one's own party invited to any room; four statements."""
    inside = seats_in(room)
    sitting = [one for one in inside if one.kind in SITS_FOR_PARTY]
    others = {one.id: one for one in inside if one.kind not in SITS_FOR_PARTY}
    others |= {one.id: one for one in own_guests(seat)}
    parties = {party.id: party for party in parties_of(seat, seated=True)}
    for one in others.values():
        one.invited_by = parties.get(one.invited_by_id) if one.invited_by_id else None
    sides = (Side(party, of(party, sitting)) for party in parties.values())
    return People(tuple(side for side in sides if side.seats), tuple(others.values()))


def of(party: Party, seats: Sequence[Seat]) -> tuple[Seat, ...]:
    """The party's seats among these, admins first."""
    own = (seat for seat in seats if seat.party_id == party.id)
    return tuple(sorted(own, key=lambda seat: (not seat.is_admin, seat.person.name.casefold())))


def own_guests(seat: Seat) -> Sequence[Seat]:
    """The guests that the seat's party has invited, with their rooms; none for who sits for no party."""
    if seat.party_id is None:
        return []
    taken = Seat.objects.taken(now()).filter(party=None, invited_by=seat.party_id)
    rows = taken.filter(role__startswith="guest").select_related("person")
    return list(rows.prefetch_related("listed_rooms").order_by("until", "id")[:MOST_GUESTS])


def admins_of(party: Party) -> Sequence[str]:
    """The names of those who decide for a party now."""
    taken = Seat.objects.taken(now()).filter(party=party, role="admin")
    return list(taken.order_by("person__name").values_list("person__name", flat=True))


def sits_again(seat: Seat) -> bool:
    """Whether its person sits for an organisation at the same table, apart from this seat."""
    others = Seat.objects.filter(
        person=seat.person_id, partnership=seat.partnership_id, party__isnull=False, ended_at=None
    )
    return others.exclude(pk=seat.pk).exists()
