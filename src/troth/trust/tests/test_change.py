"""A change is said only where it is certain."""

from datetime import UTC, datetime, timedelta

import pytest

from troth.trust.rules.change import changed_from
from troth.trust.rules.reliability import Point

NOW = datetime(2026, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def point(ago: int, chance: float, width: float = 0.1) -> Point:
    return Point(NOW - ago * DAY, chance, chance - width, chance + width)


@pytest.mark.parametrize(
    ("then", "now", "certain"),
    [
        (point(90, 0.5), point(0, 0.8), True),
        (point(90, 0.8), point(0, 0.5), True),
        (point(90, 0.5), point(0, 0.55), False),
        (point(90, 0.5, width=0.4), point(0, 0.8), False),
        (point(90, 0.5), point(0, 0.8, width=0.4), False),
    ],
)
def test_each_guess_must_lie_outside_the_others_range(
    then: Point, now: Point, certain: bool
) -> None:
    assert changed_from([then, now], at=NOW) == (then if certain else None)


def test_it_is_held_against_ninety_days_ago() -> None:
    series = [point(200, 0.2), point(91, 0.5), point(89, 0.7), point(0, 0.8)]
    found = changed_from(series, at=NOW)
    assert found is not None
    assert found.chance == 0.5


def test_a_younger_past_is_held_against_its_first_reading() -> None:
    series = [point(60, 0.4), point(30, 0.5), point(0, 0.8)]
    found = changed_from(series, at=NOW)
    assert found is not None
    assert found.chance == 0.4


@pytest.mark.parametrize("series", [[], [point(0, 0.8)]])
def test_with_one_reading_nothing_has_changed(series: list[Point]) -> None:
    assert changed_from(series, at=NOW) is None
