"""The overview a sponsor reads in two minutes: whose word is next, and what has its time."""

from datetime import timedelta

import pytest

from troth.agreements import actions as agreements
from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.conftest import Visit
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
TABLE = "/p/lumen-kaveri/"


def promise(cast: Cast, what: str, *, by: Seat | None = None, days: int = 5) -> Commitment:
    far = cast.kaveri if by in {None, cast.ingrid} else cast.lumen
    said = Promise(
        deliverable=what, due=now() + timedelta(days=days), zone="Europe/Oslo", receiver=far
    )
    return actions.propose(said, room=cast.shared, by=by or cast.ingrid)


def read(visit: Visit, who: Seat, path: str = "") -> str:
    answer = visit(who).get(f"{TABLE}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def side_of(page: str, short: str) -> str:
    """What stands under one side's name."""
    head = f'<span dir="auto">{short}</span></h3>'
    start = page.index(head) + len(head)
    ends = [page.find(mark, start) for mark in ("</h3>", "</section>")]
    return page[start : min(end for end in ends if end > start)]


def test_a_new_table_waits_for_nobody(cast: Cast, visit: Visit) -> None:
    page = read(visit, cast.ingrid)
    assert "Nothing waits for anybody." in page
    assert "Next moments" not in page


def test_a_promise_waits_for_whom_it_was_made_to(cast: Cast, visit: Visit) -> None:
    promise(cast, "Pilot contract")
    for who in (cast.ingrid, cast.ravi, cast.guest, cast.facilitator):
        page = read(visit, who)
        assert "One thing waits for Kaveri." in page
        assert "Accept “Pilot contract”, or say why not" in page
    assert "Pilot contract" not in side_of(read(visit, cast.ravi), "Lumen")


def test_a_promise_on_its_way_waits_for_nobody_and_is_the_next_moment(
    cast: Cast, visit: Visit
) -> None:
    actions.accept(promise(cast, "Pilot contract"), by=cast.ravi)
    page = read(visit, cast.ingrid)
    assert "Nothing waits for anybody." in page
    assert "Lumen: Pilot contract" in page[page.index("Next moments") :]


def test_a_delivery_waits_for_the_receiver_and_what_came_back_for_the_promiser(
    cast: Cast, visit: Visit
) -> None:
    one = actions.accept(promise(cast, "Pilot contract"), by=cast.ravi)
    actions.deliver(one, by=cast.ingrid)
    assert "Confirm “Pilot contract”" in side_of(read(visit, cast.ingrid), "Kaveri")
    actions.send_back(one, by=cast.ravi, missing="Page two.")
    assert "Complete “Pilot contract”, which came back" in side_of(read(visit, cast.ravi), "Lumen")


def test_a_wish_to_move_waits_for_the_other_side(cast: Cast, visit: Visit) -> None:
    one = actions.accept(promise(cast, "Pilot contract"), by=cast.ravi)
    actions.ask_move(one, due=one.due + timedelta(days=3), reason="Customs.", by=cast.ingrid)
    assert "Answer Lumen’s request to move “Pilot contract”" in side_of(
        read(visit, cast.ravi), "Kaveri"
    )


def test_a_date_that_passed_waits_for_whoever_promised_without_blame(
    cast: Cast, visit: Visit
) -> None:
    one = actions.accept(promise(cast, "Pilot contract", days=1), by=cast.ravi)
    with clock.at(one.due + timedelta(days=1)):
        page = read(visit, cast.ravi)
    assert "Say what happened with “Pilot contract”, and what comes next" in side_of(page, "Lumen")
    assert "overdue" not in page


def test_an_unsigned_text_waits_for_each_side_that_has_not_signed(cast: Cast, visit: Visit) -> None:
    text = agreements.draft(title="How we meet", text="On Tuesdays.", room=cast.shared, by=cast.tor)
    page = read(visit, cast.ingrid)
    assert "One thing waits for Lumen, one thing waits for Kaveri." in page
    agreements.sign(text, version=1, by=cast.ravi)
    page = read(visit, cast.ingrid)
    assert "One thing waits for Lumen." in page
    agreements.sign(text, version=1, by=cast.ingrid)
    assert "Nothing waits for anybody." in read(visit, cast.ingrid)


def test_a_guest_sees_no_title_of_a_draft(cast: Cast, visit: Visit) -> None:
    agreements.draft(title="Secret until signed", text="x", room=cast.shared, by=cast.tor)
    assert "Secret until signed" not in read(visit, cast.guest)


def test_what_waits_in_another_room_stays_there(cast: Cast, visit: Visit) -> None:
    room = open_room("Moorings", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    agreements.draft(title="Only for Moorings", text="x", room=room, by=cast.ingrid)
    assert "Only for Moorings" not in read(visit, cast.ingrid)
    assert "Only for Moorings" in read(visit, cast.ingrid, f"with/{room.id}/")


def test_six_stand_there_and_the_others_are_counted(cast: Cast, visit: Visit) -> None:
    for n in range(9):
        promise(cast, f"Part {n}")
    page = read(visit, cast.ravi)
    assert "9 things wait for Kaveri." in page
    assert "and 3 more" in page
    assert "Part 8" not in page


def test_the_overview_asks_as_often_for_twenty_as_for_one(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ingrid)

    actions.accept(promise(cast, "One"), by=cast.ravi)
    agreements.draft(title="A text", text="x", room=cast.shared, by=cast.tor)
    before = statements(browser, TABLE)
    for n in range(20):
        actions.accept(promise(cast, f"Part {n}"), by=cast.ravi)
        agreements.draft(title=f"Text {n}", text="x", room=cast.shared, by=cast.tor)
    assert statements(browser, TABLE) == before
