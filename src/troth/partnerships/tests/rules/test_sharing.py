"""What a party may show to more people by itself, and what needs the others' word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.rules.refusals import Reason
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.rules.sharing import Place, is_wider, why_not_alone

A, B, C = (Ulid(letter) for letter in "ABC")
EVERYBODY = frozenset({A, B, C})


def place(kind: RoomKind, *parties: Ulid) -> Place:
    """A room of these parties."""
    return Place(id=Ulid(kind.value), kind=kind, parties=frozenset(parties))


SHARED = Place(id=Ulid("shared"), kind=RoomKind.SHARED, parties=EVERYBODY)
PUBLIC = Place(id=Ulid("public"), kind=RoomKind.PUBLIC, parties=EVERYBODY)
SIDE = place(RoomKind.SIDE, A)
TWO = place(RoomKind.SUBSET, A, B)
places = st.builds(
    place, st.sampled_from(RoomKind), st.sampled_from([A, B, C]), st.sampled_from([A, B, C])
)


@pytest.mark.parametrize("wider", [TWO, SHARED, PUBLIC])
def test_a_party_shares_its_own_alone(wider: Place) -> None:
    assert why_not_alone(SIDE, wider, party=A) is None


def test_nobody_shares_from_the_side_room_of_others() -> None:
    assert why_not_alone(SIDE, SHARED, party=B) is Reason.ROOM_NOT_YOURS
    assert why_not_alone(SIDE, SHARED, party=None) is Reason.NO_SIDE


@pytest.mark.parametrize(("origin", "wider"), [(SHARED, PUBLIC), (TWO, SHARED), (TWO, PUBLIC)])
def test_what_several_have_needs_their_consent(origin: Place, wider: Place) -> None:
    assert why_not_alone(origin, wider, party=A) is Reason.NEEDS_CONSENT


@pytest.mark.parametrize(
    ("origin", "wider"),
    [
        (SHARED, SIDE),
        (SHARED, TWO),
        (SIDE, SIDE),
        (SIDE, place(RoomKind.SUBSET, B, C)),
        (place(RoomKind.CLOSED), SHARED),
        (SIDE, place(RoomKind.CLOSED, A)),
    ],
)
def test_sharing_goes_outward_only(origin: Place, wider: Place) -> None:
    assert why_not_alone(origin, wider, party=A) is Reason.NOT_WIDER


@given(one=places, other=places)
def test_never_both_are_wider(one: Place, other: Place) -> None:
    assert not (is_wider(one, other) and is_wider(other, one))


@given(one=places, other=places)
def test_nobody_loses_sight_by_sharing(one: Place, other: Place) -> None:
    assert not is_wider(one, other) or one.parties <= other.parties
