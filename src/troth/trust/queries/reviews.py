"""Which quarters of a table have a review, and what happened at it in one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from troth.ledger.queries import stopped
from troth.partnerships.models import Partnership, Room
from troth.partnerships.models.seats import Phase
from troth.partnerships.rules.rooms import RoomKind
from troth.trust.models import Review
from troth.trust.queries.evidence import Way, Weighed, weigh
from troth.trust.rules.fingers import Held
from troth.trust.rules.periods import Happened, happened
from troth.trust.rules.quarters import Quarter, back_from

MOST_QUARTERS = 40  # ten years on one page
LEAST = timedelta(days=30)  # of a quarter; what is younger is read with the next one


@dataclass(frozen=True, kw_only=True)
class Lived:
    """What one direction lived through in a quarter: each kind and how often, and how much of it is set aside."""

    happened: Sequence[Happened]
    set_aside: int


def quarters_of(partnership: Partnership, *, now: datetime) -> list[Quarter]:
    """Every quarter since the table opened, today's or its last one first."""
    if partnership.opened_at is None:
        return []
    last = min(now, partnership.closed_at or now)
    first = Quarter.of(partnership.opened_at)
    return list(back_from(Quarter.of(last), first=first, most=MOST_QUARTERS))


def lived(
    room: Room,
    quarter: Quarter,
    ways: Sequence[Way],
    *,
    until: datetime,
    held: Callable[[str], Held],
) -> list[Lived]:
    """What each direction lived through, as far as this reader sees it by now."""
    found = weigh(room, ways, now=until)
    return [of_way(found[way], quarter, until=until, held=held(way[1])) for way in ways]


def of_way(found: Weighed, quarter: Quarter, *, until: datetime, held: Held) -> Lived:
    """The same for one direction."""
    begins = quarter.begins
    aside = [one for one in found.set_aside if held.shows(one, at=until)]
    return Lived(
        happened=happened(
            [one for one in found.pieces if held.shows(one, at=until)],
            begins=begins,
            ends=quarter.ends,
        ),
        set_aside=len({one.idx for one in aside if begins <= one.at < quarter.ends}),
    )


def without_review(quarter: Quarter) -> QuerySet[Room]:
    """Shared rooms of open tables that saw enough of a quarter, and have no review of it yet."""
    there = Review.objects.filter(year=quarter.year, number=quarter.number).values("room")
    rooms = Room.objects.filter(
        kind=RoomKind.SHARED,
        partnership__phase=Phase.OPEN,
        partnership__opened_at__lt=quarter.ends - LEAST,
    )
    rooms = rooms.exclude(pk__in=[room for room, _why in stopped()])
    return rooms.exclude(pk__in=there).order_by("pk")
