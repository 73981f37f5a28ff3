"""What the gate puts on a request."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from troth.partnerships.models import Partnership, Room, Seat
from troth.people.models import Person


class PersonRequest(HttpRequest):
    """A request whose sender is known."""

    person: Person
    htmx: HtmxDetails


class MemberRequest(PersonRequest):
    """A request that came through the gate: who, for whom, in which room."""

    seat: Seat
    seats: tuple[Seat, ...]
    partnership: Partnership
    room: Room
    rooms: frozenset[str]
    record_size: int
