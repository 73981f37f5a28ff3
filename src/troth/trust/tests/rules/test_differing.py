"""By how much a dimension stands elsewhere: honest about what nobody knew, and blind to what only looks like change."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.trust.rules.differing import (
    CHANGE,
    Difference,
    change_of,
    difference,
    difference_of_shares,
)
from troth.trust.rules.estimate import FIVE, KNOWN_BEFORE, ORDER, PRIOR, of_ten, stand_of
from troth.trust.rules.hands import ENOUGH, Dimension, Estimate
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import ONE_ANSWER, START, Kind

AGREED = datetime(2026, 3, 1, tzinfo=UTC)
NOW = AGREED + timedelta(days=84)
O = Dimension.OPENNESS  # noqa: E741  # as in the table
PLACE = ORDER[O]
WELL, BADLY = Kind.ANSWERED, Kind.ANSWERED_LATE
kinds = st.sampled_from([WELL, BADLY, Kind.UNDERSTOOD, Kind.SILENT])
many = st.lists(kinds, min_size=ENOUGH, max_size=20)


def pieces(said: list[Kind], *, since: datetime, days: float = 80) -> list[Piece]:
    """So many pieces about Kaveri, evenly over some weeks from a day on."""
    step = timedelta(days=days / max(len(said), 1))
    return [
        Piece(idx=n, kind=kind, about="K", towards="L", at=since + n * step, subject=str(n))
        for n, kind in enumerate(said)
    ]


def found(before: list[Kind], since: list[Kind], dimension: Dimension = O) -> Difference:
    """What the later ones say against the earlier ones."""
    old = pieces(before, since=AGREED - timedelta(days=100))
    fresh = pieces(since, since=AGREED + timedelta(days=1))
    one = difference(stand_of(old, at=AGREED), fresh, dimension, at=NOW)
    assert one is not None
    return one


def test_below_five_new_pieces_nothing_is_compared() -> None:
    old = pieces([WELL] * 9, since=AGREED - timedelta(days=100))
    fresh = pieces([WELL] * (ENOUGH - 1), since=AGREED)
    assert difference(stand_of(old, at=AGREED), fresh, O, at=NOW) is None


def test_pieces_that_tell_of_other_dimensions_are_not_counted() -> None:
    fresh = pieces([Kind.KEPT] * 9, since=AGREED)
    assert difference(stand_of([], at=AGREED), fresh, O, at=NOW) is None


def test_late_answers_before_and_answers_in_time_since_have_helped() -> None:
    one = found([BADLY] * 9 + [WELL] * 3, [WELL] * 12)
    assert one.turn == 1
    assert one.fresh == 12
    assert one.low > 0.5


def test_the_other_way_round_it_has_become_worse() -> None:
    assert found([WELL] * 12, [BADLY] * 12).turn == -1


def test_more_of_the_same_is_no_change_however_much_there_is() -> None:
    """A weak side that stays as weak: its reading falls further from the start, and nothing changed."""
    same = [BADLY, BADLY, BADLY, WELL]
    early, late = (
        stand_of(pieces(same * 2, since=AGREED - timedelta(days=100)), at=AGREED),
        same * 5,
    )
    fresh = pieces(late, since=AGREED + timedelta(days=1))
    everything = [*pieces(same * 2, since=AGREED - timedelta(days=100)), *fresh]
    naive = stand_of(everything, at=NOW).estimate(O).mid - early.estimate(O).mid
    assert naive < -0.5
    one = found(same * 2, late)
    assert one.turn == 0
    assert abs(one.mid) < abs(naive)


def test_five_pieces_are_seldom_enough_to_tell() -> None:
    one = found([BADLY, WELL] * 4, [WELL] * 5)
    assert one.turn == 0
    assert one.high - one.low > 2


@given(before=many, since=many, dimension=st.sampled_from(Dimension))
def test_the_best_guess_lies_in_its_range_and_inside_the_scale(
    before: list[Kind], since: list[Kind], dimension: Dimension
) -> None:
    fresh = pieces(since, since=AGREED)
    stood = stand_of(pieces(before, since=AGREED - timedelta(days=100)), at=AGREED)
    one = difference(stood, fresh, dimension, at=NOW)
    if one is not None:
        start = stood.estimate(dimension).mid
        assert one.low < one.mid < one.high
        assert start + one.low >= 0
        assert start + one.high <= 10


@given(before=many, since=many)
def test_one_more_good_piece_never_makes_it_worse(before: list[Kind], since: list[Kind]) -> None:
    stood = stand_of(pieces(before, since=AGREED - timedelta(days=100)), at=AGREED)
    fresh = pieces(since, since=AGREED)
    better = [*fresh, pieces([WELL], since=NOW)[0]]
    less, more = (change_of(stood, some, at=NOW)[0][PLACE] for some in (fresh, better))
    # What lies beyond a good piece already is pulled back to it.
    if stood.mean[PLACE] + change_of(stood, fresh, at=NOW)[0][PLACE] < 2.0:
        assert more >= less - 1e-9


@given(before=many, since=many)
def test_more_evidence_makes_it_surer(before: list[Kind], since: list[Kind]) -> None:
    stood = stand_of(pieces(before, since=AGREED - timedelta(days=100)), at=AGREED)
    once, twice = (change_of(stood, pieces(since, since=AGREED) * n, at=NOW)[1] for n in (1, 2))
    assert np.all(np.linalg.eigvalsh(once - twice) > -1e-9)
    assert np.all(np.linalg.eigvalsh(CHANGE - once) > -1e-9)


@given(before=many, since=many)
def test_what_nobody_knew_on_the_day_stays_unknown(before: list[Kind], since: list[Kind]) -> None:
    """However much comes later, the change is never surer than where it started from."""
    stood = stand_of(pieces(before, since=AGREED - timedelta(days=100)), at=AGREED)
    _middle, covariance = change_of(stood, pieces(since, since=AGREED) * 40, at=NOW)
    least = np.linalg.inv(np.linalg.inv(stood.covariance) + np.linalg.inv(CHANGE))
    assert np.all(np.linalg.eigvalsh(covariance - least) > -1e-9)


def test_it_is_what_the_joint_state_of_both_says() -> None:
    """The same by brute force: θ and δ together, ten numbers, updated with every piece."""
    stood = stand_of(pieces([BADLY, WELL, WELL] * 3, since=AGREED - timedelta(days=100)), at=AGREED)
    fresh = pieces([WELL, BADLY, Kind.UNDERSTOOD, WELL, WELL, WELL], since=AGREED)
    information = np.zeros((2 * FIVE, 2 * FIVE))
    information[:FIVE, :FIVE] = np.linalg.inv(stood.covariance)
    information[FIVE:, FIVE:] = np.linalg.inv(CHANGE)
    pull = information @ np.concatenate([stood.mean, np.zeros(FIVE)])
    for piece in fresh:
        loads = np.array([piece.loads.get(one, 0.0) for one in Dimension])
        both = np.concatenate([loads, loads])
        exact = (NOW - piece.at).total_seconds() / 86_400
        weight = piece.weight * 2.0 ** (-exact / (730 if piece.measure.slow else 365))
        information += weight * np.outer(both, both)
        pull += weight * both * piece.y
    covariance = np.linalg.inv(information)
    middle, spread = change_of(stood, fresh, at=NOW)
    assert np.allclose((covariance @ pull)[FIVE:], middle, atol=1e-9)
    assert np.allclose(covariance[FIVE:, FIVE:], spread, atol=1e-9)


def test_eight_of_ten_true_changes_lie_in_the_range() -> None:
    """Made-up sides, made-up changes, measured with the noise that the table says."""
    source, inside, rounds = np.random.default_rng(48), 0, 400
    for _ in range(rounds):
        theta = source.multivariate_normal(np.full(FIVE, START), PRIOR)
        change = source.multivariate_normal(np.zeros(FIVE), CHANGE)
        old = measured(source, theta[PLACE], n=8, since=AGREED)
        fresh = measured(source, (theta + change)[PLACE], n=10, since=NOW)
        stood = stand_of(old, at=AGREED)
        one = difference(stood, fresh, O, at=NOW)
        assert one is not None
        start = stood.mean[PLACE]
        low, high = (of_ten(start) + end for end in (one.low, one.high))
        inside += low <= of_ten(start + change[PLACE]) <= high
    assert 0.75 < inside / rounds < 0.85


def measured(source: np.random.Generator, middle: float, *, n: int, since: datetime) -> list[Piece]:
    """So many noisy measurements of one place, all of one moment."""
    values = source.normal(middle, np.sqrt(ONE_ANSWER), size=n)
    return [
        Piece(idx=k, kind=WELL, about="K", towards="L", at=since, subject=str(k), value=float(one))
        for k, one in enumerate(values)
    ]


def test_where_nothing_changed_at_most_one_in_five_is_told_apart() -> None:
    source, apart, rounds = np.random.default_rng(4), 0, 400
    for _ in range(rounds):
        theta = source.multivariate_normal(np.full(FIVE, START), PRIOR)
        stood = stand_of(measured(source, theta[PLACE], n=8, since=AGREED), at=AGREED)
        one = difference(stood, measured(source, theta[PLACE], n=10, since=NOW), O, at=NOW)
        assert one is not None
        apart += one.turn != 0
    assert apart / rounds < 0.15


def test_the_start_is_known_no_better_than_organisations_differ() -> None:
    assert np.allclose(np.linalg.inv(KNOWN_BEFORE), CHANGE)


# ------------------------------------------------------------------------------- promises


def stood_at(mid: float, width: float = 2.0) -> Estimate:
    """A reading of reliability with so wide a range."""
    return Estimate(low=max(mid - width, 0.1), mid=mid, high=min(mid + width, 9.9))


def test_promises_kept_since_show_that_it_helped() -> None:
    one = difference_of_shares(stood_at(3, 1), kept=12, missed=0, fresh=12)
    assert one is not None
    assert one.turn == 1


def test_promises_missed_since_show_that_it_did_not() -> None:
    one = difference_of_shares(stood_at(8, 1), kept=1, missed=9, fresh=10)
    assert one is not None
    assert one.turn == -1


@pytest.mark.parametrize(("kept", "missed"), [(3, 7), (6, 14)])
def test_as_many_kept_as_before_is_no_change(kept: int, missed: int) -> None:
    one = difference_of_shares(stood_at(3, 1), kept=kept, missed=missed, fresh=kept + missed)
    assert one is not None
    assert one.turn == 0
    assert abs(one.mid) < 0.5


def test_four_promises_tell_nothing() -> None:
    assert difference_of_shares(stood_at(3), kept=4, missed=0, fresh=4) is None


@settings(max_examples=40)
@given(
    mid=st.floats(1, 9),
    kept=st.floats(0, 40),
    missed=st.floats(0, 40),
)
def test_one_more_kept_is_never_worse_and_the_range_holds_the_guess(
    mid: float, kept: float, missed: float
) -> None:
    one = difference_of_shares(stood_at(mid), kept=kept, missed=missed, fresh=9)
    more = difference_of_shares(stood_at(mid), kept=kept + 1, missed=missed, fresh=9)
    assert one is not None
    assert more is not None
    assert one.low <= one.mid <= one.high
    assert (more.low, more.mid, more.high) >= (one.low - 1e-6, one.mid - 1e-6, one.high - 1e-6)


@settings(max_examples=40)
@given(mid=st.floats(2, 8), kept=st.integers(0, 20), missed=st.integers(0, 20))
def test_kept_and_missed_are_two_sides_of_one_thing(mid: float, kept: int, missed: int) -> None:
    one = difference_of_shares(stood_at(mid, 1), kept=kept, missed=missed, fresh=9)
    other = difference_of_shares(stood_at(10 - mid, 1), kept=missed, missed=kept, fresh=9)
    assert one is not None
    assert other is not None
    assert one.mid == pytest.approx(-other.mid, abs=1e-3)
    assert one.low == pytest.approx(-other.high, abs=1e-3)


@pytest.mark.parametrize(
    ("low", "mid", "high"), [(9.4, 9.8, 9.95), (9.0, 9.5, 9.8), (0.05, 0.2, 0.6)]
)
def test_where_promises_go_on_as_they_went_nothing_is_said_to_have_changed(
    low: float, mid: float, high: float
) -> None:
    stood = Estimate(low=low, mid=mid, high=high)
    found = difference_of_shares(stood, kept=4 * mid, missed=40 - 4 * mid, fresh=40)
    assert found is not None
    assert found.low < 0 < found.high
    all_of_one_kind = difference_of_shares(
        stood, kept=40 if mid > 5 else 0, missed=0 if mid > 5 else 40, fresh=40
    )
    assert all_of_one_kind is not None
    assert all_of_one_kind.low < 0 < all_of_one_kind.high
