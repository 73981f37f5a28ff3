"""What promises give to places that must not know them: a section, what waits, the example."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import cast

from django.db.models import Q, QuerySet
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
from troth.foundation.web.prepared import prepared
from troth.foundation.web.times import when
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.present import others
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone

SECTION = Section(
    order=30,
    name=lambda: _("Commitments"),
    url_name="commitments",
    permission=Permission.COMMITMENT_READ,
)


def may_promise(seat: Seat | None) -> bool:
    """Whether this seat can promise something at its table now; without one nobody can."""
    if seat is None or seat.party_id is None or seat.partnership.phase != "open":
        return False
    return granted(seat.kind, Permission.COMMITMENT_MAKE)


def quick_line(request: HttpRequest, _about: object) -> Markup:
    """The one-line form on every page of the table, for those who may promise."""
    if not may_promise(vars(request).get("seat")):
        return Markup("")
    context = {"form": LineForm(), "others": others(request)}
    return Markup(render_to_string("commitments/_quick.html", context, request=request))  # noqa: S704  # it escapes


def overview_board(request: HttpRequest, _about: object) -> Markup:
    """The promises of this room, for the overview."""
    context = list_context(cast(MemberRequest, request), LineForm())
    side = vars(request)["room"].kind == RoomKind.SIDE
    page = "commitments/_overview.html" if side else "commitments/_standing.html"
    return Markup(render_to_string(page, context, request=request))  # noqa: S704  # it escapes


def under_thumb(request: HttpRequest, _about: object) -> Markup:
    """The way to the line in the bar under a phone's thumb."""
    if not may_promise(vars(request).get("seat")):
        return Markup("")
    return Markup(render_to_string("commitments/_under.html", {}, request=request))  # noqa: S704  # it escapes


BOARD = Slot(place="overview.board", render=overview_board)
QUICK = Slot(place="table.quick", render=quick_line)
UNDER = Slot(place="table.under", render=under_thumb)
WAITING_ROOMS = ("shared", "subset", "closed")


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Promises that need a word from the sides this person sits for; one statement for all tables."""
    moment = now()
    places = [
        (seat, room)
        for seat in seats
        if seat.party_id is not None
        and seat.partnership.phase == "open"
        and granted(seat.kind, Permission.COMMITMENT_ANSWER)
        for room in rooms_of(seat)
        if room.kind in WAITING_ROOMS
    ]
    if not places:
        return
    parties = {str(seat.party_id) for seat, _room in places}
    rows = may_wait_for(parties, {room.id for _seat, room in places}, limit=limit)
    for seat, room in places:
        cards = (card_of(one, seat, now=moment) for one in rows if one.room_id == room.id)
        yield from (line(card, seat, room) for card in cards if waits_for_us(card, seat))


@prepared
def may_wait_for(
    parties: Collection[str], rooms: Collection[str], *, limit: int
) -> QuerySet[Commitment]:
    """Open promises whose next word may be owed by one of these parties; the rules decide."""
    receives = Q(receiver__in=parties) | Q(receiver__isnull=True)
    asked = ~Q(ask_by="") | Q(state=State.DISPUTED.value)
    owed = receives & Q(state__in=(State.PROPOSED.value, State.DELIVERED.value))
    return open_ones(rooms).filter(batch__isnull=True).filter(owed | asked)[:limit]


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
