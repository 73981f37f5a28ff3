"""Private exchanges: one's own list, a question begun, one exchange and what is said in it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.outreach import actions
from troth.outreach.actions.asking import Asked
from troth.outreach.forms import AskForm, LineForm
from troth.outreach.models import Exchange
from troth.outreach.queries.exchanges import MOST_PEOPLE, SITS, listed, may_be_asked
from troth.outreach.rules.refusals import NotPossible, Reason
from troth.outreach.views.place import (
    CHANGED_MEANWHILE,
    LOOK_AGAIN,
    exchange_or_404,
    may,
    only_in,
    status_of,
)
from troth.outreach.views.seen import listed_line, shown
from troth.outreach.words import question_for, why_not
from troth.partnerships.addresses import address, here
from troth.partnerships.models import Seat
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind

FIELDS = {
    Reason.NOBODY_ASKED: "person",
    Reason.OWN_SIDE: "person",
    Reason.OPEN_ALREADY: "person",
    Reason.NOT_OF_THE_TWO: "theirs",
    Reason.HAS_LEFT: "person",
    Reason.WORDS_MISSING: "words",
}


@needs(Permission.OUTREACH_READ)
@require_safe
def outreach(request: MemberRequest) -> HttpResponse:
    """What one has asked and was asked: at the shared table all of it, in a room of a few what stands there."""
    only_in(request, RoomKind.SHARED, RoomKind.CLOSED)
    everywhere = request.room.kind == RoomKind.SHARED
    found = listed(request.rooms if everywhere else request.rooms & {request.room.id})
    lines = [listed_line(one, request) for one in found]
    context = {
        "going": [one for one in lines if one.is_open],
        "over": [one for one in lines if not one.is_open],
        "may_ask": everywhere and may(request, Permission.OUTREACH_ASK),
    }
    return render(request, "outreach/list.html", context)


@needs(Permission.OUTREACH_ASK)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Ask somebody of another organisation privately how it is for them."""
    only_in(request, RoomKind.SHARED)
    form, status = form_for(request), 200
    if request.method == "POST":
        status = LOOK_AGAIN
        if form.is_valid():
            asked = Asked(person=form.asked, words=form.cleaned_data["words"], also=form.also)
            try:
                return to_exchange(request, actions.begin(asked, by=request.seat))
            except NotPossible as refused:
                status = beside(form, refused)
    return render(request, "outreach/new.html", {"form": form}, status=status)


def form_for(request: MemberRequest) -> AskForm:
    """The form; the person is chosen where a link named one."""
    initial = {"words": question_for(""), "person": request.GET.get("to", "")}
    people = may_be_asked(request.seat)
    return AskForm(posted(request), people=people, colleagues=colleagues(request), initial=initial)


def colleagues(request: MemberRequest) -> Sequence[Seat]:
    """Who else sits for the own side."""
    taken = Seat.objects.taken(now()).filter(party=request.seat.party_id, role__in=SITS)
    rows = taken.exclude(person=request.person).select_related("person", "party")
    return list(rows.order_by("person__name", "id")[:MOST_PEOPLE])


def beside(form: AskForm, refused: NotPossible) -> int:
    """Put a refusal beside its field, so that nothing typed is lost; returns the status."""
    field = FIELDS.get(refused.reason)
    form.add_error(field if field in form.fields else None, why_not(refused))
    return status_of(refused)


def to_exchange(request: MemberRequest, made: Exchange) -> HttpResponse:
    """To the page of what was begun."""
    messages.success(request, _("It is asked. Nobody but those named here can find it."))
    room, table = made.room, request.partnership
    return redirect(address("outreach.one", partnership=table, room=room, pk=made.id))


@needs(Permission.OUTREACH_READ)
@require_safe
def exchange(request: MemberRequest, pk: str) -> HttpResponse:
    """One exchange, for those in it."""
    return show(request, exchange_or_404(request, pk))


def show(
    request: MemberRequest,
    one: Exchange,
    *,
    form: LineForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of one exchange; `form` is a line that came back."""
    context = {
        "shown": shown(one, request),
        # An open page asks again with the turn it was opened at.
        "moved": request.GET.get("at", str(one.turn)) != str(one.turn),
        "form": form or LineForm(),
        "error": error,
        "audience": audience_of(request.room),
    }
    return render(request, "outreach/one.html", context, status=status)


@needs(Permission.OUTREACH_ASK)
@require_POST
def say(request: MemberRequest, pk: str) -> HttpResponse:
    """One more line."""
    one, form = exchange_or_404(request, pk), LineForm(request.POST)
    if not form.is_valid():
        return show(request, one, form=form, status=LOOK_AGAIN)
    try:
        actions.say(one, words=form.cleaned_data["words"], by=request.seat)
    except NotPossible as refused:
        form.add_error("words", why_not(refused))
        return show(request, exchange_or_404(request, pk), form=form, status=CHANGED_MEANWHILE)
    return redirect(here(request, "outreach.one", pk=one.id))


@needs(Permission.OUTREACH_ASK)
@require_POST
def end(request: MemberRequest, pk: str) -> HttpResponse:
    """Let it be, for all who are named."""
    one = exchange_or_404(request, pk)
    try:
        actions.end(one, by=request.seat)
    except NotPossible as refused:
        again = exchange_or_404(request, pk)
        return show(request, again, error=why_not(refused), status=CHANGED_MEANWHILE)
    return redirect(here(request, "outreach.one", pk=one.id))
