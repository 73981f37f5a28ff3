"""What promises give to places that must not know them: a section, what waits, the example."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.commitments.forms import LineForm
from troth.commitments.models import Commitment
from troth.commitments.queries.lists import open_ones
from troth.commitments.rules.states import Side, State
from troth.commitments.views.cards import Card, card_of
from troth.commitments.views.lists import list_context, waits_for_us
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Section, Slot, Waiting
from troth.foundation.web.times import when
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.requests import MemberRequest
from troth.people.zones import known_zone

SECTION = Section(
    order=30,
    name=lambda: _("Commitments"),
    url_name="commitments",
    permission=Permission.COMMITMENT_READ,
)


def quick_line(request: HttpRequest, _about: object) -> Markup:
    """The one-line form on every page of the table, for those who may promise."""
    seat: Seat = vars(request)["seat"]
    if seat.party_id is None or seat.partnership.phase != "open":
        return Markup("")
    if not granted(seat.kind, Permission.COMMITMENT_MAKE):
        return Markup("")
    others = [one for one in parties_of(seat, seated=True) if one.id != seat.party_id]
    context = {"form": LineForm(), "others": others}
    return Markup(render_to_string("commitments/_quick.html", context, request=request))  # noqa: S704  # a template that escapes


def overview_board(request: HttpRequest, _about: object) -> Markup:
    """The promises of this room, for the overview."""
    context = list_context(cast(MemberRequest, request), LineForm())
    return Markup(render_to_string("commitments/_overview.html", context, request=request))  # noqa: S704  # a template that escapes


BOARD = Slot(place="overview.board", render=overview_board)
QUICK = Slot(place="table.quick", render=quick_line)
WAITING_ROOMS = ("shared", "subset", "closed")


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Promises that need a word from the side this person sits for; one bounded statement a seat."""
    moment = now()
    for seat in seats:
        if seat.party_id is None or not granted(seat.kind, Permission.COMMITMENT_ANSWER):
            continue
        rooms = {room.id: room for room in rooms_of(seat) if room.kind in WAITING_ROOMS}
        asked = open_ones(rooms).filter(batch__isnull=True).select_related("room")[:limit]
        cards = (card_of(one, seat, now=moment) for one in asked)
        yield from (
            line(card, seat, rooms[card.commitment.room_id])
            for card in cards
            if waits_for_us(card, seat)
        )


def line(card: Card, seat: Seat, room: Room) -> Waiting:
    """One promise as it waits on the home page."""
    one = card.commitment
    since, sentence, why, act = said(card)
    return Waiting(
        since=since,
        sentence=sentence,
        why=why,
        url=address("commitments.one", partnership=seat.partnership, room=room, pk=one.id),
        act=act,
        partnership=seat.partnership.name,
        token=card.sign,
        quote=one.ask_reason if one.ask_by else "",
        party=one.promiser.short,
    )


def said(card: Card) -> tuple[datetime, str, str, str]:
    """Since when, the sentence, why it waits, and what the button says."""
    one = card.commitment
    values = {"who": one.promiser.short, "what": card.title}
    if one.ask_by and one.ask_due and one.ask_at:
        asker = (
            one.promiser.short
            if one.ask_by == Side.PROMISER
            else (one.receiver.short if one.receiver else "")
        )
        values |= {"who": asker, "day": when(one.ask_due, known_zone(one.zone), one.promiser.place)}
        sentence = _("%(who)s asks to move “%(what)s” to %(day)s.") % values
        why = _("Asked before it was due: if you agree it counts as renegotiated, not late.")
        return one.ask_at, sentence, why, _("Read and answer")
    if one.stands is State.PROPOSED:
        sentence = _("%(who)s promises “%(what)s”.") % values
        why = _("By %(day)s. It counts once you accept.") % {"day": card.due}
        return one.proposed_at, sentence, why, _("Read and accept")
    if one.stands is State.DELIVERED:
        sentence = _("%(who)s delivered “%(what)s”.") % values
        why = _("Confirm that it has arrived, or say what is missing.")
        return latest_delivery(one), sentence, why, _("Look and confirm")
    sentence = _("“%(what)s” came back with what is missing.") % values
    return (
        latest_delivery(one),
        sentence,
        _("Deliver again, or ask to move the date while there is time."),
        _("Look"),
    )


def latest_delivery(one: Commitment) -> datetime:
    """When it was last delivered."""
    return max((delivery.at for delivery in one.deliveries.all()), default=one.proposed_at)
