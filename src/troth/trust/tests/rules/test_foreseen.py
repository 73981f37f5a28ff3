"""What came later is forecast from what was strictly before it, with each kind and without."""

from dataclasses import replace
from datetime import timedelta
from math import isclose
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.estimate import stand_of
from troth.trust.rules.foreseen import (
    AS_IT_IS,
    ASKED,
    HALF,
    LOADS,
    MOST,
    OUT,
    QUESTION_OF,
    TIMES,
    TWICE,
    Foreseen,
    Question,
    foreseen,
)
from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import BAD, GOOD, ONE_ANSWER, START, TABLE, Kind
from troth.trust.tests.rules.made_up import BEGUN, piece

LAST_DIGIT = 1e-9
LINES = st.lists(
    st.builds(
        piece,
        st.sampled_from(list(Kind)),
        st.integers(0, 60).map(float),
        nth=st.integers(1, 3),
        subject=st.sampled_from([f"S{number}" for number in range(12)]),
    ),
    max_size=30,
)


def by_hand(pieces: list[Piece], later: Piece, *, kind: Kind, times: float) -> tuple[float, float]:
    """What one forecast is off by and its variance, from the estimate that the pages show."""
    known = [one for one in pieces if one.at < later.at and one.subject != later.subject]
    mine = [one for one in known if one.kind is kind]
    rest = [one for one in known if one.kind is not kind]
    stand = stand_of([*rest, *mine * int(times)], at=later.at)
    loads = LOADS.get(QUESTION_OF[later.kind], later.loads)
    vector = np.array([loads.get(one, 0.0) for one in Dimension])
    noise = (4.0 if later.kind is Kind.EXPERIENCED else ONE_ANSWER) * later.nth**2
    return later.y - float(vector @ stand.mean), float(vector @ stand.covariance @ vector) + noise


def off(found: Foreseen, row: int) -> list[float]:
    """What came less what was forecast, each way."""
    return [float(found.came[row] - moved) for moved in found.moved[row]]


def same(one: Foreseen, other: Foreseen) -> bool:
    """Whether two say the same to the last digit."""
    return (
        len(one) == len(other)
        and np.array_equal(one.question, other.question)
        and np.allclose(one.came, other.came, atol=LAST_DIGIT, rtol=0)
        and np.allclose(one.moved, other.moved, atol=LAST_DIGIT, rtol=0)
        and np.allclose(one.variance, other.variance, atol=LAST_DIGIT, rtol=0)
    )


def test_only_what_can_come_out_either_way_is_forecast() -> None:
    for question, kinds in ASKED.items():
        values = {TABLE[kind].value for kind in kinds}
        assert question is Question.SAID or values == {GOOD, BAD}
    assert Kind.MOVED not in QUESTION_OF
    assert sum(len(kinds) for kinds in ASKED.values()) == len(QUESTION_OF)


def test_what_a_question_is_about_is_what_its_rows_load_on() -> None:
    for question, loads in LOADS.items():
        for kind in ASKED[question]:
            assert loads.items() <= TABLE[kind].loads.items()


def test_nothing_is_foreseen_of_nothing() -> None:
    assert foreseen([]) == {}
    (only,) = foreseen([piece(Kind.MOVED)]).values()
    assert (only.seen, len(only)) == (1, 0)


@pytest.mark.parametrize("times", [0.0, 1.0, 2.0])
def test_a_forecast_is_the_estimate_that_the_pages_would_have_shown(times: float) -> None:
    pieces = [
        piece(Kind.UNDERSTOOD, 1),
        piece(Kind.ANSWERED_LATE, 3),
        piece(Kind.MOVED, 5, nth=2),
        piece(Kind.SILENT, 6),
        piece(Kind.UNDERSTOOD, 8),
        later := piece(Kind.ANSWERED, 20, nth=2),
    ]
    found = foreseen(pieces)[Kind.UNDERSTOOD]
    way = list(TIMES).index(times)
    missed, variance = by_hand(pieces, later, kind=Kind.UNDERSTOOD, times=times)
    assert isclose(off(found, -1)[way], missed, abs_tol=LAST_DIGIT)
    assert times != 1.0 or isclose(found.variance[-1], variance, abs_tol=LAST_DIGIT)


def test_two_at_half_their_weight_say_as_much_as_one() -> None:
    one = piece(Kind.UNDERSTOOD, 1)
    later = piece(Kind.ANSWERED, 9)
    single = foreseen([one, later])[Kind.UNDERSTOOD]
    double = foreseen([one, replace(one, idx=0), later])[Kind.UNDERSTOOD]
    assert isclose(double.moved[0, HALF], single.moved[0, AS_IT_IS], abs_tol=LAST_DIGIT)
    assert isclose(double.moved[0, AS_IT_IS], single.moved[0, TWICE], abs_tol=LAST_DIGIT)


def test_words_said_openly_are_forecast_with_their_own_noise() -> None:
    line = [piece(Kind.MOVED, 1), later := piece(Kind.EXPERIENCED, 9, value=-1.3)]
    found = foreseen(line)[Kind.MOVED]
    missed, variance = by_hand(line, later, kind=Kind.MOVED, times=1.0)
    assert isclose(off(found, 0)[AS_IT_IS], missed, abs_tol=LAST_DIGIT)
    assert isclose(found.variance[0], variance, abs_tol=LAST_DIGIT)


