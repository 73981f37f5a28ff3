"""Who may enter which room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid, make_ulid
from troth.partnerships.rules.rooms import RoomKind, RoomView, SeatView, may_enter

LUMEN, KAVERI, DELTA = (make_ulid(n, bytes(10)) for n in range(3))
SEATS = [make_ulid(n, bytes(10)) for n in range(10, 14)]


def seat(role: Role = Role.MEMBER, party: Ulid | None = LUMEN) -> SeatView:
    """A seat, by default of a member of Lumen."""
    return SeatView(id=SEATS[0], role=role, party=party)


def room(
    kind: RoomKind,
    *,
    opened: bool = True,
    party: Ulid | None = None,
    parties: frozenset[Ulid] = frozenset(),
    seats: frozenset[Ulid] = frozenset(),
) -> RoomView:
    """A room at an open table."""
    return RoomView(kind=kind, open=opened, party=party, parties=parties, seats=seats)


def test_the_shared_room_is_for_everybody_who_sits_for_a_party_and_the_facilitator() -> None:
    inside = {role for role in Role if may_enter(seat(role), room(RoomKind.SHARED))}
    assert inside == {Role.ADMIN, Role.MEMBER, Role.FACILITATOR}


def test_a_side_room_is_for_its_own_admins_and_members() -> None:
    side = room(RoomKind.SIDE, party=LUMEN)
    inside = {role for role in Role if may_enter(seat(role), side)}
    assert inside == {Role.ADMIN, Role.MEMBER}
    assert not may_enter(seat(party=KAVERI), side)
    assert not may_enter(seat(party=None), room(RoomKind.SIDE))


def test_before_the_table_opens_there_are_only_side_rooms() -> None:
    for kind in RoomKind:
        view = room(
            kind, opened=False, party=LUMEN, parties=frozenset({LUMEN}), seats=frozenset(SEATS)
        )
        assert may_enter(seat(), view) is (kind is RoomKind.SIDE)


def test_a_subset_room_is_for_the_listed_parties() -> None:
    some = room(RoomKind.SUBSET, parties=frozenset({LUMEN, KAVERI}))
    assert may_enter(seat(), some)
    assert not may_enter(seat(party=DELTA), some)
    assert not may_enter(seat(Role.FACILITATOR, party=None), some)


@pytest.mark.parametrize("kind", [RoomKind.SHARED, RoomKind.SUBSET, RoomKind.CLOSED])
def test_a_listed_guest_enters(kind: RoomKind) -> None:
    guest = seat(Role.GUEST_READ, party=None)
    assert may_enter(guest, room(kind, seats=frozenset({guest.id})))
    assert not may_enter(guest, room(kind))


def test_a_closed_room_is_for_the_listed_and_no_admin_besides() -> None:
    assert not may_enter(
        seat(Role.ADMIN), room(RoomKind.CLOSED, parties=frozenset({LUMEN}), party=LUMEN)
    )


@given(
    role=st.sampled_from(sorted(Role)),
    party=st.sampled_from([LUMEN, KAVERI, None]),
    listed=st.booleans(),
    opened=st.booleans(),
)
def test_no_seat_enters_the_side_room_of_another_party(
    role: Role, party: Ulid | None, listed: bool, opened: bool
) -> None:
    seats = frozenset(SEATS if listed else [])
    side = room(
        RoomKind.SIDE, opened=opened, party=DELTA, parties=frozenset({LUMEN, KAVERI}), seats=seats
    )
    assert not may_enter(seat(role, party), side)
