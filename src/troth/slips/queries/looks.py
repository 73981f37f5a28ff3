"""Slips with what was said below them: in lists, alone, about a promise, and as they wait for somebody."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.cursors import Page, page_of
from troth.foundation.web.prepared import prepared
from troth.partnerships.models import Party, Room
from troth.partnerships.models.seats import Standing as Sitting
from troth.partnerships.rules.rooms import RoomKind
from troth.slips.models import Slip, Word
from troth.slips.rules.states import OPEN, State

# As many as anybody reads on one page; older ones stand on the next.
PAGE = 40
MOST_OPEN = 100
MOST_PARTIES = 200


def insiders(room: Room) -> Sequence[Party]:
    """The organisations that sit in this room now, by name."""
    rows = Party.objects.filter(partnership=room.partnership_id, standing=Sitting.JOINED)
    narrower = {
        RoomKind.SIDE: Q(pk=room.party_id),
        RoomKind.SUBSET: Q(subset_rooms=room),
        RoomKind.CLOSED: Q(seats__listed_rooms=room, seats__ended_at=None),
    }
    rows = rows.filter(narrower.get(RoomKind(room.kind), Q())).distinct()
    return list(rows.order_by("name", "id")[:MOST_PARTIES])


def inside(rooms: Iterable[str]) -> QuerySet[Slip]:
    """Slips of these rooms, with their sides and all that was said below; two statements."""
    said = Word.objects.select_related("party", "seat__person", "seat__party").order_by("at", "id")
    rows: QuerySet[Slip] = Slip.objects.in_rooms(rooms)
    with_sides = rows.select_related(
        "party", "towards", "commitment", "seat__person", "seat__party", "room"
    )
    return with_sides.prefetch_related(Prefetch("said", queryset=said))


def open_in(room: Room) -> list[Slip]:
    """What is not made good yet, the latest first."""
    return not_repaired([room.id], MOST_OPEN)


@prepared
def not_repaired(rooms: Collection[str], most: int) -> QuerySet[Slip]:
    """The same of several rooms."""
    return inside(rooms).filter(state__in=[*OPEN]).order_by("-owned_at", "-id")[:most]


def repaired_in(room: Room, *, before: str = "") -> Page[Slip]:
    """What was made good, the latest first; a cursor nobody gave out begins at the start."""
    rows = inside([room.id]).filter(state=State.REPAIRED.value)
    return page_of(rows, by="owned_at", before=before, most=PAGE)


def about(commitment: Ulid, *, room: Ulid) -> Slip | None:
    """What its promiser said of this promise, the latest; two statements."""
    rows = inside([room]).filter(commitment=commitment).exclude(state=State.WITHDRAWN.value)
    return rows.order_by("-owned_at", "-id").first()


def may_wait_for(parties: Iterable[str], rooms: Iterable[str], *, today: date) -> QuerySet[Slip]:
    """Open slips whose next word may be one of these sides'; the rules decide."""
    mine = list(parties)
    concerned = Q(towards__in=mine) | Q(towards__isnull=True)
    due = Q(party__in=mine, repair_by__lte=today)
    rows = inside(rooms).filter(state__in=[*OPEN]).filter(concerned | due)
    return rows.order_by("owned_at", "id")
