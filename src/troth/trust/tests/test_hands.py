"""A hand is whole, in order, and says nothing from too little."""

import pytest

from troth.trust.rules.hands import Dimension, Estimate, Finger, Hand, Side

LUMEN = Side(id="A", name="Lumen Sensors", short="Lumen", letter="L", colour=1)
KAVERI = Side(id="B", name="Kaveri Analytics", short="Kaveri", letter="K", colour=2)
FIVE = tuple(Finger(dimension=one, count=0) for one in Dimension)


@pytest.mark.parametrize("figures", [(7, 6, 8), (6, 9, 8), (-1, 5, 8), (6, 8, 10.1)])
def test_an_estimate_lies_inside_its_range_and_on_the_scale(
    figures: tuple[float, float, float],
) -> None:
    low, mid, high = figures
    with pytest.raises(ValueError, match="not an estimate"):
        Estimate(low=low, mid=mid, high=high)


def test_from_four_pieces_of_evidence_no_figure_exists() -> None:
    with pytest.raises(ValueError, match="too little"):
        Finger(dimension=Dimension.TRUTH, count=4, estimate=Estimate(low=1, mid=2, high=3))


def test_from_five_it_does() -> None:
    found = Finger(dimension=Dimension.TRUTH, count=5, estimate=Estimate(low=1, mid=2, high=3))
    assert found.estimate == Estimate(low=1, mid=2, high=3)


@pytest.mark.parametrize("fingers", [FIVE[:4], tuple(reversed(FIVE)), (*FIVE, FIVE[0]), ()])
def test_a_hand_has_its_five_fingers_in_their_order(fingers: tuple[Finger, ...]) -> None:
    with pytest.raises(ValueError, match="five fingers"):
        Hand(towards=LUMEN, about=KAVERI, fingers=fingers)
    assert len(Hand(towards=LUMEN, about=KAVERI, fingers=FIVE).fingers) == 5
