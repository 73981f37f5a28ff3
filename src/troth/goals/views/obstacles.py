"""What stands in the way of a goal: saying it, and closing it with a word."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.forms import posted
from troth.goals import actions
from troth.goals.forms import ObstacleForm, WhyForm
from troth.goals.rules.refusals import SENTENCES
from troth.goals.views.finding import found_or_404, obstacle_or_404
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest


@needs(Permission.GOAL_TELL)
@require_http_methods(["GET", "HEAD", "POST"])
def met(request: MemberRequest, pk: str) -> HttpResponse:
    """Say what is in the way, and what it opens up."""
    goal = found_or_404(request, pk)
    form, status = ObstacleForm(posted(request)), 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.log_obstacle(goal, **form.cleaned_data, by=request.seat)
        except actions.NotPossible as refused:
            form.add_error(None, _(SENTENCES[refused.reason]))
            status = 409
        else:
            return redirect(f"{here(request, 'goals.one', pk=goal.id)}#obstacle-{made.id}")
    context = {"goal": goal, "form": form, "audience": audience_of(request.room)}
    return render(request, "goals/obstacle.html", context, status=status)


@needs(Permission.GOAL_TELL)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: MemberRequest, pk: str) -> HttpResponse:
    """Close it without a change, with a word."""
    one = obstacle_or_404(request, pk)
    form, status = WhyForm(posted(request)), 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_obstacle(one, words=form.cleaned_data["why"], by=request.seat)
        except actions.NotPossible as refused:
            form.add_error(None, _(SENTENCES[refused.reason]))
            status = 409
        else:
            return redirect(here(request, "goals.one", pk=one.goal_id))
    context = {
        "goal": one.goal,
        "obstacle": one,
        "form": form,
        "audience": audience_of(request.room),
    }
    return render(request, "goals/close.html", context, status=status)
