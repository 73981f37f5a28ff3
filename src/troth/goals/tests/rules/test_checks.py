"""Sustainability checks: when one binds, when a result stands, whose word is next, what holds a launch."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.facts.checks import Outcome
from troth.foundation.kernel.ulid import Ulid
from troth.goals.rules.catalogue import BY_ID, CATALOGUE
from troth.goals.rules.checks import (
    AIMS,
    LONGEST_HOW,
    LONGEST_WHAT,
    MOST_CHECKS,
    MOST_RESULTS,
    Check,
    Owes,
    Shown,
    all_agree,
    holds_launch,
    is_due,
    owing,
    settles,
    why_not_answer,
    why_not_assent,
    why_not_propose,
    why_not_record,
    why_not_withdraw,
)
from troth.goals.rules.refusals import Refusal

LUMEN, KAVERI, NERO = (Ulid(f"01J0000000000000000000000{n}") for n in (1, 2, 3))
BOTH = frozenset({LUMEN, KAVERI})
TODAY = date(2026, 11, 22)
PROPOSED = Check(
    parties=BOTH,
    proposer=LUMEN,
    answering=KAVERI,
    assents=frozenset({LUMEN}),
    due=TODAY + timedelta(days=30),
)
AGREED = replace(PROPOSED, assents=BOTH, agreed=True)
WRITTEN = Shown(outcome=Outcome.FAILED, party=KAVERI)
STANDS = replace(WRITTEN, agree=frozenset({LUMEN}), settled=True)
parties = st.frozensets(st.sampled_from([LUMEN, KAVERI, NERO]))
outcomes = st.sampled_from(Outcome)


def standing(*found: Outcome) -> tuple[Shown, ...]:
    """Results that every side has confirmed, the oldest first."""
    return tuple(replace(STANDS, outcome=one) for one in found)


def test_one_side_alone_binds_nobody() -> None:
    assert not all_agree(frozenset({LUMEN}), BOTH)
    assert all_agree(BOTH, BOTH)


def test_at_an_empty_table_nothing_is_agreed() -> None:
    assert not all_agree(BOTH, frozenset())


@given(parties, parties)
def test_it_binds_exactly_when_every_side_that_sits_here_said_yes(
    assents: frozenset[Ulid], inside: frozenset[Ulid]
) -> None:
    assert all_agree(assents, inside) == (bool(inside) and not inside - assents)


def test_a_result_stands_once_every_other_side_has_confirmed_it() -> None:
    assert not settles(WRITTEN, BOTH)
    assert settles(replace(WRITTEN, agree=frozenset({LUMEN})), BOTH)
    three = BOTH | {NERO}
    assert not settles(replace(WRITTEN, agree=frozenset({LUMEN})), three)
    assert settles(replace(WRITTEN, agree=frozenset({LUMEN, NERO})), three)


def test_in_a_side_room_there_is_nobody_else_to_confirm_it() -> None:
    assert settles(WRITTEN, frozenset({KAVERI}))


@given(st.sampled_from([LUMEN, KAVERI, NERO]), parties, parties)
def test_no_side_lets_its_own_result_stand(
    writer: Ulid, agree: frozenset[Ulid], inside: frozenset[Ulid]
) -> None:
    shown = Shown(outcome=Outcome.PASSED, party=writer, agree=agree)
    if settles(shown, inside):
        assert all(one in agree for one in inside if one != writer)


def test_what_failed_stands_as_failed_until_a_later_result_stands() -> None:
    failed = replace(AGREED, results=standing(Outcome.FAILED))
    assert failed.outcome is Outcome.FAILED
    claimed = replace(failed, results=(*failed.results, replace(WRITTEN, outcome=Outcome.PASSED)))
    assert claimed.outcome is Outcome.FAILED
    again = replace(AGREED, results=standing(Outcome.FAILED, Outcome.PASSED))
    assert again.outcome is Outcome.PASSED


@given(st.lists(st.tuples(outcomes, st.booleans()), max_size=8))
def test_what_stands_is_the_last_that_was_confirmed(found: list[tuple[Outcome, bool]]) -> None:
    results = tuple(replace(WRITTEN, outcome=one, settled=yes) for one, yes in found)
    confirmed = [one for one, yes in found if yes]
    assert replace(AGREED, results=results).outcome == (confirmed[-1] if confirmed else None)


@pytest.mark.parametrize(
    ("found", "held"),
    [
        ((), True),
        (standing(Outcome.PASSED), False),
        (standing(Outcome.FAILED), True),
        (standing(Outcome.NOT_SHOWN), True),
        (standing(Outcome.FAILED, Outcome.PASSED), False),
        (standing(Outcome.PASSED, Outcome.FAILED), True),
        ((*standing(Outcome.PASSED), WRITTEN), True),
        ((*standing(Outcome.PASSED), replace(WRITTEN, outcome=Outcome.PASSED)), False),
        ((replace(WRITTEN, outcome=Outcome.PASSED),), True),
    ],
)
def test_a_launch_waits_until_the_check_has_passed(
    found: tuple[Shown, ...], held: bool
) -> None:  # a table
    assert holds_launch(replace(AGREED, holds=True, results=found)) is held
    assert not holds_launch(replace(AGREED, results=found)), "only one that is agreed to hold it"


def test_what_is_only_proposed_or_gone_holds_nothing() -> None:
    assert not holds_launch(replace(PROPOSED, holds=True))
    assert not holds_launch(replace(AGREED, holds=True, gone=True))


def test_a_proposal_waits_for_every_side_that_has_not_said_yes() -> None:
    assert list(owing(PROPOSED, today=TODAY)) == [(KAVERI, Owes.ASSENT)]


def test_a_due_check_waits_for_the_side_that_answers_and_nobody_else() -> None:
    due = replace(AGREED, due=TODAY)
    assert list(owing(due, today=TODAY)) == [(KAVERI, Owes.RESULT)]
    assert list(owing(due, today=TODAY - timedelta(days=1))) == []


def test_it_waits_as_many_days_ahead_as_the_sides_agreed_for_reminders() -> None:
    due = replace(AGREED, due=TODAY + timedelta(days=7))
    assert not is_due(due, today=TODAY, ahead=6)
    assert is_due(due, today=TODAY, ahead=7)


def test_a_result_waits_for_the_other_side_and_no_longer_for_the_one_that_wrote_it() -> None:
    written = replace(AGREED, due=TODAY, results=(WRITTEN,))
    assert list(owing(written, today=TODAY)) == [(LUMEN, Owes.WORD)]


def test_what_is_seen_differently_goes_back_to_the_side_that_answers() -> None:
    doubted = replace(WRITTEN, doubt=frozenset({LUMEN}))
    one = replace(AGREED, due=TODAY, results=(doubted,))
    assert list(owing(one, today=TODAY)) == [(KAVERI, Owes.RESULT)]


def test_what_is_settled_or_gone_waits_for_nobody() -> None:
    assert not list(owing(replace(AGREED, due=None, results=(STANDS,)), today=TODAY))
    for one in (PROPOSED, replace(AGREED, due=TODAY, results=(WRITTEN,))):
        assert not list(owing(replace(one, gone=True), today=TODAY))


def test_a_side_that_has_left_is_not_waited_for() -> None:
    alone = replace(AGREED, due=TODAY, parties=frozenset({LUMEN}))
    assert not list(owing(alone, today=TODAY))


@given(parties, parties, st.integers(-5, 5))
def test_nobody_is_waited_for_who_does_not_sit_here(
    inside: frozenset[Ulid], assents: frozenset[Ulid], days: int
) -> None:
    for agreed in (False, True):
        one = replace(
            AGREED,
            parties=inside,
            assents=assents,
            agreed=agreed,
            results=(WRITTEN,) if agreed else (),
            due=TODAY + timedelta(days=days),
        )
        assert {party for party, _what in owing(one, today=TODAY)} <= inside


def test_no_more_checks_than_a_goal_can_carry() -> None:
    assert why_not_propose(due=TODAY, aims=(7,), count=MOST_CHECKS - 1) is None
    assert why_not_propose(due=TODAY, aims=(7,), count=MOST_CHECKS) is Refusal.TOO_MANY_CHECKS


@pytest.mark.parametrize("aim", [0, 18, -1, 10**9])
def test_the_united_nations_have_seventeen_goals(aim: int) -> None:
    assert why_not_propose(due=TODAY, aims=(7, aim), count=0) is Refusal.AIM_UNKNOWN


@pytest.mark.parametrize("year", [1, 1999, 2200, 9999])
def test_a_year_far_away_is_looked_at_again(year: int) -> None:
    assert why_not_propose(due=date(year, 1, 1), aims=(), count=0) is Refusal.DAY_FAR


def test_a_side_says_yes_once_and_to_nothing_that_is_gone() -> None:
    assert why_not_assent(PROPOSED, KAVERI) is None
    assert why_not_assent(PROPOSED, LUMEN) is Refusal.OWN_WORDS
    three = replace(PROPOSED, assents=frozenset({LUMEN, NERO}), parties=BOTH | {NERO})
    assert why_not_assent(three, NERO) is Refusal.SAID_ALREADY
    assert why_not_assent(AGREED, NERO) is Refusal.SAID_ALREADY
    assert why_not_assent(replace(PROPOSED, gone=True), KAVERI) is Refusal.NOT_THERE


def test_only_its_proposer_takes_it_back_and_only_before_all_agreed() -> None:
    assert why_not_withdraw(PROPOSED, LUMEN) is None
    assert why_not_withdraw(PROPOSED, KAVERI) is Refusal.NOT_YOURS
    assert why_not_withdraw(AGREED, LUMEN) is Refusal.CHECK_AGREED
    assert why_not_withdraw(replace(PROPOSED, gone=True), LUMEN) is Refusal.NOT_THERE


def record(
    check: Check = AGREED,
    *,
    day: date = TODAY,
    again: date | None = None,
    words: str = "Seen on the bill.",
) -> Refusal | None:
    return why_not_record(check, day=day, again=again, today=TODAY, words=words)


def test_a_result_is_of_an_agreed_check_on_a_day_that_has_begun_with_words() -> None:
    assert record() is None
    assert record(PROPOSED) is Refusal.CHECK_NOT_AGREED
    assert record(replace(AGREED, gone=True)) is Refusal.NOT_THERE
    assert record(day=TODAY + timedelta(days=1)) is Refusal.DAY_TO_COME
    assert record(day=date(1999, 1, 1)) is Refusal.DAY_FAR
    assert record(words=" \n") is Refusal.WORDS_MISSING


def test_the_next_look_comes_after_this_one() -> None:
    assert record(again=TODAY + timedelta(days=1)) is None
    assert record(again=TODAY) is Refusal.AGAIN_BEFORE
    assert record(again=date(2200, 1, 1)) is Refusal.DAY_FAR


def test_a_check_holds_so_many_results_and_no_more() -> None:
    full = replace(AGREED, results=(STANDS,) * MOST_RESULTS)
    assert record(full) is Refusal.TOO_MANY_RESULTS
    assert record(replace(full, results=full.results[1:])) is None


def test_a_side_never_confirms_what_it_wrote_itself() -> None:
    for agrees in (True, False):
        assert why_not_answer(WRITTEN, KAVERI, agrees=agrees) is Refusal.OWN_WORDS
        assert why_not_answer(WRITTEN, LUMEN, agrees=agrees) is None
        assert why_not_answer(STANDS, NERO, agrees=agrees) is Refusal.SAID_ALREADY


def test_a_doubt_can_become_a_yes_and_a_yes_no_doubt() -> None:
    doubted = replace(WRITTEN, doubt=frozenset({LUMEN}))
    assert why_not_answer(doubted, LUMEN, agrees=True) is None
    assert why_not_answer(doubted, LUMEN, agrees=False) is Refusal.SAID_ALREADY
    said_yes = replace(WRITTEN, agree=frozenset({LUMEN}))
    for agrees in (True, False):
        assert why_not_answer(said_yes, LUMEN, agrees=agrees) is Refusal.SAID_ALREADY


def test_every_template_names_what_is_kept_what_shows_it_and_goals_by_number() -> None:
    assert len(CATALOGUE) >= 15
    assert len(BY_ID) == len(CATALOGUE)
    for one in CATALOGUE:
        assert one.aims, one.id
        assert set(one.aims) <= set(AIMS), one.id
        assert list(one.aims) == sorted(set(one.aims)), one.id
        assert 0 < len(one.what) <= LONGEST_WHAT * 0.7, "another language needs more room"
        assert 0 < len(one.how) <= LONGEST_HOW * 0.7, one.id


def test_every_goal_of_the_united_nations_but_hunger_has_a_template() -> None:
    named = {aim for one in CATALOGUE for aim in one.aims}
    assert set(AIMS) - named <= {2}
