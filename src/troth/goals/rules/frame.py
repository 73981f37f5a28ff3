"""Where days and values lie in a picture of readings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from troth.goals.rules.progress import Point

WIDTH, HEIGHT = 720, 250
START, END, TOP, FOOT = 76, 696, 26, 206
# Two figures at the edge nearer than this would stand in each other.
APART = 17


@dataclass(frozen=True)
class Frame:
    """The span of days and of values that is drawn."""

    first: date
    last: date
    low: Decimal
    high: Decimal

    def x(self, day: date) -> float:
        """Place of a day, kept inside."""
        span = max((self.last - self.first).days, 1)
        share = min(max((day - self.first).days / span, 0.0), 1.0)
        return round(START + share * (END - START), 1)

    def y(self, value: Decimal) -> float:
        """Place of a value; more is higher."""
        span = (self.high - self.low) or Decimal(1)
        return round(FOOT - float((value - self.low) / span) * (FOOT - TOP), 1)


def frame_of(
    points: Sequence[Point], *, values: Iterable[Decimal], days: Iterable[date | None]
) -> Frame:
    """The span that holds all readings, and these values and days beside them."""
    every_day = [point.day for point in points] + [day for day in days if day]
    every_value = [point.value for point in points] + list(values)
    return Frame(min(every_day), max(every_day), min(every_value), max(every_value))


def labelled(frame: Frame, values: Sequence[Decimal]) -> Sequence[Decimal]:
    """The values whose figures stand at the edge without touching; the first of them have the right of way."""
    kept: list[Decimal] = []
    for value in values:
        if all(abs(frame.y(value) - frame.y(other)) >= APART for other in kept):
            kept.append(value)
    return kept
