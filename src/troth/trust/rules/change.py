"""Whether an estimate has really changed, and from where."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from troth.trust.rules.reliability import Point

AGO = timedelta(days=90)


def changed_from(series: Sequence[Point], *, at: datetime) -> Point | None:
    """The reading 90 days ago, or the first one if that is later, where today's differs from it for certain.

    It does where each best guess lies outside the other's range: what has only become surer, or moved
    inside what was thought possible, is no change.
    """
    if len(series) < 2:
        return None
    then = max((one for one in series if one.at <= at - AGO), key=_moment, default=series[0])
    now = series[-1]
    return None if _inside(then.chance, now) or _inside(now.chance, then) else then


def _moment(point: Point) -> datetime:
    return point.at


def _inside(chance: float, point: Point) -> bool:
    return point.low <= chance <= point.high
