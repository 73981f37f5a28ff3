"""Who may enter which room."""

from dataclasses import dataclass, field
from enum import StrEnum

from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid


class RoomKind(StrEnum):
    """The kinds of audience."""

    SHARED = "shared"
    SIDE = "side"
    SUBSET = "subset"
    CLOSED = "closed"
    PUBLIC = "public"


@dataclass(frozen=True, kw_only=True)
class RoomView:
    """A room as the rule sees it."""

    kind: RoomKind
    open: bool  # the partnership is past its proposal
    party: Ulid | None = None  # whose side room
    parties: frozenset[Ulid] = field(default_factory=frozenset)
    seats: frozenset[Ulid] = field(default_factory=frozenset)


@dataclass(frozen=True, kw_only=True)
class SeatView:
    """A seat as the rule sees it."""

    id: Ulid
    role: Role
    party: Ulid | None


# Every request looks at the rooms of a seat, so one side must not make them without end.
MOST_ROOMS = 200
SITS_FOR_PARTY = frozenset({Role.ADMIN, Role.MEMBER})
IN_SHARED = SITS_FOR_PARTY | {Role.FACILITATOR}


def may_enter(seat: SeatView, room: RoomView) -> bool:
    """Whether the room is this seat's audience. Before the partnership opens only side rooms are."""
    if room.kind is RoomKind.SIDE:
        return seat.role in SITS_FOR_PARTY and seat.party == room.party is not None
    if not room.open:
        return False
    listed = seat.id in room.seats
    if room.kind is RoomKind.SHARED:
        return seat.role in IN_SHARED or listed
    if room.kind is RoomKind.SUBSET:
        return listed or (seat.role in SITS_FOR_PARTY and seat.party in room.parties)
    return room.kind is RoomKind.PUBLIC or listed
