"""A pause that all agreed on moves dates together, and nothing that it moved becomes late."""

from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from troth.checkins.actions import pausing
from troth.checkins.actions.pausing import Wanted
from troth.checkins.actions.refusing import SomebodyWasQuicker
from troth.checkins.clock import open_at
from troth.checkins.models import Checkin, Pause, Report
from troth.checkins.rules.refusals import Refusal
from troth.checkins.tests.conftest import (
    MONDAY,
    MakePromise,
    Open,
    Why,
    again,
    days,
    facts_of,
    shared,
)
from troth.commitments import actions as promised
from troth.commitments.actions import moving
from troth.commitments.actions.promising import Promise
from troth.commitments.clock import due as commitments_due
from troth.commitments.models import Commitment
from troth.commitments.queries.lists import tallies
from troth.commitments.queries.lives import life_of
from troth.commitments.queries.stories import told
from troth.commitments.rules.outcome import Outcome, verdict
from troth.commitments.rules.replay import life
from troth.commitments.rules.story import Key, story
from troth.discussions.actions.writing import Words, begin
from troth.discussions.models import Question
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web import clock
from troth.notices.clock import Ahead
from troth.notices.models import Reminder
from troth.partnerships.testing import Cast
from troth.trust.queries.answers import proposals
from troth.trust.queries.promises import promises as trusted

Agree = Callable[..., Pause]


