"""What slips give to places that must not know them: a section, what waits, a word on a promise's page."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.commitments.models import Commitment
from troth.commitments.rules.states import State as Promised
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Section, Slot, Waiting
from troth.foundation.web.prepared import prepared
from troth.foundation.web.times import in_zone
from troth.partnerships.addresses import address, here
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.queries.terms import terms
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone
from troth.slips.models import Slip, standing_of
from troth.slips.queries.answers import Agreed
from troth.slips.queries.looks import about, may_wait_for
from troth.slips.rules.states import State, awaits, repair_is_due
from troth.slips.views.seen import shown
from troth.slips.words import answer_words

SECTION = Section(
    order=70,
    name=lambda: _("Care"),
    url_name="slips",
    permission=Permission.SLIP_READ,
    not_side=True,
)
ROOMS = frozenset({RoomKind.SHARED.value, RoomKind.SUBSET.value, RoomKind.CLOSED.value})
# A day on some clock of the world may have come already.
TOMORROW = timedelta(days=1)
# Of what may wait, so many are looked at, the oldest first.
LOOKED_AT = 200
Places = dict[Ulid, tuple[Seat, Room]]


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Slips that would be glad of a word from this person's sides; a few statements for all tables."""
    rooms = places(seats)
    if not rooms:
        return
    moment = now()
    parties = {str(seat.party_id) for seat, _room in rooms.values()}
    found = may_wait(parties, rooms, today=moment.date() + TOMORROW)
    agreed = Agreed()
    lines = (
        line_for(slip, rooms[slip.room_id][0], room=rooms[slip.room_id][1], agreed=agreed)
        for slip in found
    )
    yield from islice(filter(None, lines), limit)


@prepared
def may_wait(parties: Collection[str], rooms: Collection[str], *, today: date) -> QuerySet[Slip]:
    """As many as are looked at."""
    return may_wait_for(parties, rooms, today=today)[:LOOKED_AT]


def places(seats: Sequence[Seat]) -> Places:
    """The rooms in which these seats answer for an organisation."""
    may = [
        seat
        for seat in seats
        if seat.party_id is not None
        and seat.partnership.phase == "open"
        and granted(seat.kind, Permission.SLIP_ANSWER)
    ]
    return {room.id: (seat, room) for seat in may for room in rooms_of(seat) if room.kind in ROOMS}


def line_for(slip: Slip, seat: Seat, *, room: Room, agreed: Agreed) -> Waiting | None:
    """The slip as it waits for this side; None where it does not."""
    standing = standing_of(slip, list(slip.said.all()))
    today = in_zone(now(), known_zone(slip.party.zone)).date()
    if awaits(standing, party=Ulid(str(seat.party_id))):
        return others_line(slip, seat, room=room, agreed=agreed)
    own = slip.party_id == seat.party_id
    if own and repair_is_due(standing, repair_by=slip.repair_by, today=today):
        return own_line(slip, seat, room=room)
    return None


def others_line(slip: Slip, seat: Seat, *, room: Room, agreed: Agreed) -> Waiting:
    """A slip of another side: to be heard, or a repair to be confirmed."""
    values = {"who": slip.party.short, "what": slip.title}
    said = slip.stands is State.SAID
    if said:
        sentence = _("%(who)s says that it is repaired: “%(what)s”") % values
    else:
        sentence = _("%(who)s said what happened, and how it is made good: “%(what)s”") % values
    why = _("Look whether it is, and confirm it or say what is missing.")
    if not said:
        why = answer_words(agreed.until(slip, seat.party) if seat.party else None, seat)
    return Waiting(
        since=latest(slip),
        sentence=sentence,
        why=why,
        url=address("slips.one", partnership=seat.partnership, room=room, pk=slip.id),
        act=_("Look and confirm") if said else _("Acknowledge or answer"),
        partnership=seat.partnership.name,
        token="half",  # noqa: S106  # a sign on the page
        party=slip.party.short,
    )


def own_line(slip: Slip, seat: Seat, *, room: Room) -> Waiting:
    """A repair whose day has come, for the side that named the day."""
    return Waiting(
        since=slip.owned_at,
        sentence=_("Is it made good? “%(what)s”") % {"what": slip.title},
        why=_("This is the day you named. If it takes longer, a word is enough."),
        url=address("slips.one", partnership=seat.partnership, room=room, pk=slip.id),
        act=_("Say how it stands"),
        partnership=seat.partnership.name,
        token="half",  # noqa: S106  # a sign on the page
    )


def latest(slip: Slip) -> datetime:
    """Since when it waits as it does now."""
    return max((one.at for one in slip.said.all()), default=slip.owned_at)


def on_promise(request: HttpRequest, promise: object) -> Markup:
    """On the page of a promise: what its promiser said of it, or for the promiser alone the way to say it."""
    found = vars(request)
    if not isinstance(promise, Commitment) or not granted(found["seat"].kind, Permission.SLIP_READ):
        return Markup()
    if promise.batch_id or found["room"].kind == RoomKind.SIDE:
        return Markup()
    slip = about(promise.id, room=found["room"].id) if promise.owned_at else None
    if slip:
        return html("slips/_about.html", {"shown": shown(request, slip)}, request=request)
    if not may_say(promise, found["seat"]) or not is_near(promise):
        return Markup()
    context = {"url": way_to(request, promise), "passed": promise.due <= now()}
    context["party"] = found["seat"].party
    return html("slips/_offer.html", context, request=request)


def on_card(request: HttpRequest, promise: object) -> Markup:
    """On the card of a promise that has not arrived, for the promiser alone: the way to say what happened."""
    found = vars(request)
    if not isinstance(promise, Commitment) or found["room"].kind == RoomKind.SIDE:
        return Markup()
    silent = promise.missed_at and not promise.owned_at and promise.outcome == "open"
    if promise.batch_id or not silent or not may_say(promise, found["seat"]):
        return Markup()
    return html("slips/_card.html", {"url": way_to(request, promise)}, request=request)


def way_to(request: HttpRequest, promise: Commitment) -> str:
    """The form about this promise."""
    return f"{here(request, 'slips.new')}?commitment={promise.id}"


def may_say(promise: Commitment, seat: Seat) -> bool:
    """Whether this seat can say for its side what happens with the promise."""
    open_table = seat.partnership.phase == "open" and granted(seat.kind, Permission.SLIP_OWN)
    return open_table and promise.promiser_id == seat.party_id and promise.accepted_at is not None


def is_near(promise: Commitment) -> bool:
    """Whether its date was missed, or is as near as the first reminder before it."""
    if promise.missed_at or promise.outcome in {"late", "dropped"}:
        return True
    if promise.stands not in {Promised.ACCEPTED, Promised.DISPUTED}:
        return False
    limits = terms(promise.room.partnership_id, now())
    ahead = timedelta(days=max(limits.reminder_days, default=0))
    return promise.due - ahead <= now()


def html(template: str, context: dict[str, object], *, request: HttpRequest) -> Markup:
    """A fragment; the template escapes."""
    return Markup(render_to_string(template, context, request=request))  # noqa: S704  # it escapes


SLOTS = (
    Slot(place="commitment.page.foot", render=on_promise),
    Slot(place="commitment.card.foot", render=on_card),
)
