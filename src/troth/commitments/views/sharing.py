"""Sharing outward: one deliberate act, with a preview of exactly what the others will see."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from troth.commitments.actions.sharing import share as share_action
from troth.commitments.views.acts import found
from troth.commitments.views.cards import card_of
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.partnerships.addresses import address
from troth.partnerships.models import Room
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.refusals import NotPossible
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.sentences import why_not


@needs(Permission.COMMITMENT_SHARE)
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: MemberRequest, pk: str) -> HttpResponse:
    """Show what the others will see, then share it with them."""
    one = found(request, pk)
    if request.room.kind != RoomKind.SIDE:
        raise Http404
    wider = get_object_or_404(Room, partnership=request.partnership, kind=RoomKind.SHARED)
    error = ""
    if request.method == "POST":
        try:
            made = share_action(one, origin=request.room, wider=wider, by=request.seat)
        except NotPossible as refused:
            error = why_not(refused)
        else:
            return redirect(
                address("commitments.one", partnership=request.partnership, room=wider, pk=made)
            )
    context = {
        "card": card_of(one, request.seat, now=now()),
        "audience": audience_of(wider),
        "error": error,
    }
    return render(request, "commitments/share.html", context, status=409 if error else 200)
