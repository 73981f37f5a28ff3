"""Where these pages stand, and what an answer's status is."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from troth.foundation.access.permissions import Permission, granted
from troth.outreach.models import Exchange, Offered, Signal
from troth.outreach.queries.exchanges import exchanges
from troth.outreach.queries.signals import drafts, signals
from troth.outreach.rules.refusals import MENDABLE, NotPossible
from troth.partnerships.models import Party
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind

CHANGED_MEANWHILE, LOOK_AGAIN = 409, 422


def only_in(request: MemberRequest, *kinds: RoomKind) -> None:
    """Raises Http404 in a room of another kind."""
    if request.room.kind not in kinds:
        raise Http404


def status_of(refused: NotPossible) -> int:
    """422 where the writer can mend it, else 409."""
    return LOOK_AGAIN if refused.reason in MENDABLE else CHANGED_MEANWHILE


def own_party(request: MemberRequest) -> Party:
    """The organisation whoever asks sits for. Raises Http404 where it is none."""
    if request.seat.party is None:
        raise Http404
    return request.seat.party


def may(request: MemberRequest, permission: Permission) -> bool:
    """Whether whoever asks may do this now."""
    return request.partnership.phase == "open" and granted(request.seat.kind, permission)


def exchange_or_404(request: MemberRequest, pk: str) -> Exchange:
    """The exchange, in the room of a few that the page stands in. Raises Http404."""
    only_in(request, RoomKind.CLOSED)
    inside = exchanges(request.rooms & {request.room.id})
    found: Exchange = get_object_or_404(inside, pk=pk.replace("\x00", ""))
    return found


def signal_or_404(request: MemberRequest, pk: str) -> Signal:
    """The signal, in the own side room. Raises Http404."""
    only_in(request, RoomKind.SIDE)
    inside = signals(request.rooms & {request.room.id})
    found: Signal = get_object_or_404(inside, pk=pk.replace("\x00", ""))
    return found


def draft_or_404(request: MemberRequest, pk: str) -> Offered:
    """The draft that waits, in the own side room. Raises Http404."""
    only_in(request, RoomKind.SIDE)
    inside = drafts(request.rooms & {request.room.id})
    found: Offered = get_object_or_404(inside, pk=pk.replace("\x00", ""))
    return found
