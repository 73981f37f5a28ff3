"""What a page says that counts is what the table of evidence counts, no more and no less."""

import pytest

from troth.trust.counting import COUNTS, counts_for
from troth.trust.rules.hands import Dimension
from troth.trust.rules.table import TABLE, Kind


@pytest.mark.parametrize("dimension", [one for one in Dimension if one != Dimension.RELIABILITY])
def test_every_kind_that_points_at_a_dimension_is_told_there_and_no_other(
    dimension: Dimension,
) -> None:
    told = [kind for one in COUNTS[dimension] for kind in one.kinds]
    counted = {kind for kind, measure in TABLE.items() if dimension in measure.loads}
    assert set(told) == counted | {Kind.EXPERIENCED}
    assert len(told) == len(set(told))


def test_reliability_is_told_from_promises_alone() -> None:
    told = {kind for one in COUNTS[Dimension.RELIABILITY] for kind in one.kinds}
    assert told == {Kind.KEPT, Kind.MISSED}


def test_every_kind_is_told_somewhere() -> None:
    told = {kind for counted in COUNTS.values() for one in counted for kind in one.kinds}
    assert told == set(Kind)


@pytest.mark.parametrize("dimension", Dimension)
def test_no_dimension_says_a_sentence_twice(dimension: Dimension) -> None:
    said = counts_for(dimension)
    assert len(said) == len(set(said))
    assert all(one[0].isupper() and one.endswith(".") for one in said)


def test_what_counts_against_says_so() -> None:
    said = " ".join(counts_for(Dimension.TRUTH) + counts_for(Dimension.OPENNESS))
    assert "missed in silence counts against it" in said
