"""What may be done with a signal, a private question and a change, and what becomes of a signal by itself."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.ulid import Ulid
from troth.outreach.rules.refusals import MENDABLE, Reason
from troth.outreach.rules.states import (
    ANSWERABLE,
    APART,
    MOST_A_DAY,
    MOST_LINES,
    MOST_MOVES,
    Asking,
    ChangeState,
    ChangeView,
    ExchangeState,
    NewDates,
    Next,
    SignalState,
    after_its_days,
    may_signal,
    why_not_ask,
    why_not_dates,
    why_not_say,
    why_not_settle,
)

LUMEN, KAVERI, TERN = (Ulid(f"01J0000000000000000000000{n}") for n in "123")
NOW = datetime(2026, 3, 13, 12, tzinfo=UTC)
DAY = timedelta(days=1)

# ------------------------------------------------------------------------------ signals


@pytest.mark.parametrize(
    ("days", "again"), [(None, True), (0, False), (29.9, False), (30, True), (90, True)]
)
def test_the_same_is_said_once_in_thirty_days(days: float | None, again: bool) -> None:  # a row
    last = None if days is None else NOW - timedelta(days=days)
    assert may_signal(last, now=NOW) is again
    assert timedelta(days=30) == APART


def becomes(state: SignalState = SignalState.SHOWN, *, days: int = 8, **said: bool) -> Next:
    """What becomes of a signal of so many days ago that a side sees first for seven."""
    until = NOW - timedelta(days=days) + timedelta(days=7)
    given_ = {"uneven": True, "word": False} | said
    return after_its_days(state, until=until, now=NOW, **given_)


def test_without_change_or_word_the_others_are_offered_to_ask() -> None:
    assert becomes() is Next.OFFER


def test_for_the_agreed_days_nothing_follows() -> None:
    for days in range(7):
        assert becomes(days=days) is Next.WAIT
    assert becomes(days=7) is Next.OFFER


def test_a_word_or_a_change_is_enough() -> None:
    assert becomes(word=True) is Next.NOTHING
    assert becomes(uneven=False) is Next.EASED


def test_putting_it_aside_is_no_word_to_the_others() -> None:
    assert becomes(SignalState.SET_ASIDE) is Next.OFFER
    assert becomes(SignalState.SET_ASIDE, uneven=False) is Next.EASED


@pytest.mark.parametrize("state", set(SignalState) - ANSWERABLE)
def test_what_is_over_stays_over(state: SignalState) -> None:
    assert becomes(state) is Next.NOTHING


@given(st.sampled_from(SignalState), st.integers(0, 30), st.booleans(), st.booleans())
def test_nobody_is_offered_anything_before_the_days_are_over(
    state: SignalState,
    days: int,
    uneven: bool,  # given
    word: bool,  # given
) -> None:
    found = becomes(state, days=days, uneven=uneven, word=word)
    if found is Next.OFFER:
        assert days >= 7
        assert uneven
        assert not word


# ------------------------------------------------------------------------------ asking


def asking(**said: object) -> Asking:
    """Lumen asks somebody of Kaveri."""
    given_: dict[str, object] = {
        "own_party": LUMEN,
        "asked_parties": frozenset({KAVERI}),
        "words": "How is this for you?",
    }
    return Asking(**(given_ | said))  # type: ignore[arg-type]  # a test's shorthand


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({}, None),
        ({"own_party": None}, Reason.NO_SIDE),
        ({"asked_parties": frozenset()}, Reason.NOBODY_ASKED),
        ({"asked_parties": frozenset({LUMEN})}, Reason.OWN_SIDE),
        ({"words": " \n "}, Reason.WORDS_MISSING),
        ({"open_already": True}, Reason.OPEN_ALREADY),
        ({"begun_today": MOST_A_DAY - 1}, None),
        ({"begun_today": MOST_A_DAY}, Reason.ENOUGH_TODAY),
        ({"also_parties": (LUMEN,)}, None),
        ({"also_parties": (KAVERI,)}, None),
        ({"also_parties": (LUMEN, KAVERI)}, None),
        ({"also_parties": (LUMEN, LUMEN)}, Reason.NOT_OF_THE_TWO),
        ({"also_parties": (TERN,)}, Reason.NOT_OF_THE_TWO),
        ({"also_parties": (None,)}, Reason.NOT_OF_THE_TWO),
    ],
)
def test_who_can_ask_whom(said: dict[str, object], reason: Reason | None) -> None:
    assert why_not_ask(asking(**said)) is reason


@pytest.mark.parametrize(
    ("state", "words", "lines", "reason"),
    [
        (ExchangeState.OPEN, "Thank you.", 0, None),
        (ExchangeState.OPEN, "Thank you.", MOST_LINES - 1, None),
        (ExchangeState.OPEN, "Thank you.", MOST_LINES, Reason.ENOUGH_SAID),
        (ExchangeState.OPEN, "  ", 1, Reason.WORDS_MISSING),
        (ExchangeState.ENDED, "Thank you.", 1, Reason.ENDED),
    ],
)
def test_what_can_be_said(
    state: ExchangeState, words: str, lines: int, reason: Reason | None
) -> None:
    assert why_not_say(state, words=words, lines=lines) is reason


# ------------------------------------------------------------------------------ changes


def change(state: ChangeState = ChangeState.PROPOSED) -> ChangeView:
    """Lumen proposed it."""
    return ChangeView(state=state, by_party=LUMEN)


def test_the_other_side_answers_and_the_own_side_takes_back() -> None:
    assert why_not_settle(change(), party=KAVERI, agreeing=True) is None
    assert why_not_settle(change(), party=LUMEN, agreeing=True) is Reason.OWN_PROPOSAL
    assert why_not_settle(change(), party=LUMEN, agreeing=False) is None
    assert why_not_settle(change(), party=KAVERI, agreeing=False) is Reason.NOT_YOUR_PROPOSAL


@pytest.mark.parametrize("state", set(ChangeState) - {ChangeState.PROPOSED})
@pytest.mark.parametrize("party", [LUMEN, KAVERI, None])
def test_what_is_settled_is_settled(state: ChangeState, party: Ulid | None) -> None:
    for agreeing in (True, False):
        found = why_not_settle(change(state), party=party, agreeing=agreeing)
        assert found is Reason.NOTHING_PROPOSED
    assert why_not_settle(None, party=party, agreeing=True) is Reason.NOTHING_PROPOSED


@pytest.mark.parametrize(
    ("moves", "reason"),
    [
        ([], Reason.NOTHING_CHOSEN),
        ([(DAY, 3 * DAY)], None),
        ([(3 * DAY, DAY)], None),
        ([(DAY, 3 * DAY)] * MOST_MOVES, None),
        ([(DAY, 3 * DAY)] * (MOST_MOVES + 1), Reason.TOO_MANY),
        ([(DAY, -DAY)], Reason.DAY_PASSED),
        ([(DAY, 0 * DAY)], Reason.DAY_PASSED),
        ([(DAY, DAY)], Reason.SAME_DATE),
        ([(DAY, 2 * DAY), (DAY, DAY)], Reason.SAME_DATE),
    ],
)
def test_which_dates_can_be_proposed(
    moves: list[tuple[timedelta, timedelta]], reason: Reason | None
) -> None:
    wanted = NewDates(moves=tuple((NOW + was, NOW + due) for was, due in moves))
    assert why_not_dates(wanted, now=NOW) is reason


def test_what_a_writer_can_mend_is_about_what_was_written() -> None:
    assert Reason.WORDS_MISSING in MENDABLE
    assert Reason.CHANGED_MEANWHILE not in MENDABLE
    assert set(Reason) > MENDABLE
