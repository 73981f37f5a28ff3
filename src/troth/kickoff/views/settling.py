"""After the opening: what differs, one wording for all, reasons to go on, the launch."""

from typing import Any, TypedDict

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.facts.launch import Question
from troth.foundation.kernel.numbers import whole_number
from troth.foundation.web.forms import goes_on_from, posted
from troth.goals.models import Goal
from troth.kickoff.actions import settling
from troth.kickoff.actions.answering import CheckNotPossible
from troth.kickoff.forms import ReadForm, ReasonForm, WordingForm
from troth.kickoff.rules.settling import CheckRefusal
from troth.kickoff.views.checks import attempt, context_of, found_or_404
from troth.kickoff.words import WHY_HELD
from troth.partnerships.addresses import here
from troth.partnerships.requests import MemberRequest


class Last(TypedDict, total=False):
    """The wording that was proposed last, as the form begins with it."""

    text: str
    seen: int


@needs(Permission.LAUNCH_DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: MemberRequest, pk: str) -> HttpResponse:
    """Say for one's organisation which answers fit and which differ."""
    goal = found_or_404(request, pk)
    form = ReadForm(posted(request))
    if not (form.is_bound and form.is_valid()):
        return form_page(request, goal, template="kickoff/launch_read.html", form=form)
    return attempt(
        request, pk, lambda one: settling.read_answers(one, form.differ, by=request.seat)
    )


@needs(Permission.LAUNCH_DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: MemberRequest, pk: str, question: str) -> HttpResponse:
    """Propose one wording for all."""
    goal, asked = found_or_404(request, pk), question_or_404(question)
    first = last_wording(request, goal, question=asked)
    form = WordingForm(posted(request), initial=dict(first))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            settling.propose_wording(
                goal, asked, text=said["text"], seen=said["seen"], by=request.seat
            )
        except CheckNotPossible as refused:
            return overtaken(request, goal, form=form, question=asked, refused=refused)
        return redirect(here(request, "launch", pk=pk))
    return form_page(
        request, goal, template="kickoff/launch_wording.html", form=form, question=asked
    )


def overtaken(
    request: MemberRequest,
    goal: Goal,
    *,
    form: WordingForm,
    question: Question,
    refused: CheckNotPossible,
) -> HttpResponse:
    """It cannot be proposed so: why, and the wording that somebody proposed a moment before."""
    form.add_error(None, str(WHY_HELD[refused.reason]))
    last = last_wording(request, goal, question=question)
    if refused.reason is CheckRefusal.CHANGED_MEANWHILE:
        goes_on_from(form, last["seen"])
    return form_page(
        request,
        goal,
        template="kickoff/launch_wording.html",
        form=form,
        question=question,
        status=409,
        theirs=last.get("text", ""),
    )


def last_wording(request: MemberRequest, goal: Goal, *, question: Question) -> Last:
    """The wording that was proposed last, to go on from."""
    found = context_of(request, goal).get("found")
    last = found.wordings.get(question) if found else None
    return Last(text=last.text, seen=last.number) if last else Last(seen=0)


@needs(Permission.LAUNCH_DECIDE)
@require_POST
def accept(request: MemberRequest, pk: str, question: str) -> HttpResponse:
    """Accept exactly the wording that was shown."""
    asked, seen = question_or_404(question), whole_number(request.POST.get("seen", ""))
    return attempt(
        request, pk, lambda goal: settling.accept_wording(goal, asked, seen=seen, by=request.seat)
    )


@needs(Permission.LAUNCH_DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request: MemberRequest, pk: str, question: str) -> HttpResponse:
    """Record why one's organisation goes on although this differs."""
    goal, asked = found_or_404(request, pk), question_or_404(question)
    form = ReasonForm(posted(request))
    if not (form.is_bound and form.is_valid()):
        return form_page(
            request, goal, template="kickoff/launch_go_on.html", form=form, question=asked
        )
    reason = form.cleaned_data["reason"]
    return attempt(
        request, pk, lambda one: settling.override(one, asked, reason=reason, by=request.seat)
    )


@needs(Permission.LAUNCH_DECIDE)
@require_POST
def launch(request: MemberRequest, pk: str) -> HttpResponse:
    """Launch the initiative, if nothing holds it."""
    return attempt(request, pk, lambda goal: settling.launch(goal, by=request.seat))


def question_or_404(name: str) -> Question:
    """The question of this name. Raises Http404."""
    try:
        return Question(name)
    except ValueError as unknown:
        raise Http404 from unknown


def form_page(
    request: MemberRequest,
    goal: Goal,
    *,
    template: str,
    form: forms.Form,
    question: Question | None = None,
    status: int | None = None,
    theirs: str = "",
) -> HttpResponse:
    """A page with one form about the check; before the opening there is none."""
    context: dict[str, Any] = context_of(request, goal) | {"form": form, "question": question}
    context["theirs"] = theirs
    if "found" not in context:
        return redirect(here(request, "launch", pk=goal.id))
    return render(request, template, context, status=status or (422 if form.is_bound else 200))
