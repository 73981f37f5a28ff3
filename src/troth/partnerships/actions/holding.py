"""What every action at a table asks first: does the seat still hold, and who is before me."""

from django.utils import timezone

from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Partnership, Party, Room, Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.rules.seats import SeatAt


def hold(partnership_id: Ulid) -> Partnership:
    """The table as it is now, held until the transaction ends.

    Who sits here, the last admin, colours and votes are questions about many rows together; two people who
    change them come one after the other.
    """
    return Partnership.objects.select_for_update().get(pk=partnership_id)


def present(by: Seat) -> Seat:
    """The acting seat as it is now, with party and person. Raises `NotPossible` if it has ended meanwhile."""
    seats = Seat.objects.taken(timezone.now()).select_related("party", "person", "partnership")
    seat = seats.filter(pk=by.pk).first()
    if seat is None:
        raise NotPossible(Reason.SEAT_ENDED)
    return seat


def deciding(by: Seat, *, proposed: bool = False) -> tuple[Seat, Party]:
    """The acting seat and its party, where an admin decides. Holds the table.

    Raises `NotPossible` for others, and for a table that is closed or (unless `proposed`) not open yet.
    """
    table = hold(by.partnership_id)
    seat = present(by)
    if table.phase == Phase.CLOSED:
        raise NotPossible(Reason.CLOSED)
    if table.phase == Phase.PROPOSED and not proposed:
        raise NotPossible(Reason.NOT_OPEN_YET)
    if not seat.is_admin or seat.party is None:
        raise NotPossible(Reason.ADMINS_ONLY)
    return seat, seat.party


def shared_room(partnership_id: Ulid) -> Ulid:
    """The room of everybody who sits here; its log is the common record."""
    return Room.objects.values_list("pk", flat=True).get(
        partnership=partnership_id, kind=RoomKind.SHARED
    )


def joined_parties(partnership_id: Ulid) -> dict[Ulid, Party]:
    """The parties that sit at the table now, in the order in which they accepted."""
    rows = Party.objects.filter(partnership=partnership_id, standing="joined").order_by(
        "joined_at", "id"
    )
    return {party.id: party for party in rows}


def view_of(seat: Seat) -> SeatAt:
    """The seat as the rules see it."""
    return SeatAt(id=seat.id, role=seat.kind, party=seat.party_id, invited_by=seat.invited_by_id)
