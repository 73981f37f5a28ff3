"""Whoever receives a promise can read it."""

from datetime import timedelta

import pytest

from troth.commitments import actions
from troth.commitments.actions.turns import NotPossible
from troth.commitments.models import Commitment
from troth.commitments.rules.refusals import Refusal
from troth.commitments.tests.conftest import by_kaveri
from troth.conftest import Visit
from troth.foundation.web.clock import now
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, Cast, party_of, sit_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def three() -> list[Seat]:
    """The admins of Lumen, Kaveri and Delta at one table."""
    return sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))


@pytest.fixture
def ours(three: list[Seat]) -> Room:
    """A room of Lumen and Kaveri, of which Delta knows nothing."""
    _ingrid, ravi, _otto = three
    parties = [party_of(seat).id for seat in three[:2]]
    return open_room("Prices", parties=parties, by=ravi)


def promise_to(receiver: Party, room: Room, ravi: Seat) -> Commitment:
    return actions.propose(by_kaveri(now() + timedelta(days=5), receiver), room=room, by=ravi)


def test_in_a_room_of_some_only_they_receive(three: list[Seat], ours: Room) -> None:
    ingrid, ravi, otto = three
    assert promise_to(party_of(ingrid), ours, ravi).receiver == party_of(ingrid)
    with pytest.raises(NotPossible) as refused:
        promise_to(party_of(otto), ours, ravi)
    assert refused.value.reason is Refusal.NOT_IN_THIS_ROOM


def test_nobody_of_another_table_receives(cast: Cast) -> None:
    with pytest.raises(NotPossible) as refused:
        promise_to(party_of(cast.neighbour), cast.shared, cast.ravi)
    assert refused.value.reason is Refusal.NOT_IN_THIS_ROOM


def test_the_form_says_who_cannot_receive(three: list[Seat], ours: Room, visit: Visit) -> None:
    _ingrid, ravi, otto = three
    day = now() + timedelta(days=8)
    form = {"deliverable": "Report", "receiver": party_of(otto).id, "time": "12:00", "zone": "UTC"}
    path = f"/p/three/with/{ours.id}/commitments/new/"
    answer = visit(ravi).post(path, form | {"day": f"{day:%Y-%m-%d}"})
    assert answer.status_code == 422
    assert not Commitment.objects.exists()
