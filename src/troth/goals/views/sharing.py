"""Sharing a goal outward: one deliberate act, with a preview of exactly what the others will see."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.goals.actions.planning import text_of
from troth.goals.actions.sharing import share_goal
from troth.goals.queries.plans import latest, terms_of
from troth.goals.views.finding import found_or_404
from troth.partnerships.addresses import address
from troth.partnerships.models import Room
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.refusals import NotPossible
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.sentences import why_not


@needs(Permission.AGREEMENT_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: MemberRequest, pk: str) -> HttpResponse:
    """Show what the others will see, then share it with them."""
    goal, table = found_or_404(request, pk), request.partnership
    if request.room.kind != RoomKind.SIDE:
        raise Http404
    wider = get_object_or_404(Room, partnership=table, kind=RoomKind.SHARED)
    error = ""
    if request.method == "POST":
        try:
            made = share_goal(goal, origin=request.room, wider=wider, by=request.seat)
        except NotPossible as refused:
            error = why_not(refused)
        else:
            return redirect(address("goals.one", partnership=table, room=wider, pk=made))
    text = text_of(terms_of(latest(goal)))
    context = {"goal": goal, "text": text, "error": error, "audience": audience_of(wider)}
    return render(request, "goals/share.html", context, status=409 if error else 200)
