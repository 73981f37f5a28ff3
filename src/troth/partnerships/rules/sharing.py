"""What may be shown to more people, and whose word that needs."""

from dataclasses import dataclass, field

from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.rules.refusals import Reason
from troth.partnerships.rules.rooms import RoomKind


@dataclass(frozen=True, kw_only=True)
class Place:
    """A room as an audience. `parties` are those of its parties that sit at the table now."""

    id: Ulid
    kind: RoomKind
    parties: frozenset[Ulid] = field(default_factory=frozenset)


WIDTH = {
    RoomKind.CLOSED: 0,
    RoomKind.SIDE: 1,
    RoomKind.SUBSET: 2,
    RoomKind.SHARED: 3,
    RoomKind.PUBLIC: 4,
}


def is_wider(origin: Place, wider: Place) -> bool:
    """Whether everybody who sees the one sees the other, and more people besides."""
    if origin.kind is RoomKind.CLOSED or wider.kind is RoomKind.CLOSED:
        return False
    if origin.kind is wider.kind is RoomKind.SUBSET:
        return origin.parties < wider.parties
    return WIDTH[origin.kind] < WIDTH[wider.kind] and origin.parties <= wider.parties


def why_not_alone(origin: Place, wider: Place, *, party: Ulid | None) -> Reason | None:
    """Why this party cannot share it outward by itself; None if it can.

    A party shares alone what stands in its own side room. What several have goes by consent.
    """
    if party is None:
        return Reason.NO_SIDE
    if not is_wider(origin, wider):
        return Reason.NOT_WIDER
    if origin.kind is not RoomKind.SIDE:
        return Reason.NEEDS_CONSENT
    return None if origin.parties == {party} else Reason.ROOM_NOT_YOURS
