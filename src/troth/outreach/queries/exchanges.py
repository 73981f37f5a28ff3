"""Private exchanges, for those who are in their rooms; who can be asked; which promises two sides could move."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from troth.checkins.queries.pauses import may_rest
from troth.checkins.rules.pauses import Days
from troth.commitments.models import Commitment
from troth.commitments.queries.lists import open_ones
from troth.commitments.rules.clocks import moment
from troth.commitments.rules.states import LEADS_TO, Act
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.outreach.models import Change, Exchange, Line, MovedDate
from troth.outreach.rules.states import ChangeState, ExchangeState
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.people.zones import known_zone

MOST = 40
MOST_PEOPLE = 200
MOST_MOVABLE = 40
SITS = (Role.ADMIN.value, Role.MEMBER.value)


def exchanges(rooms: Iterable[str]) -> QuerySet[Exchange]:
    """Exchanges of these rooms with the people named, the latest word first."""
    rows: QuerySet[Exchange] = Exchange.objects.in_rooms(rooms)
    people = ("asker__person", "asker__party", "asked__person", "asked__party", "room__partnership")
    return rows.select_related(*people).order_by("-last_at", "-id")


def listed(rooms: Iterable[str]) -> list[Exchange]:
    """As many as a page shows."""
    return list(exchanges(rooms)[:MOST])


def lines_of(one: Exchange) -> list[Line]:
    """What was said, in order."""
    return list(one.lines.select_related("seat__person", "seat__party").order_by("at", "id"))


def changes_of(one: Exchange) -> list[Change]:
    """What was proposed in it, in order, each with its promises."""
    promises = Commitment.objects.with_parties()
    moves = MovedDate.objects.prefetch_related(Prefetch("commitment", queryset=promises))
    rows = one.changes.select_related("seat__person", "seat__party").order_by("-at", "-id")
    newest = rows.prefetch_related(Prefetch("moves", queryset=moves.order_by("was", "commitment")))[
        :MOST
    ]
    return list(reversed(newest))


def waiting_change(one: Exchange) -> Change | None:
    """The change that waits for an answer."""
    return next((c for c in changes_of(one) if c.state == ChangeState.PROPOSED.value), None)


def may_be_asked(seat: Seat) -> list[Seat]:
    """The people who sit for another organisation at this table, by organisation and name."""
    taken = Seat.objects.taken(now()).filter(partnership=seat.partnership_id, role__in=SITS)
    others = taken.exclude(party=seat.party_id).exclude(party=None)
    rows = others.select_related("person", "party").order_by("party__name", "person__name", "id")
    return list(rows[:MOST_PEOPLE])


def room_for(seats: Collection[Seat]) -> Room | None:
    """The room in which exactly these people have asked each other before."""
    wanted = {seat.id for seat in seats}
    first = next(iter(seats))
    before = Exchange.objects.filter(room__seats=first).values("room")
    rows = Room.objects.filter(kind=RoomKind.CLOSED, pk__in=before)
    for room in rows.prefetch_related("seats").order_by("id")[:MOST_PEOPLE]:
        if {seat.id for seat in room.seats.all()} == wanted:
            return room
    return None


def open_between(asker: Seat, asked: Seat) -> Exchange | None:
    """The exchange that this person began with that one, while it is open."""
    rows = Exchange.objects.filter(asker=asker, asked=asked, state=ExchangeState.OPEN.value)
    found: Exchange | None = rows.order_by("-at").first()
    return found


def between(one: Exchange) -> set[Ulid]:
    """The two organisations."""
    return {Ulid(str(one.asker.party_id)), Ulid(str(one.asked.party_id))}


def movable(one: Exchange, *, shared: Room) -> Sequence[Commitment]:
    """Open promises between the two organisations whose date can still move, the nearest first."""
    states = [state.value for state, acts in LEADS_TO.items() if Act.AGREE_MOVE in acts]
    sides = between(one)
    rows = open_ones([shared.id]).filter(state__in=states, batch__isnull=True, due__gt=now())
    both = rows.filter(promiser__in=sides, receiver__in=sides)
    return list(both.filter(ask_due__isnull=True)[:MOST_MOVABLE])


def resting(one: Exchange, days: Days, *, shared: Room) -> list[Commitment]:
    """The promises between the two that a pause on these days would move."""
    sides = between(one)
    found = may_rest(shared.id, days)
    return [each for each in found if {each.promiser_id, each.receiver_id} <= sides]


def at_its_hour(commitment: Commitment, day: date) -> datetime:
    """The same clock time on another day, in the zone of the promise."""
    zone = ZoneInfo(known_zone(commitment.zone))
    clock: time = commitment.due.astimezone(zone).time()
    return moment(day, clock, zone).at
