"""Sustainability checks as they wait for a side: on the home page, and for everybody on the overview."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpRequest

from troth.agreements.queries.standings import signers
from troth.foundation.access.permissions import Permission, granted
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Owed, Waiting
from troth.foundation.web.times import from_day, in_zone
from troth.goals.check_words import OWED, WAITING
from troth.goals.models import SustainabilityCheck
from troth.goals.queries.checks import check_of, may_wait
from troth.goals.rules.checks import Owes, owing
from troth.partnerships.addresses import address, here
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.queries.terms import terms
from troth.people.zones import known_zone

Waits = Iterable[tuple[Ulid, Owes]]


class Tables:
    """The table's agreed days ahead and who sits in a room, looked up once for each."""

    def __init__(self) -> None:
        self.days: dict[str, int] = {}
        self.parties: dict[str, frozenset[Ulid]] = {}

    def ahead(self, partnership: str) -> int:
        """How many days before its day a check begins to wait: those of the first reminder."""
        if partnership not in self.days:
            found = terms(Ulid(partnership), now())
            self.days[partnership] = max(found.reminder_days, default=0)
        return self.days[partnership]

    def inside(self, room: Room) -> frozenset[Ulid]:
        """The parties that sit in a room."""
        if room.id not in self.parties:
            self.parties[room.id] = signers(room)
        return self.parties[room.id]

    def waits(self, row: SustainabilityCheck) -> Waits:
        """Which sides this check waits for, and for what; its day is one on its answering side's clock."""
        today: date = in_zone(now(), known_zone(row.answering.zone)).date()
        check = check_of(row, self.inside(row.room))
        return owing(check, today=today, ahead=self.ahead(row.room.partnership_id))


def waiting(seats: Sequence[Seat], *, limit: int) -> Iterable[Waiting]:
    """Checks that wait for this person's sides; a few statements for all tables."""
    rooms = {
        room.id: (seat, room)
        for seat in seats
        if seat.party_id is not None
        and seat.partnership.phase == "open"
        and granted(seat.kind, Permission.GOAL_TELL)
        for room in rooms_of(seat)
    }
    limits = Tables()
    for row in may_wait(rooms)[:limit] if rooms else ():
        seat, room = rooms[row.room_id]
        for party, what in limits.waits(row):
            if party == seat.party_id:
                yield line(row, what, room=room, partnership=seat.partnership)


def line(row: SustainabilityCheck, what: Owes, *, room: Room, partnership: Partnership) -> Waiting:
    """One check as it waits on the home page."""
    sentence, why, act = WAITING[what]
    return Waiting(
        since=row.at,
        sentence=str(sentence) % {"what": row.goal.title},
        why=str(why),
        quote=row.what,
        url=address("goals.check", partnership=partnership, room=room, pk=row.id),
        act=str(act),
        partnership=partnership.name,
        token="half",  # noqa: S106  # a sign on the page
    )


def owed(request: HttpRequest, *, limit: int) -> Iterable[Owed]:
    """Checks of this room that wait for a side; for those who agree, as with drafts."""
    found = vars(request)
    if found["seat"].party_id is None:
        return
    limits = Tables()
    for row in may_wait([found["room"].id])[:limit]:
        for party, what in limits.waits(row):
            yield Owed(
                party=party,
                since=row.at,
                sentence=str(OWED[what]) % {"what": row.goal.title},
                note=from_day(row.at),
                url=here(request, "goals.check", pk=row.id),
                token="half",  # noqa: S106  # a sign on the page
            )
