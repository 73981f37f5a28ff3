"""Writing a check-in, skipping it, and answering help that was asked for."""

from dataclasses import replace

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from troth.checkins.actions import reporting
from troth.checkins.actions.refusing import ColleagueWasQuicker, NotPossible
from troth.checkins.actions.reporting import Draft
from troth.checkins.forms import AnswerForm, ReportForm, SkipForm
from troth.checkins.models import Report
from troth.checkins.queries.rounds import is_closed, reports, writings
from troth.checkins.rules.refusals import Refusal
from troth.checkins.rules.reports import Words
from troth.checkins.views.place import own_party, status_of, why_not
from troth.checkins.views.seen import report_seen
from troth.checkins.views.sheet import Sheet, page, sheet_for
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.forms import goes_on_from, posted
from troth.partnerships.addresses import here
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.views.items import only_shared

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
    sheet = sheet_for(request, own_report(request, pk))
    if request.method != "POST":
        return page(request, sheet)
    if not sheet.form.is_valid():
        return page(request, sheet, status=UNPROCESSABLE)
    return kept_or_sent(request, sheet)


def kept_or_sent(request: MemberRequest, sheet: Sheet) -> HttpResponse:
    """Do what the button says; a refusal shows the words again with the reason."""
    one, form, sending = sheet.report, sheet.form, "keep" not in request.POST
    act = reporting.send if sending else reporting.save
    try:
        act(one, draft_of(form), seen=form.cleaned_data["seen"] or 0, by=request.seat)
    except ColleagueWasQuicker as quicker:
        after = replace(sheet, saved=writings(one))
        goes_on_from(form, after.saved[0].number)
        return page(request, after, theirs=quicker.theirs, status=CONFLICT)
    except NotPossible as refused:
        return not_sent(request, sheet, refused=refused)
    if sending:
        return redirect(here(request, "checkins"))
    return redirect(here(request, "checkins.write", pk=one.checkin_id))


def not_sent(request: MemberRequest, sheet: Sheet, *, refused: NotPossible) -> HttpResponse:
    """The words again, with the reason beside the field it is about."""
    empty = refused.reason is Refusal.NOTHING_WRITTEN
    sheet.form.add_error("progress" if empty else None, why_not(refused))
    status = UNPROCESSABLE if empty else CONFLICT
    return page(request, replace(sheet, saved=writings(sheet.report)), status=status)


def draft_of(form: ReportForm) -> Draft:
    """What the form says."""
    said = form.cleaned_data
    words = Words(progress=said["progress"], hard=said["hard"], wish=said["wish"])
    return Draft(words=words, asks=said["asks"], asked_of=form.asked_party())


@needs(Permission.CHECKIN_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def skip(request: MemberRequest, pk: str) -> HttpResponse:
    """Leave the own side's part out, and say why."""
    one = own_report(request, pk)
    form, status = SkipForm(posted(request)), 200
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
    return act_page(request, one, form=form, template="checkins/skip.html", status=status)


@needs(Permission.CHECKIN_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: MemberRequest, pk: str) -> HttpResponse:
    """Answer the help that another side asked for."""
    only_shared(request)
    one = get_object_or_404(reports(request.rooms & {request.room.id}), pk=pk)
    form, status = AnswerForm(posted(request)), 200
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
    return act_page(request, one, form=form, template="checkins/answer.html", status=status)


def act_page(
    request: MemberRequest, one: Report, *, form: Form, template: str, status: int
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
