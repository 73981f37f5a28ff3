"""The gate: finds seat and room for a request, or answers as for what does not exist."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from troth.foundation.access.permissions import Permission, granted
from troth.partnerships.models import Room, Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.queries.door import rooms_of, seats_at
from troth.partnerships.rules.rooms import RoomKind
from troth.people.models import Person

# Before a table opens, these may be done in one's own side room alone.
WHILE_PROPOSED = frozenset(
    {
        Permission.PARTNERSHIP_READ,
        Permission.PARTNERSHIP_INVITE,
        Permission.PARTNERSHIP_MANAGE,
        Permission.PARTNERSHIP_LEAVE,
        Permission.PEOPLE_READ,
    }
)


def asking(request: HttpRequest) -> Person | None:
    """Who is asking; the middleware of `people` has found out."""
    return getattr(request, "person", None)


def come_in_first(request: HttpRequest) -> HttpResponse:
    """Nobody is signed in: the same answer for every address behind the door."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": settings.LOGIN_URL})
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def room_at(rooms: tuple[Room, ...], seat: Seat, *, where: str, room_id: str) -> Room | None:
    """The room that the address names, if it is among those the seat may enter."""
    if where == "with":
        wanted = [
            room
            for room in rooms
            if room.id == room_id and room.kind in {RoomKind.SUBSET, RoomKind.CLOSED}
        ]
    elif where == "side":
        wanted = [room for room in rooms if room.kind == RoomKind.SIDE]
    else:
        wanted = [room for room in rooms if room.kind == RoomKind.SHARED]
        # A guest who is not in the shared room begins in the first room they are listed in.
        wanted = wanted or [
            room for room in rooms if seat.party_id is None and room.kind != RoomKind.PUBLIC
        ]
    return wanted[0] if wanted else None


class SeatGate:
    """Implements the door's gate with seats and rooms."""

    def know(self, request: HttpRequest) -> HttpResponse | None:
        """Put the person on the request."""
        return None if asking(request) else come_in_first(request)

    def admit(
        self, request: HttpRequest, permission: Permission, *, address: dict[str, Any]
    ) -> HttpResponse | None:
        """Put seat, room and partnership on the request; 404 outside the room, an explained 403 inside."""
        person = asking(request)
        if person is None:
            return come_in_first(request)
        seats = seats_at(address["slug"], person)
        seat = self.sit_down(request, seats, permission=permission, address=address)
        if granted(seat.kind, permission):
            return None
        return render(
            request, "partnerships/not_allowed.html", {"permission": permission}, status=403
        )

    def sit_down(
        self,
        request: HttpRequest,
        seats: tuple[Seat, ...],
        *,
        permission: Permission,
        address: dict[str, Any],
    ) -> Seat:
        """Choose the first seat that may enter the room of the address. Raises Http404 where none may."""
        where, room_id = address.get("where", "shared"), address.get("room_id", "")
        for seat in seats:
            proposed = seat.partnership.phase == Phase.PROPOSED
            place = (
                "side" if proposed and where == "shared" and permission in WHILE_PROPOSED else where
            )
            rooms = rooms_of(seat)
            room = room_at(rooms, seat, where=place, room_id=room_id)
            if room is not None:
                found = {"seat": seat, "seats": seats, "room": room, "where": where}
                found |= {
                    "rooms": frozenset(one.id for one in rooms),
                    "partnership": seat.partnership,
                }
                vars(request).update(found)
                return seat
        raise Http404
