"""Adjustments with their steps: in lists, alone, for one direction, and as they wait for somebody."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from troth.adjustments.models import Adjustment, Step
from troth.adjustments.rules.proposing import Way
from troth.adjustments.rules.states import OPEN, State
from troth.foundation.web.cursors import Page, page_of
from troth.foundation.web.prepared import prepared
from troth.partnerships.models import Room

# As many as anybody reads on one page; older ones stand on the next.
PAGE = 40
MOST_OPEN = 100
OVER = (State.CLOSED.value, State.DECLINED.value)


def inside(rooms: Iterable[str]) -> QuerySet[Adjustment]:
    """Adjustments of these rooms, with their sides and every step; two statements."""
    steps = Step.objects.select_related("party", "seat__person", "seat__party").order_by("at", "id")
    rows: QuerySet[Adjustment] = Adjustment.objects.in_rooms(rooms)
    with_sides = rows.select_related("about", "towards", "keeper", "person__person", "room")
    return with_sides.prefetch_related(Prefetch("steps", queryset=steps))


def open_in(room: Room) -> list[Adjustment]:
    """What is proposed or agreed, whatever is looked at first before the others."""
    return under_way([room.id], MOST_OPEN)


@prepared
def under_way(rooms: Collection[str], most: int) -> QuerySet[Adjustment]:
    """The same of several rooms."""
    return inside(rooms).filter(state__in=[*OPEN]).order_by("recheck_on", "id")[:most]


def standing_for(room: Room, way: Way) -> Adjustment | None:
    """What is open for this direction and dimension already."""
    rows = inside([room.id]).filter(state__in=[*OPEN], dimension=way.dimension.value)
    return rows.filter(about=way.about, towards=way.towards).first()


def over_in(room: Room, *, before: str = "") -> Page[Adjustment]:
    """What was looked at again or declined, the latest first; a cursor nobody gave out begins at the start."""
    rows = inside([room.id]).filter(state__in=OVER)
    return page_of(rows, by="proposed_at", before=before, most=PAGE)


def may_wait_for(
    parties: Iterable[str], rooms: Iterable[str], *, today: date
) -> QuerySet[Adjustment]:
    """Open adjustments whose next word may be one of these sides'; the rules decide."""
    mine = list(parties)
    between = Q(about__in=mine) | Q(towards__in=mine)
    asked = Q(state=State.PROPOSED) | Q(recheck_on__lte=today) | Q(steps__did="looked")
    rows = inside(rooms).filter(state__in=[*OPEN]).filter(between).filter(asked)
    return rows.distinct().order_by("proposed_at", "id")
