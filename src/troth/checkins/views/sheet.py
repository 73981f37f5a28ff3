"""The sheet on which a side writes: the form, what was saved before, and what happened since the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from troth.checkins.actions.refusing import NotPossible
from troth.checkins.forms import EVERYBODY, ReportForm
from troth.checkins.models import Report, Writing
from troth.checkins.queries.happened import (
    Happened,
    Measured,
    What,
    happened,
    measured,
    since_when,
)
from troth.checkins.queries.rounds import is_closed, rounds, standing_of, writings
from troth.checkins.rules.reports import why_not_write
from troth.checkins.views.place import why_not
from troth.commitments.views.cards import Card, card_of
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.forms import posted
from troth.goals.numbers import day_words, number
from troth.partnerships.addresses import here
from troth.partnerships.present import others
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest

SAVED = ("progress", "hard", "wish", "asks")


@dataclass(frozen=True, kw_only=True)
class Line:
    """A reading in words: which goal, what it read, on which day."""

    goal: str
    title: str
    said: str
    day: str


@dataclass(frozen=True, kw_only=True)
class Since:
    """What happened on the own side since the last round."""

    promises: Sequence[tuple[Happened, Card]]
    readings: Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One report in the hands of somebody who writes it."""

    report: Report
    form: ReportForm
    saved: Sequence[Writing]
    since: Since


def sheet_for(request: MemberRequest, one: Report) -> Sheet:
    """The sheet as it is laid before the reader, or as they sent it."""
    saved, since = writings(one), since_last(request, one)
    begins = as_saved(saved[0]) if saved else {"progress": first_words(since), "seen": 0}
    form = ReportForm(posted(request), others=others(request), initial=begins)
    return Sheet(report=one, form=form, saved=saved, since=since)


def since_last(request: MemberRequest, one: Report) -> Since:
    """What happened with the own side's promises and goals, as the reader sees it."""
    span = {"since": since_when(one.checkin), "now": now()}
    party = Ulid(one.party_id)
    found = happened(request.room.id, party, **span)
    cards = [(each, card_of(each.commitment, request.seat, now=now())) for each in found]
    readings = [line_of(each) for each in measured(request.room.id, party, **span)]
    return Since(promises=cards, readings=readings)


def line_of(one: Measured) -> Line:
    """One reading as people read it."""
    said = f"{one.name}: {number(one.value, one.unit)}"
    return Line(goal=one.goal, title=one.title, said=said, day=day_words(one.day))


def as_saved(one: Writing) -> dict[str, Any]:
    """What was saved last, as the form shows it."""
    asked_of = one.asked_of_id or EVERYBODY
    return {name: getattr(one, name) for name in SAVED} | {"asked_of": asked_of, "seen": one.number}


def first_words(since: Since) -> str:
    """What happened as lines that can be sent as they are."""
    said = {
        What.KEPT: _("Done: %(what)s."),
        What.DROPPED: _("Dropped: %(what)s."),
        What.DELIVERED: _("Delivered: %(what)s."),
        What.MISSED: _("Not there yet: %(what)s."),
        What.MOVED: _("Moved with you: %(what)s, now %(due)s."),
        What.MADE: _("Promised: %(what)s, for %(due)s."),
    }
    lines = [
        said[one.what] % {"what": one.commitment.deliverable, "due": card.due}
        for one, card in since.promises
    ]
    lines += [
        _("%(goal)s: %(said)s on %(day)s.") % {"goal": one.title, "said": one.said, "day": one.day}
        for one in since.readings
    ]
    return "\n".join(lines)


def page(
    request: MemberRequest, sheet: Sheet, *, theirs: Writing | None = None, status: int = 200
) -> HttpResponse:
    """The sheet with what stands in its way, and what a colleague saved meanwhile."""
    context = way_of(request, sheet.report) | {
        "form": sheet.form,
        "report": sheet.report,
        "last": sheet.saved[0] if sheet.saved else None,
        "saved": sheet.saved,
        "since": sheet.since,
        "theirs": theirs,
    }
    return render(request, "checkins/write.html", context, status=status)


def way_of(request: MemberRequest, one: Report) -> dict[str, object]:
    """Whether the report can still be written, where words for a round that is over go, who reads them."""
    closed = is_closed(one.checkin)
    shut = why_not_write(standing_of(one, closed=closed), party=Ulid(one.party_id))
    return {
        "shut": why_not(NotPossible(shut)) if shut else "",
        "newer": newer(request) if closed else "",
        "others": others(request),
        "audience": audience_of(request.room),
    }


def newer(request: MemberRequest) -> str:
    """The address at which words for a round that is over can be sent."""
    latest = rounds({request.room.id}).first()
    return here(request, "checkins.write", pk=latest.id) if latest else ""
