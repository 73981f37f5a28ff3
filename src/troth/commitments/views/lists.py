"""The lists: what is open on both sides, what has finished."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from troth.commitments.forms import LineForm
from troth.commitments.queries.lists import finished, open_shown, page_of, tallies
from troth.commitments.rules.states import Side
from troth.commitments.views.cards import Card, card_of
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.clock import now
from troth.partnerships.models import Party, Seat
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.requests import MemberRequest

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
    return render(request, "commitments/_columns.html", columns_context(request))


@needs(Permission.COMMITMENT_READ)
@require_safe
def finished_ones(request: MemberRequest) -> HttpResponse:
    """All finished promises, a page at a time; one party's where it is named."""
    rows = finished(request.rooms & {request.room.id})
    party = next(
        (one for one in parties_of(request.seat) if one.id == request.GET.get("party")), None
    )
    page = page_of(
        rows.filter(promiser=party) if party else rows, before=request.GET.get("before", "")
    )
    moment = now()
    context = {
        "cards": [card_of(one, request.seat, now=moment) for one in page.rows],
        "older": page.older,
    }
    return render(request, "commitments/finished.html", context | {"party": party})


def list_context(request: MemberRequest, form: LineForm) -> dict[str, Any]:
    """Everything the list page shows."""
    may_make = (
        granted(request.seat.kind, Permission.COMMITMENT_MAKE) and request.seat.party_id is not None
    )
    return {
        "form": form,
        "may_make": may_make,
        "may_import": granted(request.seat.kind, Permission.COMMITMENT_IMPORT)
        and request.room.kind == "shared",
        "others": [
            one for one in parties_of(request.seat, seated=True) if one.id != request.seat.party_id
        ],
        "audience": audience_of(request.room),
        **columns_context(request),
    }


def columns_context(request: MemberRequest) -> dict[str, Any]:
    """The columns, own side first, and what has finished."""
    moment = now()
    rooms = request.rooms & {request.room.id}
    cards = [card_of(one, request.seat, now=moment) for one in open_shown(rooms)]
    ended = page_of(finished(rooms)).rows[: RECENT * 2]
    return {
        "columns": columns(cards, request.seat),
        "open_sentence": sentence(cards, request.seat),
        "ended": columns([card_of(one, request.seat, now=moment) for one in ended], request.seat),
        "tallies": tallies(rooms),
        "seat": request.seat,
        "slow": {"seconds": 60},
    }


def columns(cards: Sequence[Card], seat: Seat) -> list[Column]:
    """Cards by promising party: the reader's own first, the others by name; what waits comes first."""
    parties: dict[str, Party] = {}
    if len(cards) == 0 or all(card.commitment.batch_id is None for card in cards):
        parties = {one.id: one for one in parties_of(seat, seated=True)}
    for card in cards:
        parties.setdefault(card.commitment.promiser_id, card.commitment.promiser)
    order = sorted(parties.values(), key=lambda one: (one.id != seat.party_id, one.name.casefold()))
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


def sentence(cards: Sequence[Card], seat: Seat) -> str:
    """The whole page in one sentence."""
    if not cards:
        return _("Nothing is open.")
    if cards[0].commitment.room.kind == "side":
        return ngettext("One is being prepared.", "%(n)s are being prepared.", len(cards)) % {
            "n": len(cards)
        }
    waiting = sum(waits_for_us(card, seat) for card in cards)
    missed = sum(card.sign == "missed" for card in cards)
    parts = [ngettext("One is open.", "%(n)s are open.", len(cards)) % {"n": len(cards)}]
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
