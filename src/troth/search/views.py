"""One box over everything a person may see."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup, escape

from troth.foundation.access.door import signed_in
from troth.foundation.web.clock import now
from troth.foundation.web.offers import offered
from troth.partnerships.addresses import address
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.models.seats import Standing
from troth.partnerships.requests import PersonRequest
from troth.search.forms import LONGEST, SINCE, SearchForm
from troth.search.models import SearchItem
from troth.search.queries.finding import Asked, Found, find, rooms_by_seat
from troth.search.rules.words import stretches

SEATS, PARTIES = 50, 200


@dataclass(frozen=True)
class Line:
    """One answer as the page shows it."""

    row: SearchItem
    url: str
    kind: str
    state: str
    table: str
    side: bool
    title: Markup
    piece: Markup


@dataclass(frozen=True)
class Choice:
    """One way to narrow the answers, and the ones that can be chosen."""

    name: str
    words: str
    options: list[tuple[str, str]] = field(default_factory=list)
    chosen: str = ""


@signed_in
@require_safe
def search(request: PersonRequest) -> HttpResponse:
    """Answers to a question, and the ways to narrow it."""
    form = SearchForm(request.GET)
    form.is_valid()
    seats = seats_of(request)
    inside = [seat for seat in seats if seat.partnership.slug == form.said("table")]
    found = answers(form, inside or seats)
    lines = lines_of(found, seats)
    context = {
        "question": form.said("q") or request.GET.get("q", "")[:LONGEST],
        "lines": lines,
        "near": found.near,
        "asked": any(form.said(name) for name in ("q", "kind", "state", "who", "since")),
        "choices": choices(form, inside or seats),
        "inside": inside[0].partnership if inside else None,
        "everywhere_url": address_with(request, table="", before=""),
        "older_url": address_with(request, before=str(found.older)) if found.older else "",
    }
    return render(request, "search/search.html", context)


def seats_of(request: PersonRequest) -> list[Seat]:
    """The seats this person holds now."""
    taken = Seat.objects.taken(now()).filter(person=request.person)
    return list(taken.select_related("partnership", "party").order_by("id")[:SEATS])


def answers(form: SearchForm, seats: list[Seat]) -> Found:
    """What is found in the rooms of these seats."""
    rooms, open_rooms = rooms_by_seat(seats)
    days = form.days()
    return find(
        Asked(
            words=form.said("q"),
            rooms=rooms,
            open_rooms=open_rooms,
            kind=form.said("kind"),
            state=form.said("state"),
            party=form.said("who"),
            since=now() - days if days else None,
            before=int(form.said("before") or 0),
        )
    )


def lines_of(found: Found, seats: list[Seat]) -> list[Line]:
    """The answers with their addresses; the rooms are looked up once."""
    tables = {seat.partnership_id: seat.partnership for seat in seats}
    rooms = Room.objects.in_bulk({row.room for row in found.rows})
    kinds = {offer.kind: offer for offer in offered.search}
    lines = []
    for row in found.rows:
        room, table, offer = rooms.get(row.room), tables.get(row.partnership), kinds.get(row.kind)
        if room is None or table is None or offer is None:
            continue
        state = offer.states.get(row.state)
        url = address(row.page, partnership=table, room=room, **row.parts)
        lines.append(
            Line(
                row=row,
                url=url,
                kind=offer.words(),
                state=state() if state else "",
                table=table.name,
                side=room.kind == "side",
                title=marked(row.title, list(found.words)),
                piece=marked(row.text, list(found.words)) if row.text else Markup(""),
            )
        )
    return lines


def marked(text: str, words: list[str]) -> Markup:
    """A piece of the text with the words that were asked for marked; everything in it is escaped."""
    parts = stretches(text, words)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(part) if asked else escape(part) for part, asked in parts
    )


def choices(form: SearchForm, seats: list[Seat]) -> list[Choice]:
    """How the answers can be narrowed: kind, organisation, state, time."""
    kinds = [(offer.kind, offer.words()) for offer in offered.search]
    states: dict[str, str] = {}
    for offer in offered.search:
        if form.said("kind") in {"", offer.kind}:
            states |= {name: words() for name, words in offer.states.items()}
    times = dict(
        zip(SINCE, (_("the last week"), _("the last month"), _("the last year")), strict=True)
    )
    return [
        Choice("kind", _("What"), kinds, form.said("kind")),
        Choice("who", _("Organisation"), parties(seats), form.said("who")),
        Choice("state", _("State"), list(states.items()), form.said("state")),
        Choice("since", _("From"), list(times.items()), form.said("since")),
    ]


def parties(seats: list[Seat]) -> list[tuple[str, str]]:
    """The organisations at these tables, by name."""
    tables = {seat.partnership_id for seat in seats}
    here = Party.objects.filter(partnership__in=tables, standing=Standing.JOINED)
    return [(str(party.pk), party.name) for party in here.order_by("name", "id")[:PARTIES]]


def address_with(request: PersonRequest, **changed: str) -> str:
    """This question again, with something changed."""
    asked: dict[str, Any] = {name: request.GET.get(name, "")[:LONGEST] for name in request.GET}
    kept = {name: value for name, value in (asked | changed).items() if value}
    return "?" + urlencode(kept)
