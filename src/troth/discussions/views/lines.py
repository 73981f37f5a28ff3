"""One line from any page of the table: it begins a topic, or asks."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from troth.discussions.actions import writing
from troth.discussions.actions.turns import NotPossible
from troth.discussions.actions.writing import Words
from troth.discussions.forms import EVERYBODY, LineForm
from troth.discussions.models import Post
from troth.discussions.rules.lines import title_of
from troth.discussions.views.finding import at_post, why_not
from troth.discussions.views.lists import list_context
from troth.discussions.views.topic import can_be_asked
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.partnerships.models import Party
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind


@needs(Permission.TALK_WRITE)
@require_POST
def post_line(request: MemberRequest) -> HttpResponse:
    """Say what one line says, in a topic of its own."""
    return line(request, "post")


@needs(Permission.TALK_WRITE)
@require_POST
def ask_line(request: MemberRequest) -> HttpResponse:
    """Ask what one line asks; the side that is asked sees it among what waits for it."""
    if request.room.kind == RoomKind.SIDE:
        raise Http404
    return line(request, "ask")


def line(request: MemberRequest, way: str) -> HttpResponse:
    """Take the line, or show it again on the page of talk with what is missing."""
    form = LineForm(request.POST)
    if form.is_valid():
        post = said(request, form, way)
        if post is not None:
            return redirect(at_post(request, post))
    context: dict[str, Any] = list_context(request) | {f"{way}_form": form}
    return render(request, "discussions/list.html", context, status=422)


def said(request: MemberRequest, form: LineForm, way: str) -> Post | None:
    """The post, or None with the reason beside the line."""
    text = form.cleaned_data["line"]
    asks, asked = way == "ask", asked_party(request, form.cleaned_data["to"])
    if asks and asked is None and form.cleaned_data["to"] != EVERYBODY:
        form.add_error("line", _("There is nobody here to ask yet."))
        return None
    words = Words(text=text, asks=asks, asked=asked if asks else None)
    try:
        return writing.begin(title_of(text), words, room=request.room, by=request.seat)
    except NotPossible as refused:
        form.add_error("line", why_not(refused))
        return None


def asked_party(request: MemberRequest, wish: str) -> Party | None:
    """Who is asked: the chosen one, the only one there is, or (None) everybody."""
    can = can_be_asked(request)
    chosen = [party for party in can if party.id == wish]
    if chosen or wish == EVERYBODY:
        return chosen[0] if chosen else None
    return can[0] if can else None