def test_a_pause_moves_what_rests_by_its_length_in_one_go(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    ours, theirs = promise(8, "Test set", mine=True), promise(9)
    one = agreed(ours, theirs)
    assert again(ours).due == ours.due + timedelta(days=7)
    assert again(theirs).due == theirs.due + timedelta(days=7)
    assert facts_of(table) == ["pause:proposed", "pause:agreed"]
    rests = one.rests.values_list("was", "due")
    assert {due - was for was, due in rests if was and due} == {timedelta(days=7)}
    assert len(rests) == 2


def test_the_clock_time_stays_through_a_change_of_clocks(table: Cast, promise: MakePromise) -> None:
    one = promise(20)
    Commitment.objects.filter(pk=one.pk).update(zone="Europe/Oslo")
    one.refresh_from_db()
    moved = moving.days_later(one, 180)
    there = moved.astimezone(ZoneInfo("Europe/Oslo"))
    assert there.strftime("%H:%M") == "13:30"


def test_nothing_that_a_pause_moved_is_late_or_missed(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    one = promise(8)
    agreed(one)
    the_old_day = MONDAY + timedelta(days=9)
    with clock.at(the_old_day):
        assert commitments_due(the_old_day) == 0
    done = MONDAY + timedelta(days=14)
    with clock.at(done):
        promised.deliver(again(one), by=table.ravi)
        promised.confirm(again(one), by=table.ingrid)
    found = verdict(life_of(again(one)), now=done)
    assert found is not None
    assert (found.outcome, found.renegotiated) == (Outcome.KEPT, 1)
    (tally,) = tallies(table.shared.id)
    assert (tally.kept, tally.late, tally.dropped, tally.moved) == (1, 0, 0, 1)


def test_reliability_reads_a_move_agreed_in_time_and_nothing_late(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    one = promise(8)
    agreed(one)
    later = MONDAY + timedelta(days=12)
    commitments_due(later)
    (read,) = trusted(shared(table), now=later)
    assert read.outcome is Outcome.OPEN
    assert [move.due for move in read.moves] == [again(one).due]
    assert all(move.agreed_at < one.due for move in read.moves)


def test_the_record_tells_the_same_life_as_the_rows(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    one = promise(8)
    agreed(one)
    assert life(told(again(one))) == life_of(again(one))
    lines = story(told(again(one)), near=Ulid(table.lumen.id))
    assert lines[-1].key is Key.MOVED_TOGETHER


def test_reminders_follow_the_new_date(table: Cast, promise: MakePromise, agreed: Agree) -> None:
    one = promise(8)
    agreed(one)
    for day in range(2, 16):
        now = MONDAY + timedelta(days=day)
        with clock.at(now):
            Ahead().remind(now)
    sent = Reminder.objects.filter(about=one.id).values_list("due_at", flat=True)
    assert set(sent) == {again(one).due}


def test_what_fell_due_before_the_pause_stays_as_it_was(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    before, after = promise(6, "Before"), promise(7, "On its first day")
    agreed(before, after)
    assert again(before).due == before.due
    assert again(after).due == after.due + timedelta(days=7)


def test_what_was_missed_before_anybody_agreed_stays_missed(
    table: Cast, promise: MakePromise, proposed: Agree
) -> None:
    one = promise(8)
    pause = proposed(one)
    late = MONDAY + timedelta(days=9)
    with clock.at(late):
        commitments_due(late)
        pausing.agree(pause, by=table.ingrid)
    assert again(one).due == one.due
    assert again(one).missed_at == one.due


def test_only_what_was_chosen_rests(table: Cast, promise: MakePromise, agreed: Agree) -> None:
    chosen, other = promise(8), promise(9, "Field photos")
    agreed(chosen)
    assert again(chosen).due != chosen.due
    assert again(other).due == other.due


def delivered(table: Cast, promise: MakePromise) -> Commitment:
    """Ravi delivers on the Monday; Lumen has three working days, until Thursday 4 June."""
    one = promise(8)
    with clock.at(MONDAY):
        return promised.deliver(one, by=table.ravi)


def test_the_date_of_what_was_delivered_stays_and_its_answer_time_moves(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    one = delivered(table, promise)
    until = again(one).answer_by
    assert until is not None
    assert until.date() == date(2026, 6, 4)
    agreed(one, first=2, last=8)
    assert again(one).due == one.due
    assert again(one).answer_by == until + timedelta(days=7)
    assert life(told(again(one))) == life_of(again(one))
    lines = story(told(again(one)), near=Ulid(table.lumen.id))
    assert lines[-1].key is Key.ANSWER_MOVED


def test_silence_in_a_pause_confirms_nothing(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    one = delivered(table, promise)
    agreed(one, first=2, last=8)
    until = again(one).answer_by
    assert until is not None
    commitments_due(MONDAY + timedelta(days=8, hours=12))
    assert again(one).settled_at is None
    with clock.at(until - timedelta(minutes=1)):
        promised.send_back(again(one), missing="The units.", by=table.ingrid)
    assert again(one).state == "disputed"


def test_after_the_pause_silence_says_what_it_always_says(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    one = delivered(table, promise)
    agreed(one, first=2, last=8)
    until = again(one).answer_by
    assert until is not None
    commitments_due(until + timedelta(minutes=1))
    assert again(one).settled_at == until


def test_what_was_to_be_answered_before_the_pause_is(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    one = delivered(table, promise)
    until = again(one).answer_by
    agreed(one)
    assert again(one).answer_by == until


def test_what_is_delivered_in_a_pause_is_answered_in_the_working_days_after_it(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    one = promise(30)
    agreed()
    with clock.at(MONDAY + timedelta(days=8)):
        until = promised.deliver(one, by=table.ravi).answer_by
    # Three working days from Monday 15 June on.
    assert until is not None
    assert until.date() == date(2026, 6, 17)


def test_a_promise_made_before_a_pause_waits_for_its_yes_until_after_it(
    table: Cast, agreed: Agree
) -> None:
    made = Promise(
        deliverable="Field photos",
        due=MONDAY + timedelta(days=40),
        zone="UTC",
        receiver=table.lumen,
    )
    with clock.at(MONDAY):
        promised.propose(made, room=table.shared, by=table.ravi)
    assert owed_by(table) == date(2026, 6, 4)
    agreed(first=2, last=8)
    assert owed_by(table) == date(2026, 6, 11)


def owed_by(table: Cast) -> date:
    """Until when the last promise to Lumen wants an answer, as reliability reads it."""
    (asked,) = proposals(shared(table), table.lumen, asking=table.kaveri)
    return asked.owed_by.date()


def test_a_question_and_a_check_in_that_reach_into_a_pause_are_answered_later(
    table: Cast, opened: Open, agreed: Agree
) -> None:
    with clock.at(MONDAY):
        asks = Words(text="Which zone do the labels use?", asks=True, asked=table.lumen)
        begin("Labels", asks, room=table.shared, by=table.ravi)
    question, round_ = Question.objects.get(), opened()
    mine = round_.reports.get(party=table.lumen)
    Report.objects.filter(pk=mine.pk).update(answer_by=MONDAY + timedelta(days=8))
    agreed()
    asked = Question.objects.get()
    assert asked.answer_by - question.answer_by == timedelta(days=7)
    mine.refresh_from_db()
    assert mine.answer_by == MONDAY + timedelta(days=15)


@pytest.mark.parametrize("reason", ["", " ", "\n"])
def test_a_pause_moves_dates_so_it_needs_a_reason(table: Cast, why: Why, reason: str) -> None:
    wanted = Wanted(days=days(7, 13), commitments=[], reason=reason)
    with clock.at(MONDAY), why(Refusal.REASON_MISSING):
        pausing.propose(wanted, room=table.shared, by=table.ravi)
    assert not Pause.objects.exists()


def test_a_wish_to_move_that_the_pause_fulfils_is_over_and_a_farther_one_stays(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    near, far = promise(8, "Near"), promise(9, "Far")
    with clock.at(MONDAY):
        for one, further in ((near, 2), (far, 30)):
            due = one.due + timedelta(days=further)
            promised.ask_move(one, due=due, reason="Customs.", by=table.ravi)
    agreed(near, far)
    assert again(near).ask_by == ""
    assert again(far).ask_due == far.due + timedelta(days=30)


def test_a_promise_of_one_who_changed_it_meanwhile_keeps_all_dates(
    table: Cast, promise: MakePromise, proposed: Agree, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = promise(8, "First"), promise(9, "Second")
    pause = proposed(first, second)
    stale = [again(first), again(second)]
    with clock.at(MONDAY):
        promised.ask_move(
            again(second), due=second.due + timedelta(days=1), reason="Rain.", by=table.ravi
        )
    with clock.at(MONDAY), pytest.raises(SomebodyWasQuicker):
        pausing.moved_by(stale, pause, days=7, by=table.ingrid)
    assert again(first).due == first.due
    assert again(second).due == second.due


def test_no_check_in_opens_within_a_pause(table: Cast, agreed: Agree) -> None:
    agreed(first=7, last=13)
    thursday = MONDAY + timedelta(days=10, hours=4)
    assert not open_at(shared(table), now=thursday)
    assert open_at(shared(table), now=thursday + timedelta(days=7))
    assert [one.day for one in Checkin.objects.all()] == [date(2026, 6, 18)]
