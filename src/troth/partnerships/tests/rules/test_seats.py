"""Who may do what with a seat."""

from datetime import UTC, datetime, timedelta

import pytest

from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.rules.refusals import Reason
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.rules.seats import (
    SeatAt,
    loses_last_admin,
    why_not_change,
    why_not_end,
    why_not_list,
    why_not_visit,
)

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
LUMEN, KAVERI = Ulid("L"), Ulid("K")


def seat(role: Role, party: Ulid | None = LUMEN, *, through: Ulid | None = None) -> SeatAt:
    """A seat of this role."""
    return SeatAt(id=Ulid(f"{role}-{party}"), role=role, party=party, invited_by=through)


INGRID = seat(Role.ADMIN)
TOR = seat(Role.MEMBER)
RAVI = seat(Role.ADMIN, KAVERI)
GUEST = seat(Role.GUEST_READ, None, through=LUMEN)
FARAH = seat(Role.FACILITATOR, None, through=LUMEN)


@pytest.mark.parametrize(
    ("whose", "by", "why"),
    [
        (TOR, INGRID, None),
        (TOR, RAVI, Reason.OWN_SIDE_ONLY),
        (RAVI, INGRID, Reason.OWN_SIDE_ONLY),
        (INGRID, TOR, Reason.ADMINS_ONLY),
        (GUEST, INGRID, None),
        (GUEST, RAVI, Reason.OWN_SIDE_ONLY),
        (GUEST, GUEST, Reason.ADMINS_ONLY),
        (FARAH, INGRID, None),
        (FARAH, RAVI, None),
        (TOR, FARAH, Reason.ADMINS_ONLY),
    ],
)
def test_who_may_end_whose_seat(whose: SeatAt, by: SeatAt, why: Reason | None) -> None:
    assert why_not_end(whose, by=by) is why


@pytest.mark.parametrize(
    ("whose", "to", "why"),
    [
        (TOR, Role.ADMIN, None),
        (TOR, Role.MEMBER, Reason.SAME_ROLE),
        (TOR, Role.GUEST_READ, Reason.NOT_FOR_GUESTS),
        (TOR, Role.FACILITATOR, Reason.NOT_FOR_GUESTS),
        (GUEST, Role.MEMBER, Reason.NOT_FOR_GUESTS),
        (RAVI, Role.MEMBER, Reason.OWN_SIDE_ONLY),
    ],
)
def test_which_roles_an_admin_may_give(whose: SeatAt, to: Role, why: Reason | None) -> None:
    assert why_not_change(whose, to, by=INGRID) is why


def test_the_last_admin_is_the_one_without_another() -> None:
    assert loses_last_admin(INGRID, admins=[INGRID.id])
    assert not loses_last_admin(INGRID, admins=[INGRID.id, TOR.id])
    assert not loses_last_admin(TOR, admins=[INGRID.id])


@pytest.mark.parametrize(
    ("until", "why"),
    [
        (None, Reason.DAY_NEEDED),
        (NOW, Reason.DAY_HAS_PASSED),
        (NOW + timedelta(minutes=1), None),
        (NOW + timedelta(days=366), None),
        (NOW + timedelta(days=367), Reason.TOO_FAR_AWAY),
    ],
)
def test_how_long_a_guest_may_stay(until: datetime | None, why: Reason | None) -> None:
    assert why_not_visit(until, now=NOW) is why


def test_where_a_guest_may_be_listed() -> None:
    assert why_not_list([RoomKind.SHARED, RoomKind.SUBSET]) is None
    assert why_not_list([RoomKind.SHARED, RoomKind.SIDE]) is Reason.NEVER_A_SIDE_ROOM
    assert why_not_list([]) is Reason.ROOM_NEEDED
