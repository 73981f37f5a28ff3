"""How far a measure has come, and which of many readings a picture needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

MOST_POINTS = 240


@dataclass(frozen=True)
class Point:
    """What a measure read on a day."""

    day: date
    value: Decimal


class Way(StrEnum):
    """Where a reading stands between start and target."""

    AWAY = "away"
    START = "start"
    BETWEEN = "between"
    REACHED = "reached"


@dataclass(frozen=True)
class Progress:
    """The share of the way, in whole per cent, and what that is in a word."""

    percent: int
    way: Way


def progress(*, start: Decimal, target: Decimal, value: Decimal) -> Progress:
    """How much of the way from start to target is done; the target may lie below the start."""
    share = (value - start) / (target - start) * 100
    percent = int(share.to_integral_value(ROUND_HALF_UP))
    if share >= 100:
        return Progress(percent, Way.REACHED)
    if share == 0:
        return Progress(0, Way.START)
    # Nearly there is not there, and barely begun is begun.
    return Progress(min(percent, 99), Way.AWAY if share < 0 else Way.BETWEEN)


def even_pace(*, start: Decimal, target: Decimal, begun: date, by_when: date, day: date) -> Decimal:
    """Where the measure would stand on a day, had it moved by the same step every day."""
    whole = max((by_when - begun).days, 1)
    gone = min(max((day - begun).days, 0), whole)
    return start + (target - start) * gone / whole


def thinned(points: Sequence[Point], *, most: int = MOST_POINTS) -> Sequence[Point]:
    """So few points that a picture holds them, with every peak and valley still there."""
    if len(points) <= most:
        return points
    inner = points[1:-1]
    size = -(-len(inner) // ((most - 2) // 2))
    groups = (inner[at : at + size] for at in range(0, len(inner), size))
    return [points[0], *(point for group in groups for point in extremes(group)), points[-1]]


def extremes(group: Sequence[Point]) -> Iterator[Point]:
    """The lowest and the highest of a group, in the order of their days."""
    ends = {min(group, key=lambda one: one.value), max(group, key=lambda one: one.value)}
    yield from sorted(ends, key=lambda one: one.day)
