"""A launch check before its opening: one's own answers, and who has answered."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.facts.launch import Question
from troth.foundation.web.offers import held_by
from troth.goals.models import Goal
from troth.kickoff.actions import answering
from troth.kickoff.actions.answering import CheckNotPossible
from troth.kickoff.forms import AnswerForm
from troth.kickoff.models import Check
from troth.kickoff.queries.checks import (
    answered,
    check_of,
    is_initiative,
    opened_check,
    sealed_of_party,
    sealed_of_seat,
    signers_of,
)
from troth.kickoff.queries.likeness import likeness
from troth.kickoff.rules.settling import CheckRefusal, Stand
from troth.kickoff.views.pages import audience, may, must_be_between
from troth.kickoff.words import QUESTIONS, WHY_HELD
from troth.partnerships.addresses import here
from troth.partnerships.present import seated
from troth.partnerships.requests import MemberRequest


@needs(Permission.LAUNCH_READ)
@require_safe
def check(request: MemberRequest, pk: str) -> HttpResponse:
    """The check of one initiative, as far as it is."""
    return page(request, found_or_404(request, pk))


@needs(Permission.LAUNCH_DECIDE)
@require_POST
def answer(request: MemberRequest, pk: str) -> HttpResponse:
    """Answer for one's organisation, sealed; the last answer opens all."""
    return seal(request, pk, answering.answer, name="form")


@needs(Permission.LAUNCH_ANSWER)
@require_POST
def own(request: MemberRequest, pk: str) -> HttpResponse:
    """Answer for oneself, sealed."""
    return seal(request, pk, answering.answer_for_oneself, name="own_form")


@needs(Permission.LAUNCH_DECIDE)
@require_POST
def open_all(request: MemberRequest, pk: str) -> HttpResponse:
    """Open all answers, where whoever was waited for has left."""
    return attempt(request, pk, lambda goal: answering.open_answers(goal, by=request.seat))


def seal(request: MemberRequest, pk: str, act: Callable[..., object], *, name: str) -> HttpResponse:
    """Seal what was answered; where that is not possible, the words stay in the form."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return page(request, found_or_404(request, pk), 422, **{name: form})
    return attempt(request, pk, lambda goal: act(goal, form.words, by=request.seat), **{name: form})


def attempt(
    request: MemberRequest, pk: str, act: Callable[[Goal], object], **kept: Any
) -> HttpResponse:
    """Do it and show the check; where it cannot be done, the check as it stands, and why."""
    goal = found_or_404(request, pk)
    try:
        act(goal)
    except CheckNotPossible as refused:
        said = WHY_HELD[refused.reason]
        status = 403 if refused.reason is CheckRefusal.NOT_IN_IT else 409
        return page(request, goal, status, error=said, **kept)
    return redirect(here(request, "launch", pk=pk))


def found_or_404(request: MemberRequest, pk: str) -> Goal:
    """The initiative, if it is here and has a launch day; without a side only an agreed one. Raises Http404."""
    must_be_between(request)
    rows: QuerySet[Goal] = Goal.objects.in_rooms(request.rooms & {request.room.id})
    rows = rows.filter(agreement__withdrawn_at__isnull=True)
    if request.seat.party_id is None:
        rows = rows.filter(agreement__agreed_version__isnull=False)
    goal = get_object_or_404(rows.select_related("agreement__room", "room"), pk=pk)
    if not is_initiative(goal):
        raise Http404
    return goal


def page(request: MemberRequest, goal: Goal, status: int = 200, **more: Any) -> HttpResponse:
    """The check as it stands."""
    return render(request, "kickoff/launch.html", context_of(request, goal) | more, status=status)


def context_of(request: MemberRequest, goal: Goal) -> dict[str, Any]:
    """Everything the page says; before the opening nothing of anybody else's words."""
    goal.refresh_from_db(fields=["launched_at"])
    one = check_of(goal)
    speaks = request.seat.party_id is not None
    context = {
        "goal": goal,
        "check": one,
        "questions": QUESTIONS,
        "may_answer": may(request, Permission.LAUNCH_ANSWER) and speaks,
        "may_decide": may(request, Permission.LAUNCH_DECIDE) and speaks,
        "audience": audience(request, guests=False),
        "holds": [] if goal.launched_at else held_by(goal),
    }
    if one is not None and one.opened_at:
        return context | opened_parts(request, one)
    return context | sealed_parts(request, goal, check=one)


def sealed_parts(request: MemberRequest, goal: Goal, *, check: Check | None) -> dict[str, Any]:
    """Before the opening: which organisations have answered, and one's own answers."""
    there = answered(check) if check else frozenset()
    here_now = signers_of(goal)
    party, seat = sealed_of_party(check, request.seat), sealed_of_seat(check, request.seat)
    sides = [(one, one.id in there) for one in seated(request) if one.id in here_now]
    return {
        "sides": sides,
        "ours": party,
        "mine": seat,
        "waits_for": [one for one, has in sides if not has],
        "form": AnswerForm(initial=party.words if party else None),
        "own_form": AnswerForm(initial=seat.words if seat else None, auto_id="own_%s"),
    }


def opened_parts(request: MemberRequest, check: Check) -> dict[str, Any]:
    """After it: all answers side by side, one's own side first, and how each question stands."""
    found = opened_check(check)
    party, order = request.seat.party_id, list(Question)
    stands = found.table.stands
    loud = (Stand.DIFFERS, Stand.UNREAD, Stand.AGREED, Stand.OVERRIDDEN, Stand.FITS)
    return {
        "found": found,
        "answers": sorted(found.answers, key=lambda one: one.party_id != party),
        "stands": sorted(stands.items(), key=lambda one: (loud.index(one[1]), order.index(one[0]))),
        "in_it": party in found.table.circle,
        "has_read": party in found.table.differ,
        "fit": sum(one is Stand.FITS for one in stands.values()),
        "settled": sum(one in {Stand.AGREED, Stand.OVERRIDDEN} for one in stands.values()),
        "held": [one for one, stand in stands.items() if stand in {Stand.DIFFERS, Stand.UNREAD}],
        "likeness": likeness(found.table.differ) if found.table.is_read else None,
        "unread": [
            one.party
            for one in found.answers
            if one.party_id in found.table.circle and one.party_id not in found.table.differ
        ],
    }
