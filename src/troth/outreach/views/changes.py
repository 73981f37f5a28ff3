"""Other dates or a pause, proposed privately under a preview of what all will read, and answered under the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from troth.checkins.rules.pauses import Days
from troth.foundation.access.door import View, needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.forms import posted
from troth.outreach import actions
from troth.outreach.actions.changing import Dates, neutral_reason
from troth.outreach.ahead import Ahead, Wish, ahead_of, wish_of
from troth.outreach.forms import DatesForm, RestForm
from troth.outreach.models import Change, Exchange
from troth.outreach.queries.exchanges import at_its_hour, movable, resting, waiting_change
from troth.outreach.queries.signals import shared_room
from troth.outreach.rules.refusals import NotPossible, Reason
from troth.outreach.views.exchanges import show
from troth.outreach.views.place import LOOK_AGAIN, exchange_or_404, status_of
from troth.outreach.words import moved_words, names_of, pause_words, why_not
from troth.partnerships.addresses import here
from troth.partnerships.models import Seat
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
    wanted, preview = wish(form, one, by=request.seat)
    if preview is None:
        form.add_error(None, _("Give at least one promise another day."))
    if preview is None or "sure" not in request.POST:
        return ask(request, one, form=form, preview=preview)
    return proposed(request, one, form=form, wanted=wanted)


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What would change, in short, and every sentence of it that all will read."""

    words: Sequence[str]
    ahead: Ahead


def wish(form: Form, one: Exchange, *, by: Seat) -> tuple[Dates, Preview | None]:
    """What the form proposes, and how all will read it; nothing to read where no promise was given a day."""
    return wished_pause(form, one, by=by) if isinstance(form, RestForm) else moved(form, one, by=by)


def wished_pause(form: RestForm, one: Exchange, *, by: Seat) -> tuple[Dates, Preview]:
    """The pause that is proposed."""
    days = Days(form.cleaned_data["first"], form.cleaned_data["last"])
    rests = resting(one, days, shared=shared_room(one.asker.partnership_id))
    words = pause_words(days.first, days.last, rests)
    moves = [(each, each.due) for each in rests]
    wanted = Wish(by=Ulid(str(by.party_id)), moves=moves, days=days)
    return Dates(pause=days), Preview(words=words, ahead=ahead_of(one, wanted))


def moved(form: DatesForm, one: Exchange, *, by: Seat) -> tuple[Dates, Preview | None]:
    """The dates that are proposed."""
    moves = [
        (each, at_its_hour(each, form.days[each.id]))
        for each in form.promises
        if each.id in form.days
    ]
    if not moves:
        return Dates(), None
    words = [moved_words(each, was=each.due, due=due) for each, due in moves]
    ahead = ahead_of(one, Wish(by=Ulid(str(by.party_id)), moves=moves))
    return Dates(due={each.id: due for each, due in moves}), Preview(words=words, ahead=ahead)


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
    preview: Preview | None = None,
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
            as_read(one, request.POST.get("read"))
            act(one, seen=request.POST.get("seen", ""), by=request.seat)
        except NotPossible as refused:
            again = exchange_or_404(request, pk)
            return show(request, again, error=why_not(refused), status=status_of(refused))
        return redirect(here(request, "outreach.one", pk=one.id))

    view.__doc__ = act.__doc__
    return view


def as_read(one: Exchange, mark: str | None) -> None:
    """Raises `NotPossible` where by now all would read other sentences than this page announced."""
    waits = waiting_change(one)
    if mark and waits and ahead_of(one, wish_of(waits)).mark != mark:
        raise NotPossible(Reason.CHANGED_MEANWHILE)


agree = settling(actions.agree)
decline = settling(actions.decline)
take_back = settling(actions.take_back)
