"""What passing time does to promises, and that it does it once."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.db import connection

from troth.commitments import actions
from troth.commitments.clock import due
from troth.commitments.queries.stories import told
from troth.commitments.tests.conftest import Make
from troth.foundation.facts.fact import CLOCK
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.models import Head
from troth.ledger.stops import Stop
from troth.partnerships.models import Partnership, Terms
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
Limits = Callable[..., Terms]


def test_a_missed_date_is_a_fact_of_the_clock_and_not_a_state(accepted: Make) -> None:
    one = accepted(days=1)
    assert due(one.due + timedelta(minutes=1)) == 1
    one.refresh_from_db()
    assert (one.state, one.outcome, one.missed_at) == ("accepted", "open", one.due)
    last = told(one)[-1].fact
    assert (last.kind, last.by) == ("commitment:missed", CLOCK)


def test_the_clock_says_everything_once(accepted: Make) -> None:
    one = accepted(days=1)
    moment = one.due + timedelta(minutes=1)
    assert [due(moment), due(moment)] == [1, 0]


def test_nothing_is_missed_before_its_minute(accepted: Make) -> None:
    one = accepted(days=1)
    assert due(one.due) == 0


def test_silence_counts_as_received_after_the_answer_time(delivered: Make) -> None:
    one = delivered()
    one.refresh_from_db()
    assert one.answer_by is not None
    assert due(one.answer_by) == 0
    assert due(one.answer_by + timedelta(minutes=1)) == 1
    one.refresh_from_db()
    assert (one.state, one.outcome) == ("delivered", "kept")
    assert told(one)[-1].fact.kind == "commitment:let-stand"


def test_thirty_days_of_nothing_after_the_date_is_dropped(accepted: Make) -> None:
    one = accepted(days=1)
    late = one.due + timedelta(days=30, minutes=1)
    assert due(late) == 2
    one.refresh_from_db()
    assert one.outcome == "dropped"
    assert due(late) == 0


def test_a_date_moved_in_time_is_missed_at_the_new_one_only(cast: Cast, accepted: Make) -> None:
    one = accepted(days=1)
    old = one.due
    actions.ask_move(one, due=old + timedelta(days=2), reason="Two days.", by=cast.ravi)
    actions.agree_move(one, by=cast.ingrid)
    assert due(old + timedelta(hours=1)) == 0
    assert due(old + timedelta(days=2, hours=1)) == 1


def test_the_answer_time_is_counted_in_the_receivers_working_days(
    cast: Cast, accepted: Make
) -> None:
    # Noon, so that it is Friday on every clock of this table.
    noon = now().replace(hour=10, minute=0)
    friday = noon + timedelta(days=(4 - noon.weekday()) % 7 or 7)
    one = accepted(days=20)
    with clock.at(friday):
        actions.deliver(one, by=cast.ravi)
    one.refresh_from_db()
    assert one.answer_by is not None
    assert one.answer_by - friday == timedelta(days=7)


def test_the_silence_that_drops_a_promise_is_the_one_agreed_when_it_was_accepted(
    agreed: Limits, accepted: Make
) -> None:
    agreed(silence_days=7)
    one = accepted(days=1)
    agreed(silence_days=90)
    assert due(one.due + timedelta(days=7)) == 1
    assert due(one.due + timedelta(days=7, minutes=1)) == 1
    one.refresh_from_db()
    assert one.outcome == "dropped"


def test_more_silence_than_usual_is_waited_for(agreed: Limits, accepted: Make) -> None:
    agreed(silence_days=60)
    one = accepted(days=1)
    assert due(one.due + timedelta(days=59)) == 1
    one.refresh_from_db()
    assert one.outcome == "open"


def test_what_was_sent_back_after_its_date_was_not_missed_and_is_dropped_in_the_end(
    cast: Cast, accepted: Make
) -> None:
    one = accepted(days=1)
    actions.deliver(one, by=cast.ravi)
    back = one.due + timedelta(days=2)
    with clock.at(back):
        actions.send_back(one, by=cast.ingrid, missing="Half of it.")
    assert due(back + timedelta(days=30)) == 0
    assert due(back + timedelta(days=30, minutes=1)) == 1
    assert told(one)[-1].fact.kind == "commitment:dropped"


def test_what_goes_wrong_with_one_promise_keeps_no_other_waiting(accepted: Make) -> None:
    first, second = accepted(days=1), accepted(days=2)
    moment = second.due + timedelta(minutes=1)

    def refuse(
        execute: object, sql: str, params: Sequence[object], many: bool, context: object
    ) -> object:
        if "commitments_line" in sql and first.id in params:
            raise OSError("the disk is full")
        return execute(sql, params, many, context)  # type: ignore[operator]  # Django's wrapper

    with connection.execute_wrapper(refuse):
        assert due(moment) == 1
    assert due(moment) == 1


def test_a_stopped_record_is_left_alone(cast: Cast, accepted: Make) -> None:
    one = accepted(days=1)
    Head.objects.filter(log=cast.shared.id).update(stopped=Stop.BEHIND.value)
    assert due(one.due + timedelta(minutes=1)) == 0


def test_at_a_closed_table_time_changes_nothing(cast: Cast, accepted: Make) -> None:
    one = accepted(days=1)
    Partnership.objects.update(phase="closed")
    assert due(one.due + timedelta(days=40)) == 0


def test_a_prepared_promise_in_a_side_room_is_left_alone(cast: Cast, promised: Make) -> None:
    one = promised(days=1)
    assert due(one.due + timedelta(days=40)) == 0
