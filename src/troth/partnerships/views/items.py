"""What pages of items at a table share: where they stand, who may act, what goes on and what is over."""

from collections.abc import Callable, Iterable
from typing import Protocol

from django.http import Http404

from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.cursors import Page, Row
from troth.partnerships.models import Room
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind


class Over(Protocol[Row]):
    """One page of what is over in a room."""

    def __call__(self, room: Room, /, *, before: str) -> Page[Row]:
        """The page after a cursor."""


def only_shared(request: MemberRequest) -> None:
    """For what all sides read together, and nowhere else. Raises Http404 in any other room."""
    if request.room.kind != RoomKind.SHARED:
        raise Http404


def may(request: MemberRequest, permission: Permission) -> bool:
    """Whether this seat may, for its organisation, while the table is open."""
    seated = request.seat.party_id is not None and request.partnership.phase == "open"
    return seated and granted(request.seat.kind, permission)


def two_parts(
    request: MemberRequest,
    shown: Callable[[MemberRequest, Row], object],
    *,
    going: Callable[[Room], Iterable[Row]],
    over: Over[Row],
) -> dict[str, object]:
    """A list: what goes on first, on its first page alone, then what is over, page by page."""
    page = over(request.room, before=request.GET.get("before", ""))
    return {
        "going": [] if page.is_earlier else [shown(request, one) for one in going(request.room)],
        "over": [shown(request, one) for one in page.rows],
        "older": page.older_url,
        "earlier": page.is_earlier,
        "audience": audience_of(request.room),
    }
