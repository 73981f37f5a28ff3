"""Decisions as people look at them: lists, single ones, and what waits for whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from troth.decisions.models import Decision, Place, State, Vote, Wording
from troth.decisions.queries.rolls import counted, places_of
from troth.decisions.rules.count import Result, count, result
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.cursors import page_of
from troth.foundation.web.prepared import prepared
from troth.partnerships.models import Room, Seat
from troth.partnerships.models.seats import Phase

# As many as anybody reads on one page; older ones stand on the next.
MOST_CLOSED = 60
MOST_WORDINGS = 50
MOST_VOTES = 2000


@dataclass(frozen=True)
class Seen:
    """A decision with its roll, as one seat looks at it."""

    decision: Decision
    places: tuple[Place, ...]
    seat: Seat

    @property
    def is_open(self) -> bool:
        """Whether voices are heard now."""
        here = self.decision.is_open and not self.ended_with_table
        return here and self.decision.until > now()

    @property
    def ended_with_table(self) -> bool:
        """Whether the table was closed before this was decided, so that nothing will ever come of it."""
        closed = self.decision.room.partnership.phase == Phase.CLOSED
        return self.decision.is_open and closed

    @property
    def said(self) -> Result:
        """What comes out with the voices so far."""
        return result(self.decision.rule, count(one.said for one in counted(self.places)))

    @property
    def mine(self) -> tuple[Place, ...]:
        """The voices this seat can speak: its own, then those that were handed to it."""
        if not self.is_open:
            return ()
        own = [one for one in counted(self.places) if self.owns(one)]
        held = [
            one
            for one in counted(self.places)
            if one.proxy_id in {place.id for place in own} and one.proxy_id
        ]
        return (*(one for one in own if one.proxy_id is None), *held)

    @property
    def handed_on(self) -> Place | None:
        """This seat's own voice, where another one speaks it."""
        found = (one for one in counted(self.places) if self.owns(one) and one.proxy_id)
        return next(found, None) if self.is_open else None

    @property
    def waits(self) -> bool:
        """Whether a voice of this seat has said nothing yet."""
        return any(not one.choice for one in self.mine)

    @property
    def awaited(self) -> tuple[Place, ...]:
        """The voices that have said nothing yet."""
        return tuple(one for one in counted(self.places) if not one.choice)

    def owns(self, place: Place) -> bool:
        """Whether this seat speaks the voice in its own right."""
        if place.person_id:
            return place.person_id == self.seat.person_id and self.seat.party_id is not None
        return place.party_id == self.seat.party_id and self.seat.is_admin


def inside(rooms: Iterable[str]) -> QuerySet[Decision]:
    """Decisions of these rooms, with whoever put them."""
    rows: QuerySet[Decision] = Decision.objects.in_rooms(rooms)
    return rows.select_related("party", "seat__person", "room__partnership")


def going_in(room: Room, seat: Seat) -> list[Seen]:
    """What is open in this room, the nearest end first; two statements."""
    rows = inside([room.id]).filter(state=State.OPEN).order_by("until", "id")
    return look(list(rows[:MOST_CLOSED]), seat)


@dataclass(frozen=True)
class Decided:
    """One page of what was decided, and the cursor to the one before it; empty at the end."""

    page: tuple[Seen, ...]
    older: str


def decided_in(room: Room, seat: Seat, *, before: str = "", most: int = MOST_CLOSED) -> Decided:
    """What was decided in this room, the newest first; a cursor nobody gave out begins at the start."""
    rows = inside([room.id]).exclude(state__in=[State.OPEN, State.WITHDRAWN])
    found = page_of(rows, by="closed_at", before=before, most=most)
    return Decided(tuple(look(list(found.rows), seat)), found.older)


def open_in_room(room: Room, seat: Seat) -> list[Seen]:
    """What waits for voices in this room, the nearest end first; two statements."""
    return look(still_open([room.id], now()), seat)


@prepared
def still_open(rooms: Collection[str], at: datetime) -> QuerySet[Decision]:
    """What is open at a moment, the nearest end first."""
    rows = inside(rooms).filter(state=State.OPEN, until__gt=at).order_by("until", "id")
    return rows[:MOST_CLOSED]


def look(decisions: Sequence[Decision], seat: Seat) -> list[Seen]:
    """Put rolls beside decisions; one statement."""
    rolls: Mapping[Ulid, list[Place]] = defaultdict(list)
    for place in places_of(decisions) if decisions else ():
        rolls[place.decision_id].append(place)
    return [Seen(one, own_first(rolls[one.id], seat), seat) for one in decisions]


def own_first(places: list[Place], seat: Seat) -> tuple[Place, ...]:
    """The viewer's own side first, then by name."""
    return tuple(sorted(places, key=lambda one: one.party_id != seat.party_id))


def wordings_of(decision: Decision) -> Sequence[Wording]:
    """All versions, the newest first."""
    rows = Wording.objects.filter(decision=decision).select_related("seat__person", "seat__party")
    return list(rows.order_by("-number")[:MOST_WORDINGS])


def votes_of(decision: Decision) -> Sequence[Vote]:
    """Everything anybody has said, the newest first."""
    rows = Vote.objects.filter(place__decision=decision)
    rows = rows.select_related("place__party", "place__person", "seat__person")
    return list(rows.order_by("-at", "-id")[:MOST_VOTES])


def waiting_places(
    seats: Sequence[Seat], rooms: Iterable[Ulid], *, at: datetime
) -> Sequence[Place]:
    """Voices of these seats that have said nothing on what is open in these rooms; one statement."""
    parties = {str(seat.party_id) for seat in seats if seat.is_admin and seat.party_id}
    people = {seat.person_id for seat in seats if seat.party_id}
    return voices(parties, people, rooms=list(rooms), at=at)


@prepared
def voices(
    parties: Collection[str], people: Collection[str], *, rooms: Collection[Ulid], at: datetime
) -> QuerySet[Place]:
    """Places of these parties and people, also those they hold for others, that have said nothing on what is open."""
    own = Q(person=None, party__in=parties, proxy=None) | Q(person__in=people, proxy=None)
    held = Q(person=None, proxy__party__in=parties) | Q(proxy__person__in=people)
    rows = Place.objects.filter(own | held, choice="", struck_at=None)
    rows = rows.filter(version=F("decision__version"), decision__state=State.OPEN)
    rows = rows.filter(decision__until__gt=at, decision__room__in=rooms)
    rows = rows.select_related("decision__party", "decision__room", "party", "person")
    return rows.order_by("decision__raised_at", "decision", "id")[:MOST_CLOSED]
