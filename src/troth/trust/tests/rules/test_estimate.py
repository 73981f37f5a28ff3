"""Five dimensions from evidence: the parts add up, one by one equals all at once, and little says little."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.estimate import Sums, columns, of_ten, shares, stand_of, stands
from troth.trust.rules.hands import Dimension, Estimate
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import START, TABLE, Kind

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
NOW = BEGUN + timedelta(days=400)
LAST_DIGIT = 1e-9


def piece(kind: Kind, day: float = 0.0, **more: object) -> Piece:
    """One piece of evidence about Kaveri, as Lumen has experienced it."""
    common = {"idx": 1, "about": "K", "towards": "L", "subject": "S"}
    if kind is Kind.EXPERIENCED:
        more = {"dimension": Dimension.CARE, "value": 1.0, **more}
    return Piece(kind=kind, at=BEGUN + timedelta(days=day), **{**common, **more})  # type: ignore[arg-type]  # names as the class has them


PIECES = st.lists(
    st.builds(
        piece,
        st.sampled_from(list(Kind)),
        st.floats(0, 399),
        nth=st.integers(1, 5),
    ),
    max_size=25,
)


def reading(pieces: list[Piece], dimension: Dimension) -> Estimate:
    """What stands on the page."""
    return stand_of(pieces, at=NOW).estimate(dimension)


@given(PIECES)
def test_one_by_one_equals_all_at_once(pieces: list[Piece]) -> None:
    sums = Sums()
    for one in pieces:
        sums.add(one)
    together, each = stand_of(pieces, at=NOW), sums.stand(NOW)
    assert np.allclose(together.mean, each.mean, atol=LAST_DIGIT, rtol=0)
    assert np.allclose(together.covariance, each.covariance, atol=LAST_DIGIT, rtol=0)


@given(PIECES, st.randoms(use_true_random=False))
def test_the_order_in_which_it_is_told_does_not_matter(pieces: list[Piece], chance: object) -> None:
    mixed = list(pieces)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # a Random
    assert np.allclose(stand_of(mixed, at=NOW).mean, stand_of(pieces, at=NOW).mean, atol=LAST_DIGIT)


@given(PIECES, st.sampled_from(list(Dimension)))
def test_the_parts_add_up_to_the_estimate(pieces: list[Piece], dimension: Dimension) -> None:
    total = sum(shares(pieces, dimension, at=NOW))
    assert total == pytest.approx(reading(pieces, dimension).mid - of_ten(START), abs=1e-6)


@given(PIECES, PIECES)
def test_what_is_taken_out_again_leaves_no_trace(pieces: list[Piece], more: list[Piece]) -> None:
    sums = Sums()
    for one in [*pieces, *more]:
        sums.add(one)
    for one in more:
        sums.add(one, sign=-1)
    assert np.allclose(sums.stand(NOW).mean, stand_of(pieces, at=NOW).mean, atol=1e-6)


@given(PIECES)
def test_every_reading_lies_on_the_scale_inside_its_range(pieces: list[Piece]) -> None:
    stand = stand_of(pieces, at=NOW)
    assert [stand.estimate(one).low >= 0 for one in Dimension] == [True] * 5


@given(PIECES, st.sampled_from([kind for kind in Kind if kind is not Kind.EXPERIENCED]))
def test_more_evidence_never_makes_it_less_sure(pieces: list[Piece], kind: Kind) -> None:
    before, after = stand_of(pieces, at=NOW), stand_of([*pieces, piece(kind, 300)], at=NOW)
    for place in range(5):
        assert after.covariance[place, place] <= before.covariance[place, place] + LAST_DIGIT


def test_before_anything_is_known_every_dimension_stands_where_strangers_do() -> None:
    assert {round(reading([], one).mid, 6) for one in Dimension} == {round(of_ten(START), 6)}


@pytest.mark.parametrize("kind", [Kind.KEPT, Kind.WELL_MADE, Kind.OWNED, Kind.UNDERSTOOD])
def test_what_goes_well_lifts_its_own_dimension_most(kind: Kind) -> None:
    stand = stand_of([piece(kind, 390)], at=NOW)
    main = max(TABLE[kind].loads, key=lambda one: TABLE[kind].loads[one])
    assert max(Dimension, key=lambda one: stand.estimate(one).mid) is main
    assert stand.estimate(main).mid > of_ten(START)


@pytest.mark.parametrize("kind", [Kind.MISSED, Kind.SILENT, Kind.SENT_BACK, Kind.UNANSWERED])
def test_what_goes_badly_lowers_its_own_dimension_most(kind: Kind) -> None:
    stand = stand_of([piece(kind, 390)], at=NOW)
    main = max(TABLE[kind].loads, key=lambda one: TABLE[kind].loads[one])
    assert min(Dimension, key=lambda one: stand.estimate(one).mid) is main


def test_a_promise_moved_in_time_says_nothing_of_its_own_about_reliability() -> None:
    assert Dimension.RELIABILITY not in TABLE[Kind.MOVED].loads


def test_a_miss_that_is_owned_and_repaired_costs_less_truth_than_a_silent_one() -> None:
    missed = [piece(Kind.MISSED, 300)]
    owned = [*missed, piece(Kind.OWNED, 301), piece(Kind.REPAIRED, 310)]
    silent = [*missed, piece(Kind.SILENT, 330)]
    for dimension in (Dimension.TRUTH, Dimension.OPENNESS):
        # The miss alone, that nobody has spoken of yet, lies between the two.
        found = [reading(one, dimension).mid for one in (silent, missed, owned)]
        assert found == sorted(found)
        assert found[2] - found[0] > 0.8
    assert reading(owned, Dimension.RELIABILITY).mid < of_ten(START)


def test_what_broke_truth_fades_at_half_the_rate_of_the_rest() -> None:
    def left(kind: Kind, days: int) -> float:
        moment = BEGUN + timedelta(days=days)
        stand = stand_of([piece(kind)], at=moment)
        return float(abs(stand.pull[list(Dimension).index(Dimension.TRUTH)]))

    assert left(Kind.ANNOUNCED, 365) == pytest.approx(left(Kind.ANNOUNCED, 0) / 2)
    assert left(Kind.SILENT, 730) == pytest.approx(left(Kind.SILENT, 0) / 2)


def test_old_evidence_fades_towards_the_start_and_the_range_grows_again() -> None:
    pieces = [piece(Kind.SENT_BACK, day) for day in range(10)]
    soon = stand_of(pieces, at=BEGUN + timedelta(days=20)).estimate(Dimension.ABILITY)
    late = stand_of(pieces, at=BEGUN + timedelta(days=3000)).estimate(Dimension.ABILITY)
    assert soon.mid < late.mid < of_ten(START)
    assert late.high - late.low > soon.high - soon.low


def test_a_hundred_small_promises_of_one_day_say_less_than_two_of_two_days() -> None:
    many = [piece(Kind.KEPT, 390, nth=nth) for nth in range(1, 101)]
    two = [piece(Kind.KEPT, 389), piece(Kind.KEPT, 390)]
    gained, plain = reading(many, Dimension.RELIABILITY), reading(two, Dimension.RELIABILITY)
    assert gained.mid < plain.mid


def test_many_directions_at_once_are_the_same_as_one_after_the_other() -> None:
    kinds = [kind for kind in Kind if kind is not Kind.EXPERIENCED]
    pieces = [piece(kind, 10 * n) for n, kind in enumerate(kinds * 3)]
    group = np.arange(len(pieces)) % 4
    together = stands(columns(pieces), group, groups=5, at=NOW)
    for number in range(5):
        alone = stand_of([p for p, g in zip(pieces, group, strict=True) if g == number], at=NOW)
        assert np.allclose(together[number].mean, alone.mean, atol=LAST_DIGIT)


def test_every_kind_has_its_row_with_a_source() -> None:
    assert set(TABLE) == set(Kind)
    assert all(row.source and row.noise > 0 for row in TABLE.values())
    assert [kind for kind in Kind if not TABLE[kind].loads] == [Kind.EXPERIENCED]
