"""What two sides do with a promise: each act moves the row and tells its fact, or does neither."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from troth.commitments import actions
from troth.commitments.actions.turns import NotPossible, SomebodyWasQuicker, settle
from troth.commitments.clock import due
from troth.commitments.models import Commitment, Line
from troth.commitments.queries.lives import life_of
from troth.commitments.queries.stories import told
from troth.commitments.rules.outcome import verdict
from troth.commitments.rules.refusals import Refusal
from troth.commitments.rules.replay import life
from troth.commitments.tests.conftest import Make, by_kaveri
from troth.foundation.facts.commitments import CommitmentProposed
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.queries import head
from troth.partnerships.models import Terms
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def kinds(commitment: Commitment) -> list[str]:
    return [one.fact.kind for one in told(commitment)]


def test_a_promise_counts_once_the_other_side_accepts(cast: Cast, promised: Make) -> None:
    one = promised()
    assert (one.state, one.outcome) == ("proposed", "")
    actions.accept(one, by=cast.ingrid)
    one.refresh_from_db()
    assert (one.state, one.outcome) == ("accepted", "open")


def test_each_act_is_one_fact_in_the_rooms_log(cast: Cast, delivered: Make) -> None:
    before = head(cast.shared.id)
    one = delivered()
    assert head(cast.shared.id) == before + 3
    assert kinds(one) == ["commitment:proposed", "commitment:accepted", "commitment:delivered"]


def test_the_promise_made_by_ravi_cannot_be_accepted_by_ravi(cast: Cast, promised: Make) -> None:
    with pytest.raises(NotPossible) as refused:
        actions.accept(promised(), by=cast.ravi)
    assert refused.value.reason is Refusal.ONLY_RECEIVER


def test_a_facilitator_promises_nothing(cast: Cast) -> None:
    promise = by_kaveri(now() + timedelta(days=2), cast.lumen)
    with pytest.raises(NotPossible) as refused:
        actions.propose(promise, room=cast.shared, by=cast.facilitator)
    assert refused.value.reason is Refusal.NO_PARTY


def test_declining_is_owed_a_reason(cast: Cast, promised: Make) -> None:
    one = promised()
    with pytest.raises(NotPossible) as refused:
        actions.decline(one, by=cast.ingrid, reason="  ")
    assert refused.value.reason is Refusal.WORDS_MISSING
    assert kinds(one) == ["commitment:proposed"]


def test_a_date_moved_before_it_is_due_is_renegotiated_and_not_late(
    cast: Cast, accepted: Make
) -> None:
    one = accepted(days=2)
    later = one.due + timedelta(days=3)
    actions.ask_move(one, due=later, reason="Customs took a day.", by=cast.ravi)
    actions.agree_move(one, by=cast.ingrid)
    with clock.at(later - timedelta(hours=1)):
        actions.deliver(one, by=cast.ravi)
        actions.confirm(one, by=cast.ingrid)
    one.refresh_from_db()
    assert (one.outcome, one.renegotiated, one.due) == ("kept", 1, later)


def test_the_same_work_after_the_old_date_without_a_move_is_late(
    cast: Cast, accepted: Make
) -> None:
    one = accepted(days=2)
    with clock.at(one.due + timedelta(minutes=1)):
        actions.deliver(one, by=cast.ravi)
    one.refresh_from_db()
    assert (one.outcome, one.renegotiated) == ("late", 0)


@pytest.mark.parametrize("act", [actions.deliver, actions.withdraw])
def test_a_late_act_records_first_that_the_date_was_missed(
    cast: Cast, accepted: Make, act: Callable[..., Commitment]
) -> None:
    one = accepted(days=2)
    with clock.at(one.due + timedelta(minutes=1)):
        act(one, by=cast.ravi)
    one.refresh_from_db()
    assert one.missed_at == one.due
    assert kinds(one)[-2] == "commitment:missed"
    assert due(one.due + timedelta(minutes=2)) == 0


def test_delivered_on_the_minute_misses_nothing(cast: Cast, accepted: Make) -> None:
    one = accepted(days=2)
    with clock.at(one.due):
        actions.deliver(one, by=cast.ravi)
    one.refresh_from_db()
    assert one.missed_at is None


def test_whoever_delivers_late_and_is_too_slow_leaves_no_fact(cast: Cast, accepted: Make) -> None:
    one = accepted(days=2)
    size = head(cast.shared.id)
    with clock.at(one.due + timedelta(minutes=1)), pytest.raises(SomebodyWasQuicker):
        actions.deliver(one, by=cast.ravi, seen=one.turn - 1)
    assert head(cast.shared.id) == size


def test_the_answer_time_is_the_one_of_the_terms(
    cast: Cast, accepted: Make, agreed: Callable[..., Terms]
) -> None:
    agreed(answer_days=1)
    one = accepted(days=30)
    monday = now() + timedelta(days=(0 - now().weekday()) % 7)
    with clock.at(monday):
        actions.deliver(one, by=cast.ravi)
    assert one.answer_by == monday + timedelta(days=1)


def test_nobody_moves_a_date_that_has_passed(cast: Cast, accepted: Make) -> None:
    one = accepted(days=1)
    with clock.at(one.due + timedelta(minutes=1)), pytest.raises(NotPossible) as refused:
        actions.ask_move(one, due=one.due + timedelta(days=2), reason="Sorry.", by=cast.ravi)
    assert refused.value.reason is Refusal.NO_MOVE_AFTER_THE_DAY


def test_a_kept_date_leaves_the_promise_as_it_was(cast: Cast, accepted: Make) -> None:
    one = accepted()
    due = one.due
    actions.ask_move(one, due=due + timedelta(days=1), reason="A day more?", by=cast.ravi)
    actions.keep_date(one, reason="We fly on Friday.", by=cast.ingrid)
    one.refresh_from_db()
    assert (one.due, one.ask_by, one.renegotiated) == (due, "", 0)


def test_another_day_goes_back_to_the_asker(cast: Cast, accepted: Make) -> None:
    one = accepted()
    actions.ask_move(one, due=one.due + timedelta(days=5), reason="A week?", by=cast.ravi)
    actions.suggest_date(one, due=one.due + timedelta(days=2), by=cast.ingrid)
    one.refresh_from_db()
    assert one.ask_by == "receiver"
    actions.agree_move(one, by=cast.ravi)
    one.refresh_from_db()
    assert one.renegotiated == 1


def test_what_is_missing_sends_it_back_and_a_second_delivery_is_answered_anew(
    cast: Cast, delivered: Make
) -> None:
    one = delivered()
    actions.send_back(one, by=cast.ingrid, missing="The test set.")
    one.refresh_from_db()
    assert (one.state, one.outcome) == ("disputed", "open")
    actions.deliver(one, by=cast.ravi, words="Now with the test set.")
    actions.confirm(one, by=cast.ingrid)
    one.refresh_from_db()
    assert (one.state, one.outcome) == ("confirmed", "kept")
    assert one.deliveries.count() == 2


def test_a_withdrawn_promise_was_dropped_only_if_it_had_been_accepted(
    cast: Cast, promised: Make, accepted: Make
) -> None:
    early, late = promised(), accepted()
    actions.withdraw(early, by=cast.ravi)
    actions.withdraw(late, by=cast.ravi, reason="The sensor was recalled.")
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.outcome, late.outcome) == ("", "dropped")


def test_of_two_who_act_on_what_they_saw_the_second_is_told(cast: Cast, promised: Make) -> None:
    one = promised()
    seen = one.turn
    other = Commitment.objects.get(pk=one.pk)
    actions.accept(one, by=cast.ingrid, seen=seen)
    other.state = "proposed"
    with pytest.raises(SomebodyWasQuicker) as quicker:
        actions.decline(other, by=cast.ingrid, reason="No.", seen=seen)
    assert quicker.value.commitment.state == "accepted"
    assert kinds(one) == ["commitment:proposed", "commitment:accepted"]


def test_an_act_that_breaks_halfway_leaves_neither_row_nor_fact(cast: Cast, promised: Make) -> None:
    one = promised()
    size = head(cast.shared.id)

    def refuse(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if "commitments_line" in sql and sql.startswith("INSERT"):
            raise RuntimeError("the power went")
        return execute(sql, params, many, context)  # type: ignore[operator]  # Django's wrapper

    with connection.execute_wrapper(refuse), pytest.raises(RuntimeError):
        actions.accept(one, by=cast.ingrid)
    one.refresh_from_db()
    assert (one.state, head(cast.shared.id)) == ("proposed", size)


def test_the_record_tells_the_same_life_as_the_rows(cast: Cast, accepted: Make) -> None:
    one = accepted(days=3)
    actions.ask_move(one, due=one.due + timedelta(days=2), reason="Customs.", by=cast.ravi)
    actions.agree_move(one, by=cast.ingrid)
    actions.deliver(one, by=cast.ravi)
    actions.send_back(one, by=cast.ingrid, missing="Half of it.")
    fresh = Commitment.objects.get(pk=one.pk)
    from_record = life(told(fresh))
    assert from_record is not None
    later = now() + timedelta(days=60)
    assert verdict(from_record, now=later) == verdict(life_of(fresh), now=later)


def test_settling_again_changes_nothing(cast: Cast, delivered: Make) -> None:
    one = delivered()
    before = Commitment.objects.filter(pk=one.pk).values().get()
    settle(one, now=now())
    assert Commitment.objects.filter(pk=one.pk).values().get() == before


def test_a_promise_to_all_is_accepted_by_whoever_comes_first(cast: Cast) -> None:
    promise = by_kaveri(now() + timedelta(days=4), None)
    one = actions.propose(promise, room=cast.shared, by=cast.ravi)
    actions.accept(one, by=cast.tor)
    one.refresh_from_db()
    assert one.state == "accepted"


def test_words_stay_out_of_the_entry_and_beside_it(cast: Cast, promised: Make) -> None:
    one = promised(meaning="All twelve sensor types.")
    line = Line.objects.get(commitment=one)
    fact = told(one)[0].fact
    assert isinstance(fact, CommitmentProposed)
    assert fact.meaning == "All twelve sensor types."
    with connection.cursor() as cursor:
        cursor.execute(
            "select entry_bytes from ledger_entry where log = %s and idx = %s",
            [one.room_id, line.idx],
        )
        written = bytes(cursor.fetchone()[0])
    assert b"sensor types" not in written
    assert cast.ravi.person_id.encode() not in written
