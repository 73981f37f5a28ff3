"""A table of three: two agree, the third reads along, and each pair and direction has its own."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from troth.adjustments import actions
from troth.adjustments.actions import Draft, Word, Words
from troth.adjustments.models import Adjustment
from troth.adjustments.offers import waiting
from troth.adjustments.rules.refusals import Reason
from troth.adjustments.rules.states import State
from troth.adjustments.tests.conftest import Refuses, way_of
from troth.conftest import Visit
from troth.foundation.facts.adjustments import Helped
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.ledger.queries import head
from troth.partnerships.models import Room, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, party_of, sit_down

pytestmark = pytest.mark.django_db
HERE = "/p/three/trust/adjustments/"
Agree = Callable[..., Adjustment]


@pytest.fixture
def three(db: None) -> list[Seat]:
    """The admins of Lumen, Kaveri and Delta at one table: Ingrid, Ravi, Otto."""
    return sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))


@pytest.fixture
def shared(three: list[Seat]) -> Room:
    """The room of all three."""
    return Room.objects.get(partnership__slug="three", kind=RoomKind.SHARED)


@pytest.fixture
def propose(three: list[Seat], shared: Room) -> Agree:
    """Lumen proposes something about Kaveri, or whoever is named about whom."""

    def make(
        *,
        by: int = 0,
        about: int = 1,
        towards: int = 0,
        dimension: Dimension = Dimension.CARE,
    ) -> Adjustment:
        words = Words(
            title=f"{dimension} of {about}",
            change="One thing.",
            keeper=Ulid(party_of(three[about]).id),
            recheck_on=(now() + timedelta(days=60)).date(),
        )
        way = way_of(party_of(three[about]), party_of(three[towards]), dimension)
        return actions.propose(Draft(way=way, words=words), room=shared, by=three[by])

    return make


def page(browser: Client, path: str = HERE) -> str:
    """The page's text."""
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def waits(seat: Seat) -> int:
    """How many adjustments wait for this seat."""
    return len(list(waiting([seat], limit=50)))


def test_it_waits_for_the_side_it_is_between_and_not_for_the_third(
    three: list[Seat], propose: Agree
) -> None:
    propose()
    assert [waits(seat) for seat in three] == [0, 1, 0]


def test_the_third_reads_along_and_cannot_answer(
    three: list[Seat], visit: Visit, propose: Agree, shared: Room
) -> None:
    one, otto = propose(), visit(three[2])
    shown = page(otto, f"{HERE}{one.id}/")
    assert one.change in shown
    assert "Do you agree?" not in shown
    assert "Take it back" not in shown
    size = head(shared.id)
    for way in ("agree", "decline", "take-back"):
        answer = otto.post(f"{HERE}{one.id}/{way}/", {"seen": 1, "words": "No."})
        assert answer.status_code == 403
        assert "This is between two other sides" in unescape(answer.content.decode())
    assert head(shared.id) == size


def test_nobody_proposes_for_two_others(
    three: list[Seat], visit: Visit, propose: Agree, refuses: Refuses
) -> None:
    with refuses(Reason.BETWEEN_OTHERS):
        propose(by=2)
    about, towards = party_of(three[1]).id, party_of(three[0]).id
    link = f"{HERE}propose/?about={about}&towards={towards}&dimension=care"
    answer = visit(three[2]).get(link)
    assert answer.status_code == 403
    assert "This is between two other sides; you read along." in unescape(answer.content.decode())


def test_who_chooses_a_direction_is_offered_those_of_their_own_side(
    three: list[Seat], visit: Visit
) -> None:
    shown = page(visit(three[2]), f"{HERE}propose/")
    ways = shown.partition('id="f-way"')[2].partition("</select>")[0]
    assert ways.count("<option") == 4
    assert "What Lumen can count on from Kaveri" not in ways


def test_each_direction_has_its_own(three: list[Seat], propose: Agree) -> None:
    propose()
    propose(by=1, about=0, towards=1)
    propose(by=2, about=1, towards=2)
    propose(by=0, about=1, towards=0, dimension=Dimension.TRUTH)
    assert Adjustment.objects.filter(state="proposed").count() == 4


def test_when_the_two_have_spoken_it_is_over_whatever_the_third_thinks(
    three: list[Seat], propose: Agree, refuses: Refuses
) -> None:
    one = actions.agree(propose(), by=three[1], seen=1)
    with refuses(Reason.BETWEEN_OTHERS):
        actions.look(one, Word(said=Helped.NOT), by=three[2], seen=1)
    one = actions.look(one, Word(said=Helped.HELPED), by=three[0], seen=1)
    one = actions.look(one, Word(said=Helped.HELPED), by=three[1], seen=1)
    assert (one.stands, one.outcome) == (State.CLOSED, "helped")


def test_all_three_find_the_same_in_the_list(
    three: list[Seat], visit: Visit, propose: Agree
) -> None:
    propose()
    actions.agree(propose(by=2, about=0, towards=2), by=three[0], seen=1)
    for seat in three:
        shown = page(visit(seat))
        assert "Lumen about Kaveri: care" in shown
        assert "Delta about Lumen: care" in shown


def test_what_waits_takes_as_many_statements_for_many_as_for_one(
    three: list[Seat], propose: Agree
) -> None:
    propose()

    def counted() -> int:
        seat = Seat.objects.select_related("partnership", "person", "party").get(pk=three[1].pk)
        with CaptureQueriesContext(connection) as found:
            assert waits(seat)
        return len(found)

    one = counted()
    for dimension in (Dimension.TRUTH, Dimension.ABILITY, Dimension.RELIABILITY):
        propose(dimension=dimension)
    assert counted() == one
    assert waits(three[1]) == 4


def test_the_overview_of_each_says_whose_word_is_next(
    three: list[Seat], visit: Visit, propose: Agree
) -> None:
    propose()
    for seat in three:
        assert "Agree to “care of 1”, or say what would be better" in page(visit(seat), "/p/three/")
