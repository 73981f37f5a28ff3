"""What the kinds of the table of evidence are worth on this server: measured on its own evidence, and only in sums."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Max

from troth.partnerships.models import Room
from troth.partnerships.rules.rooms import RoomKind
from troth.trust.models import Evidence
from troth.trust.queries.evidence import Way, weigh
from troth.trust.queries.experiences import experiences
from troth.trust.rules.estimate import logit_of
from troth.trust.rules.foreseen import foreseen
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind
from troth.trust.rules.worth import TABLES, Direction, Worth, worths

# The tables with the newest evidence are read first, and reading ends at so many tables or pieces.
MOST_TABLES = 5000
MOST_PIECES = 200_000
MOST_WAYS = 2000
Progress = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What was measured, and at how many tables."""

    tables: int
    worths: Sequence[Worth]

    @property
    def is_enough(self) -> bool:
        """Whether anything may be said of so few tables."""
        return self.tables >= TABLES


def tables_with_evidence() -> list[Room]:
    """Shared rooms that have evidence, those where something happened last first."""
    rows = Evidence.objects.filter(room__kind=RoomKind.SHARED).order_by()
    newest = rows.values("room").annotate(last=Max("at")).order_by("-last", "-room")
    keys = list(newest.values_list("room", flat=True)[:MOST_TABLES])
    rooms = Room.objects.in_bulk(keys)
    return [rooms[key] for key in keys if key in rooms]


def measure(rooms: Sequence[Room], *, now: datetime, progress: Progress) -> Measured:
    """Forecast what came later at these tables, with each kind of evidence and without."""
    found: list[Direction] = []
    tables = pieces = 0
    for tables, room in enumerate(rooms, start=1):
        for line in directions_of(room, now=now):
            found.append(Direction(tables, foreseen(line)))
            pieces += len(line)
        progress(tables)
        if pieces >= MOST_PIECES:
            break
    progress(len(rooms))
    return Measured(tables=tables, worths=worths(found))


def directions_of(room: Room, *, now: datetime) -> Iterator[list[Piece]]:
    """What has weight in each direction of a table; bounded statements, however many directions there are."""
    figures = {str(one.pk): one.figure for one in experiences(room)}
    for weighed in weigh(room, ways_of(room), now=now).values():
        if weighed.pieces:
            yield [as_said(one, figures) for one in weighed.pieces]


def ways_of(room: Room) -> list[Way]:
    """Every direction about which something is known."""
    rows = Evidence.objects.filter(room=room).order_by("towards", "about")
    return list(rows.values_list("towards", "about").distinct()[:MOST_WAYS])


def as_said(piece: Piece, figures: Mapping[str, float]) -> Piece:
    """The piece, with an open word as it was said: how mildly its side judges is known from later words as well."""
    if piece.kind is not Kind.EXPERIENCED or piece.subject not in figures:
        return piece
    return replace(piece, value=logit_of(figures[piece.subject]))
