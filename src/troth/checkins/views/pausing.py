"""Proposing a pause, answering it, ending it earlier."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.checkins.actions import ending, pausing
from troth.checkins.actions.pausing import Wanted
from troth.checkins.actions.refusing import NotPossible, SomebodyWasQuicker
from troth.checkins.forms import EVERYBODY, EndForm, PauseForm, WordForm
from troth.checkins.models import Pause, Rest
from troth.checkins.queries.days import today_for
from troth.checkins.queries.pauses import may_rest, pauses, resting
from troth.checkins.rules.pauses import Days
from troth.checkins.views.pause_seen import pause_seen
from troth.checkins.views.place import status_of, why_not
from troth.commitments.views.cards import Card, card_of
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted, words_sent
from troth.partnerships.addresses import here
from troth.partnerships.present import others, seated
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import only_shared

CONFLICT, UNPROCESSABLE = 409, 422
A_WEEK = timedelta(days=6)


@needs(Permission.PAUSE_PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Propose a pause to the other side."""
    only_shared(request)
    form, status = form_for(request), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                made = pausing.propose(wanted(form), room=request.room, by=request.seat)
            except NotPossible as refused:
                form.add_error("first", why_not(refused))
            else:
                return redirect(here(request, "checkins.pause", pk=made.id))
    context = {"form": form, "others": others(request), "audience": audience_of(request.room)}
    context |= resting_words()
    return render(request, "checkins/pause_new.html", context, status=status)


def resting_words() -> dict[str, str]:
    """What rests besides promises, and what does not."""
    return {
        "answers": _(
            "Nobody’s time to answer runs out in these days, and silence confirms nothing: promises, "
            "deliveries, questions and check-ins are answered as many days later."
        ),
        "stays": _(
            "What stays where it is: the last days of votes, the opening of a kickoff, launch days, and the "
            "days that goals and their measures name. Move those by their own agreement if they should rest too."
        ),
    }


def form_for(request: MemberRequest) -> PauseForm:
    """The form; a week from tomorrow, everything resting, unless something else is chosen."""
    first = today_for(request.seat) + timedelta(days=1)
    initial = {"first": first, "last": first + A_WEEK, "whose": EVERYBODY}
    today = Days(today_for(request.seat), first)
    promises = may_rest(request.room.id, today)
    return PauseForm(posted(request), parties=seated(request), promises=promises, initial=initial)


def wanted(form: PauseForm) -> Wanted:
    """What the form says."""
    said = form.cleaned_data
    days = Days(said["first"], said["last"])
    return Wanted(days=days, commitments=form.chosen(), reason=said["reason"])


def found_or_404(request: MemberRequest, pk: str) -> Pause:
    """The pause, in the room the page stands in. Raises Http404."""
    only_shared(request)
    one: Pause = get_object_or_404(pauses(request.rooms & {request.room.id}), pk=pk)
    return one


@needs(Permission.CHECKIN_READ)
@require_safe
def pause(request: MemberRequest, pk: str) -> HttpResponse:
    """One pause: its days, what rests, and what waits for whom."""
    return page(request, found_or_404(request, pk))


def page(
    request: MemberRequest,
    one: Pause,
    *,
    error: str = "",
    end_form: EndForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one pause."""
    context = {
        "seen": pause_seen(one, request),
        "rests": rests_of(request, one),
        "word_form": WordForm(),
        "end_form": end_form or EndForm(initial={"end": today_for(request.seat)}),
        "error": error,
        "others": others(request),
        "audience": audience_of(request.room),
    } | resting_words()
    return render(request, "checkins/pause.html", context, status=status)


def rests_of(request: MemberRequest, one: Pause) -> list[tuple[Rest, Card]]:
    """What rests, each with its promise as a card."""
    return [(rest, card_of(rest.commitment, request.seat, now=now())) for rest in resting(one)]


def attempt(
    request: MemberRequest, one: Pause, act: Callable[..., Any], **said: Any
) -> HttpResponse:
    """Do it and show the page again; a refusal says why."""
    try:
        act(one, by=request.seat, **said)
    except NotPossible as refused:
        again = found_or_404(request, one.id)
        return page(request, again, error=why_not(refused), status=status_of(refused))
    except SomebodyWasQuicker:
        again = found_or_404(request, one.id)
        return page(request, again, error=quicker_words(), status=CONFLICT)
    return redirect(here(request, "checkins.pause", pk=one.id))


def quicker_words() -> str:
    """The pause or a promise in it changed."""
    return _(
        "Somebody changed this pause, or a promise in it, a moment before you. Nothing moved. "
        "Look at it as it stands now, then decide again."
    )


@needs(Permission.PAUSE_ANSWER)
@require_POST
def agree(request: MemberRequest, pk: str) -> HttpResponse:
    """Agree; with the last yes the dates move."""
    return attempt(request, found_or_404(request, pk), pausing.agree)


@needs(Permission.PAUSE_ANSWER)
@require_POST
def decline(request: MemberRequest, pk: str) -> HttpResponse:
    """Say that it does not suit."""
    reason = words_sent(request, "reason", most=1000)
    return attempt(request, found_or_404(request, pk), pausing.decline, reason=reason)


@needs(Permission.PAUSE_PROPOSE)
@require_POST
def withdraw(request: MemberRequest, pk: str) -> HttpResponse:
    """Take the own proposal back."""
    return attempt(request, found_or_404(request, pk), pausing.withdraw)


@needs(Permission.PAUSE_PROPOSE)
@require_POST
def end(request: MemberRequest, pk: str) -> HttpResponse:
    """Ask to end it earlier."""
    one, form = found_or_404(request, pk), EndForm(request.POST)
    if not form.is_valid():
        return page(request, one, end_form=form, status=UNPROCESSABLE)
    return attempt(request, one, ending.ask_end, end=form.cleaned_data["end"])


@needs(Permission.PAUSE_ANSWER)
@require_POST
def agree_end(request: MemberRequest, pk: str) -> HttpResponse:
    """Agree to the earlier end; with the last yes the dates come forward."""
    return attempt(request, found_or_404(request, pk), ending.agree_end)


@needs(Permission.PAUSE_ANSWER)
@require_POST
def keep_end(request: MemberRequest, pk: str) -> HttpResponse:
    """Leave the pause as it was agreed."""
    return attempt(request, found_or_404(request, pk), ending.keep_end)
