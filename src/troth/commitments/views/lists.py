"""The lists: what is open on both sides, what has finished."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from troth.commitments.files_day import as_of_words
from troth.commitments.forms import LineForm
from troth.commitments.queries.lists import (
    KINDS,
    OPEN_SHOWN,
    chosen,
    open_ones,
    page_of,
    shown,
    tallies,
)
from troth.commitments.rules.states import Side
from troth.commitments.views.cards import Card, card_of
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.clock import now
from troth.partnerships.models import Party, Seat
from troth.partnerships.present import others, seated
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.parties import parties_named
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind

RECENT = 6


@dataclass(frozen=True)
class Column:
    """What one party promised."""

    party: Party
    cards: Sequence[Card]


@needs(Permission.COMMITMENT_READ)
@require_safe
def commitments(request: MemberRequest) -> HttpResponse:
    """Who promised what to whom by when."""
    return render(request, "commitments/list.html", list_context(request, LineForm()))


@needs(Permission.COMMITMENT_READ)
@require_safe
def board(request: MemberRequest) -> HttpResponse:
    """The columns alone, for a page that is open while somebody else acts."""
    context = columns_context(request) | {"brief": request.GET.get("brief") == "yes"}
    return render(request, "commitments/_columns.html", context)


@needs(Permission.COMMITMENT_READ)
@require_safe
def finished_ones(request: MemberRequest) -> HttpResponse:
    """Promises of one direction and one kind, a page at a time; all finished ones where none is named."""
    asked = {name: request.GET.get(name, "") for name in ("party", "receiver")}
    parties = parties_named(request.partnership.id, asked.values())
    party, receiver = parties.get(asked["party"]), parties.get(asked["receiver"])
    kind = request.GET.get("outcome", "")
    kind = kind if kind in KINDS else ""
    rows = chosen(
        request.rooms & {request.room.id},
        promiser=party.id if party else None,
        receiver=receiver.id if receiver else None,
        kind=kind,
    )
    page, moment = page_of(rows, before=request.GET.get("before", "")), now()
    way = {"party": party.id if party else "", "receiver": receiver.id if receiver else ""}
    context = {
        "cards": [card_of(one, request.seat, now=moment) for one in page.rows],
        "title": title(party, receiver),
        "kinds": kinds(way, kind),
        "older_url": address_of(way, outcome=kind, before=page.older) if page.older else "",
        "audience": audience_of(request.room),
    }
    return render(request, "commitments/finished.html", context)


def title(party: Party | None, receiver: Party | None) -> str:
    """Which promises these are."""
    names = {"who": party.name if party else "", "other": receiver.name if receiver else ""}
    if party and receiver:
        return _("What %(who)s promised %(other)s") % names
    if receiver:
        return _("What was promised to %(other)s") % names
    return _("What %(who)s promised") % names if party else _("Promises that have finished")


def kinds(way: dict[str, str], chosen_kind: str) -> list[tuple[str, str, bool]]:
    """The kinds one can look at: words, address, and whether it is this one."""
    words = {
        "": _("all that finished"),
        "kept": _("kept"),
        "late": _("late"),
        "dropped": _("dropped"),
        "open": _("open"),
        "moved": _("moved by agreement"),
    }
    return [
        (said, address_of(way, outcome=kind), kind == chosen_kind) for kind, said in words.items()
    ]


def address_of(way: dict[str, str], **more: str) -> str:
    """This page again, with what is chosen."""
    return "?" + urlencode({name: value for name, value in (way | more).items() if value})


def list_context(request: MemberRequest, form: LineForm) -> dict[str, Any]:
    """Everything the list page shows."""
    kind, has_party = request.seat.kind, request.seat.party_id is not None
    shared = request.room.kind == RoomKind.SHARED
    return {
        "form": form,
        "may_make": granted(kind, Permission.COMMITMENT_MAKE) and has_party,
        "may_import": granted(kind, Permission.COMMITMENT_IMPORT) and shared,
        "others": others(request),
        "audience": audience_of(request.room),
        **columns_context(request),
    }


def columns_context(request: MemberRequest) -> dict[str, Any]:
    """The columns, own side first, and what has finished."""
    moment = now()
    rooms = request.rooms & {request.room.id}
    still, recent = shown(rooms, recent=RECENT * 2)
    cards = [card_of(one, request.seat, now=moment) for one in still]
    ended = [card_of(one, request.seat, now=moment) for one in recent]
    return {
        "columns": columns(request, cards),
        "open_sentence": sentence(cards, request.seat, count=how_many(cards, rooms)),
        "more_open": len(cards) == OPEN_SHOWN,
        "ended": columns(request, ended),
        "tallies": sorted(
            tallies(request.room.id, among=seated(request)),
            key=lambda tally: tally.party.id != request.seat.party_id,
        ),
        "as_of": as_of_words(request.room.id),
        "seat": request.seat,
        "slow": {"seconds": 60},
    }


def how_many(cards: Sequence[Card], rooms: Iterable[str]) -> int:
    """How many are open; counted only where there are more than a page shows."""
    return len(cards) if len(cards) < OPEN_SHOWN else open_ones(rooms).count()


def columns(request: MemberRequest, cards: Sequence[Card]) -> list[Column]:
    """Cards by promising party: the reader's own first, the others by name; what waits comes first."""
    parties: dict[str, Party] = {}
    if all(card.commitment.batch_id is None for card in cards):
        parties = {one.id: one for one in seated(request)}
    for card in cards:
        parties.setdefault(card.commitment.promiser_id, card.commitment.promiser)
    own = request.seat.party_id
    order = sorted(parties.values(), key=lambda one: (one.id != own, one.name.casefold()))
    return [
        Column(party, [card for card in cards if card.commitment.promiser_id == party.id])
        for party in order
    ]


def waits_for_us(card: Card, seat: Seat) -> bool:
    """Whether the reader's own side has the next word, not only the work it promised."""
    mine = card.commitment.promiser_id == seat.party_id
    if card.waits is Side.RECEIVER:
        return not mine and card.commitment.receiver_id in {None, seat.party_id}
    asked = bool(card.commitment.ask_by) or card.commitment.state == "disputed"
    return card.waits is Side.PROMISER and mine and asked


def sentence(cards: Sequence[Card], seat: Seat, *, count: int) -> str:
    """The whole page in one sentence."""
    if not cards:
        return _("Nothing is open.")
    if cards[0].commitment.room.kind == "side":
        return ngettext("One is being prepared.", "%(n)s are being prepared.", count) % {"n": count}
    waiting = sum(waits_for_us(card, seat) for card in cards)
    missed = sum(card.sign == "missed" for card in cards)
    parts = [ngettext("One is open.", "%(n)s are open.", count) % {"n": number_format(count)}]
    if seat.party is not None:
        ours = {"n": waiting, "us": seat.party.short}
        none = _("None waits for a word from %(us)s.") % ours
        some = ngettext(
            "One waits for a word from %(us)s.", "%(n)s wait for a word from %(us)s.", waiting
        )
        parts.append(some % ours if waiting else none)
    late = ngettext("One date has passed.", "%(n)s dates have passed.", missed) % {"n": missed}
    parts.append(late if missed else _("No date has passed."))
    return " ".join(parts)
