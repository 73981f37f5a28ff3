"""Where check-ins stand: in the shared room, and nowhere else."""

from django.http import Http404
from django.utils.translation import gettext as _

from troth.checkins.actions.refusing import NotPossible
from troth.checkins.rules.refusals import FOR_OTHERS, SENTENCES
from troth.foundation.access.permissions import Permission, granted
from troth.partnerships.models import Party
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind


def only_shared(request: MemberRequest) -> None:
    """Raises Http404 in any other room."""
    if request.room.kind != RoomKind.SHARED:
        raise Http404


def may(request: MemberRequest, permission: Permission) -> bool:
    """Whether this seat may, for its party, while the table is open."""
    seated = request.seat.party_id is not None and request.partnership.phase == "open"
    return seated and granted(request.seat.kind, permission)


def own_party(request: MemberRequest) -> Party:
    """The party this seat is for. Raises Http404 where it is for none."""
    if request.seat.party is None:
        raise Http404
    return request.seat.party


def why_not(refused: NotPossible) -> str:
    """The reason in words."""
    return _(SENTENCES[refused.reason])


def status_of(refused: NotPossible) -> int:
    """403 for what is another side's to do, 409 for what cannot be done as things stand."""
    return 403 if refused.reason in FOR_OTHERS else 409
