"""What came of a promise, at every edge."""

from datetime import UTC, datetime, timedelta

import pytest

from troth.commitments.rules.life import Delivery, Life, Move
from troth.commitments.rules.outcome import Counts, Outcome, Verdict, count, missed_at, verdict

DUE = datetime(2026, 3, 13, 16, 0, tzinfo=UTC)
TICK, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)
MADE = DUE - 10 * DAY
ACCEPTED = DUE - 9 * DAY
MUCH_LATER = DUE + 365 * DAY


def promise(
    *deliveries: Delivery,
    moves: tuple[Move, ...] = (),
    withdrawn_at: datetime | None = None,
    accepted_at: datetime | None = ACCEPTED,
) -> Life:
    return Life(
        promised_at=MADE,
        due=DUE,
        accepted_at=accepted_at,
        withdrawn_at=withdrawn_at,
        moves=moves,
        deliveries=deliveries,
    )


def delivered(
    at: datetime, *, confirmed: datetime | None = None, disputed: datetime | None = None
) -> Delivery:
    return Delivery(at=at, answer_by=at + 2 * DAY, confirmed_at=confirmed, disputed_at=disputed)


def said(life: Life, now: datetime = MUCH_LATER) -> Verdict:
    found = verdict(life, now=now)
    assert found is not None
    return found


def outcome(life: Life, now: datetime = MUCH_LATER) -> Outcome:
    return said(life, now).outcome


def test_delivered_before_the_date_and_confirmed_is_kept() -> None:
    life = promise(delivered(DUE - DAY, confirmed=DUE + DAY))
    assert outcome(life, DUE) is Outcome.OPEN
    found = said(life)
    assert (found.outcome, found.since, found.final) == (Outcome.KEPT, DUE + DAY, True)
    assert (found.due, found.delivered_at, found.renegotiated) == (DUE, DUE - DAY, 0)


def test_delivered_at_the_very_deadline_is_kept() -> None:
    assert outcome(promise(delivered(DUE, confirmed=DUE))) is Outcome.KEPT


def test_delivered_an_instant_after_it_is_late() -> None:
    assert outcome(promise(delivered(DUE + TICK, confirmed=DUE + HOUR))) is Outcome.LATE


def test_confirmed_long_after_the_date_is_kept_if_it_came_in_time() -> None:
    sent_back_first = delivered(DUE - HOUR, disputed=DUE + HOUR, confirmed=DUE + 20 * DAY)
    assert outcome(promise(sent_back_first), DUE + 19 * DAY) is Outcome.OPEN
    assert outcome(promise(sent_back_first)) is Outcome.KEPT


def test_silence_through_the_answer_time_keeps_it() -> None:
    life = promise(delivered(DUE - HOUR))
    until = DUE - HOUR + 2 * DAY
    assert outcome(life, until) is Outcome.OPEN
    found = said(life, until + TICK)
    assert (found.outcome, found.since, found.final) == (Outcome.KEPT, until, True)


def test_a_word_at_the_last_instant_of_the_answer_time_counts_at_once() -> None:
    until = DUE - HOUR + 2 * DAY
    assert outcome(promise(delivered(DUE - HOUR, confirmed=until)), until) is Outcome.KEPT


def test_a_word_of_thanks_after_the_answer_time_changes_nothing() -> None:
    silent, thanked = delivered(DUE - HOUR), delivered(DUE - HOUR, confirmed=DUE + 9 * DAY)
    assert verdict(promise(silent), now=MUCH_LATER) == verdict(promise(thanked), now=MUCH_LATER)


def test_a_delivery_can_be_sent_back_at_the_last_instant_but_not_after() -> None:
    until = DUE - HOUR + 2 * DAY
    assert outcome(promise(delivered(DUE - HOUR, disputed=until))) is Outcome.DROPPED
    assert outcome(promise(delivered(DUE - HOUR, disputed=until + TICK))) is Outcome.KEPT


