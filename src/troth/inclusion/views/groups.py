"""One group of people affected: who speaks for it, what was heard, and why it goes on without."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.inclusion.actions import acknowledging, hearing, naming
from troth.inclusion.actions.holding import NotPossible
from troth.inclusion.forms import ReasonForm, SpeakForm, TalkForm
from troth.inclusion.models import Affected, speaks_now
from troth.inclusion.queries.voices import board_of
from troth.inclusion.rules.standing import Stand
from troth.inclusion.views.finding import goal_or_404, group_or_404, may, speaks
from troth.inclusion.views.voices import show
from troth.inclusion.words import why_not
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of, seats_in
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.answers import LOOK_AGAIN, status_of


@needs(Permission.VOICES_READ)
@require_safe
def group(request: MemberRequest, pk: str, key: str) -> HttpResponse:
    """One group with everything that was said of it."""
    return page(request, group_or_404(request, pk, key=key))


def page(request: MemberRequest, one: Affected, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a group; `more` has a form that came back, or why something is not possible."""
    board = board_of(one.goal)
    found = board.group(one.id)
    stand = board.voices.stand(found) if found else Stand.MISSING
    context = {
        "one": one,
        "stand": stand,
        "voices": [said for said in one.speaking.all() if speaks_now(said)],
        "speak_form": SpeakForm(seats=seats_in(request.room)),
        "talk_form": TalkForm(),
        "reason_form": ReasonForm(),
        "audience": audience_of(request.room),
    }
    context |= rights(request, one, is_open=stand is Stand.MISSING, launched=board.voices.launched)
    return render(request, "inclusion/group.html", context | more, status=status)


def rights(
    request: MemberRequest, one: Affected, *, is_open: bool, launched: bool
) -> dict[str, bool]:
    """What this seat can say of the group now."""
    own, said = request.seat.party_id, {gap.party_id for gap in one.acknowledged.all()}
    decides = speaks(request, Permission.VOICES_ACKNOWLEDGE) and not launched
    names = may(request, Permission.VOICES_NAME) and one.party_id == own
    return {
        "may_tell": speaks(request, Permission.VOICES_TELL),
        "may_invite": may(request, Permission.PARTNERSHIP_INVITE),
        "may_acknowledge": decides and is_open and own not in said,
        "may_take_back": names and is_open and not said,
    }


@needs(Permission.VOICES_TELL)
@require_POST
def speak(request: MemberRequest, pk: str, key: str) -> HttpResponse:
    """Say who speaks for the group."""
    one, seats = group_or_404(request, pk, key=key), seats_in(request.room)
    form = SpeakForm(request.POST, seats=seats)
    if not form.is_valid():
        return page(request, one, status=LOOK_AGAIN, speak_form=form)
    seat = next(found for found in seats if found.id == form.cleaned_data["seat"])
    return attempt(
        request,
        one,
        lambda: hearing.speaks_for(one, seat, by=request.seat),
        done=_("%(who)s speaks for them now.") % {"who": seat.person.name},
        speak_form=form,
    )


@needs(Permission.VOICES_TELL)
@require_POST
def silent(request: MemberRequest, pk: str, key: str) -> HttpResponse:
    """Say that somebody does not speak for the group any more."""
    one, seat = group_or_404(request, pk, key=key), request.POST.get("seat", "").replace("\x00", "")
    return attempt(
        request,
        one,
        lambda: hearing.no_longer(one, seat, by=request.seat),
        done=_("It is on record."),
    )


@needs(Permission.VOICES_TELL)
@require_POST
def consult(request: MemberRequest, pk: str, key: str) -> HttpResponse:
    """Record a talk with the group."""
    one, form = group_or_404(request, pk, key=key), TalkForm(request.POST)
    if not form.is_valid():
        return page(request, one, status=LOOK_AGAIN, talk_form=form)
    return attempt(
        request,
        one,
        lambda: hearing.consulted(one, hearing.Talk(**form.cleaned_data), by=request.seat),
        done=_("What you heard is on record."),
        talk_form=form,
    )


@needs(Permission.VOICES_ACKNOWLEDGE)
@require_POST
def acknowledge(request: MemberRequest, pk: str, key: str) -> HttpResponse:
    """Say for one's organisation why it goes on although nobody speaks for the group."""
    one, form = group_or_404(request, pk, key=key), ReasonForm(request.POST)
    if not form.is_valid():
        return page(request, one, status=LOOK_AGAIN, reason_form=form)
    reason = form.cleaned_data["reason"]
    return attempt(
        request,
        one,
        lambda: acknowledging.acknowledge(one, reason=reason, by=request.seat),
        done=_("It is on record for your organisation."),
        reason_form=form,
        kept=reason,
    )


@needs(Permission.VOICES_NAME)
@require_POST
def take_back(request: MemberRequest, pk: str, key: str) -> HttpResponse:
    """Take a group that one's own side had named off the list."""
    one = group_or_404(request, pk, key=key)
    try:
        naming.take_back(one, by=request.seat)
    except NotPossible as refused:
        return page(request, one, status=status_of(refused), error=why_not(refused))
    messages.success(request, _("You have taken it off the list."))
    return redirect(here(request, "voices.goal", pk=pk))


def attempt(
    request: MemberRequest, one: Affected, act: Callable[[], object], *, done: str, **kept: Any
) -> HttpResponse:
    """Do it and show the group; where it cannot be done, the group as it stands now, why, and what was typed."""
    try:
        act()
    except NotPossible as refused:
        status, error = status_of(refused), why_not(refused)
        goal = goal_or_404(request, one.goal_id)
        if not board_of(goal).group(one.id):
            return show(request, goal, status=status, error=error, kept=kept.get("kept", ""))
        again = group_or_404(request, one.goal_id, key=one.id)
        return page(request, again, status=status, error=error, **kept)
    messages.success(request, done)
    return redirect(here(request, "voices.group", pk=one.goal_id, key=one.id))
