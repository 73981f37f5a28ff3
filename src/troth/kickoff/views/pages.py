"""The session: how far it is, one's own lines before the opening, the board after it."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.facts.kickoff import Group
from troth.foundation.kernel.numbers import whole_number
from troth.foundation.kernel.roles import Role
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.foundation.web.page import Audience
from troth.kickoff import actions
from troth.kickoff.forms import AddForm, BeginForm, ParkForm, WriteForm
from troth.kickoff.models import Kickoff
from troth.kickoff.queries.alike import suggestions
from troth.kickoff.queries.boards import (
    all_ready,
    earlier,
    expectations,
    heaps,
    may_open,
    progress,
    running,
    tally,
    written,
)
from troth.kickoff.queries.sealed import own_lines, unnamed_agreed
from troth.kickoff.rules.phases import Phase
from troth.kickoff.words import ENDINGS, GROUPS, WHY_NOT
from troth.partnerships.addresses import here
from troth.partnerships.models import Seat
from troth.partnerships.present import seated
from troth.partnerships.queries.audience import named, seats_in, sitting
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind

GUESTS = (Role.GUEST_READ, Role.GUEST_CONTRIBUTE)
BETWEEN = (RoomKind.SHARED, RoomKind.SUBSET)


@needs(Permission.KICKOFF_READ)
@require_safe
def kickoff(request: MemberRequest) -> HttpResponse:
    """The session that is going on, else the last one, else how to begin."""
    must_be_between(request)
    one = running(request.room)
    if one is not None and may_see(request, one):
        return render(request, "kickoff/one.html", context_of(request, one))
    if request.seat.kind in GUESTS:
        raise Http404
    return render(request, "kickoff/none.html", {"may_begin": may(request, Permission.KICKOFF_RUN)})


@needs(Permission.KICKOFF_READ)
@require_safe
def one(request: MemberRequest, pk: str) -> HttpResponse:
    """One session, also an earlier one."""
    return render(request, "kickoff/one.html", context_of(request, found_or_404(request, pk)))


@needs(Permission.KICKOFF_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Begin a session."""
    must_be_between(request)
    form = BeginForm(posted(request))
    form.zone_name = request.person.zone
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("title", "guests", "opens_at")}
        try:
            actions.begin(**said, zone=request.person.zone, room=request.room, by=request.seat)
        except actions.NotPossible as refused:
            form.add_error(None, str(WHY_NOT[refused.reason]))
            status = 409
        else:
            return redirect(here(request, "kickoff"))
    context = {"form": form, "audience": audience(request, guests=bool(form["guests"].value()))}
    return render(request, "kickoff/new.html", context, status=status)


def must_be_between(request: MemberRequest) -> None:
    """Kickoffs stand where organisations meet. Raises Http404 elsewhere."""
    if request.room.kind not in BETWEEN:
        raise Http404


def found_or_404(request: MemberRequest, pk: str) -> Kickoff:
    """The session, if it is here and this seat takes part. Raises Http404."""
    must_be_between(request)
    rows: QuerySet[Kickoff] = Kickoff.objects.in_rooms(request.rooms & {request.room.id})
    found = get_object_or_404(rows.select_related("room", "seat__party"), pk=pk)
    if not may_see(request, found):
        raise Http404
    return found


def may_see(request: MemberRequest, kickoff: Kickoff) -> bool:
    """Guests take part where the session invites them, and otherwise never see it."""
    return kickoff.guests or request.seat.kind not in GUESTS


def may(request: MemberRequest, permission: Permission) -> bool:
    """Whether this seat may, by its role."""
    return granted(request.seat.kind, permission)


def audience(request: MemberRequest, *, guests: bool) -> Audience:
    """Who can see the session: guests who only read never do, the others where it invites them."""
    asked = {Role.GUEST_CONTRIBUTE} if guests else set()
    seats = [one for one in seats_in(request.room) if one.kind not in GUESTS or one.kind in asked]
    return named(request.room, [sitting(one) for one in seats])


def context_of(request: MemberRequest, kickoff: Kickoff, **more: Any) -> dict[str, Any]:
    """Everything the page of a session says; before the opening nothing of anybody else's words."""
    sides = written(kickoff, seated(request))
    context = {
        "kickoff": kickoff,
        "sides": sides,
        "own_ready": any(one.ready for one in sides if one.party.id == request.seat.party_id),
        "may_run": may(request, Permission.KICKOFF_RUN),
        "may_write": may(request, Permission.KICKOFF_WRITE),
        "may_ready": may(request, Permission.KICKOFF_READY) and request.seat.party_id is not None,
        "earlier": [one for one in earlier(request.room, kickoff) if may_see(request, one)],
        "audience": audience(request, guests=kickoff.guests),
        "groups": GROUPS,
        "endings": ENDINGS,
    }
    parts = writing_parts if kickoff.phase == Phase.WRITING else board_parts
    return context | parts(request, kickoff, context) | more


def writing_parts(
    request: MemberRequest, kickoff: Kickoff, found: dict[str, Any]
) -> dict[str, Any]:
    """Before the opening: who has written, one's own lines, the form."""
    return {
        "form": write_form(request.seat),
        "own": own_lines(kickoff, request.seat),
        "all_ready": all_ready(found["sides"]),
        "may_open": found["may_run"] and may_open(found["sides"], kickoff, now=now()),
    }


def write_form(seat: Seat, sent: QueryDict | None = None) -> WriteForm:
    """What is written unseen, without a name only where the working agreement provides for it."""
    return WriteForm(sent, unnamed=unnamed_agreed(seat))


def board_parts(request: MemberRequest, kickoff: Kickoff, found: dict[str, Any]) -> dict[str, Any]:
    """After it: every group with its lines, those with an ending below."""
    asked = request.GET.get("group", "")
    since = whole_number(request.GET.get("from", "")) if asked else 0
    groups = [one for one in Group if asked in {"", one.value}]
    running, counted, since = kickoff.phase == Phase.OPEN, tally(kickoff), max(since, 0)
    return {
        "progress": progress(counted),
        "heaps": heaps(kickoff, counted, groups=groups, ended=False, since=since),
        "ended": heaps(kickoff, counted, groups=groups, ended=True, since=since),
        "near": suggestions(kickoff) if running and found["may_run"] and not asked else [],
        "add_form": AddForm(),
        "park_form": ParkForm(),
        "expectations": expectations(request.room) if not asked else [],
        "asked": asked,
    }
