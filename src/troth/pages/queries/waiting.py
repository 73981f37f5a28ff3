"""Waiting for you: everything that needs this person, across partnerships."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from troth.foundation.web.clock import now
from troth.foundation.web.offers import Waiting, offered
from troth.partnerships.models import Seat
from troth.partnerships.queries.door import rooms_of
from troth.people.models import Person

SEATS = 50
MOST = 100
# What waits changes with the record of one's rooms; what stands in no room is looked at this often.
AFRESH: Final = timedelta(minutes=1)
MOST_KEPT = 2000
Stood = tuple[tuple[str, int], ...]
_kept: dict[str, tuple[Stood, datetime, int]] = {}


def seats_of(person: Person) -> Sequence[Seat]:
    """The seats a person holds now, with party and table."""
    taken = Seat.objects.taken(timezone.now()).filter(person=person)
    return list(
        taken.select_related("partnership", "party").order_by("partnership__name", "id")[:SEATS]
    )


def waiting(person: Person, seats: Sequence[Seat] | None = None) -> list[Waiting]:
    """What needs this person, the oldest first."""
    held = seats_of(person) if seats is None else seats
    found = [one for offer in offered.waiting for one in offer(held, limit=MOST)]
    return sorted(found, key=lambda one: one.since)[:MOST]


def waiting_count(person: Person) -> int:
    """How many things; the only counter in the product.

    Every page asks. It is counted anew when something happened in a room of this person, and once a minute.
    """
    seats = seats_of(person)
    stood = standing(seats)
    kept = _kept.get(person.id)
    if kept and kept[0] == stood and timedelta() <= now() - kept[1] < AFRESH:
        return kept[2]
    found = len(waiting(person, seats))
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[person.id] = (stood, now(), found)
    return found


def standing(seats: Sequence[Seat]) -> Stood:
    """How far the record of each room has come that these seats may enter, and which seats they are."""
    rooms = {room.id: vars(room)["record_size"] for seat in seats for room in rooms_of(seat)}
    held = ((seat.id, 0) for seat in seats)
    return tuple(sorted([*rooms.items(), *held]))
