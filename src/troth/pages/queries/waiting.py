"""Waiting for you: everything that needs this person, across partnerships."""

from collections.abc import Sequence

from django.utils import timezone

from troth.foundation.web.offers import Waiting, offered
from troth.partnerships.models import Seat
from troth.people.models import Person

SEATS = 50
MOST = 100


def seats_of(person: Person) -> Sequence[Seat]:
    """The seats a person holds now, with party and table."""
    taken = Seat.objects.taken(timezone.now()).filter(person=person)
    return list(
        taken.select_related("partnership", "party").order_by("partnership__name", "id")[:SEATS]
    )


def waiting(person: Person) -> list[Waiting]:
    """What needs this person, the oldest first."""
    seats = seats_of(person)
    found = [one for offer in offered.waiting for one in offer(seats, limit=MOST)]
    return sorted(found, key=lambda one: one.since)[:MOST]


def waiting_count(person: Person) -> int:
    """How many things; the only counter in the product."""
    return len(waiting(person))
