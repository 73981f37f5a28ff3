"""What every action at a table asks first: does the seat still hold, and who came before me."""

from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.http import Http404

from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.prepared import prepared
from troth.partnerships.models import Partnership, Party, Room, Seat
from troth.partnerships.models.seats import Phase, Standing
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.rules.seats import SeatAt

OPEN: Final = frozenset({Phase.OPEN})
BEGUN: Final = frozenset({Phase.PROPOSED, Phase.OPEN})
ALWAYS: Final = frozenset(Phase)
OF_THE_TABLE: Final = frozenset({"partnership", "party", "seat", "motion", "room", "terms", "item"})


def hold(partnership: Ulid) -> Partnership:
    """The table as it is now, held until the transaction ends.

    Who sits here, the last admin, colours and votes are questions about many rows together; two
    people who change them come one after the other.
    """
    return Partnership.objects.select_for_update().get(pk=partnership)


def present(by: Seat) -> Seat:
    """The acting seat as it is now, with its party, person and table.

    Raises `NotPossible` if it has ended since the page was opened.
    """
    seats = Seat.objects.taken(now()).select_related("party", "person", "partnership")
    seat = seats.filter(pk=by.pk).first()
    if seat is None:
        raise NotPossible(Reason.SEAT_ENDED)
    return seat


class SeatGone(Http404):
    """The seat ended between the door and the act; the answer is the one of a moment later."""


def still_here(fact: Fact) -> None:
    """Guard of the record: whoever acts in a room has a seat at its table while the act is done.

    Raises `SeatGone`, so that nothing of the act remains. What the table itself records is asked by
    `present`, for an act may be the one that ends the seat.
    """
    if fact.by.person is None or fact.kind.partition(":")[0] in OF_THE_TABLE:
        return
    person, party = fact.by.person, fact.by.party
    if seats_in(fact.room, person=person, party=party, at=now()):
        return
    if Room.objects.filter(pk=fact.room).exists():
        raise SeatGone


@prepared
def seats_in(
    room: Ulid, *, person: Ulid, party: Ulid | None, at: datetime
) -> QuerySet[Seat, tuple[str]]:
    """The key of the seat that somebody holds, for this party, at the table of a room."""
    table = Room.objects.filter(pk=room).values("partnership")
    held = Q(until__isnull=True) | Q(until__gt=at)
    seats = Seat.objects.filter(held, partnership__in=table, person=person, ended_at__isnull=True)
    seats = seats.filter(party__isnull=True) if party is None else seats.filter(party=party)
    return seats.values_list("pk")[:1]


def acting(by: Seat, *, during: frozenset[Phase] = OPEN) -> tuple[Seat, Party]:
    """The acting seat and the party it sits for; holds the table.

    Raises `NotPossible` where it is for no party, and where the table is in another phase.
    """
    table = hold(by.partnership_id)
    seat = present(by)
    if table.phase not in during:
        raise NotPossible(Reason.CLOSED if table.phase == Phase.CLOSED else Reason.NOT_OPEN_YET)
    if seat.party is None:
        raise NotPossible(Reason.NO_SIDE)
    seat.partnership = table
    return seat, seat.party


def deciding(by: Seat, *, during: frozenset[Phase] = OPEN) -> tuple[Seat, Party]:
    """The same, where only an admin decides."""
    seat, party = acting(by, during=during)
    if not seat.is_admin:
        raise NotPossible(Reason.ADMINS_ONLY)
    return seat, party


def shared_room(partnership: Ulid) -> Ulid:
    """The room of everybody who sits here; its log is the common record."""
    rooms = Room.objects.filter(partnership=partnership, kind=RoomKind.SHARED)
    return rooms.values_list("pk", flat=True).get()


def joined_parties(partnership: Ulid) -> dict[Ulid, Party]:
    """The parties that sit at the table now, in the order in which they accepted."""
    rows = Party.objects.filter(partnership=partnership, standing=Standing.JOINED)
    return {party.id: party for party in rows.order_by("joined_at", "id")}


def view_of(seat: Seat) -> SeatAt:
    """The seat as the rules see it."""
    return SeatAt(id=seat.id, role=seat.kind, party=seat.party_id, invited_by=seat.invited_by_id)
