"""One piece of evidence: how much it says, in which direction, and what the table says of each kind."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import (
    BAD,
    GOOD,
    MAIN,
    ONE_ANSWER,
    REPLACES,
    START,
    TABLE,
    Kind,
)

AT = datetime(2026, 3, 1, tzinfo=UTC)
R, T, A, O, C = Dimension  # noqa: E741  # in the order of the picture
AGAINST = {Kind.MISSED, Kind.SILENT, Kind.ANSWERED_LATE, Kind.UNANSWERED, Kind.SENT_BACK}
SAID = [kind for kind in Kind if kind is not Kind.EXPERIENCED]


def piece(
    kind: Kind, *, nth: int = 1, value: float | None = None, of: Dimension | None = None
) -> Piece:
    """Something about Kaveri, as Lumen has experienced it."""
    return Piece(
        idx=1,
        kind=kind,
        about="K",
        towards="L",
        at=AT,
        subject="S",
        nth=nth,
        value=value,
        dimension=of,
    )


# ------------------------------------------------------------------------------ how much


@pytest.mark.parametrize("kind", SAID)
def test_the_nth_of_its_like_says_as_much_as_its_square_leaves(kind: Kind) -> None:
    first = piece(kind).weight
    assert [piece(kind, nth=n).weight / first for n in (1, 2, 3, 10)] == pytest.approx(
        [1, 1 / 4, 1 / 9, 1 / 100]
    )


@given(st.integers(1, 400))
def test_however_many_of_one_kind_and_day_say_no_more_than_one_and_two_thirds(count: int) -> None:
    whole = sum(piece(Kind.KEPT, nth=n).weight for n in range(1, count + 1))
    assert 1 <= whole * ONE_ANSWER < 1.65


@given(st.integers(1, 50))
def test_one_more_of_its_like_says_something_and_less_than_the_one_before(count: int) -> None:
    weights = [piece(Kind.ANSWERED, nth=n).weight for n in range(1, count + 2)]
    assert all(more > less > 0 for more, less in pairwise(weights))


def test_a_noisier_kind_says_less() -> None:
    said = {kind: piece(kind).weight for kind in SAID}
    assert said[Kind.SILENT] == 2 * said[Kind.KEPT]
    assert said[Kind.MOVED] == said[Kind.KEPT] / 2
    assert max(said, key=lambda kind: said[kind]) is Kind.SILENT
    assert min(said, key=lambda kind: said[kind]) is Kind.MOVED


def test_one_answer_says_what_a_yes_or_no_can() -> None:
    """1 / (p (1 - p)): four where half goes well, eleven where nine of ten do."""
    assert 1 / (0.5 * 0.5) < ONE_ANSWER < 1 / (0.9 * 0.1)


# ------------------------------------------------------------------------------ in which direction


@pytest.mark.parametrize(
    ("kind", "dimensions"),
    [
        (Kind.KEPT, [R]),
        (Kind.MISSED, [R]),
        (Kind.MOVED, [O]),
        (Kind.ANNOUNCED, [T, O]),
        (Kind.OWNED, [T, O]),
        (Kind.REPAIRED, [T, C]),
        (Kind.SILENT, [T, O]),
        (Kind.SURE, [T]),
        (Kind.ANSWERED, [O]),
        (Kind.ANSWERED_LATE, [O]),
        (Kind.UNANSWERED, [O]),
        (Kind.WELL_MADE, [A]),
        (Kind.SENT_BACK, [A]),
        (Kind.UNDERSTOOD, [O, C]),
        (Kind.MADE_CLEAR, [O]),
    ],
)
def test_each_kind_is_counted_for_its_dimensions(kind: Kind, dimensions: list[Dimension]) -> None:
    assert [one for one in Dimension if piece(kind).counts_for(one)] == dimensions


@pytest.mark.parametrize("dimension", Dimension)
def test_what_is_said_openly_is_counted_where_it_was_said_and_nowhere_else(
    dimension: Dimension,
) -> None:
    one = piece(Kind.EXPERIENCED, value=1.4, of=dimension)
    assert [other for other in Dimension if one.counts_for(other)] == [dimension]
    assert (one.y, one.loads) == (1.4, {dimension: 1.0})


def test_what_is_said_openly_of_no_dimension_points_nowhere() -> None:
    one = piece(Kind.EXPERIENCED)
    assert not one.loads
    assert not any(one.counts_for(dimension) for dimension in Dimension)


def test_a_promise_moves_ability_a_little_and_is_not_counted_for_it() -> None:
    for kind in (Kind.KEPT, Kind.MISSED):
        assert 0 < piece(kind).loads[A] < MAIN
        assert not piece(kind).counts_for(A)


def test_every_dimension_has_something_for_it_and_something_against_it_but_care() -> None:
    """Nothing that is recorded speaks against care: what is missing there is not seen by anybody."""
    for dimension in Dimension:
        values = {piece(kind).y for kind in SAID if piece(kind).counts_for(dimension)}
        assert max(values) == GOOD
        assert (min(values) == BAD) is (dimension is not C)


# ------------------------------------------------------------------------------ where on the scale


@pytest.mark.parametrize("kind", SAID)
def test_what_went_well_lies_high_and_what_went_badly_low(kind: Kind) -> None:
    assert piece(kind).y == (BAD if kind in AGAINST else GOOD)


def test_good_and_bad_lie_equally_far_from_the_middle_and_the_start_between() -> None:
    assert -GOOD == BAD < 0 < START < GOOD


@given(st.floats(-3, 3))
def test_a_value_of_its_own_stands_in_the_place_of_the_tables(value: float) -> None:
    assert piece(Kind.SURE, value=value).y == value


def test_a_value_of_nothing_is_a_value() -> None:
    assert piece(Kind.SURE, value=0.0).y == 0.0


def test_only_what_breaks_truth_fades_slowly() -> None:
    assert [kind for kind in Kind if TABLE[kind].slow] == [Kind.SILENT]


def test_what_was_kept_after_all_takes_the_place_of_what_was_said_against_it() -> None:
    assert set(REPLACES) == {Kind.KEPT}
    gone = REPLACES[Kind.KEPT]
    assert {Kind.MISSED, Kind.SILENT} <= gone
    assert not gone & {Kind.OWNED, Kind.REPAIRED, Kind.SENT_BACK, Kind.ANSWERED_LATE}


@pytest.mark.parametrize("kind", SAID)
def test_no_kind_points_further_than_its_whole(kind: Kind) -> None:
    loads = TABLE[kind].loads
    assert max(loads.values()) <= 1
    assert all(load > 0 for load in loads.values())
    assert any(load >= MAIN for load in loads.values())
