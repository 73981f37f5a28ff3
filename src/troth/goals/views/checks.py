"""One sustainability check: its page, proposing one, and writing what came of it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from troth.agreements.queries.standings import signers
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.facts.checks import Proof
from troth.foundation.web.forms import goes_on_from, posted
from troth.goals import actions
from troth.goals.actions.measuring import today_of
from troth.goals.check_forms import CheckForm, DifferForm, ResultForm
from troth.goals.check_words import aims_words
from troth.goals.evidence import chosen, named
from troth.goals.models import Goal, SustainabilityCheck
from troth.goals.rules.catalogue import BY_ID, CATALOGUE
from troth.goals.rules.refusals import SENTENCES, Refusal
from troth.goals.views.checks_seen import seen
from troth.goals.views.finding import check_or_404, found_or_404, result_or_404
from troth.partnerships.addresses import here
from troth.partnerships.present import seated
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind

METHODS = ["GET", "HEAD", "POST"]
FOR_OTHERS = frozenset({Refusal.NOT_YOURS, Refusal.OWN_WORDS})
MOVED = frozenset({Refusal.CHECK_MOVED, Refusal.SAID_ALREADY, Refusal.NOT_THERE})


def where_others_sit(request: MemberRequest) -> None:
    """Raises Http404 in a side room: nobody is there to agree or to confirm."""
    if request.room.kind == RoomKind.SIDE:
        raise Http404


@needs(Permission.AGREEMENT_READ)
@require_safe
def check(request: MemberRequest, pk: str) -> HttpResponse:
    """One check: what is kept, who agreed, and everything that was found over time."""
    return show(request, check_or_404(request, pk))


def show(
    request: MemberRequest, row: SustainabilityCheck, *, error: str = "", status: int = 200
) -> HttpResponse:
    """The page of one check; `error` says why an act was not possible."""
    parties = signers(row.room)
    shown = seen(request, row, parties=parties, evidence=named(row.room_id, row.results.all()))
    assented = {one.party_id for one in row.assents.all()}
    context = {
        "shown": shown,
        "check": row,
        "goal": row.goal,
        "sides": [(one, one.id in assented) for one in seated(request) if one.id in parties],
        "error": error,
        "audience": audience_of(request.room),
    }
    return render(request, "goals/check.html", context, status=status)


@needs(Permission.GOAL_TELL)
@require_http_methods(METHODS)
def propose(request: MemberRequest, pk: str) -> HttpResponse:
    """Propose a check from a template or in own words, perhaps in the place of another."""
    goal = found_or_404(request, pk)
    old = replaced(request, goal)
    form = proposal(request, goal, old=old)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose_check(goal, terms_of(form, old), by=request.seat)
        except actions.NotPossible as refused:
            form.refuse(refused.reason)
        else:
            return redirect(here(request, "goals.check", pk=made.id))
    return asking(request, goal, form=form, old=old)


def replaced(request: MemberRequest, goal: Goal) -> SustainabilityCheck | None:
    """The check in whose place it comes, if one of this goal is named. Raises Http404."""
    key = request.POST.get("replaces") or request.GET.get("replaces", "")
    found = check_or_404(request, key.replace("\x00", "")) if key else None
    return found if found and found.goal_id == goal.pk else None


def proposal(request: MemberRequest, goal: Goal, *, old: SustainabilityCheck | None) -> CheckForm:
    """The form with what was sent, or with the words of a template or of the check it follows."""
    inside = signers(goal.room)
    return CheckForm(
        posted(request),
        parties=[one for one in seated(request) if one.id in inside],
        holds=goal.launched_at is None,
        replaces=old is not None,
        initial=beginning(request, old),
    )


def beginning(request: MemberRequest, old: SustainabilityCheck | None) -> dict[str, object]:
    """What the form begins with."""
    own = {"answering": request.seat.party_id}
    if old is not None:
        parts = {name: getattr(old, name) for name in ("what", "how", "proof", "due", "holds")}
        return {**parts, "answering": old.answering_id, "aims": ", ".join(map(str, old.aims))}
    template = BY_ID.get(request.GET.get("from", ""))
    if template is None:
        return dict(own)
    return own | {
        "what": _(template.what),
        "how": _(template.how),
        "proof": template.proof.value,
        "aims": ", ".join(map(str, template.aims)),
    }


def terms_of(form: CheckForm, old: SustainabilityCheck | None) -> actions.CheckTerms:
    """What the form says."""
    said = form.cleaned_data
    return actions.CheckTerms(
        what=said["what"],
        how=said["how"],
        proof=Proof(said["proof"]),
        answering=form.party,
        due=said["due"],
        aims=said["aims"],
        holds=said.get("holds", False),
        replaces=old,
        why=said.get("why", ""),
    )


def asking(
    request: MemberRequest, goal: Goal, *, form: CheckForm, old: SustainabilityCheck | None
) -> HttpResponse:
    """The form, with the templates beside it."""
    templates = [(one.id, _(one.what), aims_words(one.aims)) for one in CATALOGUE]
    context = {
        "goal": goal,
        "form": form,
        "old": old,
        "templates": [] if old else templates,
        "audience": audience_of(request.room),
    }
    return render(request, "goals/check_new.html", context, status=422 if form.is_bound else 200)


@needs(Permission.GOAL_TELL)
@require_http_methods(METHODS)
def result(request: MemberRequest, pk: str) -> HttpResponse:
    """Write what came of it."""
    row = check_or_404(request, pk)
    first = {"day": today_of(request.seat), "seen": row.turn}
    form = ResultForm(posted(request), room=row.room_id, initial=first)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_result(
                row, came_of(form), turn=form.cleaned_data["seen"], by=request.seat
            )
        except actions.NotPossible as refused:
            status = overtaken(request, pk, form=form, reason=refused.reason)
        else:
            return redirect(here(request, "goals.check", pk=row.id))
    context = about(request, row) | {"form": form}
    return render(request, "goals/check_result.html", context, status=status)


def came_of(form: ResultForm) -> actions.Seen:
    """What the form says."""
    said = form.cleaned_data
    return actions.Seen(
        outcome=form.came_of_it,
        day=said["day"],
        words=said["words"],
        evidence=chosen(said["evidence"]),
        again=said["again"],
    )


def overtaken(
    request: MemberRequest, pk: str, *, form: ResultForm | DifferForm, reason: Refusal
) -> int:
    """Say why it was not taken; where somebody was quicker, the same words can be sent again."""
    form.refuse(reason)
    if reason in FOR_OTHERS:
        return 403
    if reason in MOVED:
        goes_on_from(form, check_or_404(request, pk).turn)
        return 409
    return 422


@needs(Permission.GOAL_TELL)
@require_http_methods(METHODS)
def differ(request: MemberRequest, pk: str) -> HttpResponse:
    """Say how one's own side sees what another wrote."""
    where_others_sit(request)
    one = result_or_404(request, pk)
    form = DifferForm(posted(request), initial={"seen": one.of.turn})
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.doubt_result(one, words=said["words"], turn=said["seen"], by=request.seat)
        except actions.NotPossible as refused:
            status = overtaken(request, one.of_id, form=form, reason=refused.reason)
        else:
            return redirect(here(request, "goals.check", pk=one.of_id))
    context = about(request, one.of) | {"form": form, "result": one}
    return render(request, "goals/check_differ.html", context, status=status)


def about(request: MemberRequest, row: SustainabilityCheck) -> dict[str, object]:
    """What the pages under a check say of it."""
    return {"check": row, "goal": row.goal, "audience": audience_of(request.room)}


def why_not(reason: Refusal) -> str:
    """A reason as a sentence."""
    return _(SENTENCES[reason])
