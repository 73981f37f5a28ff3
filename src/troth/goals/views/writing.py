"""Drafting, changing and signing goals."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.agreements.queries.standings import version
from troth.agreements.rules.difference import difference
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.numbers import whole_number
from troth.foundation.web.forms import posted
from troth.goals import actions
from troth.goals.forms import ChangeForm, GoalForm, initial_of
from troth.goals.models import Goal
from troth.goals.queries.plans import latest, plan_of, terms_of
from troth.goals.rules.merging import merged
from troth.goals.rules.refusals import SENTENCES, Refusal
from troth.goals.views.finding import found_or_404, open_obstacle
from troth.goals.views.pages import context_of
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest


@needs(Permission.AGREEMENT_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Write a goal for all to sign."""
    form = GoalForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = actions.draft_goal(
            title=form.cleaned_data["title"],
            **vars(form.cleaned_data["terms"]),
            room=request.room,
            by=request.seat,
        )
        return redirect(here(request, "goals.one", pk=made.id))
    context = {"form": form, "audience": audience_of(request.room)}
    return render(request, "goals/new.html", context, status=422 if form.is_bound else 200)


@needs(Permission.AGREEMENT_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, pk: str) -> HttpResponse:
    """Write a new version, with the reason; of two at once the second is told and comes after."""
    goal = found_or_404(request, pk)
    now = terms_of(latest(goal))
    first = {
        **initial_of(now),
        "seen": goal.agreement.latest,
        "obstacle": request.GET.get("obstacle"),
    }
    form = ChangeForm(posted(request), initial=first)
    if request.method != "POST" or not form.is_valid():
        return changing(request, goal, form=form, status=422 if form.is_bound else 200)
    return written(request, goal, form)


def written(request: MemberRequest, goal: Goal, form: ChangeForm) -> HttpResponse:
    """Write what the form says, or say why not."""
    said = form.cleaned_data
    try:
        actions.revise_goal(
            goal,
            terms=said["terms"],
            why=said["why"],
            seen=said["seen"],
            by=request.seat,
            obstacle=open_obstacle(goal, said["obstacle"]),
        )
    except actions.NotPossible as refused:
        if refused.reason is Refusal.CHANGED_MEANWHILE:
            return overtaken(request, goal, form)
        form.refuse(refused.reason)
        return changing(request, goal, form=form, status=422)
    return redirect(here(request, "goals.one", pk=goal.id))


def overtaken(request: MemberRequest, goal: Goal, form: ChangeForm) -> HttpResponse:
    """Somebody was quicker: show theirs, and both put together, ready to become the version after it."""
    said = form.cleaned_data
    goal = found_or_404(request, goal.id)
    seen, newest = plan_of(goal, said["seen"]), latest(goal)
    base = terms_of(seen) if seen else terms_of(newest)
    together = merged(base=base, theirs=terms_of(newest), mine=said["terms"])
    first = initial_of(together) | {"why": said["why"], "obstacle": said["obstacle"]}
    again = ChangeForm(initial={**first, "seen": newest.number})
    return changing(request, goal, form=again, status=409, seen=said["seen"])


def changing(
    request: MemberRequest, goal: Goal, *, form: ChangeForm, status: int, seen: int = 0
) -> HttpResponse:
    """The form for a change; with `seen`, also what others wrote since that version."""
    theirs = version(goal.agreement, goal.agreement.latest)
    before = version(goal.agreement, seen) if seen else None
    context = {
        "goal": goal,
        "form": form,
        "theirs": theirs if seen else None,
        "stretches": difference(before.text, theirs.text) if before and theirs else (),
        "obstacle": open_obstacle(goal, form["obstacle"].value() or ""),
        "audience": audience_of(request.room),
    }
    return render(request, "goals/change.html", context, status=status)


@needs(Permission.AGREEMENT_SIGN)
@require_POST
def sign(request: MemberRequest, pk: str) -> HttpResponse:
    """Sign exactly the version that was shown."""
    goal = found_or_404(request, pk)
    number = whole_number(request.POST.get("version", ""))
    try:
        actions.sign(goal, version=number, by=request.seat)
    except actions.NotPossible:
        words = _(
            "Somebody wrote another version a moment before you, so nothing was signed. "
            "Read the new one, then decide again."
        )
        context = context_of(request, found_or_404(request, pk)) | {"error": words}
        return render(request, "goals/one.html", context, status=409)
    return redirect(here(request, "goals.one", pk=goal.id))


@needs(Permission.AGREEMENT_DRAFT)
@require_POST
def withdraw(request: MemberRequest, pk: str) -> HttpResponse:
    """Take back a draft that only one's own side has signed."""
    goal = found_or_404(request, pk)
    try:
        actions.take_back(goal, by=request.seat)
    except actions.NotPossible as refused:
        context = context_of(request, goal) | {"error": _(SENTENCES[refused.reason])}
        status = 403 if refused.reason is Refusal.NOT_YOURS else 409
        return render(request, "goals/one.html", context, status=status)
    return redirect(here(request, "goals"))
