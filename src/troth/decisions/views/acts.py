"""Putting something to the vote, voting, handing a voice on, other words, taking it back."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.decisions import actions
from troth.decisions.actions.raising import Proposal, check_revisable
from troth.decisions.actions.voting import Said
from troth.decisions.forms import (
    ProposalForm,
    ProxyForm,
    QuestionForm,
    RevisionForm,
    VoteForm,
    day_of,
)
from troth.decisions.models import LONGEST_QUESTION, LONGEST_WORDS, Decision, State
from troth.decisions.queries.rolls import methods_in, roll_of
from troth.decisions.queries.usual import usual
from troth.decisions.rules.deadline import closing
from troth.decisions.rules.refusals import NotPossible, Reason
from troth.decisions.views.pages import found_or_404, list_context, show
from troth.decisions.words import result_words, why_not
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.facts.decisions import Method
from troth.foundation.web.clock import now
from troth.foundation.web.forms import goes_on_from, posted
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.answers import CHANGED_MEANWHILE, LOOK_AGAIN, status_of

# What the reader can mend in the form, and beside which field it is said.
FIELDS = {
    Reason.QUESTION_MISSING: "question",
    Reason.QUORUM_TOO_HIGH: "quorum",
    Reason.RULE_UNKNOWN: "share",
    Reason.PEOPLE_ONLY: "method",
    Reason.NOBODY_VOTES: "method",
    Reason.DAY_PASSED: "until",
    Reason.DAY_TOO_FAR: "until",
    Reason.DAY_OFF: "until",
    Reason.REASON_NEEDED: "argument",
    Reason.NOTHING_NEW: "words",
}


def put_beside(form: QuestionForm | VoteForm, refused: NotPossible) -> int:
    """Say the refusal beside its field, so that nothing typed is lost; the status of the answer."""
    field = FIELDS.get(refused.reason)
    known = field if field in form.fields else None
    form.add_error(known, why_not(refused))
    return LOOK_AGAIN if known else status_of(refused)


@needs(Permission.DECISION_RAISE)
@require_POST
def put(request: MemberRequest) -> HttpResponse:
    """Put one line to the vote, as the charter has it."""
    form = QuestionForm(request.POST)
    status = LOOK_AGAIN
    if form.is_valid():
        try:
            said = Proposal(question=form.cleaned_data["question"])
            return opened(request, actions.put(said, room=request.room, by=request.seat))
        except NotPossible as refused:
            status = put_beside(form, refused)
    return render(request, "decisions/list.html", list_context(request, form), status=status)


def opened(request: MemberRequest, one: Decision) -> HttpResponse:
    """After it was put to the vote: its page."""
    messages.success(request, _("It is put to the vote, and everybody on the roll is told."))
    return redirect(here(request, "decisions.one", pk=one.id))


@needs(Permission.DECISION_RAISE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """The longer form: words, rule, quorum, last day, proxies."""
    methods = methods_in(request.room)
    sent = posted(request)
    form = ProposalForm(sent, methods=methods, initial=usual_fields(request, methods))
    status = LOOK_AGAIN if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            said = proposal_from(request, form)
            return opened(request, actions.put(said, room=request.room, by=request.seat))
        except NotPossible as refused:
            status = put_beside(form, refused)
    return render(request, "decisions/new.html", form_context(request, form), status=status)


def usual_fields(request: MemberRequest, methods: tuple[Method, ...]) -> dict[str, object]:
    """What the charter says, and what another page has brought along."""
    limits = usual(request.partnership.id, now())
    method = limits.method if limits.method in methods else methods[0]
    brought: dict[str, object] = {
        "question": request.GET.get("question", "")[:LONGEST_QUESTION],
        "words": request.GET.get("words", "")[:LONGEST_WORDS],
    }
    rule = {"method": method.value, "share": limits.share, "proxies": limits.proxies}
    return brought | rule


def form_context(request: MemberRequest, form: ProposalForm) -> dict[str, object]:
    """The form with what the charter would fill in."""
    return {
        "form": form,
        "usual": usual(request.partnership.id, now()),
        "organisations": len(roll_of(request.room, Method.CONSENT)),
        "people": len(roll_of(request.room, Method.PEOPLE)),
        "audience": audience_of(request.room),
    }


def proposal_from(request: MemberRequest, form: ProposalForm) -> Proposal:
    """What the longer form says."""
    said = form.cleaned_data
    return Proposal(
        question=said["question"],
        words=said["words"],
        method=Method(said["method"]),
        share=said["share"],
        quorum=said["quorum"],
        proxies=said["proxies"],
        until=end_of(request, form),
    )


def end_of(request: MemberRequest, form: ProposalForm | RevisionForm) -> datetime | None:
    """The last day's closing time on the writer's clock."""
    day = day_of(form)
    return closing(day, request.person.zone) if day else None


@needs(Permission.DECISION_VOTE)
@require_POST
def vote(request: MemberRequest, pk: str) -> HttpResponse:
    """Give or change a voice."""
    seen = found_or_404(request, pk)
    form = VoteForm(request.POST, method=Method(seen.decision.method))
    if not form.is_valid():
        return show(request, seen, form=form, status=LOOK_AGAIN)
    try:
        done = actions.vote(seen.decision, said_in(form), by=request.seat)
    except NotPossible as refused:
        status = put_beside(form, refused)
        again = found_or_404(request, pk)
        return show(request, again, form=form, error=why_not(refused), status=status)
    return voted(request, done)


def said_in(form: VoteForm) -> Said:
    """What the form says."""
    said = form.cleaned_data
    return Said(
        place=said["place"],
        choice=form.chosen,
        version=said["version"],
        seen=said["seen"],
        argument=said["argument"],
    )


def voted(request: MemberRequest, one: Decision) -> HttpResponse:
    """After a vote: that it is kept, or what came out with it."""
    if one.state == State.OPEN:
        messages.success(
            request, _("Your vote is kept. You can change it until everything is decided.")
        )
    else:
        messages.success(request, result_words(found_or_404(request, one.id).said))
    return redirect(here(request, "decisions.one", pk=one.id))


@needs(Permission.DECISION_RAISE)
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: MemberRequest, pk: str) -> HttpResponse:
    """Put it in other words; earlier votes stay to be read and count no more."""
    seen = found_or_404(request, pk)
    one = seen.decision
    try:
        check_revisable(one, seen=one.version, by=request.seat)
    except NotPossible as refused:
        return show(request, seen, error=why_not(refused), status=status_of(refused))
    form, status = revision_form(request, one), 200
    if form.is_bound:
        status = LOOK_AGAIN
        try:
            if form.is_valid():
                return opened(request, revised(request, one, form))
        except NotPossible as refused:
            status = put_beside(form, refused)
            if refused.reason is Reason.NEW_WORDS:
                one = found_or_404(request, pk).decision
                goes_on_from(form, one.version)
    overtaken = status == CHANGED_MEANWHILE
    context = {"form": form, "one": one, "overtaken": overtaken}
    context |= {"audience": audience_of(request.room)}
    return render(request, "decisions/revise.html", context, status=status)


def revision_form(request: MemberRequest, one: Decision) -> RevisionForm:
    """The present words, or what was sent."""
    initial = {"question": one.question, "words": one.words, "seen": one.version}
    return RevisionForm(posted(request), initial=initial)


def revised(request: MemberRequest, one: Decision, form: RevisionForm) -> Decision:
    """Write the new version."""
    said = form.cleaned_data
    proposal = Proposal(question=said["question"], words=said["words"], until=end_of(request, form))
    return actions.revise(one, proposal, why=said["why"], seen=said["seen"], by=request.seat)


@needs(Permission.DECISION_RAISE)
@require_POST
def withdraw(request: MemberRequest, pk: str) -> HttpResponse:
    """Take it back before anybody has voted."""
    seen = found_or_404(request, pk)
    try:
        actions.withdraw(seen.decision, by=request.seat)
    except NotPossible as refused:
        return show(request, seen, error=why_not(refused), status=status_of(refused))
    messages.success(request, _("You have taken it back."))
    return redirect(here(request, "decisions"))


@needs(Permission.DECISION_VOTE)
@require_POST
def proxy(request: MemberRequest, pk: str) -> HttpResponse:
    """Hand a voice on, or take it back."""
    seen = found_or_404(request, pk)
    form = ProxyForm(request.POST)
    if not form.is_valid():
        return show(request, seen, error=_("Choose who speaks for you."), status=LOOK_AGAIN)
    place, to = form.cleaned_data["place"], form.cleaned_data["to"]
    try:
        if to:
            actions.hand_on(seen.decision, place=place, to=to, by=request.seat)
        else:
            actions.take_back(seen.decision, place=place, by=request.seat)
    except NotPossible as refused:
        return show(request, seen, error=why_not(refused), status=status_of(refused))
    return redirect(here(request, "decisions.one", pk=pk))
