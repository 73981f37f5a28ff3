"""A promise as it stood at an earlier moment: what came later had not happened yet."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.promises import Move, Promise, as_known

DAY = timedelta(days=1)
MADE = datetime(2026, 3, 2, 9, tzinfo=UTC)
ONE = Promise(
    commitment="one",
    promiser="K",
    receiver="L",
    promised_at=MADE,
    due=MADE + 10 * DAY,
    outcome=Outcome.KEPT,
    ended_at=MADE + 8 * DAY,
)


def test_what_was_kept_later_was_open_then() -> None:
    then = as_known(ONE, at=MADE + 7 * DAY)
    assert (then.outcome, then.ended_at) == (Outcome.OPEN, None)
    assert as_known(ONE, at=MADE + 8 * DAY) == ONE


def test_a_move_that_was_agreed_later_had_not_moved_it() -> None:
    moved = replace(ONE, moves=(Move(agreed_at=MADE + 5 * DAY, due=MADE + 20 * DAY),))
    assert as_known(moved, at=MADE + 4 * DAY).due_in_force == ONE.due
    assert as_known(moved, at=MADE + 6 * DAY).due_in_force == MADE + 20 * DAY


def test_one_from_a_file_that_names_no_day_is_known_at_its_date() -> None:
    told = replace(ONE, ended_at=None, outcome=Outcome.DROPPED, imported=True)
    assert as_known(told, at=MADE + 9 * DAY).outcome is Outcome.OPEN
    assert as_known(told, at=MADE + 10 * DAY).outcome is Outcome.DROPPED


@given(
    st.sampled_from(list(Outcome)),
    st.integers(0, 40),
    st.lists(st.integers(0, 40), max_size=3),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_to_look_back_twice_is_to_look_back_to_the_earlier_moment(
    outcome: Outcome, ended: int, moves: list[int], first: int, second: int
) -> None:
    told = replace(
        ONE,
        outcome=outcome,
        ended_at=None if outcome is Outcome.OPEN else MADE + ended * DAY,
        moves=tuple(
            Move(agreed_at=MADE + n * DAY, due=MADE + (n + 9) * DAY) for n in sorted(moves)
        ),
    )
    early, late = sorted((MADE + first * DAY, MADE + second * DAY))
    assert as_known(as_known(told, at=late), at=early) == as_known(told, at=early)