def test_a_confirmation_is_not_undone_by_a_later_complaint() -> None:
    life = promise(delivered(DUE - DAY, confirmed=DUE - HOUR, disputed=DUE))
    assert outcome(life) is Outcome.KEPT


def test_late_is_said_as_soon_as_it_arrives_and_settles_with_the_answer() -> None:
    life = promise(delivered(DUE + DAY))
    waiting, settled = said(life, DUE + DAY), said(life, DUE + 3 * DAY + TICK)
    assert (waiting.outcome, waiting.since, waiting.final) == (Outcome.LATE, DUE + DAY, False)
    assert (settled.outcome, settled.since, settled.final) == (Outcome.LATE, DUE + DAY, True)


def test_sent_back_and_delivered_again_in_time_is_kept() -> None:
    first = delivered(DUE - 2 * DAY, disputed=DUE - DAY)
    assert outcome(promise(first, delivered(DUE - HOUR, confirmed=DUE))) is Outcome.KEPT


def test_sent_back_and_delivered_again_after_the_date_is_late() -> None:
    first = delivered(DUE - DAY, disputed=DUE - HOUR)
    life = promise(first, delivered(DUE + DAY, confirmed=DUE + 2 * DAY))
    assert outcome(life, DUE) is Outcome.OPEN
    assert (outcome(life), said(life).delivered_at) == (Outcome.LATE, DUE + DAY)


def test_a_late_delivery_that_was_sent_back_is_open_again() -> None:
    assert outcome(promise(delivered(DUE + DAY, disputed=DUE + 2 * DAY)), DUE + 3 * DAY) is (
        Outcome.OPEN
    )


def test_nothing_for_thirty_days_is_dropped() -> None:
    assert outcome(promise(), DUE + 30 * DAY) is Outcome.OPEN
    found = said(promise(), DUE + 30 * DAY + TICK)
    assert (found.outcome, found.since) == (Outcome.DROPPED, DUE + 30 * DAY)
    assert found.final


def test_a_delivery_on_the_thirtieth_day_is_late_and_after_it_dropped_for_good() -> None:
    assert outcome(promise(delivered(DUE + 30 * DAY))) is Outcome.LATE
    too_late = promise(delivered(DUE + 30 * DAY + TICK, confirmed=DUE + 31 * DAY))
    assert (outcome(too_late), said(too_late).final) == (Outcome.DROPPED, True)


def test_the_terms_can_give_another_time_than_thirty_days() -> None:
    life = Life(promised_at=MADE, due=DUE, accepted_at=ACCEPTED, silence=7 * DAY)
    assert outcome(life, DUE + 7 * DAY) is Outcome.OPEN
    assert outcome(life, DUE + 8 * DAY) is Outcome.DROPPED


def test_what_was_sent_back_has_thirty_days_from_then() -> None:
    back = DUE + DAY
    life = promise(delivered(DUE, disputed=back))
    assert outcome(life, back + 30 * DAY) is Outcome.OPEN
    found = said(life, back + 30 * DAY + TICK)
    assert (found.outcome, found.since) == (Outcome.DROPPED, back + 30 * DAY)


def test_sent_back_early_still_has_until_thirty_days_after_the_date() -> None:
    life = promise(delivered(DUE - 8 * DAY, disputed=DUE - 7 * DAY))
    assert outcome(life, DUE + 30 * DAY) is Outcome.OPEN
    assert outcome(life, DUE + 31 * DAY) is Outcome.DROPPED


def test_only_the_receivers_word_brings_a_dropped_promise_back() -> None:
    back = delivered(DUE, disputed=DUE + DAY)
    dropped = said(promise(back))
    assert (dropped.outcome, dropped.final) == (Outcome.DROPPED, False)
    after_all = delivered(DUE, disputed=DUE + DAY, confirmed=DUE + 99 * DAY)
    assert outcome(promise(after_all)) is Outcome.KEPT
    again = promise(back, delivered(DUE + 98 * DAY, confirmed=DUE + 99 * DAY))
    assert (outcome(again), said(again).final) == (Outcome.DROPPED, True)


