"""The page of talk: open questions by the side they wait for, then topics; and all open questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from troth.discussions.forms import LineForm
from troth.discussions.models import Question, Topic
from troth.discussions.queries.questions import by_side
from troth.discussions.queries.topics import of_room, often_unclear, page_of
from troth.discussions.views.spoken import age, excerpt, first_name
from troth.discussions.views.topic import can_be_asked
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.clock import now
from troth.foundation.web.times import since
from troth.partnerships.models import Party
from troth.partnerships.present import seated
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.requests import MemberRequest
from troth.people.zones import known_zone

FEW = 5


@dataclass(frozen=True, kw_only=True)
class Open:
    """An open question in a list."""

    question: Question
    words: str
    who: str
    age: str
    late: bool


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The open questions that wait for one side; without a party they wait for everybody."""

    party: Party | None
    questions: Sequence[Open]


@dataclass(frozen=True, kw_only=True)
class Line:
    """A topic in a list."""

    topic: Topic
    last: str
    fresh: bool
    asked: bool
    muted: bool


@needs(Permission.TALK_READ)
@require_safe
def talk(request: MemberRequest) -> HttpResponse:
    """What is open, then what was said last."""
    return render(request, "discussions/list.html", list_context(request))


@needs(Permission.TALK_READ)
@require_safe
def questions(request: MemberRequest) -> HttpResponse:
    """Every open question, by the side it waits for."""
    asked = sides(request)
    context = {"asked": asked, "sentence": sentence(asked), "audience": audience_of(request.room)}
    return render(request, "discussions/questions.html", context)


def list_context(request: MemberRequest) -> dict[str, Any]:
    """Everything the page of talk shows."""
    open_now = request.partnership.phase == "open"
    asked = sides(request)
    return {
        "may_write": granted(request.seat.kind, Permission.TALK_WRITE) and open_now,
        "can_ask": can_be_asked(request),
        "post_form": LineForm(),
        "ask_form": LineForm(),
        "asked": asked,
        "sentence": sentence(asked),
        "few": FEW,
        "audience": audience_of(request.room),
        **topics_context(request),
    }


def topics_context(request: MemberRequest) -> dict[str, Any]:
    """A page of topics, and those in which meaning was asked for often."""
    rows = of_room(request.room.id, reader=request.person)
    page = page_of(rows, before=request.GET.get("before", ""))
    unclear = often_unclear(request.room.id, at=now())
    titles = {topic.id: topic for topic in page.rows}
    return {
        "lines": [line_of(topic, request) for topic in page.rows],
        "older": page.older,
        "unclear": [(titles[key], times) for key, times in unclear.items() if key in titles],
    }


def line_of(topic: Topic, request: MemberRequest) -> Line:
    """One topic: who spoke last and when, and whether the reader has been there since."""
    found: Mapping[str, Any] = vars(topic)
    zone = known_zone(request.person.zone)
    person: str = found["last_person"] or ""
    who = person.split(" ", maxsplit=1)[0] or _("Somebody, unnamed")
    values = {"who": who, "when": since(topic.last_at, zone)}
    return Line(
        topic=topic,
        last=_("%(who)s, %(when)s") % values,
        fresh=topic.latest > (found["read"] or 0),
        asked=found["asked"],
        muted=found["follow"] == "muted",
    )


def sides(request: MemberRequest) -> list[Asked]:
    """Open questions by side: the reader's own first, then by name, then those to everybody."""
    found = by_side(request.rooms & {request.room.id})
    moment = now()
    rows: list[Asked] = []
    for party in seated(request):
        lines = [open_line(one, moment) for one in found.get(party.id, [])]
        rows.append(Asked(party=party, questions=lines))
    to_all = [open_line(one, moment) for one in found.get("", [])]
    return [*rows, *([Asked(party=None, questions=to_all)] if to_all else [])]


def open_line(one: Question, moment: datetime) -> Open:
    """One open question, in words."""
    return Open(
        question=one,
        words=excerpt(one.post),
        who=first_name(one.post),
        age=age(one, moment),
        late=moment > one.answer_by,
    )


def sentence(asked: Sequence[Asked]) -> str:
    """The whole page in one sentence."""
    count = sum(len(side.questions) for side in asked)
    if not count:
        return _("No question is open.")
    late = sum(one.late for side in asked for one in side.questions)
    words = ngettext("One question is open.", "%(n)s questions are open.", count) % {"n": count}
    if not late:
        return words
    more = ngettext(
        "One has waited longer than you agreed.", "%(n)s have waited longer than you agreed.", late
    )
    return f"{words} {more % {'n': late}}"
