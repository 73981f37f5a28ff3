"""Saying that it is too much, and taking it back."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from troth.checkins.actions import load as acts
from troth.checkins.actions.load import Signal
from troth.checkins.actions.refusing import NotPossible
from troth.checkins.forms import LoadForm
from troth.checkins.models import Load
from troth.checkins.queries.days import today_for
from troth.checkins.queries.loads import loads, own_load
from troth.checkins.rules.load import About, Openness
from troth.checkins.views.load_seen import loads_seen
from troth.checkins.views.place import own_party, status_of, why_not
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.partnerships.addresses import address, here
from troth.partnerships.models import Room
from troth.partnerships.present import others
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.terms import terms
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind


@needs(Permission.LOAD_SIGNAL)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: MemberRequest) -> HttpResponse:
    """Say that it is too much: openly, among one's own, or for oneself."""
    shared_or_side(request)
    form = form_for(request)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return redirect(said(request, form))
            except NotPossible as refused:
                form.add_error("until", why_not(refused))
    context = {"form": form} | standing(request)
    return render(request, "checkins/load.html", context, status=status)


def standing(request: MemberRequest) -> dict[str, object]:
    """Who has said that it is too much, and what the reader has said."""
    return {
        "loads": loads_seen(loads({request.room.id}), request),
        "own_load": own_load(request.seat),
        "audience": audience_of(request.room),
        "party": own_party(request),
    }


def shared_or_side(request: MemberRequest) -> None:
    """Raises Http404 in a room that is neither."""
    if request.room.kind not in {RoomKind.SHARED, RoomKind.SIDE}:
        raise Http404


def form_for(request: MemberRequest) -> LoadForm:
    """The form; as long as the terms say, unless another day is chosen."""
    side = request.room.kind == RoomKind.SIDE
    days = terms(request.partnership.id, now()).ease_days
    initial = {
        "about": About.ME.value,
        "openness": Openness.SIDE.value if side else Openness.TABLE.value,
        "until": today_for(request.seat) + timedelta(days=days),
    }
    return LoadForm(
        posted(request), party=own_party(request), others=others(request), initial=initial
    )


def said(request: MemberRequest, form: LoadForm) -> str:
    """Say it to those who are to know; returns the address of the page that shows it."""
    about, until = About(form.cleaned_data["about"]), form.cleaned_data["until"]
    words = form.cleaned_data["words"]
    openness = Openness(form.cleaned_data["openness"])
    if openness is Openness.ME:
        acts.keep_to_myself(until=until, words=words, by=request.seat)
        return here(request, "checkins.load")
    room = room_for(request, openness)
    acts.signal(Signal(about=about, until=until, words=words), room=room, by=request.seat)
    return address("checkins.load", partnership=request.partnership, room=room)


def room_for(request: MemberRequest, openness: Openness) -> Room:
    """The room of those who are to know. Raises Http404."""
    inside = Room.objects.filter(partnership=request.partnership, pk__in=request.rooms)
    if openness is Openness.SIDE:
        return get_object_or_404(inside, kind=RoomKind.SIDE, party=own_party(request))
    return get_object_or_404(inside, kind=RoomKind.SHARED)


@needs(Permission.LOAD_SIGNAL)
@require_POST
def lift(request: MemberRequest, pk: str) -> HttpResponse:
    """It is no longer too much."""
    one = get_object_or_404(Load.objects.in_rooms(request.rooms & {request.room.id}), pk=pk)
    shared_or_side(request)
    try:
        acts.lift(one, by=request.seat)
    except NotPossible as refused:
        context = {"error": why_not(refused), "audience": audience_of(request.room)}
        return render(request, "checkins/refused.html", context, status=status_of(refused))
    return redirect(here(request, "checkins.load"))


@needs(Permission.LOAD_SIGNAL)
@require_POST
def forget(request: MemberRequest) -> HttpResponse:
    """Take away what one noted for oneself."""
    shared_or_side(request)
    acts.forget(by=request.seat)
    return redirect(here(request, "checkins.load"))