def test_withdrawn_after_acceptance_is_dropped_from_that_moment() -> None:
    life = promise(withdrawn_at=DUE - DAY)
    assert outcome(life, DUE - 2 * DAY) is Outcome.OPEN
    found = said(life, DUE - DAY)
    assert (found.outcome, found.since, found.final) == (Outcome.DROPPED, DUE - DAY, True)


def test_withdrawn_at_the_last_instant_is_dropped_at_once() -> None:
    found = said(promise(withdrawn_at=DUE + 30 * DAY), DUE + 30 * DAY)
    assert (found.outcome, found.final) == (Outcome.DROPPED, True)


def test_withdrawn_after_it_was_sent_back_is_dropped() -> None:
    life = promise(delivered(DUE - DAY, disputed=DUE), withdrawn_at=DUE + DAY)
    assert (outcome(life), said(life).final) == (Outcome.DROPPED, True)


def test_withdrawn_after_it_was_dropped_stays_dropped_and_is_final() -> None:
    life = promise(delivered(DUE, disputed=DUE), withdrawn_at=DUE + 40 * DAY)
    found = said(life)
    assert (found.outcome, found.since, found.final) == (Outcome.DROPPED, DUE + 30 * DAY, True)


def test_withdrawing_what_lies_with_the_receiver_takes_nothing_away() -> None:
    life = promise(delivered(DUE - DAY, confirmed=DUE), withdrawn_at=DUE - HOUR)
    assert outcome(life) is Outcome.KEPT


def test_a_delivery_after_the_withdrawal_comes_to_nothing() -> None:
    life = promise(delivered(DUE - HOUR, confirmed=DUE), withdrawn_at=DUE - DAY)
    assert outcome(life) is Outcome.DROPPED


@pytest.mark.parametrize("withdrawn_at", [None, MADE + HOUR])
def test_what_was_never_accepted_counts_nowhere(withdrawn_at: datetime | None) -> None:
    life = promise(accepted_at=None, withdrawn_at=withdrawn_at)
    assert verdict(life, now=MUCH_LATER) is None
    assert missed_at(life, now=MUCH_LATER) is None


def test_a_move_agreed_in_time_makes_the_new_date_count() -> None:
    moved = Move(agreed_at=DUE - DAY, due=DUE + 3 * DAY)
    life = promise(delivered(DUE + 2 * DAY, confirmed=DUE + 2 * DAY), moves=(moved,))
    found = said(life)
    assert (found.outcome, found.renegotiated, found.due) == (Outcome.KEPT, 1, DUE + 3 * DAY)


def test_a_move_agreed_at_the_last_instant_counts_and_one_at_the_deadline_does_not() -> None:
    arrived = delivered(DUE + HOUR, confirmed=DUE + HOUR)
    for agreed_at, expected in ((DUE - TICK, Outcome.KEPT), (DUE, Outcome.LATE)):
        moved = Move(agreed_at=agreed_at, due=DUE + DAY)
        found = said(promise(arrived, moves=(moved,)))
        assert (found.outcome, found.renegotiated) == (expected, int(expected is Outcome.KEPT))


def test_a_move_counts_from_the_instant_it_was_agreed() -> None:
    life = promise(moves=(Move(agreed_at=DUE - DAY, due=DUE + DAY),))
    found = said(life, DUE - DAY)
    assert (found.renegotiated, found.due, life.due_at(DUE - DAY)) == (1, DUE + DAY, DUE + DAY)


def test_moves_follow_each_other_as_long_as_each_was_in_time() -> None:
    moves = (
        Move(agreed_at=DUE - DAY, due=DUE + 5 * DAY),
        Move(agreed_at=DUE + 4 * DAY, due=DUE + 9 * DAY),
        Move(agreed_at=DUE + 9 * DAY, due=DUE + 20 * DAY),
    )
    life = promise(delivered(DUE + 10 * DAY), moves=moves)
    found = said(life)
    assert (found.outcome, found.renegotiated, found.due) == (Outcome.LATE, 2, DUE + 9 * DAY)


