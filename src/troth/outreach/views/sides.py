"""In a side room: what is uneven, shown to this side first; and drafts that its admins were offered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.forms import posted
from troth.outreach import actions
from troth.outreach.actions.asking import Asked
from troth.outreach.forms import AskForm
from troth.outreach.models import Offered
from troth.outreach.queries.exchanges import may_be_asked
from troth.outreach.queries.signals import MOST, drafts, signals
from troth.outreach.rules.refusals import NotPossible
from troth.outreach.views.exchanges import beside, colleagues, to_exchange
from troth.outreach.views.place import (
    CHANGED_MEANWHILE,
    LOOK_AGAIN,
    draft_or_404,
    may,
    only_in,
    signal_or_404,
)
from troth.outreach.views.seen import signal_seen
from troth.outreach.words import question_for, title_of, why_not
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind


@needs(Permission.OUTREACH_READ)
@require_safe
def imbalance(request: MemberRequest) -> HttpResponse:
    """What was found about this side, and what its admins were offered."""
    only_in(request, RoomKind.SIDE)
    here_alone = {request.room.id}
    may_send = may(request, Permission.OUTREACH_OFFERED)
    context = {
        "signals": [signal_seen(one, request) for one in signals(here_alone)[:MOST]],
        "drafts": list(drafts(here_alone)[:MOST]) if may_send else [],
        "audience": audience_of(request.room),
    }
    return render(request, "outreach/side.html", context)


@needs(Permission.OUTREACH_READ)
@require_safe
def signal(request: MemberRequest, pk: str) -> HttpResponse:
    """One signal: the sentence, until when only this side sees it, and what can be done."""
    return show(request, pk)


def show(request: MemberRequest, pk: str, *, error: str = "", status: int = 200) -> HttpResponse:
    """The page of one signal."""
    seen = signal_seen(signal_or_404(request, pk), request)
    context = {
        "seen": seen,
        "error": error,
        "audience": audience_of(request.room),
        "dates_url": at_the_table(request, "commitments"),
        "pause_url": at_the_table(request, "checkins.pause-new"),
    }
    return render(request, "outreach/signal.html", context, status=status)


def at_the_table(request: MemberRequest, name: str) -> str:
    """A page of the shared room, from a side room."""
    return reverse(name, kwargs={"slug": request.partnership.slug, "where": "shared"})


@needs(Permission.IMBALANCE_ANSWER)
@require_POST
def not_now(request: MemberRequest, pk: str) -> HttpResponse:
    """Put it aside for now."""
    try:
        actions.set_aside(signal_or_404(request, pk), by=request.seat)
    except NotPossible as refused:
        return show(request, pk, error=why_not(refused), status=CHANGED_MEANWHILE)
    messages.success(request, _("It is put aside for now."))
    return redirect(here(request, "imbalance"))


@needs(Permission.OUTREACH_OFFERED)
@require_http_methods(["GET", "HEAD", "POST"])
def offered(request: MemberRequest, pk: str) -> HttpResponse:
    """A private question, drafted: change it, choose whom it goes to, send it or leave it."""
    draft = draft_or_404(request, pk)
    form, status = draft_form(request, draft), 200
    if request.method == "POST":
        status = LOOK_AGAIN
        if form.is_valid():
            asked = Asked(
                person=form.asked, words=form.cleaned_data["words"], also=form.also, draft=draft
            )
            try:
                return to_exchange(request, actions.begin(asked, by=request.seat))
            except NotPossible as refused:
                status = beside(form, refused)
    context = {"draft": draft, "form": form, "about": title_of(draft.kind)}
    return render(request, "outreach/offered.html", context, status=status)


def draft_form(request: MemberRequest, draft: Offered) -> AskForm:
    """The draft as it can be changed, to people of the side it is about."""
    people = [one for one in may_be_asked(request.seat) if one.party_id == draft.about_id]
    first = next((one.id for one in people if one.is_admin), "")
    initial = {"words": question_for(draft.kind), "person": first}
    return AskForm(posted(request), people=people, colleagues=colleagues(request), initial=initial)


@needs(Permission.OUTREACH_OFFERED)
@require_POST
def leave(request: MemberRequest, pk: str) -> HttpResponse:
    """Not now; nobody comes to know."""
    try:
        actions.leave(draft_or_404(request, pk))
    except NotPossible as refused:
        messages.error(request, why_not(refused))
    return redirect(here(request, "imbalance"))
