"""We can cover this; this does not fit; who looks after what nobody meets."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.complement.actions import answering, risks
from troth.complement.forms import AnswerForm, RiskForm
from troth.complement.queries.table import Need, Offer, complement
from troth.complement.rules.acts import NeedState, NotPossible, Reason
from troth.complement.sentences import FOR_OTHERS, why_not
from troth.complement.views.page import context_of
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.forms import goes_on_from, posted
from troth.partnerships.addresses import here
from troth.partnerships.present import seated
from troth.partnerships.queries.audience import audience_of, seats_in
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import only_shared


@needs(Permission.COMPLEMENT_ANSWER)
@require_POST
def cover(request: MemberRequest) -> HttpResponse:
    """Say that one's own side can cover a need."""
    return answer(
        request,
        lambda offer, said: answering.confirm(
            offer, room=request.room, by=request.seat, seen=said["seen"], word=said["word"]
        ),
    )


@needs(Permission.COMPLEMENT_ANSWER)
@require_POST
def set_aside(request: MemberRequest) -> HttpResponse:
    """Say that a suggestion does not fit."""
    return answer(
        request,
        lambda offer, said: answering.set_aside(
            offer, room=request.room, by=request.seat, seen=said["seen"], word=said["word"]
        ),
    )


@needs(Permission.COMPLEMENT_ANSWER)
@require_POST
def reopen(request: MemberRequest) -> HttpResponse:
    """Take back what was said to a suggestion."""
    return answer(
        request, lambda offer, _said: answering.reopen(offer, room=request.room, by=request.seat)
    )


def answer(request: MemberRequest, act: Callable[[Offer, dict[str, str]], object]) -> HttpResponse:
    """Find the two statements, do it, and show the page again; or say why not."""
    only_shared(request)
    form = AnswerForm(request.POST)
    try:
        offer = found_offer(request, form)
        act(offer, form.cleaned_data)
    except NotPossible as refused:
        return refusal(request, refused, word=request.POST.get("word", ""))
    return redirect(here(request, "complement"))


def found_offer(request: MemberRequest, form: AnswerForm) -> Offer:
    """The pair that the form names, as it stands at this table now. Raises `NotPossible`."""
    if not form.is_valid():
        raise NotPossible(Reason.GONE)
    said = form.cleaned_data
    for need in complement(request.room, seated(request)).needs:
        for offer in (*need.confirmed, *need.possible, *need.set_aside):
            if (need.line.one.id, offer.strength.one.id) == (said["need"], said["strength"]):
                return offer
    raise NotPossible(Reason.GONE)


def refusal(request: MemberRequest, refused: NotPossible, *, word: str = "") -> HttpResponse:
    """The page as it stands now, with the reason above and what was typed kept."""
    context = context_of(request) | {"error": why_not(refused.reason), "kept": word[:1000]}
    status = 403 if refused.reason in FOR_OTHERS else 409
    return render(request, "complement/page.html", context, status=status)


@needs(Permission.COMPLEMENT_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def risk(request: MemberRequest, pk: str) -> HttpResponse:
    """Say who looks after a need that nobody meets, or why one can live with it."""
    need = need_or_404(request, pk)
    form = risk_form(request, need)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            said(request, need, form)
        except NotPossible as refused:
            form.add_error(None, why_not(refused.reason))
            goes_on_from(form, need.seen)
            status = 403 if refused.reason in FOR_OTHERS else 409
        else:
            return redirect(here(request, "complement"))
    context = {"need": need, "form": form, "audience": audience_of(request.room)}
    return render(request, "complement/risk.html", context, status=status)


@needs(Permission.COMPLEMENT_ANSWER)
@require_POST
def let_go(request: MemberRequest, pk: str) -> HttpResponse:
    """Let go of a risk, or take one's word back."""
    need = need_or_404(request, pk)
    try:
        risks.let_go(need, room=request.room, by=request.seat)
    except NotPossible as refused:
        return refusal(request, refused)
    return redirect(here(request, "complement"))


def need_or_404(request: MemberRequest, pk: str) -> Need:
    """A need that is shown at this table and that nobody has covered. Raises Http404."""
    only_shared(request)
    found = complement(request.room, seated(request))
    for need in found.needs:
        if need.line.one.id == pk and need.state is not NeedState.COVERED:
            return need
    raise Http404


def risk_form(request: MemberRequest, need: Need) -> RiskForm:
    """The form, with one's own people to choose from."""
    own = [seat for seat in seats_in(request.room) if seat.party_id == request.seat.party_id]
    side = request.seat.party.short if request.seat.party else ""
    initial = {"act": "own", "seen": need.seen}
    return RiskForm(posted(request), seats=own, side=side, initial=initial)


def said(request: MemberRequest, need: Need, form: RiskForm) -> None:
    """Do what was chosen, and say what came of it."""
    words = form.cleaned_data
    if words["act"] == "own":
        holder = form.seats.get(words["holder"])
        risks.look_after(
            need,
            room=request.room,
            by=request.seat,
            seen=words["seen"],
            holder=holder,
            word=words["word"],
        )
    elif not risks.live_with(
        need, room=request.room, by=request.seat, seen=words["seen"], reason=words["word"]
    ):
        messages.success(request, _("Noted. It is accepted once every side has said so."))
