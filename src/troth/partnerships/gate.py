"""The gate: finds seat and room for a request, or answers as for what does not exist."""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from troth.foundation.access.permissions import READING, Permission, granted
from troth.foundation.web.clock import now
from troth.foundation.web.lists import commas
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.models.seats import ROLES, Phase
from troth.partnerships.queries.door import rooms_of, seats_at
from troth.partnerships.queries.guest_links import visit_of
from troth.partnerships.queries.people import admins_of
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.sentences import ACT_WORDS, why_not
from troth.people.models import Person

# Before a table opens, these may be done in one's own side room alone.
WHILE_PROPOSED = frozenset(
    {
        Permission.PARTNERSHIP_READ,
        Permission.PARTNERSHIP_INVITE,
        Permission.PARTNERSHIP_MANAGE,
        Permission.PARTNERSHIP_LEAVE,
        Permission.PEOPLE_READ,
        Permission.SEAT_CHOOSE,
    }
)


# A closed table stays readable, and one can still leave it or show somebody out.
WHEN_CLOSED = READING | {
    Permission.PARTNERSHIP_LEAVE,
    Permission.PARTNERSHIP_MANAGE,
    Permission.SEAT_CHOOSE,
    Permission.CONSENT_READ,
    Permission.COMPLEMENT_READ,
    Permission.OUTREACH_READ,
    Permission.SLIP_READ,
    Permission.ADJUSTMENT_READ,
    Permission.TALK_FOLLOW,
    Permission.TRUST_READ,
    # Consent to a public statement can be taken back for as long as it is public.
    Permission.STATEMENT_WITHDRAW,
}


def asking(request: HttpRequest) -> Person | None:
    """Who is asking; the middleware of `people` has found out."""
    return getattr(request, "person", None)


def come_in_first(request: HttpRequest) -> HttpResponse:
    """Nobody is signed in: the same answer for every address behind the door."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": settings.LOGIN_URL})
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


def to_the_room(request: HttpRequest, person: Person) -> HttpResponse:
    """The first page of all is their room, for as long as they sit there. Raises Http404 for every other one."""
    seat = visit_of(person, now())
    rooms = rooms_of(seat) if seat and request.path == "/" else ()
    room = room_at(rooms, seat, where="shared", room_id="") if seat else None
    if seat is None or room is None:
        raise Http404
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return redirect(address("talk", partnership=seat.partnership, room=room))


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


def why_not_allowed(seat: Seat, permission: Permission) -> str:
    """Why somebody who is in the room cannot do this, and who can."""
    if granted(seat.kind, permission):
        return why_not(NotPossible(Reason.CLOSED))
    admins = commas(admins_of(seat.party)) if seat.party else ""
    if not admins or permission not in ACT_WORDS:
        role = ROLES[seat.kind]
        return _("You are “%(role)s” here, and this is not for that role to do.") % {"role": role}
    values = {"act": ACT_WORDS[permission], "who": admins}
    return _("Only admins can %(act)s. Ask %(who)s.") % values


def keep_size(request: HttpRequest) -> None:
    """Note how long the record is before anything of it is looked up.

    The page goes on from there: what happens while it is being made is fetched once more, never missed.
    """
    vars(request)["record_size"] = vars(vars(request)["room"])["record_size"]


class SeatGate:
    """Implements the door's gate with seats and rooms."""

    def know(self, request: HttpRequest) -> HttpResponse | None:
        """Put the person on the request. Who comes by a personal link has their room, and no pages of their own."""
        person = asking(request)
        if person is None:
            return come_in_first(request)
        return to_the_room(request, person) if person.comes_by_link else None

    def admit(
        self, request: HttpRequest, permission: Permission, *, address: dict[str, Any]
    ) -> HttpResponse | None:
        """Put seat, room and partnership on the request; 404 outside the room, an explained 403 inside."""
        person = asking(request)
        if person is None:
            return come_in_first(request)
        seats = seats_at(address["slug"], person)
        seat = self.sit_down(request, seats, permission=permission, address=address)
        shut = seat.partnership.phase == Phase.CLOSED and permission not in WHEN_CLOSED
        if granted(seat.kind, permission) and not shut:
            keep_size(request)
            return None
        context = {"sentence": why_not_allowed(seat, permission)}
        return render(request, "partnerships/not_allowed.html", context, status=403)

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
