"""What people do before the opening: write unseen, take back, say that their side has written, open."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.forms import words_sent
from troth.kickoff import actions
from troth.kickoff.models import Kickoff
from troth.kickoff.views.pages import context_of, found_or_404, write_form
from troth.kickoff.words import WHY_NOT
from troth.partnerships.addresses import here
from troth.partnerships.requests import MemberRequest


@needs(Permission.KICKOFF_WRITE)
@require_POST
def write(request: MemberRequest, pk: str) -> HttpResponse:
    """Seal some lines; the address is the same with a name and without."""
    kickoff, form = found_or_404(request, pk), write_form(request.seat, request.POST)
    if not form.is_valid():
        return again(request, kickoff, 422, form=form)
    try:
        actions.write(kickoff, form.cleaned_data["words"], named=form.named, by=request.seat)
    except actions.NotPossible as refused:
        return again(
            request, kickoff, 409, form=form, error=WHY_NOT[refused.reason], kept=form.cleaned_data
        )
    messages.success(request, said(named=form.named))
    return redirect(here(request, "kickoff.one", pk=kickoff.id))


def said(*, named: bool) -> str:
    """What happened to the lines."""
    if named:
        return _("Written. Only you can read it until all lines open together.")
    return _("Written without a name. It lies among the others; nobody can say whose it is.")


@needs(Permission.KICKOFF_WRITE)
@require_POST
def take_back(request: MemberRequest, pk: str) -> HttpResponse:
    """Take back a line of one's own."""
    line = words_sent(request, "line", most=26)
    return attempt(request, pk, lambda one: actions.take_back(one, line, by=request.seat))


@needs(Permission.KICKOFF_READY)
@require_POST
def ready(request: MemberRequest, pk: str) -> HttpResponse:
    """Say for one's organisation that it has written, or that it wants to write on."""
    act = actions.write_on if request.POST.get("on") == "no" else actions.say_ready
    return attempt(request, pk, lambda one: act(one, by=request.seat))


@needs(Permission.KICKOFF_RUN)
@require_POST
def open_all(request: MemberRequest, pk: str) -> HttpResponse:
    """Open all lines together."""
    return attempt(request, pk, lambda one: actions.open_together(one, by=request.seat))


def attempt(
    request: MemberRequest, pk: str, act: Callable[[Kickoff], object], **kept: Any
) -> HttpResponse:
    """Do it and show the session; where it cannot be done, the session as it stands, and why."""
    kickoff = found_or_404(request, pk)
    try:
        act(kickoff)
    except actions.NotPossible as refused:
        return again(request, kickoff, 409, error=WHY_NOT[refused.reason], **kept)
    return redirect(here(request, "kickoff.one", pk=kickoff.id))


def again(request: MemberRequest, kickoff: Kickoff, status: int, **more: Any) -> HttpResponse:
    """The session as it stands now, with what was typed."""
    kickoff.refresh_from_db()
    context = context_of(request, kickoff, **more)
    return render(request, "kickoff/one.html", context, status=status)
