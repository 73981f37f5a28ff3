"""Promising something: in one line from any page, or with every detail."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.actions.turns import NotPossible
from troth.commitments.forms import EVERYBODY, LineForm, PromiseForm
from troth.commitments.models import Commitment
from troth.commitments.reading import read_line
from troth.commitments.rules.promise_line import CLOCK_SENTENCES, SENTENCES, LineRead
from troth.commitments.views.acts import refusal_words
from troth.commitments.views.lists import list_context
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.foundation.web.times import also, dated, on_record, when
from troth.partnerships.addresses import here
from troth.partnerships.models import Party
from troth.partnerships.present import others
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.people.zones import all_zones, known_zone

LONGEST_LINE = 600
LONGEST_DELIVERABLE = 500


@needs(Permission.COMMITMENT_MAKE)
@require_POST
def promise(request: MemberRequest) -> HttpResponse:
    """Promise what one line says, or show the line again with what is missing."""
    form = LineForm(request.POST)
    if form.is_valid():
        made = promised(request, form)
        if made is not None:
            return redirect(here(request, "commitments.one", pk=made.id))
    return render(request, "commitments/list.html", list_context(request, form), status=422)


def promised(request: MemberRequest, form: LineForm) -> Commitment | None:
    """The promise, or None with the reason beside the line."""
    read = read_for(request, form.cleaned_data["line"])
    if read.problem is not None or read.due is None:
        form.add_error("line", problem_words(read, request))
        return None
    sure = form.cleaned_data["sure"]
    said = Promise(
        deliverable=read.deliverable,
        due=read.due,
        zone=zone_of(request),
        receiver=receiver_of(request, form.cleaned_data["to"]),
        sure=int(sure) if sure else None,
        holder=request.person,
    )
    return attempt(request, said, form, field="line")


def attempt(
    request: MemberRequest, said: Promise, form: forms.Form, *, field: str | None
) -> Commitment | None:
    """Make the promise; a refusal stands beside the field."""
    try:
        return actions.propose(said, room=request.room, by=request.seat)
    except NotPossible as refused:
        form.add_error(field, refusal_words(refused))
        return None


@needs(Permission.COMMITMENT_MAKE)
@require_safe
def reading(request: MemberRequest) -> HttpResponse:
    """What the line is understood as, while it is being written."""
    line = request.GET.get("line", "")[:LONGEST_LINE]
    words = reading_words(request, line) if line.strip() else ""
    return render(request, "commitments/_reading.html", {"reading": words})


@needs(Permission.COMMITMENT_MAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """The longer form: everything a promise can say."""
    parties = others(request)
    # Another page may have brought along what is to be promised: a decision that both have taken.
    brought = request.GET.get("what", "")[:LONGEST_DELIVERABLE]
    initial = {"zone": zone_of(request), "receiver": parties[0].id if parties else ""}
    initial |= {"deliverable": brought}
    form = PromiseForm(posted(request), parties=parties, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = attempt(request, promise_from(request, form.cleaned_data), form, field=None)
        if made is not None:
            return redirect(here(request, "commitments.one", pk=made.id))
    context = {"form": form, "zones": all_zones(), "audience": audience_of(request.room)}
    return render(request, "commitments/new.html", context, status=422 if form.is_bound else 200)


def promise_from(request: MemberRequest, cleaned: dict[str, Any]) -> Promise:
    """What the longer form says."""
    return Promise(
        deliverable=cleaned["deliverable"],
        due=cleaned["due"],
        zone=cleaned["zone"],
        receiver=receiver_of(request, cleaned["receiver"]),
        meaning=cleaned["meaning"],
        sure=cleaned["sure"],
        holder=request.person,
    )


def zone_of(request: MemberRequest) -> str:
    """The clock on which this person says dates."""
    return known_zone(request.person.zone)


def receiver_of(request: MemberRequest, chosen: str) -> Party | None:
    """The party that was chosen; the only other one where there is one; None for everybody."""
    parties = others(request)
    named = [one for one in parties if one.id == chosen]
    if chosen == EVERYBODY and len(parties) > 1:
        return None
    return named[0] if named else (parties[0] if parties else None)


def read_for(request: MemberRequest, line: str) -> LineRead:
    """Read a line as this person means it."""
    language = get_language() or "en"
    return read_line(line, now=now(), zone=ZoneInfo(zone_of(request)), languages=(language,))


def day_named(one: date) -> str:
    """A day with its weekday and year, so that two readings cannot be mixed up."""
    return dated(one, weekday=True, year=True)


def problem_words(read: LineRead, request: MemberRequest) -> str:
    """What keeps the line from being a promise, in words."""
    days = [day_named(one) for one in read.days]
    values = {
        "first": days[0] if days else "",
        "second": days[1] if len(days) > 1 else "",
        "due": on_record(read.due, zone_of(request), request.person.place) if read.due else "",
    }
    return _(SENTENCES[read.problem]) % values if read.problem else ""


def reading_words(request: MemberRequest, line: str) -> SafeString | str:
    """One sentence: who promises whom what by when, on both clocks."""
    read, zone = read_for(request, line), zone_of(request)
    if read.problem is not None or read.due is None:
        return problem_words(read, request)
    party = request.seat.party
    other = receiver_of(request, request.GET.get("to", ""))
    said = when(read.due, zone, request.person.place)
    second = (
        also(read.due, first=zone, second=known_zone(other.zone), place=other.place)
        if other
        else ""
    )
    sentence = format_html(
        _(
            "Troth reads: <b>{us} promises {them}</b> “{what}” by <b>{due}</b>{second}. It counts once {them} accepts."
        ),
        us=party.short if party else "",
        them=other.short if other else _("everybody"),
        what=read.deliverable,
        due=said,
        second=f" ({second})" if second else "",
    )
    note = _(CLOCK_SENTENCES[read.note]) % {"due": said} if read.note else ""
    return format_html("{} {}", sentence, note)
