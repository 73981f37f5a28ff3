"""Leaving: what is open, what stays, what everyone keeps; for oneself or for one's organisation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.actions.seating import leave
from troth.partnerships.addresses import here
from troth.partnerships.queries.people import admins_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.refusals import NotPossible
from troth.partnerships.views.answers import say_no


@needs(Permission.PARTNERSHIP_LEAVE)
@require_safe
def leaving(request: MemberRequest) -> HttpResponse:
    """Both ways to leave, and what each means."""
    party = request.seat.party
    context = {
        "admins": admins_of(party) if party else [],
        "may_take_party": granted(request.seat.kind, Permission.PARTNERSHIP_MANAGE),
    }
    return render(request, "partnerships/leaving.html", context)


@needs(Permission.PARTNERSHIP_LEAVE)
@require_POST
def me(request: MemberRequest) -> HttpResponse:
    """One's own seat ends."""
    try:
        leave(by=request.seat)
    except NotPossible as refused:
        return say_no(request, refused, back=here(request, "people.leaving"))
    messages.success(request, _("You have left. What was agreed stays."))
    return redirect("waiting")


@needs(Permission.PARTNERSHIP_MANAGE)
@require_POST
def party(request: MemberRequest) -> HttpResponse:
    """One's own organisation leaves, with everybody who sits for it."""
    try:
        gone = party_leaves(by=request.seat)
    except NotPossible as refused:
        return say_no(request, refused, back=here(request, "people.leaving"))
    messages.success(request, _("%(who)s has left. What was agreed stays.") % {"who": gone.name})
    return redirect("waiting")
