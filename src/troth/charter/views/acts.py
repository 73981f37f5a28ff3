"""Drafting, revising, signing and taking back the working agreement."""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.agreements.actions import NotYours
from troth.agreements.actions import sign as sign_agreement
from troth.agreements.actions import withdraw as withdraw_agreement
from troth.agreements.queries.standings import since
from troth.agreements.rules.difference import Stretch
from troth.agreements.views.acts import changed_words
from troth.charter import actions
from troth.charter.forms import CharterForm, ReviseForm
from troth.charter.models import Charter
from troth.charter.queries.charters import answers_of
from troth.charter.rules.answers import Answers
from troth.charter.views.pages import living, page, place_or_404
from troth.charter.words import default_words
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.numbers import whole_number
from troth.foundation.web.clock import now
from troth.foundation.web.forms import goes_on_from, posted
from troth.partnerships.addresses import here
from troth.partnerships.present import seated
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.terms import terms
from troth.partnerships.requests import MemberRequest


@needs(Permission.AGREEMENT_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Write the first version, from a template with mild answers."""
    if place_or_404(request) is not None and request.method != "POST":
        return redirect(here(request, "charter"))
    form = begun(request)
    if request.method != "POST" or not form.is_valid():
        return shown(request, form, None)
    answers, title = form.answers(), form.cleaned_data["title"]
    try:
        actions.draft_charter(answers, title=title, room=request.room, by=request.seat)
    except actions.NotPossible:
        form.add_error(None, there_is_one())
        return shown(request, form, None, status=409)
    return redirect(here(request, "charter"))


def begun(request: MemberRequest) -> CharterForm:
    """The template: the limits in force, mild words, and who says to run this server."""
    limits = terms(request.partnership.id, now())
    template = replace(limits, operator=limits.operator or settings.HOST_NAME)
    return CharterForm(
        posted(request),
        answers=Answers(limits=template, words=default_words()),
        parties=seated(request),
        title=_("How we work with each other"),
    )


@needs(Permission.AGREEMENT_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: MemberRequest) -> HttpResponse:
    """Write a new version and say why; earlier signatures become stale."""
    one = living(request)
    form = so_far(request, one)
    if request.method != "POST" or not form.is_valid():
        return shown(request, form, one)
    why, seen = form.cleaned_data["why"], form.cleaned_data["seen"]
    try:
        actions.revise_charter(one, form.answers(), why=why, seen=seen, by=request.seat)
    except actions.NotPossible:
        return overtaken(request, form, one)
    return redirect(here(request, "charter"))


def overtaken(request: MemberRequest, form: ReviseForm, one: Charter) -> HttpResponse:
    """Somebody was quicker: what they changed, above the form that now comes after it."""
    stretches = since(one.agreement, form.cleaned_data["seen"])
    form.add_error(None, changed_words())
    goes_on_from(form, one.agreement.latest)
    return shown(request, form, one, status=409, stretches=stretches)


def so_far(request: MemberRequest, one: Charter) -> ReviseForm:
    """The latest answers, with the consent rule that is in force: a decision may have changed it since."""
    latest, limits = one.agreement.latest, terms(request.partnership.id, now())
    answers = answers_of(one, latest) or Answers(limits=limits)
    if one.agreement.agreed_version == latest:
        answers = replace(answers, limits=replace(answers.limits, consent_rule=limits.consent_rule))
    return ReviseForm(
        posted(request), answers=answers, parties=seated(request), initial={"seen": latest}
    )


def shown(
    request: MemberRequest,
    form: CharterForm,
    one: Charter | None,
    *,
    status: int = 422,
    stretches: Sequence[Stretch] = (),
) -> HttpResponse:
    """The form, empty or with what was typed."""
    context = {
        "form": form,
        "one": one.agreement if one else None,
        "stretches": stretches,
        "audience": audience_of(request.room),
    }
    code = status if form.is_bound else 200
    return render(request, "charter/write.html", context, status=code)


@needs(Permission.AGREEMENT_SIGN)
@require_POST
def sign(request: MemberRequest) -> HttpResponse:
    """Sign exactly the version that was shown."""
    one = living(request)
    number = whole_number(request.POST.get("version", ""))
    try:
        sign_agreement(one.agreement, version=number, by=request.seat)
    except actions.NotPossible:
        one.agreement.refresh_from_db()
        return page(request, one, error=changed_words(), status=409)
    return redirect(here(request, "charter"))


@needs(Permission.AGREEMENT_DRAFT)
@require_POST
def withdraw(request: MemberRequest) -> HttpResponse:
    """Take back a draft that only one's own side has signed."""
    one = living(request)
    try:
        withdraw_agreement(one.agreement, by=request.seat)
    except actions.NotPossible as refused:
        words = _(
            "Only the side that wrote it can take it back, and only before another side has signed."
        )
        return page(request, one, error=words, status=403 if isinstance(refused, NotYours) else 409)
    return redirect(here(request, "charter"))


def there_is_one() -> str:
    """Somebody has written a charter meanwhile."""
    return _(
        "Somebody wrote a working agreement a moment before you. Your words are kept here; "
        "read theirs first, and propose a change to it."
    )
