"""The rooms one is in, and opening one for some."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.forms import posted
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.addresses import address
from troth.partnerships.forms.people import RoomForm
from troth.partnerships.models import Room
from troth.partnerships.queries.audience import audiences_of
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.refusals import NotPossible, Reason
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.views.answers import LOOK_AGAIN, put_beside

WHERE = {Reason.PARTIES_NEEDED: "parties"}
ORDER = (RoomKind.SHARED, RoomKind.SIDE, RoomKind.SUBSET, RoomKind.CLOSED, RoomKind.PUBLIC)


@needs(Permission.PEOPLE_READ)
@require_safe
def rooms(request: MemberRequest) -> HttpResponse:
    """Every room one is in at this table, each with who can see it."""
    mine = sorted(
        rooms_of(request.seat), key=lambda room: (ORDER.index(RoomKind(room.kind)), room.name)
    )
    audiences = audiences_of(mine)
    lines = [(room, audiences[room.id], place_of(request, room)) for room in mine]
    context = {"lines": lines, "may_open": granted(request.seat.kind, Permission.ROOM_OPEN)}
    return render(request, "partnerships/rooms.html", context)


def place_of(request: MemberRequest, room: Room) -> str:
    """Where the room begins."""
    return address("overview", partnership=request.partnership, room=room)


@needs(Permission.ROOM_OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Open a room for some of the organisations, one's own among them."""
    parties = parties_of(request.seat, seated=True)
    form = RoomForm(posted(request), parties=parties, initial={"parties": [request.seat.party_id]})
    status = LOOK_AGAIN if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            room = open_room(by=request.seat, **form.cleaned_data)
            return redirect(place_of(request, room))
        except NotPossible as refused:
            status = put_beside(form, refused, field=WHERE.get(refused.reason))
    return render(request, "partnerships/room.html", {"form": form}, status=status)
