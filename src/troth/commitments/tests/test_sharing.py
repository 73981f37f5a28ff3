"""A promise comes to more people as a new one: whoever prepared it shares it, or all who see it agree."""

from datetime import timedelta

import pytest

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.actions.sharing import NOUN
from troth.commitments.models import Commitment
from troth.commitments.rules.states import Act
from troth.conftest import Refused, Visit
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_widen
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Motion, Room
from troth.partnerships.rules.refusals import Reason
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, Cast, party_of, sit_down

pytestmark = pytest.mark.django_db


def promised_in(room: Room, cast: Cast) -> Commitment:
    """Lumen promises Kaveri something in this room."""
    due = now() + timedelta(days=5)
    said = Promise(deliverable="Price list", due=due, zone="Europe/Oslo", receiver=cast.kaveri)
    return actions.propose(said, room=room, by=cast.ingrid)


@pytest.fixture
def both(cast: Cast) -> Room:
    """A room for both organisations, to which no guest comes."""
    return open_room("Both", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)


@pytest.fixture
def asked(cast: Cast, both: Room) -> Motion:
    """Lumen asks to show its promise of that room to the whole table."""
    one = promised_in(both, cast)
    return ask_to_widen(
        NOUN, one.id, origin=both, wider=cast.shared, by=cast.ingrid, reason="All ask."
    ).motion


def test_who_promised_stays_who_promised_whoever_agrees_last(cast: Cast, asked: Motion) -> None:
    assent(asked, by=cast.ravi, yes=True)
    (shown,) = Commitment.objects.in_rooms([cast.shared.id])
    assert (shown.promiser, shown.receiver, shown.state) == (cast.lumen, cast.kaveri, "proposed")


def test_a_promise_whose_day_has_passed_is_not_carried_over_and_the_motion_waits(
    cast: Cast, asked: Motion, refused: Refused
) -> None:
    with clock.at(now() + timedelta(days=6)), refused(Reason.NOT_AS_IT_STANDS):
        assent(asked, by=cast.ravi, yes=True)
    asked.refresh_from_db()
    assert (asked.outcome, asked.assents.count()) == ("open", 1)


def test_sharing_what_has_passed_says_so(cast: Cast, visit: Visit) -> None:
    one = promised_in(cast.lumen_side, cast)
    Commitment.objects.filter(pk=one.id).update(due=now() - timedelta(days=1))
    answer = visit(cast.ingrid).post(f"/p/lumen-kaveri/side/commitments/{one.id}/share/")
    assert answer.status_code == 409
    assert "cannot be shown to more people" in answer.content.decode()


@pytest.mark.parametrize("act", Act)
def test_what_is_prepared_in_a_side_room_is_promised_to_nobody_yet(
    cast: Cast, visit: Visit, act: Act
) -> None:
    one = promised_in(cast.lumen_side, cast)
    url = f"/p/lumen-kaveri/side/commitments/{one.id}/{act}/"
    client = visit(cast.ingrid)
    assert client.get(url).status_code == client.post(url, {"words": "x"}).status_code == 404


def way(room: Room, one: Commitment) -> str:
    """Where it is proposed to show this to everybody."""
    return f"/p/lumen-kaveri/with/{room.id}/commitments/{one.id}/widen/"


def test_whoever_decides_proposes_it_on_the_page_and_the_last_yes_carries_it(
    cast: Cast, both: Room, visit: Visit
) -> None:
    one, browser = promised_in(both, cast), visit(cast.ingrid)
    page = browser.get(f"/p/lumen-kaveri/with/{both.id}/commitments/{one.id}/").content.decode()
    assert way(both, one) in page
    assert "Price list" in browser.get(way(both, one)).content.decode()
    there = browser.post(way(both, one), {"reason": "All ask for it."})["Location"]
    assert "All ask for it." in visit(cast.ravi).get(there).content.decode()
    visit(cast.ravi).post(f"{there}answer/", {"answer": "yes", "word": ""})
    (shown,) = Commitment.objects.in_rooms([cast.shared.id])
    assert (shown.deliverable, shown.promiser) == ("Price list", cast.lumen)


def test_proposing_it_without_a_reason_comes_back(cast: Cast, both: Room, visit: Visit) -> None:
    answer = visit(cast.ingrid).post(way(both, promised_in(both, cast)), {"reason": " "})
    assert answer.status_code == 422
    assert "This is needed." in answer.content.decode()
    assert not Motion.objects.exists()


def test_proposing_the_same_twice_says_so_and_keeps_the_words(
    cast: Cast, both: Room, visit: Visit
) -> None:
    one, browser = promised_in(both, cast), visit(cast.ingrid)
    browser.post(way(both, one), {"reason": "Once."})
    again = browser.post(way(both, one), {"reason": "And once more."})
    assert again.status_code == 409
    assert "And once more." in again.content.decode()
    assert Motion.objects.count() == 1


def test_what_stands_at_the_table_or_in_a_side_room_is_not_proposed_there(
    cast: Cast, visit: Visit
) -> None:
    for room, root in ((cast.shared, ""), (cast.lumen_side, "side/")):
        one = promised_in(room, cast)
        path = f"/p/lumen-kaveri/{root}commitments/{one.id}/"
        assert visit(cast.ingrid).get(f"{path}widen/").status_code == 404
        assert "/widen/" not in visit(cast.ingrid).get(path).content.decode()


def test_members_read_who_decides_and_do_not_see_the_way(
    cast: Cast, both: Room, visit: Visit
) -> None:
    one, member = promised_in(both, cast), visit(cast.tor)
    assert way(both, one) not in member.get(way(both, one).replace("widen/", "")).content.decode()
    assert member.get(way(both, one)).status_code == 403
    assert member.post(way(both, one), {"reason": "Please."}).status_code == 403
    assert visit(cast.guest).get(way(both, one)).status_code == 404
    assert not Motion.objects.exists()


def test_a_third_party_reads_nothing_of_it_before_the_last_yes(db: None, visit: Visit) -> None:
    seats = sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))
    ingrid, ravi, otto = seats
    two = open_room("Two of us", parties=[party_of(ingrid).id, party_of(ravi).id], by=ingrid)
    due = now() + timedelta(days=5)
    said = Promise(deliverable="Secret plan", due=due, zone="UTC", receiver=party_of(ravi))
    one = actions.propose(said, room=two, by=ingrid)
    path = f"/p/three/with/{two.id}/commitments/{one.id}/widen/"
    assert visit(otto).get(path).status_code == visit(otto).post(path).status_code == 404
    there = visit(ingrid).post(path, {"reason": "For all."})["Location"]
    for page in ("/", "/p/three/", "/p/three/consent/", "/p/three/record/", there):
        assert "Secret plan" not in visit(otto).get(page).content.decode()
    visit(ravi).post(f"{there}answer/", {"answer": "yes", "word": ""})
    assert "Secret plan" in visit(otto).get("/p/three/commitments/").content.decode()
