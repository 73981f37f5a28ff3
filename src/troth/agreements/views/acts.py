"""Drafting, revising and signing."""

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.agreements import actions
from troth.agreements.forms import DraftForm, ReviseForm
from troth.agreements.models import Agreement
from troth.agreements.queries.standings import since, version
from troth.agreements.rules.difference import Stretch
from troth.agreements.views.pages import context_of, found_or_404
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.numbers import whole_number
from troth.foundation.web.forms import goes_on_from, posted
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest


@needs(Permission.AGREEMENT_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Write a text for all to agree on."""
    form = DraftForm(posted(request))
    if request.method == "POST" and form.is_valid():
        made = actions.draft(**form.cleaned_data, room=request.room, by=request.seat)
        return redirect(here(request, "agreements.one", pk=made.id))
    context = {"form": form, "audience": audience_of(request.room)}
    return render(request, "agreements/new.html", context, status=422 if form.is_bound else 200)


@needs(Permission.AGREEMENT_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: MemberRequest, pk: str) -> HttpResponse:
    """Write a new version; earlier signatures become stale."""
    one = found_or_404(request, pk)
    latest = version(one, one.latest)
    form = ReviseForm(
        posted(request), initial={"text": latest.text if latest else "", "seen": one.latest}
    )
    status = 422 if form.is_bound else 200
    stretches: tuple[Stretch, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise(one, **form.cleaned_data, by=request.seat)
        except actions.ChangedMeanwhile:
            status, stretches = 409, overtaken(form, one)
        else:
            return redirect(here(request, "agreements.one", pk=one.id))
    context = {"form": form, "one": one, "stretches": stretches}
    context |= {"audience": audience_of(request.room)}
    return render(request, "agreements/revise.html", context, status=status)


def overtaken(form: Form, one: Agreement) -> tuple[Stretch, ...]:
    """Somebody was quicker: the form now comes after theirs; what they changed."""
    stretches = since(one, form.cleaned_data["seen"])
    form.add_error(None, changed_words())
    goes_on_from(form, one.latest)
    return stretches


@needs(Permission.AGREEMENT_SIGN)
@require_POST
def sign(request: MemberRequest, pk: str) -> HttpResponse:
    """Sign exactly the version that was shown."""
    one = found_or_404(request, pk)
    number = request.POST.get("version", "")
    try:
        actions.sign(one, version=whole_number(number), by=request.seat)
    except actions.NotPossible:
        one.refresh_from_db()
        context = context_of(request, one) | {"error": changed_words()}
        return render(request, "agreements/one.html", context, status=409)
    return redirect(here(request, "agreements.one", pk=one.id))


@needs(Permission.AGREEMENT_DRAFT)
@require_POST
def withdraw(request: MemberRequest, pk: str) -> HttpResponse:
    """Take back a draft that only one's own side has signed."""
    one = found_or_404(request, pk)
    try:
        actions.withdraw(one, by=request.seat)
    except actions.NotPossible as refused:
        words = _(
            "Only the side that wrote it can take it back, and only before another side has signed."
        )
        context = context_of(request, one) | {"error": words}
        status = 403 if isinstance(refused, actions.NotYours) else 409
        return render(request, "agreements/one.html", context, status=status)
    return redirect(here(request, "agreements"))


def changed_words() -> str:
    """Somebody wrote another version meanwhile."""
    return _(
        "Somebody wrote another version a moment before you. Nothing of yours was sent; "
        "your words are kept here. Read the new version, then decide again."
    )
