"""Saying something openly about what only one's own side sees: written, previewed, said."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.discussions.actions.turns import NotPossible as NotSaid
from troth.discussions.rendering import render as rendered
from troth.discussions.rendering import shown
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.forms import posted
from troth.outreach import actions
from troth.outreach.actions.answering import Openly
from troth.outreach.forms import OpenlyForm
from troth.outreach.models import Signal
from troth.outreach.queries.signals import shared_room
from troth.outreach.rules.refusals import NotPossible
from troth.outreach.rules.states import ANSWERABLE
from troth.outreach.views.place import CHANGED_MEANWHILE, LOOK_AGAIN, signal_or_404
from troth.outreach.views.sides import show
from troth.outreach.words import openly_for, why_not
from troth.partnerships.addresses import address
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest


@needs(Permission.IMBALANCE_ANSWER)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: MemberRequest, pk: str) -> HttpResponse:
    """Write it, see it as all will see it, and only then say it."""
    one = signal_or_404(request, pk)
    if one.stands not in ANSWERABLE:
        return show(request, pk, status=CHANGED_MEANWHILE)
    form = OpenlyForm(posted(request), initial={"words": openly_for(one.kind)})
    if request.method == "POST" and form.is_valid() and "sure" in request.POST:
        return said(request, one, form=form)
    status = LOOK_AGAIN if form.is_bound and not form.is_valid() else 200
    return ask(request, one, form=form, status=status)


def said(request: MemberRequest, one: Signal, *, form: OpenlyForm) -> HttpResponse:
    """Say it at the shared table, and go there."""
    try:
        post = actions.say_openly(one, Openly(**form.cleaned_data), by=request.seat)
    except NotPossible as refused:
        form.add_error(None, why_not(refused))
        return ask(request, one, form=form, status=CHANGED_MEANWHILE)
    except NotSaid:
        form.add_error(
            "words", _("Names of people and sides are called one by one, in talk itself.")
        )
        return ask(request, one, form=form, status=LOOK_AGAIN)
    messages.success(request, _("It is said, for everybody to read."))
    return redirect(
        address("talk.one", partnership=post.room.partnership, room=post.room, pk=post.topic_id)
    )


def ask(request: MemberRequest, one: Signal, *, form: OpenlyForm, status: int) -> HttpResponse:
    """The form, or the words as everybody will see them."""
    sure = form.is_bound and form.is_valid() and "change" not in request.POST
    words = form.cleaned_data["words"] if sure else ""
    context = {
        "one": one,
        "form": form,
        "preview": shown(rendered(words)[0]) if words else None,
        "audience": audience_of(shared_room(request.partnership.id)),
    }
    return render(request, "outreach/openly.html", context, status=status)
