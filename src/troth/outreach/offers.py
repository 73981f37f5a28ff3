"""What this noun gives to places that must not know it: what waits, a word in the side room, ways to ask privately."""

from collections.abc import Collection, Iterable, Sequence
from typing import cast

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.foundation.access.permissions import Permission, granted
from troth.foundation.web.offers import Slot, Waiting
from troth.foundation.web.prepared import prepared
from troth.outreach.models import Exchange, Offered, Signal
from troth.outreach.queries.exchanges import SITS, exchanges, listed
from troth.outreach.queries.signals import drafts, shown_in, shown_now
from troth.outreach.rules.states import ChangeState, ExchangeState
from troth.outreach.views.seen import listed_line, signal_seen
from troth.outreach.words import asks_words, first_name, title_of, until_words
from troth.partnerships.addresses import address, here
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind

Places = dict[str, tuple[Seat, Room]]
ROOMS = frozenset({RoomKind.SIDE.value, RoomKind.CLOSED.value})


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Private questions and proposals; for admins also what is uneven, and drafts. A few statements for all tables."""
    places = rooms_for(seats)
    closed = [key for key, (_seat, room) in places.items() if room.kind == RoomKind.CLOSED]
    if closed:
        yield from private_lines(closed, places, limit=limit)
    sides = [
        key for key, (seat, room) in places.items() if room.kind == RoomKind.SIDE and seat.is_admin
    ]
    if sides:
        for one in uneven(sides, limit):
            yield signal_line(one, *places[one.room_id])
        for draft in drafted(sides, limit):
            yield draft_line(draft, *places[draft.room_id])


def rooms_for(seats: Sequence[Seat]) -> Places:
    """The side rooms and rooms of a few in which these seats may act."""
    may = [
        seat
        for seat in seats
        if seat.partnership.phase == "open" and granted(seat.kind, Permission.OUTREACH_ASK)
    ]
    return {room.id: (seat, room) for seat in may for room in rooms_of(seat) if room.kind in ROOMS}


def private_lines(rooms: Sequence[str], places: Places, *, limit: int) -> Iterable[Waiting]:
    """What was asked and not answered, and what was proposed."""
    for one in going_on(rooms, limit):
        seat, room = places[one.room_id]
        if line := private_line(one, seat, room=room):
            yield line


@prepared
def going_on(rooms: Collection[str], limit: int) -> QuerySet[Exchange]:
    """Open exchanges with what was said and proposed in them."""
    rows = exchanges(rooms).filter(state=ExchangeState.OPEN.value)
    return rows.prefetch_related("lines__seat", "changes__seat__person")[:limit]


@prepared
def uneven(rooms: Collection[str], limit: int) -> QuerySet[Signal]:
    """What these side rooms have not answered or put aside."""
    return shown_in(rooms)[:limit]


@prepared
def drafted(rooms: Collection[str], limit: int) -> QuerySet[Offered]:
    """Drafts that wait in these side rooms."""
    return drafts(rooms)[:limit]


def private_line(one: Exchange, seat: Seat, *, room: Room) -> Waiting | None:
    """The exchange as it waits for this person; None where it does not."""
    proposed = [
        change
        for change in one.changes.all()
        if change.state == ChangeState.PROPOSED.value and change.seat.party_id != seat.party_id
    ]
    answered = any(line.seat.party_id == one.asked.party_id for line in one.lines.all())
    if proposed:
        who = first_name(proposed[0].seat)
        sentence, act = _("%(who)s proposes something privately") % {"who": who}, _("Look at it")
    elif one.asked_id == seat.id and not answered:
        sentence, act = asks_words(one), _("Read and answer")
    else:
        return None
    return Waiting(
        since=proposed[0].at if proposed else one.at,
        sentence=sentence,
        why=_("Nobody but those named there can find it, and it counts in no figure."),
        url=address("outreach.one", partnership=seat.partnership, room=room, pk=one.id),
        act=act,
        partnership=seat.partnership.name,
        token="half",  # noqa: S106  # a sign on the page
    )


def signal_line(one: Signal, seat: Seat, room: Room) -> Waiting:
    """Something uneven, for the admins of the side it is about."""
    return Waiting(
        since=one.at,
        sentence=_("Something is uneven: %(what)s") % {"what": title_of(one.kind)},
        why=until_words(one),
        url=address("imbalance.one", partnership=seat.partnership, room=room, pk=one.id),
        act=_("Look at it"),
        partnership=seat.partnership.name,
        token="half",  # noqa: S106  # a sign on the page
    )


def draft_line(one: Offered, seat: Seat, room: Room) -> Waiting:
    """A draft, for the admins of the side that may ask."""
    return Waiting(
        since=one.at,
        sentence=_("A private question to %(who)s is drafted for you") % {"who": one.about.short},
        why=_("You can change it, send it to one person, or leave it. Nobody else sees it."),
        url=address("imbalance.offered", partnership=seat.partnership, room=room, pk=one.id),
        act=_("Look at it"),
        partnership=seat.partnership.name,
        token="half",  # noqa: S106  # a sign on the page
    )


def html(template: str, context: dict[str, object], *, request: HttpRequest) -> Markup:
    """A fragment; the template escapes."""
    return Markup(render_to_string(template, context, request=request))  # noqa: S704  # it escapes


def may_ask(request: HttpRequest) -> bool:
    """Whether whoever looks can ask somebody privately here."""
    seat: Seat = vars(request)["seat"]
    shared = vars(request)["room"].kind == RoomKind.SHARED
    open_table = seat.partnership.phase == "open" and seat.party_id is not None
    return shared and open_table and granted(seat.kind, Permission.OUTREACH_ASK)


def board(request: HttpRequest, _about: object) -> Markup:
    """On the first page of a side room what is uneven; of a room of a few, what was asked there."""
    found = vars(request)
    room, seat = found["room"], found["seat"]
    begun = seat.partnership.phase != "proposed"
    if not begun or not granted(seat.kind, Permission.OUTREACH_READ):
        return Markup()
    member = cast(MemberRequest, request)
    if room.kind == RoomKind.SIDE:
        seen = [signal_seen(one, member) for one in shown_now([room.id])]
        return html("outreach/_side.html", {"signals": seen}, request=request)
    if room.kind == RoomKind.CLOSED:
        lines = [listed_line(one, member) for one in listed([room.id])]
        return html("outreach/_room.html", {"lines": lines}, request=request) if lines else Markup()
    return Markup()


def beside_person(request: HttpRequest, about: object) -> Markup:
    """Beside somebody of another organisation on the page of people: the way to ask them privately."""
    if not isinstance(about, Seat) or about.role not in SITS or not may_ask(request):
        return Markup()
    if about.party_id == vars(request)["seat"].party_id:
        return Markup()
    # One for everybody on the page, so no template of its own.
    button = Markup('<a class="btn btn-ghost btn-sm" href="{}" aria-label="{}">{}</a>')
    url = f"{here(request, 'outreach.new')}?to={about.id}"
    named = _("Ask privately: %(who)s") % {"who": about.person.name}
    return button.format(url, named, _("Ask privately"))


def on_trust(request: HttpRequest, _about: object) -> Markup:
    """Below the picture of trust: before assuming, ask."""
    return html("outreach/_trust.html", {}, request=request) if may_ask(request) else Markup()


SLOTS = (
    Slot(place="overview.board", render=board),
    Slot(place="people.seat", render=beside_person),
    Slot(place="trust.foot", render=on_trust),
)
