"""Who agrees to a pause, on which days, and to its earlier end: nothing moves before all have, and then at once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from troth.checkins.actions import ending, pausing
from troth.checkins.actions.pausing import Wanted
from troth.checkins.actions.refusing import SomebodyWasQuicker
from troth.checkins.models import Pause
from troth.checkins.queries.days import today_for
from troth.checkins.rules.pauses import Days, State
from troth.checkins.rules.refusals import Refusal
from troth.checkins.tests.conftest import (
    MONDAY,
    MakePromise,
    Why,
    again,
    days,
    facts_of,
)
from troth.commitments import actions as promised
from troth.commitments.clock import due as commitments_due
from troth.commitments.queries.lives import life_of
from troth.commitments.queries.stories import told
from troth.commitments.rules.replay import life
from troth.foundation.web import clock
from troth.partnerships.models import Room
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, Cast, sit_down

Agree = Callable[..., Pause]


# -------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (-1, 3, Refusal.DAY_HAS_PASSED),
        (5, 4, Refusal.ENDS_BEFORE_IT_BEGINS),
        (1, 93, Refusal.TOO_LONG),
        (400, 410, Refusal.TOO_FAR),
    ],
)
def test_days_that_cannot_be_a_pause_are_refused(
    table: Cast, why: Why, first: int, last: int, reason: Refusal
) -> None:
    wanted = Wanted(days=days(first, last), commitments=[], reason="Holi.")
    with clock.at(MONDAY), why(reason):
        pausing.propose(wanted, room=table.shared, by=table.ravi)
    assert not Pause.objects.exists()


def test_two_pauses_do_not_lie_on_the_same_days(
    table: Cast, agreed: Agree, proposed: Agree, why: Why
) -> None:
    waiting = proposed(first=13, last=20)
    agreed(first=7, last=13)
    with why(Refusal.OVERLAPS):
        proposed(first=10, last=12)
    with clock.at(MONDAY), why(Refusal.OVERLAPS):
        pausing.agree(waiting, by=table.ingrid)


def test_the_side_that_proposed_cannot_agree_for_the_other(
    table: Cast, promise: MakePromise, proposed: Agree, why: Why
) -> None:
    one = promise(8)
    pause = proposed(one)
    with clock.at(MONDAY), why(Refusal.OWN_PROPOSAL):
        pausing.agree(pause, by=table.meera)
    with clock.at(MONDAY), why(Refusal.NO_PARTY):
        pausing.agree(pause, by=table.facilitator)
    assert again(one).due == one.due


def test_a_pause_whose_days_are_over_is_not_agreed_any_more(
    table: Cast, proposed: Agree, why: Why
) -> None:
    pause = proposed()
    with clock.at(MONDAY + timedelta(days=15)), why(Refusal.DAY_HAS_PASSED):
        pausing.agree(pause, by=table.ingrid)


def test_declining_and_taking_back_move_nothing(
    table: Cast, promise: MakePromise, proposed: Agree, why: Why
) -> None:
    one = promise(8)
    declined, withdrawn = proposed(one), proposed(one)
    with clock.at(MONDAY):
        with why(Refusal.ONLY_THE_PROPOSER):
            pausing.withdraw(withdrawn, by=table.ingrid)
        pausing.decline(declined, by=table.ingrid, reason="The ship sails.")
        pausing.withdraw(withdrawn, by=table.meera)
        for gone in (declined, withdrawn):
            with why(Refusal.NOT_WAITING):
                pausing.agree(gone, by=table.ingrid)
    assert again(one).due == one.due
    assert facts_of(table)[2:] == ["pause:declined", "pause:withdrawn"]


def test_of_two_who_answer_at_once_one_wins_and_the_other_is_told(
    table: Cast, proposed: Agree
) -> None:
    seen_by_ingrid = proposed()
    seen_by_tor = Pause.objects.select_related("room").get(pk=seen_by_ingrid.pk)
    with clock.at(MONDAY):
        pausing.take(seen_by_ingrid, state=State.AGREED.value)
        with pytest.raises(SomebodyWasQuicker):
            pausing.decline(seen_by_tor, by=table.tor)


# ------------------------------------------------------------------------------- ending it earlier


def test_ending_it_earlier_brings_forward_what_was_not_needed(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    one = promise(8)
    pause = agreed(one)
    with clock.at(MONDAY + timedelta(days=8)):
        ending.ask_end(pause, end=days(9, 9).first, by=table.ingrid)
        assert ending.agree_end(pause, by=table.ravi)
    assert again(one).due == one.due + timedelta(days=3)
    assert (pause.first, pause.last) == (date(2026, 6, 8), date(2026, 6, 10))
    assert facts_of(table)[-2:] == ["pause:end-asked", "pause:shortened"]
    after = MONDAY + timedelta(days=10)
    assert life(told(again(one))) == life_of(again(one))
    assert commitments_due(after) == 0


def test_a_date_that_was_agreed_anew_in_the_pause_stays(
    table: Cast, promise: MakePromise, agreed: Agree
) -> None:
    one = promise(8)
    pause = agreed(one)
    with clock.at(MONDAY + timedelta(days=8)):
        anew = again(one).due + timedelta(days=20)
        promised.ask_move(again(one), due=anew, reason="Rain.", by=table.ravi)
        promised.agree_move(again(one), by=table.ingrid)
        ending.ask_end(pause, end=days(9, 9).first, by=table.ingrid)
        ending.agree_end(pause, by=table.ravi)
    assert again(one).due == anew


def test_an_earlier_end_that_passed_unanswered_brings_nothing_forward(
    table: Cast, promise: MakePromise, agreed: Agree, why: Why
) -> None:
    one = promise(7)
    pause = agreed(one)
    with clock.at(MONDAY + timedelta(days=7)):
        ending.ask_end(pause, end=days(7, 7).first, by=table.ingrid)
    with clock.at(MONDAY + timedelta(days=12)), why(Refusal.HAS_ENDED):
        ending.agree_end(pause, by=table.ravi)
    assert again(one).due == one.due + timedelta(days=7)


def test_an_earlier_end_is_agreed_by_the_other_side_or_left(
    table: Cast, agreed: Agree, why: Why
) -> None:
    pause = agreed()
    with clock.at(MONDAY + timedelta(days=8)):
        with why(Refusal.NOBODY_ASKED_TO_END):
            ending.agree_end(pause, by=table.ravi)
        with why(Refusal.END_IS_NOT_EARLIER):
            ending.ask_end(pause, end=pause.last, by=table.ingrid)
        with why(Refusal.END_IS_NOT_EARLIER):
            ending.ask_end(pause, end=days(7, 7).first, by=table.ingrid)
        ending.ask_end(pause, end=days(9, 9).first, by=table.ingrid)
        with why(Refusal.END_WAITS):
            ending.ask_end(pause, end=days(10, 10).first, by=table.ravi)
        with why(Refusal.OWN_PROPOSAL):
            ending.agree_end(pause, by=table.tor)
        ending.keep_end(pause, by=table.ravi)
    assert (pause.end, pause.last) == (None, date(2026, 6, 14))


def test_only_an_agreed_pause_that_is_not_over_ends_earlier(
    table: Cast, proposed: Agree, agreed: Agree, why: Why
) -> None:
    waiting = proposed(first=30, last=35)
    with clock.at(MONDAY), why(Refusal.NOT_AGREED):
        ending.ask_end(waiting, end=days(31, 31).first, by=table.ravi)
    over = agreed()
    with clock.at(MONDAY + timedelta(days=20)), why(Refusal.HAS_ENDED):
        ending.ask_end(over, end=days(8, 8).first, by=table.ravi)


@pytest.mark.django_db
def test_of_three_at_the_table_all_agree_before_anything_moves(why: Why) -> None:
    ingrid, ravi, otto = sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))
    room = Room.objects.select_related("partnership").get(partnership__slug="three", kind="shared")
    tomorrow = today_for(ingrid) + timedelta(days=1)
    wanted = Wanted(days=Days(tomorrow, tomorrow), commitments=[], reason="Holi.")
    pause = pausing.propose(wanted, room=room, by=ingrid)
    assert not pausing.agree(pause, by=ravi)
    with why(Refusal.ANSWERED_ALREADY):
        pausing.agree(pause, by=ravi)
    assert pause.state == State.PROPOSED
    assert pausing.agree(pause, by=otto)
    assert pause.state == State.AGREED
