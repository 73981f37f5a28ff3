"""Whose word is next, on the home page and on the overview: the side it waits for, and nobody else."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import cast as as_type

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext

from troth.foundation.facts.checks import Outcome
from troth.foundation.web import clock
from troth.goals import actions
from troth.goals.models import Goal
from troth.goals.queries.checks import holding, may_wait
from troth.goals.tests.checked import WHAT, agree, anew, found, propose, settle
from troth.goals.waiting import Tables, owed, waiting
from troth.partnerships.models import Partnership, Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
DUE = date(2027, 1, 31)


def on(day: date, hour: int = 12) -> datetime:
    """A moment of a day, on the clock of the world."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def sentences(seat: Seat, day: date = DUE) -> list[str]:
    """What waits for somebody on this day, as the home page says it."""
    with clock.at(on(day)):
        return [one.sentence for one in waiting([seat], limit=20)]


def told(cast: Cast, seat: Seat, day: date = DUE) -> list[tuple[str, str]]:
    """What the room waits for on this day, as everybody in it reads it: which side, and what."""
    request = SimpleNamespace(
        seat=seat, room=cast.shared, partnership=cast.table, person=seat.person, rooms=set()
    )
    with clock.at(on(day)):
        lines = owed(as_type(HttpRequest, request), limit=20)
        return [(one.party, one.sentence) for one in lines]


def test_a_proposal_waits_for_the_other_side_with_the_words_to_agree_to(
    cast: Cast, agreed: Goal
) -> None:
    one = propose(agreed, by=cast.ravi)
    ((line),) = waiting([cast.ingrid], limit=20)
    assert line.sentence == "A sustainability check of “Beta” is proposed."
    assert (line.quote, line.act) == (WHAT, "Read and agree")
    assert line.url == f"/p/lumen-kaveri/agreements/goals/checks/{one.id}/"
    assert not list(waiting([cast.ravi], limit=20))


def test_a_result_waits_for_the_side_that_did_not_write_it(cast: Cast, agreed: Goal) -> None:
    found(agree(agreed, cast), by=cast.ravi)
    (said,) = sentences(cast.ingrid)
    assert said == "“Beta”: the other side wrote what came of a sustainability check."
    assert sentences(cast.ravi) == []


def test_what_is_seen_differently_waits_for_the_side_that_answers_once_its_day_is_here(
    cast: Cast, agreed: Goal
) -> None:
    one = agree(agreed, cast)
    made = found(one, by=cast.ravi)
    actions.doubt_result(made, words="I saw ten.", turn=anew(one).turn, by=cast.ingrid)
    assert sentences(cast.ingrid) == []
    assert sentences(cast.ravi) == ["“Beta”: say what came of a sustainability check."]


def test_a_check_begins_to_wait_on_the_day_of_the_first_reminder(cast: Cast, agreed: Goal) -> None:
    agree(agreed, cast, due=DUE)
    assert sentences(cast.ravi, DUE - timedelta(days=4)) == []
    assert len(sentences(cast.ravi, DUE - timedelta(days=3))) == 1
    assert sentences(cast.ingrid, DUE) == []


def test_the_day_of_a_check_is_one_on_the_clock_of_the_side_that_answers(
    cast: Cast, agreed: Goal
) -> None:
    one = agree(agreed, cast, due=DUE)
    late = datetime(2027, 1, 27, 20, tzinfo=UTC)
    with clock.at(late):
        begun = list(waiting([cast.ravi], limit=20))
    assert one.answering.zone == "Asia/Kolkata"
    assert len(begun) == 1, "in Bengaluru it is the twenty-eighth already, three days before"


def test_guests_and_helpers_are_waited_for_by_nothing(cast: Cast, agreed: Goal) -> None:
    propose(agreed, by=cast.ravi, due=DUE)
    seats = [cast.guest, cast.contributor, cast.facilitator]
    assert not list(waiting(seats, limit=20))
    for seat in seats:
        assert told(cast, seat) == []