def test_a_date_moved_forward_binds_too() -> None:
    moved = Move(agreed_at=DUE - 5 * DAY, due=DUE - 2 * DAY)
    assert outcome(promise(delivered(DUE - DAY), moves=(moved,))) is Outcome.LATE


def test_a_delivery_is_measured_against_the_date_then_in_force() -> None:
    first = delivered(DUE - DAY, disputed=DUE - 2 * HOUR)
    moved = Move(agreed_at=DUE - HOUR, due=DUE + 3 * DAY)
    life = promise(first, delivered(DUE + DAY, confirmed=DUE + DAY), moves=(moved,))
    assert (outcome(life), said(life).due) == (Outcome.KEPT, DUE + 3 * DAY)


def test_the_thirty_days_run_from_the_moved_date() -> None:
    moved = Move(agreed_at=DUE - DAY, due=DUE + 10 * DAY)
    assert outcome(promise(moves=(moved,)), DUE + 40 * DAY) is Outcome.OPEN
    assert outcome(promise(moves=(moved,)), DUE + 41 * DAY) is Outcome.DROPPED


def test_nothing_later_than_now_is_known() -> None:
    moved = Move(agreed_at=DUE - DAY, due=DUE + 9 * DAY)
    life = promise(delivered(DUE + DAY, confirmed=DUE + DAY), moves=(moved,))
    found = said(life, DUE - 2 * DAY)
    assert found == Verdict(outcome=Outcome.OPEN, due=DUE, renegotiated=0)


def test_a_deadline_that_passes_with_nothing_delivered_was_missed() -> None:
    assert missed_at(promise(), now=DUE) is None
    assert missed_at(promise(), now=DUE + TICK) == DUE
    assert missed_at(promise(delivered(DUE + HOUR)), now=DUE + DAY) == DUE


def test_delivered_on_the_minute_was_not_missed() -> None:
    assert missed_at(promise(delivered(DUE)), now=MUCH_LATER) is None


def test_sent_back_before_the_deadline_and_not_repeated_was_missed() -> None:
    assert missed_at(promise(delivered(DUE - DAY, disputed=DUE - HOUR)), now=MUCH_LATER) == DUE


def test_sent_back_after_the_deadline_was_not_missed_then() -> None:
    life = promise(delivered(DUE - DAY, disputed=DUE + HOUR))
    assert missed_at(life, now=MUCH_LATER) is None


def test_what_was_delivered_again_before_the_deadline_was_not_missed() -> None:
    first = delivered(DUE - 2 * DAY, disputed=DUE - DAY)
    assert missed_at(promise(first, delivered(DUE - HOUR)), now=MUCH_LATER) is None


def test_the_moved_date_is_the_one_that_is_missed() -> None:
    life = promise(moves=(Move(agreed_at=DUE - DAY, due=DUE + DAY),))
    assert missed_at(life, now=DUE + HOUR) is None
    assert missed_at(life, now=DUE + 2 * DAY) == DUE + DAY


def test_what_was_withdrawn_before_the_date_was_not_missed_and_after_it_was() -> None:
    assert missed_at(promise(withdrawn_at=DUE), now=MUCH_LATER) is None
    assert missed_at(promise(withdrawn_at=DUE + TICK), now=MUCH_LATER) == DUE


def test_counts_leave_out_what_counts_nowhere() -> None:
    moved = Move(agreed_at=DUE - DAY, due=DUE + DAY)
    lives = [
        promise(delivered(DUE)),
        promise(delivered(DUE), moves=(moved, Move(agreed_at=DUE, due=DUE + 2 * DAY))),
        promise(delivered(DUE + DAY)),
        promise(),
        promise(accepted_at=None),
    ]
    counts = count(verdict(life, now=MUCH_LATER) for life in lives)
    assert counts == Counts(kept=2, late=1, dropped=1, renegotiated=2)
    assert counts.finished == 4
    assert count([verdict(promise(), now=DUE)]) == Counts(open=1)
