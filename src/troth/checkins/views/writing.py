"""Writing a check-in, skipping it, and answering help that was asked for."""

from collections.abc import Sequence
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from troth.checkins.actions import reporting
from troth.checkins.actions.refusing import ColleagueWasQuicker, NotPossible
from troth.checkins.actions.reporting import Draft
from troth.checkins.forms import AnswerForm, ReportForm, SkipForm
from troth.checkins.models import Report, Writing
from troth.checkins.queries.happened import Happened, What, happened, since_when
from troth.checkins.queries.rounds import is_closed, reports, rounds, standing_of, writings
from troth.checkins.rules.refusals import Refusal
from troth.checkins.rules.reports import Words, why_not_write
from troth.checkins.views.place import only_shared, own_party, status_of, why_not
from troth.checkins.views.seen import report_seen
from troth.commitments.views.cards import Card, card_of
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.partnerships.addresses import here
from troth.partnerships.present import others
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest

CONFLICT, UNPROCESSABLE = 409, 422


def own_report(request: MemberRequest, pk: str) -> Report:
    """The own side's part in the round of this address. Raises Http404."""
    only_shared(request)
    inside = reports(request.rooms & {request.room.id})
    found: Report = get_object_or_404(inside, checkin_id=pk, party=own_party(request))
    return found


@needs(Permission.CHECKIN_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: MemberRequest, pk: str) -> HttpResponse:
    """Write the own side's check-in; keep it for colleagues, or send it to everybody."""
    one = own_report(request, pk)
    saved = writings(one)
    form = ReportForm(
        request.POST or None, others=others(request), initial=initial(one, saved, request)
    )
    if request.method != "POST":
        return page(request, one, form, saved=saved)
    if not form.is_valid():
        return page(request, one, form, saved=saved, status=UNPROCESSABLE)
    return kept_or_sent(request, one, form)


def kept_or_sent(request: MemberRequest, one: Report, form: ReportForm) -> HttpResponse:
    """Do what the button says; a refusal shows the words again with the reason."""
    sending = "keep" not in request.POST
    act = reporting.send if sending else reporting.save
    try:
        act(one, draft_of(form), seen=form.cleaned_data["seen"] or 0, by=request.seat)
    except ColleagueWasQuicker as quicker:
        return page(request, one, form, theirs=quicker.theirs, status=CONFLICT)
    except NotPossible as refused:
        empty = refused.reason is Refusal.NOTHING_WRITTEN
        form.add_error("progress" if empty else None, why_not(refused))
        return page(request, one, form, status=UNPROCESSABLE if empty else CONFLICT)
    if sending:
        return redirect(here(request, "checkins"))
    return redirect(here(request, "checkins.write", pk=one.checkin_id))


def draft_of(form: ReportForm) -> Draft:
    """What the form says."""
    said = form.cleaned_data
    words = Words(progress=said["progress"], hard=said["hard"], wish=said["wish"])
    return Draft(words=words, asks=said["asks"], asked_of=form.asked_party())


def page(
    request: MemberRequest,
    one: Report,
    form: ReportForm,
    *,
    saved: Sequence[Writing] | None = None,
    theirs: Writing | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form with what happened since the last one, and what colleagues saved."""
    found = writings(one) if saved is None else saved
    closed = is_closed(one.checkin)
    shut = why_not_write(standing_of(one, closed=closed), party=Ulid(one.party_id))
    context = {
        "form": form,
        "report": one,
        "seen": found[0].number if found else 0,
        "last": found[0] if found else None,
        "saved": found,
        "theirs": theirs,
        "shut": why_not(NotPossible(shut)) if shut else "",
        "newer": newer(request) if closed else "",
        "happened": told(request, one),
        "others": others(request),
        "audience": audience_of(request.room),
    }
    return render(request, "checkins/write.html", context, status=status)


def newer(request: MemberRequest) -> str:
    """The address at which words for a round that is over can be sent."""
    latest = rounds({request.room.id}).first()
    return here(request, "checkins.write", pk=latest.id) if latest else ""


def told(request: MemberRequest, one: Report) -> list[tuple[Happened, Card]]:
    """What happened with the own side's promises since the last round, with their tokens."""
    since = since_when(one.checkin)
    found = happened(request.room.id, Ulid(one.party_id), since=since, now=now())
    return [(each, card_of(each.commitment, request.seat, now=now())) for each in found]


def initial(one: Report, saved: Sequence[Writing], request: MemberRequest) -> dict[str, Any]:
    """What was saved last, or else a first sentence from what happened."""
    if saved:
        last = saved[0]
        asked = str(last.asked_of_id or "all")
        return {name: getattr(last, name) for name in ("progress", "hard", "wish", "asks")} | {
            "asked_of": asked
        }
    return {"progress": first_words(told(request, one))}


def first_words(found: list[tuple[Happened, Card]]) -> str:
    """What happened as lines that can be sent as they are."""
    said = {
        What.KEPT: _("Done: %(what)s."),
        What.DROPPED: _("Dropped: %(what)s."),
        What.DELIVERED: _("Delivered: %(what)s."),
        What.MISSED: _("Not there yet: %(what)s."),
        What.MOVED: _("Moved with you: %(what)s, now %(due)s."),
        What.MADE: _("Promised: %(what)s, for %(due)s."),
    }
    return "\n".join(
        said[one.what] % {"what": one.commitment.deliverable, "due": card.due}
        for one, card in found
    )


@needs(Permission.CHECKIN_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def skip(request: MemberRequest, pk: str) -> HttpResponse:
    """Leave the own side's part out, and say why."""
    one = own_report(request, pk)
    form, status = SkipForm(request.POST or None), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                reporting.skip(one, **form.cleaned_data, by=request.seat)
            except NotPossible as refused:
                form.add_error(None, why_not(refused))
                status = status_of(refused)
            else:
                return redirect(here(request, "checkins"))
    return act_page(request, one, form, template="checkins/skip.html", status=status)


@needs(Permission.CHECKIN_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: MemberRequest, pk: str) -> HttpResponse:
    """Answer the help that another side asked for."""
    only_shared(request)
    one = get_object_or_404(reports(request.rooms & {request.room.id}), pk=pk)
    form, status = AnswerForm(request.POST or None), 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                reporting.answer(one, words=form.cleaned_data["answer"], by=request.seat)
            except NotPossible as refused:
                form.add_error(None, why_not(refused))
                status = status_of(refused)
            else:
                return redirect(here(request, "checkins.one", pk=one.checkin_id))
    return act_page(request, one, form, template="checkins/answer.html", status=status)


def act_page(
    request: MemberRequest, one: Report, form: Form, *, template: str, status: int
) -> HttpResponse:
    """A small form about one report."""
    seen = report_seen(one, request, closed=is_closed(one.checkin))
    context = {
        "form": form,
        "report": one,
        "seen": seen,
        "audience": audience_of(request.room),
    }
    return render(request, template, context, status=status)
