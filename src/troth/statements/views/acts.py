"""Writing, changing, approving and withdrawing a statement; taking it with oneself."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.agreements import actions as agreements
from troth.agreements.queries.standings import version
from troth.agreements.rules.difference import Stretch
from troth.agreements.views.acts import changed_words, overtaken
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.numbers import whole_number
from troth.foundation.web.forms import posted
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.statements.actions import listening, using
from troth.statements.forms import DraftForm, ReviseForm, WithdrawForm
from troth.statements.models import Statement
from troth.statements.queries.inside import publications_of
from troth.statements.views.pages import context_of, found_or_404, inside

METHODS = ["GET", "HEAD", "POST"]


@needs(Permission.AGREEMENT_DRAFT)
@require_http_methods(METHODS)
def new(request: MemberRequest) -> HttpResponse:
    """Write a message to the outside."""
    inside(request)
    form = DraftForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = using.draft(**form.cleaned_data, room=request.room, by=request.seat)
        return redirect(here(request, "statements.one", pk=made.id))
    context = {"form": form, "audience": audience_of(request.room)}
    return render(request, "statements/new.html", context, status=422 if form.is_bound else 200)


@needs(Permission.AGREEMENT_DRAFT)
@require_http_methods(METHODS)
def revise(request: MemberRequest, pk: str) -> HttpResponse:
    """Write a new version; the one that may be used is withdrawn with it."""
    found = found_or_404(request, pk)
    one = found.agreement
    latest = version(one, one.latest)
    initial = {"text": latest.text if latest else "", "seen": one.latest}
    form = ReviseForm(posted(request), initial=initial)
    status = 422 if form.is_bound else 200
    stretches: tuple[Stretch, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            using.revise(one, **form.cleaned_data, by=request.seat)
        except agreements.ChangedMeanwhile:
            status, stretches = 409, overtaken(form, one)
        else:
            return redirect(here(request, "statements.one", pk=one.id))
    used = [one for one in publications_of([pk]).get(pk, []) if one.withdrawn_at is None]
    context = {"form": form, "one": one, "used": used, "stretches": stretches}
    context |= {"audience": audience_of(request.room)}
    return render(request, "statements/revise.html", context, status=status)


@needs(Permission.AGREEMENT_SIGN)
@require_POST
def approve(request: MemberRequest, pk: str) -> HttpResponse:
    """Approve exactly the version that was shown."""
    found = found_or_404(request, pk)
    number = whole_number(request.POST.get("version", ""))
    try:
        agreements.sign(found.agreement, version=number, by=request.seat)
    except agreements.NotPossible:
        return refusal(request, found, changed_words(), status=409)
    return redirect(here(request, "statements.one", pk=pk))


@needs(Permission.AGREEMENT_DRAFT)
@require_POST
def take_back(request: MemberRequest, pk: str) -> HttpResponse:
    """Take back a draft that no other side has approved."""
    found = found_or_404(request, pk)
    try:
        agreements.withdraw(found.agreement, by=request.seat)
    except agreements.NotPossible as refused:
        words = _(
            "Only the side that wrote it can take it back, and only before another side has approved."
        )
        status = 403 if isinstance(refused, agreements.NotYours) else 409
        return refusal(request, found, words, status=status)
    return redirect(here(request, "statements"))


@needs(Permission.STATEMENT_WITHDRAW)
@require_http_methods(METHODS)
def withdraw(request: MemberRequest, pk: str) -> HttpResponse:
    """Take one's side's approval back: from this moment nobody may use it."""
    found = found_or_404(request, pk)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            using.withdraw(found, reason=form.cleaned_data["reason"], by=request.seat)
        except using.NotInUse:
            words = _("It may not be used any more already: somebody was a moment before you.")
            kept = form.cleaned_data["reason"]
            return refusal(request, found, words, status=409, kept=kept)
        return redirect(here(request, "statements.one", pk=pk))
    context = context_of(request, found) | {"form": form}
    return render(
        request, "statements/withdraw.html", context, status=422 if form.is_bound else 200
    )


@needs(Permission.STATEMENT_TAKE)
@require_POST
def take(request: MemberRequest, pk: str) -> HttpResponse:
    """Take the approved text with oneself, and be told when it is withdrawn."""
    found = found_or_404(request, pk)
    used = [one for one in publications_of([pk]).get(pk, []) if one.withdrawn_at is None]
    if not used:
        words = _("There is no approved version to take now.")
        return refusal(request, found, words, status=409)
    listening.take(found, by=request.seat)
    address = {"slug": request.partnership.slug, "pk": pk, "number": used[0].number}
    return redirect(reverse("public.text", kwargs=address))


def refusal(
    request: MemberRequest, found: Statement, words: str, *, status: int, kept: str = ""
) -> HttpResponse:
    """The page as it stands now, with the reason above and what was typed kept."""
    found.agreement.refresh_from_db()
    context = context_of(request, found) | {"error": words, "kept": kept}
    return render(request, "statements/one.html", context, status=status)
