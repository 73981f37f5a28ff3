"""What waits for whom: a word from the other side, never only the work one has promised."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.offers import waiting
from troth.commitments.tests.conftest import Make
from troth.foundation.web.clock import now
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def waits(*seats: Seat, limit: int = 100) -> list[str]:
    return [line.sentence for line in waiting(list(seats), limit=limit)]


def test_a_promise_waits_to_be_accepted_by_whom_it_was_made_to(cast: Cast, promised: Make) -> None:
    promised()
    assert waits(cast.ingrid) == ["Kaveri promises “Calibration API v1”."]
    assert waits(cast.ravi) == []


def test_work_that_was_promised_waits_for_nobodys_word(cast: Cast, accepted: Make) -> None:
    accepted()
    assert waits(cast.ingrid) == waits(cast.ravi) == []


def test_a_delivery_waits_to_be_confirmed(cast: Cast, delivered: Make) -> None:
    one = delivered()
    (line,) = waiting([cast.ingrid], limit=9)
    assert line.sentence == "Kaveri delivered “Calibration API v1”."
    assert line.url == f"/p/lumen-kaveri/commitments/{one.id}/"
    assert line.since == one.deliveries.get().at
    assert (line.partnership, line.party) == ("Lumen & Kaveri", "Kaveri")


def test_what_came_back_waits_for_whoever_promised_it(cast: Cast, delivered: Make) -> None:
    actions.send_back(delivered(), by=cast.ingrid, missing="Half of it.")
    assert waits(cast.ravi) == ["“Calibration API v1” came back with what is missing."]
    assert waits(cast.ingrid) == []


@pytest.mark.parametrize("asker", ["ravi", "ingrid"])
def test_a_wish_to_move_waits_for_the_other_side_with_its_reason(
    cast: Cast, accepted: Make, asker: str
) -> None:
    one, by = accepted(), getattr(cast, asker)
    other = cast.ingrid if asker == "ravi" else cast.ravi
    actions.ask_move(one, due=one.due + timedelta(days=1), reason="Customs took a day.", by=by)
    (line,) = waiting([other], limit=9)
    assert "asks to move “Calibration API v1” to" in line.sentence
    assert line.quote == "Customs took a day."
    assert waits(by) == []


def test_once_the_date_has_come_nobody_waits_for_an_answer_to_a_wish(
    cast: Cast, accepted: Make
) -> None:
    one = accepted(days=1)
    actions.ask_move(one, due=one.due + timedelta(days=1), reason="Customs.", by=cast.ravi)
    type(one).objects.filter(pk=one.pk).update(due=now() - timedelta(minutes=1))
    assert waits(cast.ingrid) == []


@pytest.mark.parametrize("who", ["guest", "contributor", "facilitator"])
def test_nothing_waits_for_whoever_answers_for_nobody(cast: Cast, promised: Make, who: str) -> None:
    promised()
    assert waits(getattr(cast, who)) == []


def test_nothing_waits_at_a_closed_table(cast: Cast, promised: Make) -> None:
    promised()
    Partnership.objects.update(phase="closed")
    seat = Seat.objects.select_related("partnership", "party").get(pk=cast.ingrid.pk)
    assert waits(seat) == []


def test_what_is_prepared_in_a_side_room_waits_for_nobody(cast: Cast) -> None:
    said = Promise(
        deliverable="A price list", due=now() + timedelta(days=5), zone="UTC", receiver=cast.lumen
    )
    actions.propose(said, room=cast.kaveri_side, by=cast.ravi)
    assert waits(cast.ingrid) == waits(cast.meera) == []


def test_a_room_for_some_waits_like_the_shared_one_and_leads_there(
    cast: Cast,
) -> None:
    room = Room.objects.create(partnership=cast.table, kind="subset", name="Two of us")
    room.parties.set([cast.lumen, cast.kaveri])
    said = Promise(
        deliverable="A price list", due=now() + timedelta(days=5), zone="UTC", receiver=cast.lumen
    )
    actions.propose(said, room=room, by=cast.ravi)
    (line,) = waiting([cast.ingrid], limit=9)
    assert line.url.startswith(f"/p/lumen-kaveri/with/{room.id}/commitments/")


def test_however_many_tables_the_questions_are_few_and_bounded(
    cast: Cast,
    promised: Make,
    delivered: Make,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for _ in range(5):
        promised()
        delivered()
    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]  # a context manager
        assert len(waits(cast.ingrid)) == 10
    assert len(waits(cast.ingrid, limit=3)) == 3


def test_many_that_wait_for_others_do_not_hide_the_one_that_waits_for_us(
    cast: Cast, accepted: Make, promised: Make
) -> None:
    for _ in range(8):
        accepted(days=2)
    promised(days=30)
    assert waits(cast.ingrid, limit=3) == ["Kaveri promises “Calibration API v1”."]
