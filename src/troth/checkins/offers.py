"""What check-ins give to places that must not know them: a section, what waits, what to ease off for."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from troth.checkins.models import Pause, Report
from troth.checkins.queries.days import today_for
from troth.checkins.queries.loads import loads
from troth.checkins.queries.pauses import unanswered
from troth.checkins.queries.rounds import page_of, reports, wish_of
from troth.checkins.rules.reports import State, waits_for
from troth.checkins.views.load_seen import loads_seen
from troth.checkins.views.pages import ahead_context
from troth.checkins.views.pause_seen import sentence as pause_sentence
from troth.checkins.views.seen import round_seen
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Section, Slot, Waiting
from troth.foundation.web.prepared import prepared
from troth.foundation.web.times import day
from troth.partnerships.addresses import address
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.requests import MemberRequest
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone

SECTION = Section(
    order=45,
    name=lambda: _("Check-ins"),
    url_name="checkins",
    permission=Permission.CHECKIN_READ,
    only_shared=True,
)


def html(template: str, context: dict[str, object], *, request: HttpRequest) -> Markup:
    """A fragment; the template escapes."""
    return Markup(render_to_string(template, context, request=request))  # noqa: S704  # it escapes


def may_read(request: HttpRequest) -> bool:
    """Whether whoever looks sees check-ins at all."""
    seat: Seat | None = vars(request).get("seat")
    open_table = seat is not None and seat.partnership.phase == "open"
    return open_table and granted(cast(Seat, seat).kind, Permission.CHECKIN_READ)


def board(request: HttpRequest, _about: object) -> Markup:
    """The open round and the next, for the overview; in a side room what its people said there."""
    if not may_read(request):
        return Markup("")
    member = cast(MemberRequest, request)
    found = loads_seen(loads({member.room.id}), member)
    if member.room.kind == RoomKind.SIDE:
        return (
            html("checkins/_side.html", {"loads": found}, request=request) if found else Markup("")
        )
    if member.room.kind != RoomKind.SHARED:
        return Markup("")
    latest, _older = page_of({member.room.id}, before=None, size=1)
    seen = round_seen(latest[0], member, closed=False) if latest else None
    context = ahead_context(member) | {"open": seen, "loads": found}
    return html("checkins/_overview.html", context, request=request)


def aside(request: HttpRequest, _about: object) -> Markup:
    """Beside a form that asks something of others: who of them has said that it is a lot."""
    if not may_read(request):
        return Markup("")
    member = cast(MemberRequest, request)
    shared = [member.room.id] if member.room.kind == RoomKind.SHARED else []
    others = [one for one in loads(shared) if one.party_id != member.seat.party_id]
    return html("checkins/_aside.html", {"loads": loads_seen(others, member)}, request=request)


BOARD = Slot(place="overview.board", render=board)
ASIDE = Slot(place="commitment.form.aside", render=aside)


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Check-ins, help and pauses that need a word from this person's sides; three statements for all tables."""
    places = {room.id: (seat, room) for seat in seats if sits(seat) for room in shared_of(seat)}
    if not places:
        return
    parties = {Ulid(str(seat.party_id)) for seat, _room in places.values()}
    for one in open_reports(places.keys(), parties, at=now(), limit=limit):
        yield own_line(one, *places[one.checkin.room_id])
    for one in wishes(places.keys(), parties, limit=limit):
        seat, room = places[one.checkin.room_id]
        if waits_for(wish_of(one), Ulid(str(seat.party_id))):
            yield help_line(one, seat, room=room)
    for pause in asked_pauses(places.keys(), limit):
        seat, room = places[pause.room_id]
        if waits_for_answer(pause, seat):
            yield pause_line(pause, seat, room=room)


def sits(seat: Seat) -> bool:
    """Whether this seat writes check-ins at an open table."""
    writes = granted(seat.kind, Permission.CHECKIN_WRITE)
    return seat.party_id is not None and seat.partnership.phase == "open" and writes


def shared_of(seat: Seat) -> list[Room]:
    """The shared room of the table."""
    return [room for room in rooms_of(seat) if room.kind == RoomKind.SHARED]


@prepared
def open_reports(
    rooms: Collection[str], parties: Collection[Ulid], *, at: datetime, limit: int
) -> QuerySet[Report]:
    """What these parties have not written yet, while its time runs."""
    begun = reports(rooms).filter(party__in=parties, state=State.WAITING.value)
    return begun.filter(begins__lte=at, answer_by__gte=at).order_by("begins")[:limit]


@prepared
def wishes(rooms: Collection[str], parties: Collection[Ulid], *, limit: int) -> QuerySet[Report]:
    """Help that was asked of these parties, or of all, and that nobody has answered."""
    asked = reports(rooms).filter(asks=True, state=State.GIVEN.value, answered_at__isnull=True)
    asked = asked.exclude(party__in=parties) if len(parties) == 1 else asked
    asked = asked.filter(Q(asked_of__in=parties) | Q(asked_of__isnull=True))
    return asked.order_by("said_at")[:limit]


@prepared
def asked_pauses(rooms: Collection[str], limit: int) -> QuerySet[Pause]:
    """Pauses that wait for an answer."""
    return unanswered(rooms)[:limit]


def own_line(one: Report, seat: Seat, room: Room) -> Waiting:
    """A check-in that waits for the own side."""
    values = {"who": one.party.short, "day": day(one.checkin.at, known_zone(one.checkin.zone))}
    return Waiting(
        since=one.begins,
        sentence=_("Check in for %(who)s.") % values,
        why=_("The check-in of %(day)s is open. One line is enough.") % values,
        url=address("checkins.write", partnership=seat.partnership, room=room, pk=one.checkin_id),
        act=_("Write a line"),
        partnership=seat.partnership.name,
        token="half",  # noqa: S106  # the sign, no secret
    )


def help_line(one: Report, seat: Seat, *, room: Room) -> Waiting:
    """Help that the own side was asked for."""
    return Waiting(
        since=one.said_at or one.begins,
        sentence=_("%(who)s says what would help.") % {"who": one.party.short},
        why=_("It was asked of you. A line is enough, also to say that you cannot."),
        url=address("checkins.answer", partnership=seat.partnership, room=room, pk=one.id),
        act=_("Read and answer"),
        partnership=seat.partnership.name,
        quote=one.wish,
        party=one.party.short,
    )


def waits_for_answer(pause: Pause, seat: Seat) -> bool:
    """Whether the own side's yes or no is the one that is missing."""
    asking = pause.end_by_id if pause.end else pause.by_id
    said = {(one.party_id, one.to_end) for one in pause.answers.all()}
    open_still = pause.last >= today_for(seat)
    mine = (seat.party_id, pause.end is not None)
    return open_still and asking != seat.party_id and mine not in said


def pause_line(pause: Pause, seat: Seat, *, room: Room) -> Waiting:
    """A pause that waits for the own side's answer."""
    return Waiting(
        since=pause.end_at or pause.at,
        sentence=pause_sentence(pause, over=False),
        why=_("If you agree, dates move together and nothing that moved is late."),
        url=address("checkins.pause", partnership=seat.partnership, room=room, pk=pause.id),
        act=_("Read and answer"),
        partnership=seat.partnership.name,
        quote="" if pause.end else pause.reason,
        party=pause.by.short,
        token="asked",  # noqa: S106  # the sign, no secret
    )
