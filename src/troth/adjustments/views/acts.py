"""One address for each answer; both sides see the same afterwards."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from troth.adjustments import actions
from troth.adjustments.forms import AnswerForm, LookForm
from troth.adjustments.models import Adjustment
from troth.adjustments.rules.refusals import NotPossible, Reason
from troth.adjustments.views.pages import found_or_404, show
from troth.adjustments.words import why_not
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.partnerships.addresses import here
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.answers import LOOK_AGAIN, status_of

Do = Callable[[Adjustment], Adjustment]
# Beside which field it is said what the writer can mend there.
FIELDS = {
    Reason.REASON_MISSING: "words",
    Reason.DAY_MISSING: "again_on",
    Reason.DAY_PASSED: "again_on",
    Reason.DAY_TOO_FAR: "again_on",
}


@needs(Permission.ADJUSTMENT_ANSWER)
@require_POST
def agree(request: MemberRequest, pk: str) -> HttpResponse:
    """Agree to the words as they were read."""
    form = AnswerForm(request.POST)

    def act(one: Adjustment) -> Adjustment:
        return actions.agree(one, by=request.seat, seen=form.cleaned_data["seen"])

    return done(request, pk, form=form, act=act, said=_("You have agreed. From now on it holds."))


@needs(Permission.ADJUSTMENT_ANSWER)
@require_POST
def decline(request: MemberRequest, pk: str) -> HttpResponse:
    """Decline it, and say why."""
    form = AnswerForm(request.POST)

    def act(one: Adjustment) -> Adjustment:
        said = form.cleaned_data
        return actions.decline(one, by=request.seat, seen=said["seen"], reason=said["words"])

    return done(request, pk, form=form, act=act, said=_("You have declined it and said why."))


@needs(Permission.ADJUSTMENT_PROPOSE)
@require_POST
def take_back(request: MemberRequest, pk: str) -> HttpResponse:
    """Take one's own side's words back."""
    form = AnswerForm(request.POST)

    def act(one: Adjustment) -> Adjustment:
        return actions.withdraw(one, by=request.seat, seen=form.cleaned_data["seen"])

    return done(request, pk, form=form, act=act, said=_("You have taken it back."))


@needs(Permission.ADJUSTMENT_ANSWER)
@require_POST
def look(request: MemberRequest, pk: str) -> HttpResponse:
    """Say whether it helped."""
    form = LookForm(request.POST)

    def act(one: Adjustment) -> Adjustment:
        said = form.cleaned_data
        word = actions.Word(said=form.helped, words=said["words"], again_on=said["again_on"])
        return actions.look(one, word, by=request.seat, seen=said["seen"])

    return done(request, pk, form=form, act=act, said=_("Thank you. The other side reads it now."))


def done(
    request: MemberRequest, pk: str, *, form: AnswerForm | LookForm, act: Do, said: str
) -> HttpResponse:
    """Do it and show how it stands; or the page again, with why not and what was typed."""
    one = found_or_404(request, pk)
    if not form.is_valid():
        return show(request, one, form=form, status=LOOK_AGAIN)
    try:
        act(one)
    except NotPossible as refused:
        return not_done(request, found_or_404(request, pk), form=form, refused=refused)
    messages.success(request, said)
    return redirect(here(request, "adjustments.one", pk=one.id))


def not_done(
    request: MemberRequest,
    one: Adjustment,
    *,
    form: AnswerForm | LookForm,
    refused: NotPossible,
) -> HttpResponse:
    """Why not: beside its field where the writer can mend it, else above the page as it stands now."""
    field = FIELDS.get(refused.reason, "")
    if field in form.fields:
        form.add_error(field, why_not(refused))
        return show(request, one, form=form, status=LOOK_AGAIN)
    return show(request, one, form=form, error=why_not(refused), status=status_of(refused))
