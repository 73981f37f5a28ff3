"""Who is here, for whom, until when; and changing that for one's own side."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.roles import Role
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.partnerships.actions.holding import view_of
from troth.partnerships.actions.seating import change_role, choose, end_seat
from troth.partnerships.addresses import here
from troth.partnerships.forms.people import RoleForm
from troth.partnerships.models import Seat
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.guest_links import links_of
from troth.partnerships.queries.people import people_here
from troth.partnerships.queries.tables import places_free
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.refusals import NotPossible
from troth.partnerships.rules.rooms import SITS_FOR_PARTY
from troth.partnerships.rules.seats import why_not_end
from troth.partnerships.views.answers import LOOK_AGAIN, say_no
from troth.people.proof import fresh_proof


@dataclass(frozen=True)
class Line:
    """One person on the page, and what the reader may change about them."""

    seat: Seat
    can_change: bool
    can_end: bool
    is_you: bool


def line_for(seat: Seat, me: Seat) -> Line:
    """What `me` may change about this seat."""
    mine = why_not_end(view_of(seat), by=view_of(me)) is None
    you = seat.id == me.id
    return Line(seat, mine and seat.kind in SITS_FOR_PARTY, mine and not you, you)


@needs(Permission.PEOPLE_READ)
@require_safe
def people(request: MemberRequest) -> HttpResponse:
    """Both sides' people, guests with their last day, places that wait for somebody."""
    me = request.seat
    found = people_here(me, request.room)
    sides = [(side.party, [line_for(seat, me) for seat in side.seats]) for side in found.sides]
    context = {"sides": sides, "others": [line_for(seat, me) for seat in found.others]}
    context |= {"places": places_free(me), "audience": audience_of(request.room)}
    may_invite = granted(me.kind, Permission.PARTNERSHIP_INVITE)
    context |= {"may_invite": may_invite, "links": links_of(me, now()) if may_invite else ()}
    context |= {"may_consent": granted(me.kind, Permission.CONSENT_READ)}
    context |= {"own_house": me.party.organisation if me.party else None}
    return render(request, "partnerships/people.html", context)


def found_seat(request: MemberRequest, key: str) -> Seat:
    """A seat that the page of people shows. Raises Http404 for others, `NotPossible` for the other side's."""
    found = people_here(request.seat, request.room)
    everybody = [*found.others, *(seat for side in found.sides for seat in side.seats)]
    seat = next((one for one in everybody if one.id == key), None)
    if seat is None:
        raise Http404
    refused = why_not_end(view_of(seat), by=view_of(request.seat))
    if refused:
        raise NotPossible(refused, who=seat.person.name)
    return seat


@needs(Permission.PARTNERSHIP_MANAGE)
@fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: MemberRequest, key: str) -> HttpResponse:
    """Make a colleague admin or member."""
    back = here(request, "people")
    try:
        seat = found_seat(request, key)
        form = RoleForm(posted(request), initial={"role": seat.role})
        if request.method != "POST" or not form.is_valid():
            status = LOOK_AGAIN if form.is_bound else 200
            context = {"form": form, "other": seat, "audience": audience_of(request.room)}
            return render(request, "partnerships/role.html", context, status=status)
        change_role(seat, Role(form.cleaned_data["role"]), by=request.seat)
    except NotPossible as refused:
        return say_no(request, refused, back=back)
    messages.success(request, _("%(who)s’s role is changed.") % {"who": seat.person.name})
    return redirect(back)


@needs(Permission.PARTNERSHIP_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: MemberRequest, key: str) -> HttpResponse:
    """Let somebody no longer sit here, after saying what that means."""
    back = here(request, "people")
    try:
        seat = found_seat(request, key)
        if request.method != "POST":
            return render(request, "partnerships/end.html", {"other": seat})
        end_seat(seat, by=request.seat)
    except NotPossible as refused:
        return say_no(request, refused, back=back)
    messages.success(request, _("%(who)s no longer sits here.") % {"who": seat.person.name})
    return redirect(back)


@needs(Permission.SEAT_CHOOSE)
@require_POST
def sit_as(request: MemberRequest) -> HttpResponse:
    """Choose which of one's seats at this table pages are seen as."""
    wanted = request.POST.get("seat", "")
    seat = next((one for one in request.seats if one.id == wanted), None)
    if seat is None:
        raise Http404
    choose(seat)
    return redirect("overview", slug=request.partnership.slug, where="shared")
