"""Other dates or a pause, proposed privately under a preview of what all will read, and answered under the same."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.checkins.rules.pauses import Days
from troth.foundation.access.door import View, needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.forms import posted
from troth.outreach import actions
from troth.outreach.actions.changing import Dates, neutral_reason
from troth.outreach.forms import DatesForm, RestForm
from troth.outreach.models import Change, Exchange
from troth.outreach.queries.exchanges import at_its_hour, movable, resting
from troth.outreach.queries.signals import shared_room
from troth.outreach.rules.refusals import NotPossible
from troth.outreach.views.exchanges import show
from troth.outreach.views.place import LOOK_AGAIN, exchange_or_404, status_of
from troth.outreach.words import moved_words, names_of, pause_words, why_not
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest

PROPOSING = ["GET", "HEAD", "POST"]
Form = DatesForm | RestForm


@needs(Permission.OUTREACH_ASK)
@require_http_methods(PROPOSING)
def dates(request: MemberRequest, pk: str) -> HttpResponse:
    """Propose other days for promises between the two."""
    one = exchange_or_404(request, pk)
    promises = movable(one, shared=shared_room(request.partnership.id))
    return go_on(request, one, form=DatesForm(posted(request), promises=promises))


@needs(Permission.OUTREACH_ASK)
@require_http_methods(PROPOSING)
def pause(request: MemberRequest, pk: str) -> HttpResponse:
    """Propose a pause in which the promises between the two rest."""
    return go_on(request, exchange_or_404(request, pk), form=RestForm(posted(request)))


def go_on(request: MemberRequest, one: Exchange, *, form: Form) -> HttpResponse:
    """First the preview; the same form sent again from there proposes it."""
    if not form.is_valid() or "change" in request.POST:
        return ask(request, one, form=form)
    wanted, words = wish(form, one)
    if not words:
        form.add_error(None, _("Give at least one promise another day."))
    if not words or "sure" not in request.POST:
        return ask(request, one, form=form, preview=words)
    return proposed(request, one, form=form, wanted=wanted)


def wish(form: Form, one: Exchange) -> tuple[Dates, list[str]]:
    """What the form proposes, and how all will read it."""
    if isinstance(form, RestForm):
        days = Days(form.cleaned_data["first"], form.cleaned_data["last"])
        rests = resting(one, days, shared=shared_room(one.asker.partnership_id))
        return Dates(pause=days), pause_words(days.first, days.last, rests)
    chosen = [each for each in form.promises if each.id in form.days]
    due: dict[str, datetime] = {each.id: at_its_hour(each, form.days[each.id]) for each in chosen}
    words = [moved_words(each, was=each.due, due=due[each.id]) for each in chosen]
    return Dates(due=due), words


def proposed(request: MemberRequest, one: Exchange, *, form: Form, wanted: Dates) -> HttpResponse:
    """Propose it, and go back to where the two talk."""
    try:
        actions.propose(one, wanted, by=request.seat)
    except NotPossible as refused:
        form.add_error(None, why_not(refused))
        return ask(request, one, form=form, status=status_of(refused))
    return redirect(here(request, "outreach.one", pk=one.id))


def ask(
    request: MemberRequest,
    one: Exchange,
    *,
    form: Form,
    preview: list[str] | None = None,
    status: int = 0,
) -> HttpResponse:
    """The form, or what all will read once both agree."""
    context = shown(request, one, form) | {"preview": preview}
    wrong = LOOK_AGAIN if form.is_bound and form.errors else 200
    return render(request, "outreach/change.html", context, status=status or wrong)


def shown(request: MemberRequest, one: Exchange, form: Form) -> dict[str, object]:
    """What the page of the form needs."""
    is_pause = isinstance(form, RestForm)
    return {
        "one": one,
        "title": names_of(one),
        "form": form,
        "is_pause": is_pause,
        "action": here(request, "outreach.pause" if is_pause else "outreach.dates", pk=one.id),
        "reason": neutral_reason(),
        "everybody": audience_of(shared_room(request.partnership.id)),
        "audience": audience_of(request.room),
    }


def settling(act: Callable[..., Change]) -> View:
    """The view of an answer to what was previewed; `seen` names it."""

    @needs(Permission.OUTREACH_ASK)
    @require_POST
    def view(request: MemberRequest, pk: str) -> HttpResponse:
        one = exchange_or_404(request, pk)
        try:
            act(one, seen=request.POST.get("seen", ""), by=request.seat)
        except NotPossible as refused:
            again = exchange_or_404(request, pk)
            return show(request, again, error=why_not(refused), status=status_of(refused))
        return redirect(here(request, "outreach.one", pk=one.id))

    view.__doc__ = act.__doc__
    return view


agree = settling(actions.agree)
decline = settling(actions.decline)
take_back = settling(actions.take_back)
