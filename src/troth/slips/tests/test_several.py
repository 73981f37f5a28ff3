"""A table of three: whom a slip concerns, who reads along, and a slip that concerns all."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from troth.commitments import actions as promised
from troth.commitments.actions.promising import Promise
from troth.conftest import Visit
from troth.foundation.facts.slips import SlipOwned
from troth.foundation.web.clock import now
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, party_of, sit_down
from troth.slips import actions
from troth.slips.actions.owning import Draft
from troth.slips.models import Slip
from troth.slips.offers import waiting
from troth.slips.queries.looks import insiders
from troth.slips.rules.refusals import Reason
from troth.slips.rules.states import State
from troth.slips.tests.conftest import LINES, Refuses, newest

pytestmark = pytest.mark.django_db
HERE = "/p/three/care/slips/"
Say = Callable[..., Slip]


@pytest.fixture
def three(db: None) -> list[Seat]:
    """The admins of Lumen, Kaveri and Delta at one table: Ingrid, Ravi, Otto."""
    return sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))


@pytest.fixture
def shared(three: list[Seat]) -> Room:
    """The room of all three."""
    return Room.objects.get(partnership__slug="three", kind=RoomKind.SHARED)


@pytest.fixture
def say(three: list[Seat], shared: Room) -> Say:
    """Lumen says what happened, to Kaveri or to whoever is named."""

    def make(towards: Party | None, *, room: Room | None = None) -> Slip:
        given: dict[str, object] = {**LINES, "towards": towards}
        draft = Draft(**given)  # type: ignore[arg-type]  # a test's shorthand
        return actions.own(draft, room=room or shared, by=three[0])

    return make


def waits(seat: Seat) -> int:
    """How many slips wait for this seat."""
    return len(list(waiting([seat], limit=50)))


def test_towards_one_side_the_third_reads_along(
    three: list[Seat], say: Say, visit: Visit, refuses: Refuses
) -> None:
    _ingrid, ravi, otto = three
    slip = say(party_of(ravi))
    seen = visit(otto).get(f"{HERE}{slip.id}/").content.decode()
    assert LINES["what"] in seen
    assert "Acknowledge" not in seen
    for act in (actions.acknowledge, actions.confirm):
        with refuses(Reason.FOR_ANOTHER):
            act(slip, by=otto)
    with refuses(Reason.FOR_ANOTHER):
        actions.answer(slip, by=otto, words="And we?")
    assert (waits(ravi), waits(otto)) == (1, 0)


def test_whoever_reads_along_is_told_why_they_cannot_answer(
    three: list[Seat], say: Say, visit: Visit
) -> None:
    slip = say(party_of(three[1]))
    answer = visit(three[2]).post(f"{HERE}{slip.id}/acknowledge/", {"words": "Us too."})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "This is between Lumen and another side; you read along." in page
    assert "Us too." in page


def test_towards_all_each_side_acknowledges_for_itself(
    three: list[Seat], shared: Room, say: Say, refuses: Refuses
) -> None:
    _ingrid, ravi, otto = three
    slip = say(None)
    fact = newest(shared)
    assert isinstance(fact, SlipOwned)
    assert fact.towards is None
    assert (waits(ravi), waits(otto)) == (1, 1)
    actions.acknowledge(slip, by=ravi)
    assert (waits(ravi), waits(otto)) == (0, 1)
    actions.acknowledge(slip, by=otto)
    for seat in (ravi, otto):
        with refuses(Reason.ALREADY_ACKNOWLEDGED):
            actions.acknowledge(slip, by=seat)
    assert slip.said.count() == 2


def test_towards_all_the_first_who_confirms_confirms_for_all(
    three: list[Seat], say: Say, visit: Visit, refuses: Refuses
) -> None:
    ingrid, ravi, otto = three
    slip = say(None)
    actions.say_repaired(slip, by=ingrid)
    assert (waits(ravi), waits(otto)) == (1, 1)
    assert actions.confirm(slip, by=otto).stands is State.REPAIRED
    with refuses(Reason.ALREADY_REPAIRED):
        actions.confirm(slip, by=ravi)
    assert waits(ravi) == 0
    assert actions.acknowledge(slip, by=ravi).stands is State.REPAIRED
    seen = visit(ravi).get(f"{HERE}{slip.id}/").content.decode()
    assert "Delta confirmed it on" in seen


def test_the_form_asks_whom_it_concerns(three: list[Seat], visit: Visit) -> None:
    ingrid, ravi, otto = three
    form = visit(ingrid).get(f"{HERE}new/").content.decode()
    assert "Whom it concerns" in form
    assert "Everybody at this table" in form
    assert "Tell the other side" in form
    assert f'value="{party_of(ingrid).id}"' not in form
    for chosen, kept in (
        (party_of(ravi).id, party_of(ravi).id),
        (party_of(otto).id, party_of(otto).id),
        ("all", None),
    ):
        answer = visit(ingrid).post(f"{HERE}new/", LINES | {"towards": chosen})
        assert answer.status_code == 302
        assert Slip.objects.latest("owned_at").towards_id == kept


@pytest.mark.parametrize("chosen", ["", "nobody", "01J00000000000000000000000", "own"])
def test_it_concerns_somebody_who_is_there(three: list[Seat], visit: Visit, chosen: str) -> None:
    towards = party_of(three[0]).id if chosen == "own" else chosen
    answer = visit(three[0]).post(f"{HERE}new/", LINES | {"towards": towards})
    assert answer.status_code == 422
    assert LINES["repair"] in answer.content.decode()
    assert not Slip.objects.exists()


def test_in_a_room_of_two_nobody_is_asked_whom_it_concerns(
    three: list[Seat], visit: Visit, say: Say, refuses: Refuses
) -> None:
    ingrid, ravi, otto = three
    parties = [party_of(seat).id for seat in (ingrid, ravi)]
    room = open_room("Two", parties=parties, by=ingrid)
    assert {party.id for party in insiders(room)} == set(parties)
    path = f"/p/three/with/{room.id}/care/slips/"
    form = visit(ingrid).get(f"{path}new/").content.decode()
    assert "Whom it concerns" not in form
    assert "Tell Kaveri" in form
    with refuses(Reason.NOT_IN_THIS_ROOM):
        say(party_of(otto), room=room)
    slip = say(party_of(ravi), room=room)
    assert visit(otto).get(f"{path}{slip.id}/").status_code == 404
    assert LINES["what"] not in visit(otto).get(HERE).content.decode()
    assert visit(otto).get(f"{HERE}{slip.id}/").status_code == 404


def test_a_promise_to_all_is_owned_towards_all(
    three: list[Seat], shared: Room, visit: Visit
) -> None:
    ingrid, ravi, _otto = three
    said = Promise(deliverable="The map", due=now() + timedelta(days=2), zone="UTC", receiver=None)
    one = promised.accept(promised.propose(said, room=shared, by=ingrid), by=ravi)
    form = visit(ingrid).get(f"{HERE}new/?commitment={one.id}").content.decode()
    assert "Tell everybody" in form
    assert "What it means for the others" in form
    assert "Whom it concerns" not in form
    visit(ingrid).post(f"{HERE}new/", LINES | {"about": one.id})
    assert Slip.objects.get().towards is None