def test_at_a_table_that_has_closed_nothing_waits(cast: Cast, agreed: Goal) -> None:
    propose(agreed, by=cast.ravi)
    Partnership.objects.filter(pk=cast.table.pk).update(phase="ended")
    seat = Seat.objects.select_related("partnership", "person", "party").get(pk=cast.ingrid.pk)
    assert not list(waiting([seat], limit=20))


def test_for_whoever_sits_nowhere_the_database_is_asked_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert not list(waiting([], limit=20))
    assert len(asked) == 0


def test_everybody_of_the_room_reads_which_side_owes_what(cast: Cast, agreed: Goal) -> None:
    propose(agreed, by=cast.ingrid)
    found(agree(agreed, cast), by=cast.ravi)
    agree(agreed, cast, due=DUE)
    wanted = {
        (cast.kaveri.id, "Say yes to a sustainability check of “Beta”"),
        (cast.lumen.id, "Confirm a sustainability check of “Beta”"),
        (cast.kaveri.id, "Say what came of a sustainability check of “Beta”"),
    }
    assert set(told(cast, cast.ingrid)) == set(told(cast, cast.ravi)) == wanted


def test_no_more_is_said_than_there_is_room_for(cast: Cast, agreed: Goal) -> None:
    for _ in range(3):
        propose(agreed, by=cast.ravi)
    assert len(list(waiting([cast.ingrid], limit=2))) == 2


def test_what_is_settled_taken_back_or_replaced_waits_for_nobody(cast: Cast, agreed: Goal) -> None:
    settle(agree(agreed, cast), cast.ravi, cast.ingrid)
    gone = propose(agreed, by=cast.ravi)
    actions.withdraw_check(gone, seen=0, by=cast.ravi)
    old = agree(agreed, cast)
    agree(agreed, cast, replaces=old, why="It fits no more.", due=date(2028, 1, 1))
    assert sentences(cast.ingrid) == sentences(cast.ravi) == []
    assert old.pk not in {one.pk for one in may_wait([cast.shared.id])}


def test_of_a_goal_that_was_taken_back_no_check_waits(cast: Cast, drafted: Goal) -> None:
    propose(drafted, by=cast.ingrid)
    assert sentences(cast.ravi)
    actions.take_back(drafted, by=cast.ingrid)
    assert sentences(cast.ravi) == []
    assert told(cast, cast.ravi) == []


def test_the_longest_due_comes_first(cast: Cast, agreed: Goal) -> None:
    later = agree(agreed, cast, due=DUE, what="Later.")
    sooner = agree(agreed, cast, due=DUE - timedelta(days=9), what="Sooner.")
    assert [one.pk for one in may_wait([cast.shared.id])] == [sooner.pk, later.pk]


def test_terms_and_seats_of_a_room_are_looked_up_once_however_many_checks(
    cast: Cast, agreed: Goal
) -> None:
    for _ in range(3):
        agree(agreed, cast, due=DUE)
    rows, limits = may_wait([cast.shared.id]), Tables()
    list(limits.waits(rows[0]))
    with CaptureQueriesContext(connection) as asked:
        assert [len(list(limits.waits(row))) for row in rows[1:]] == [0, 0]
    assert len(asked) == 0


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.NOT_SHOWN])
def test_a_launch_waits_for_every_check_that_has_not_passed_and_for_no_other(
    cast: Cast, agreed: Goal, outcome: Outcome
) -> None:
    passed, other = (agree(agreed, cast, holds=True) for _ in range(2))
    settle(passed, cast.ravi, cast.ingrid, outcome=Outcome.PASSED)
    settle(other, cast.ravi, cast.ingrid, outcome=outcome)
    propose(agreed, by=cast.ravi, holds=True)
    agree(agreed, cast)
    assert [one.pk for one in holding(agreed)] == [other.pk]
