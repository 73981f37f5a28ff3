"""The reasons of a dimension add up, the largest first."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.because import because
from troth.trust.rules.estimate import of_ten, stand_of
from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import START, Kind
from troth.trust.tests.rules.test_estimate import BEGUN, NOW, PIECES, piece


@given(PIECES, st.sampled_from(list(Dimension)))
def test_they_add_up_and_name_every_piece_once(pieces: list[Piece], dimension: Dimension) -> None:
    lines = because(pieces, dimension, at=NOW)
    estimate = stand_of(pieces, at=NOW).estimate(dimension)
    assert sum(line.share for line in lines) == pytest.approx(
        estimate.mid - of_ten(START), abs=1e-6
    )
    assert sum(len(line.pieces) for line in lines) == len(pieces)
    assert [abs(line.share) for line in lines] == sorted(
        (abs(line.share) for line in lines), reverse=True
    )


def test_of_one_kind_the_newest_stands_first() -> None:
    pieces = [piece(Kind.WELL_MADE, day) for day in (3, 300, 30)]
    (line,) = because(pieces, Dimension.ABILITY, at=NOW)
    assert [one.at for one in line.pieces] == [BEGUN + timedelta(days=day) for day in (300, 30, 3)]


def test_what_went_badly_has_a_share_below_nothing() -> None:
    found = {
        one.kind: one.share
        for one in because(
            [piece(Kind.WELL_MADE, 390), piece(Kind.SENT_BACK, 391)], Dimension.ABILITY, at=NOW
        )
    }
    assert found[Kind.WELL_MADE] > 0 > found[Kind.SENT_BACK]


def test_from_nothing_there_is_no_reason() -> None:
    assert because([], Dimension.TRUTH, at=NOW) == []