@pytest.mark.parametrize("outcome", [Kind.ANNOUNCED, Kind.SILENT])
def test_how_a_slip_is_told_is_forecast_as_one_question_of_truth(outcome: Kind) -> None:
    line = [piece(Kind.REPAIRED, 1), later := piece(outcome, 9)]
    found = foreseen(line)[Kind.REPAIRED]
    known = stand_of(line[:1], at=later.at).covariance[1, 1]
    assert off(found, 0)[OUT] == pytest.approx(later.y - START)
    assert found.variance[0] == pytest.approx(known + ONE_ANSWER)


def test_half_lies_between_none_and_all() -> None:
    found = foreseen([piece(Kind.UNDERSTOOD, 1), piece(Kind.ANSWERED, 9)])[Kind.UNDERSTOOD]
    out, little, half, whole, twice = off(found, 0)
    assert out == pytest.approx(GOOD - START)
    assert out > little > half > whole > twice
    assert found.moved[0, OUT] == 0


def test_a_kind_is_held_against_other_questions_than_its_own() -> None:
    line = [piece(Kind.ANSWERED, 1), piece(Kind.ANSWERED_LATE, 5), piece(Kind.EXPERIENCED, 9)]
    assert list(foreseen(line)[Kind.ANSWERED].question) == [Question.SAID]
    assert list(foreseen([*line, piece(Kind.ANSWERED, 12)])[Kind.EXPERIENCED].question) == [
        Question.ANSWER
    ]


def test_a_kind_is_held_against_the_dimensions_on_which_it_loads() -> None:
    care = piece(Kind.EXPERIENCED, 9, dimension=Dimension.CARE)
    found = foreseen([piece(Kind.MOVED, 1), piece(Kind.REPAIRED, 1), care])
    assert (len(found[Kind.MOVED]), len(found[Kind.REPAIRED])) == (0, 1)


def test_what_was_said_of_one_dimension_is_held_against_that_one() -> None:
    line = [
        piece(Kind.EXPERIENCED, 1, dimension=Dimension.CARE),
        piece(Kind.ANSWERED, 5),
        piece(Kind.EXPERIENCED, 6),
        piece(Kind.ANSWERED, 9),
    ]
    assert list(foreseen(line)[Kind.EXPERIENCED].day) == [
        (BEGUN + timedelta(days=9)).timestamp() / 86_400
    ]


def test_one_promise_does_not_forecast_itself() -> None:
    line = [piece(Kind.MISSED, 1, subject="P"), piece(Kind.SENT_BACK, 4, subject="P")]
    assert len(foreseen(line)[Kind.MISSED]) == 0
    assert len(foreseen([*line, piece(Kind.SENT_BACK, 5)])[Kind.MISSED]) == 1


def test_what_happens_at_the_same_moment_is_not_known_yet() -> None:
    line = [piece(Kind.MOVED, 5), piece(Kind.ANSWERED, 5)]
    assert len(foreseen(line)[Kind.MOVED]) == 0


def test_many_of_one_day_are_a_weak_answer() -> None:
    first, ninth = (
        foreseen([piece(Kind.MOVED, 1), piece(Kind.ANSWERED, 9, nth=nth)])[Kind.MOVED]
        for nth in (1, 9)
    )
    assert ninth.variance[0] - first.variance[0] == pytest.approx(80 * ONE_ANSWER)


def test_the_newest_pieces_are_looked_at_and_no_more() -> None:
    old = [piece(Kind.MOVED, 0.0), piece(Kind.EXPERIENCED, 0.5)]
    new = [piece(Kind.ANSWERED, 1 + number / 10) for number in range(MOST)]
    found = foreseen([*new, *old])
    assert set(found) == {Kind.ANSWERED}
    assert found[Kind.ANSWERED].seen == MOST


@given(LINES, st.integers(0, 60))
def test_what_comes_later_changes_no_earlier_forecast(line: list[Piece], cut: int) -> None:
    then = BEGUN + timedelta(days=cut)
    whole, before = foreseen(line), foreseen([one for one in line if one.at <= then])
    day = then.timestamp() / 86_400
    for kind, found in before.items():
        rows = whole[kind].day <= day
        everything = whole[kind]
        earlier = Foreseen(
            found.seen,
            everything.day[rows],
            everything.question[rows],
            everything.came[rows],
            everything.moved[rows],
            everything.variance[rows],
        )
        assert same(earlier, found)


@given(LINES, st.integers(0, 9))
def test_the_order_of_the_telling_changes_nothing(line: list[Piece], seed: int) -> None:
    mixed = list(line)
    Random(seed).shuffle(mixed)
    one, other = foreseen(line), foreseen(mixed)
    assert one.keys() == other.keys()
    assert all(same(one[kind], other[kind]) for kind in one)


@given(LINES)
def test_every_forecast_is_a_number_with_some_doubt(line: list[Piece]) -> None:
    for found in foreseen(line).values():
        assert np.isfinite(found.moved).all()
        assert np.isfinite(found.came).all()
        assert (found.variance > 0).all()
