"""The shape a promise shows."""

from datetime import UTC, datetime

import pytest

from troth.commitments.rules.outcome import Outcome, Verdict
from troth.commitments.rules.states import State
from troth.commitments.rules.tokens import DRAWINGS, SENTENCES, Token, token

DUE = datetime(2026, 3, 13, tzinfo=UTC)


def verdict(outcome: Outcome, renegotiated: int = 0) -> Verdict:
    return Verdict(outcome=outcome, due=DUE, renegotiated=renegotiated)


OPEN = verdict(Outcome.OPEN)


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (State.PROPOSED, Token.PROPOSED),
        (State.DECLINED, Token.DECLINED),
        (State.WITHDRAWN, Token.WITHDRAWN),
    ],
)
def test_what_was_never_accepted_shows_how_it_ended(state: State, shown: Token) -> None:
    assert token(state, None) is shown


@pytest.mark.parametrize(
    ("state", "asked", "missed", "shown"),
    [
        (State.ACCEPTED, False, False, Token.ACCEPTED),
        (State.ACCEPTED, True, False, Token.ASKED_TO_MOVE),
        (State.ACCEPTED, False, True, Token.MISSED),
        (State.DELIVERED, False, False, Token.DELIVERED),
        (State.DISPUTED, False, False, Token.SENT_BACK),
        (State.DISPUTED, True, False, Token.ASKED_TO_MOVE),
        (State.DISPUTED, False, True, Token.SENT_BACK),
    ],
)
def test_an_open_promise_shows_what_it_waits_for(
    state: State, asked: bool, missed: bool, shown: Token
) -> None:
    assert token(state, OPEN, asked=asked, missed=missed) is shown


@pytest.mark.parametrize("state", [State.DELIVERED, State.CONFIRMED])
def test_kept_looks_the_same_by_word_or_by_silence(state: State) -> None:
    assert token(state, verdict(Outcome.KEPT)) is Token.KEPT
    assert token(state, verdict(Outcome.KEPT, renegotiated=2)) is Token.MOVED_AND_KEPT


def test_late_and_dropped_show_a_slip_also_after_a_move() -> None:
    assert token(State.CONFIRMED, verdict(Outcome.LATE, renegotiated=1)) is Token.LATE
    assert token(State.ACCEPTED, verdict(Outcome.DROPPED), missed=True) is Token.DROPPED
    assert token(State.WITHDRAWN, verdict(Outcome.DROPPED)) is Token.DROPPED


@pytest.mark.parametrize("outcome", [Outcome.OPEN, Outcome.LATE, Outcome.DROPPED])
def test_a_slip_that_was_owned_and_repaired_is_stitched(outcome: Outcome) -> None:
    assert token(State.ACCEPTED, verdict(outcome), missed=True, repaired=True) is Token.REPAIRED
    assert DRAWINGS[Token.REPAIRED].stitched


def test_no_two_meanings_look_alike() -> None:
    assert set(DRAWINGS) == set(Token)
    drawn = {shown: drawing for shown, drawing in DRAWINGS.items() if shown is not Token.WITHDRAWN}
    assert len(set(drawn.values())) == len(drawn)
    assert DRAWINGS[Token.WITHDRAWN] == DRAWINGS[Token.DECLINED]


def test_every_shape_has_its_own_words() -> None:
    assert set(SENTENCES) == set(Token)
    said = {
        sentence % {"promiser": "Kaveri", "receiver": "Lumen"} for sentence in SENTENCES.values()
    }
    assert len(said) == len(Token)
