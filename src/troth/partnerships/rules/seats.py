"""What may be done with a seat: who seats whom, who ends it, and that a party never loses its last admin."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.rules.refusals import Reason
from troth.partnerships.rules.rooms import SITS_FOR_PARTY, RoomKind

GUESTS: Final = frozenset({Role.GUEST_READ, Role.GUEST_CONTRIBUTE})
LONGEST_VISIT: Final = timedelta(days=366)
INVITATION_HOLDS: Final = timedelta(days=7)
# Whoever may invite could otherwise let this server write to all the world.
LETTERS_A_DAY: Final = 100


@dataclass(frozen=True, kw_only=True)
class SeatAt:
    """A seat as these rules see it. `invited_by` is the party a guest came through."""

    id: Ulid
    role: Role
    party: Ulid | None
    invited_by: Ulid | None = None


def why_not_visit(until: datetime | None, *, now: datetime) -> Reason | None:
    """Why a guest cannot stay until then; None if that is fine."""
    if until is None:
        return Reason.DAY_NEEDED
    if until <= now:
        return Reason.DAY_HAS_PASSED
    return Reason.TOO_FAR_AWAY if until - now > LONGEST_VISIT else None


def why_not_list(kinds: Collection[RoomKind]) -> Reason | None:
    """Why a guest cannot be listed in rooms of these kinds; None if that is fine."""
    if not kinds:
        return Reason.ROOM_NEEDED
    if RoomKind.CLOSED in kinds:
        return Reason.NEVER_A_CLOSED_ROOM
    return Reason.NEVER_A_SIDE_ROOM if RoomKind.SIDE in kinds else None


def loses_last_admin(seat: SeatAt, *, admins: Collection[Ulid]) -> bool:
    """Whether the party would have no admin without this seat; `admins` are its admins' seats now."""
    return seat.role is Role.ADMIN and set(admins) <= {seat.id}


def why_not_end(seat: SeatAt, *, by: SeatAt) -> Reason | None:
    """Why this seat is not theirs to end. One's own can be left by anybody, that is another question."""
    if by.role is not Role.ADMIN or by.party is None:
        return Reason.ADMINS_ONLY
    # All parties had to accept the facilitator, so each of them can take that back.
    if seat.role is Role.FACILITATOR:
        return None
    mine = seat.invited_by if seat.role in GUESTS else seat.party
    return None if mine == by.party else Reason.OWN_SIDE_ONLY


def why_not_change(seat: SeatAt, to: Role, *, by: SeatAt) -> Reason | None:
    """Why this seat cannot get that role from them."""
    if seat.role not in SITS_FOR_PARTY or to not in SITS_FOR_PARTY:
        return Reason.NOT_FOR_GUESTS
    if seat.role is to:
        return Reason.SAME_ROLE
    return why_not_end(seat, by=by)
