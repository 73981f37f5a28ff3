"""Proposing to show a promise of some organisations to everybody at the table: all who have it decide."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from troth.commitments.actions.sharing import NOUN
from troth.commitments.models import Commitment
from troth.commitments.views.acts import found
from troth.commitments.views.cards import card_of
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.partnerships.actions.proposing import ask_to_widen
from troth.partnerships.addresses import here
from troth.partnerships.forms.fields import WordsField
from troth.partnerships.models import Room
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.refusals import NotPossible
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.views.answers import LOOK_AGAIN, put_beside


class WidenForm(forms.Form):
    """Why more people should see it."""

    reason = WordsField(label=_("Why"), help_text=_("Everybody who answers reads this."))


@needs(Permission.CONSENT_PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def widen(request: MemberRequest, pk: str) -> HttpResponse:
    """Show what everybody at the table would see, then put it to those who decide."""
    one = found(request, pk)
    if request.room.kind != RoomKind.SUBSET or one.batch_id:
        raise Http404
    form = WidenForm(posted(request))
    if request.method != "POST" or not form.is_valid():
        return asked(request, one, form, status=LOOK_AGAIN if request.method == "POST" else 200)
    wider = get_object_or_404(Room, partnership=request.partnership, kind=RoomKind.SHARED)
    why = {"by": request.seat, "reason": form.cleaned_data["reason"]}
    try:
        said = ask_to_widen(NOUN, Ulid(one.id), origin=request.room, wider=wider, **why)
    except NotPossible as refused:
        return asked(request, one, form, status=put_beside(form, refused))
    return redirect(here(request, "people.consent.one", key=said.motion.id))


def asked(request: MemberRequest, one: Commitment, form: WidenForm, *, status: int) -> HttpResponse:
    """What would be seen, by whom, and the form; nothing that was typed is lost."""
    wider = get_object_or_404(Room, partnership=request.partnership, kind=RoomKind.SHARED)
    context = {
        "card": card_of(one, request.seat, now=now()),
        "form": form,
        "wider": audience_of(wider),
        "audience": audience_of(request.room),
    }
    return render(request, "commitments/widen.html", context, status=status)
