"""How far a measure has come, and which readings a picture shows."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.goals.rules.frame import APART, END, FOOT, START, TOP, frame_of, labelled
from troth.goals.rules.progress import MOST_POINTS, Point, Way, even_pace, progress, thinned

DAY = date(2026, 1, 1)
numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=2)


def points(values: list[Decimal]) -> list[Point]:
    return [Point(DAY + timedelta(days=n), value) for n, value in enumerate(values)]


@pytest.mark.parametrize(
    ("start", "target", "value", "percent", "way"),
    [
        (0, 20, 14, 70, Way.BETWEEN),
        (0, 20, 20, 100, Way.REACHED),
        (0, 20, 25, 125, Way.REACHED),
        (0, 20, 0, 0, Way.START),
        (0, 20, -5, -25, Way.AWAY),
        (10, 2, 4, 75, Way.BETWEEN),
        (10, 2, 1, 112, Way.REACHED),
        (0, 1000, 999, 99, Way.BETWEEN),
    ],
)
def test_the_share_of_the_way(start: int, target: int, value: int, percent: int, way: Way) -> None:
    done = progress(start=Decimal(start), target=Decimal(target), value=Decimal(value))
    assert done.way is way
    assert abs(done.percent - percent) <= 1


@given(numbers, numbers.filter(bool), numbers)
def test_reached_means_at_the_target_or_past_it(
    start: Decimal, step: Decimal, value: Decimal
) -> None:
    target = start + step
    reached = value >= target if step > 0 else value <= target
    done = progress(start=start, target=target, value=value)
    assert (done.way is Way.REACHED) == reached
    assert (done.percent >= 100) == reached


def test_an_even_pace_is_half_way_on_the_day_in_the_middle() -> None:
    found = even_pace(
        start=Decimal(0),
        target=Decimal(20),
        begun=DAY,
        by_when=DAY + timedelta(days=10),
        day=DAY + timedelta(days=5),
    )
    assert found == 10


@given(st.lists(numbers, min_size=1, max_size=1500))
def test_a_thinned_picture_keeps_its_ends_and_its_extremes(values: list[Decimal]) -> None:
    every = points(values)
    few = thinned(every)
    assert len(few) <= max(MOST_POINTS, 3)
    assert set(few) <= set(every)
    assert [one.day for one in few] == sorted({one.day for one in few})
    assert (few[0], few[-1]) == (every[0], every[-1])
    assert min(one.value for one in few) == min(values)
    assert max(one.value for one in few) == max(values)


@given(st.lists(numbers, min_size=1, max_size=40), numbers, numbers)
def test_everything_lies_inside_the_picture_and_no_figure_in_another(
    values: list[Decimal], start: Decimal, target: Decimal
) -> None:
    every = points(values)
    frame = frame_of(every, values=(start, target), days=(None, DAY - timedelta(days=3)))
    assert all(START <= frame.x(one.day) <= END for one in every)
    assert all(TOP <= frame.y(one.value) <= FOOT for one in every)
    shown = [frame.y(value) for value in labelled(frame, (target, start, frame.high, frame.low))]
    assert all(abs(a - b) >= APART for n, a in enumerate(shown) for b in shown[:n])
    assert frame.y(target) in shown
