"""All initiatives with their missing voices, one of them, and the list of those affected."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.goals.models import Goal
from troth.inclusion.actions import acknowledging, naming
from troth.inclusion.actions.holding import NotPossible
from troth.inclusion.forms import NameForm, ReasonForm
from troth.inclusion.queries.voices import PAGE, board_of, boards_of, initiatives
from troth.inclusion.rules.standing import Voices
from troth.inclusion.views.finding import goal_or_404, may, speaks
from troth.inclusion.words import STANDS, state_words, why_not
from troth.kickoff.views.pages import must_be_between
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.answers import LOOK_AGAIN, status_of


@needs(Permission.VOICES_READ)
@require_safe
def voices(request: MemberRequest) -> HttpResponse:
    """Every initiative of this room, and how it stands with the voices it needs."""
    must_be_between(request)
    helps = request.seat.party_id is None
    goals = list(initiatives([request.room.id], agreed=helps)[:PAGE])
    boards = [(one, state_words(one.voices)) for one in boards_of(goals, request.room)]
    context = {"boards": boards, "audience": audience_of(request.room)}
    return render(request, "inclusion/voices.html", context)


@needs(Permission.VOICES_READ)
@require_safe
def goal(request: MemberRequest, pk: str) -> HttpResponse:
    """One initiative: who is affected, who of them is heard, and who is missing."""
    return show(request, goal_or_404(request, pk))


def show(request: MemberRequest, one: Goal, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of one initiative; `more` has a form that came back, or why something is not possible."""
    board = board_of(one)
    context = {
        "goal": one,
        "board": board,
        "state": state_words(board.voices),
        "stands": STANDS,
        "form": NameForm(named={row.template for row in board.rows}),
        "nobody_form": ReasonForm(label=_("Why nobody else is affected")),
        "may_name": may(request, Permission.VOICES_NAME),
        "may_say_nobody": may_say_nobody(request, board.voices),
        "audience": audience_of(request.room),
    }
    return render(request, "inclusion/goal.html", context | more, status=status)


def may_say_nobody(request: MemberRequest, found: Voices) -> bool:
    """Whether this seat can still say for its organisation that nobody else is affected."""
    asked = not found.groups and not found.launched
    silent = request.seat.party_id not in found.nobody_else
    return asked and silent and speaks(request, Permission.VOICES_ACKNOWLEDGE)


@needs(Permission.VOICES_NAME)
@require_POST
def name(request: MemberRequest, pk: str) -> HttpResponse:
    """Put groups on the list."""
    one, form = goal_or_404(request, pk), NameForm(request.POST)
    if not form.is_valid():
        return show(request, one, form=form, status=LOOK_AGAIN)
    try:
        made = naming.name_groups(one, named_in(form), by=request.seat)
    except NotPossible as refused:
        form.add_error("name", why_not(refused))
        return show(request, one, form=form, status=status_of(refused))
    words = ngettext(
        "%(n)s group is on the list now.", "%(n)s groups are on the list now.", len(made)
    )
    messages.success(request, words % {"n": len(made)})
    return redirect(here(request, "voices.goal", pk=one.id))


def named_in(form: NameForm) -> list[naming.Named]:
    """What the form names: what was ticked, then the own words."""
    said = form.cleaned_data
    known = [naming.Named(template=key) for key in said["known"]]
    own = naming.Named(name=said["name"], how=said["how"])
    return [*known, own] if own.called else known


@needs(Permission.VOICES_ACKNOWLEDGE)
@require_POST
def nobody(request: MemberRequest, pk: str) -> HttpResponse:
    """Say for one's organisation why nobody else is affected."""
    one = goal_or_404(request, pk)
    form = ReasonForm(request.POST, label=_("Why nobody else is affected"))
    if not form.is_valid():
        return show(request, one, nobody_form=form, status=LOOK_AGAIN)
    reason = form.cleaned_data["reason"]
    try:
        acknowledging.nobody_else(one, reason=reason, by=request.seat)
    except NotPossible as refused:
        more = {"nobody_form": form, "error": why_not(refused), "kept": reason}
        return show(request, one, status=status_of(refused), **more)
    messages.success(request, _("It is on record for your organisation."))
    return redirect(here(request, "voices.goal", pk=one.id))
