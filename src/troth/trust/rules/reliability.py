"""Reliability of one party towards another: counts, the chance of the next promise, and why.

Below five finished promises there are counts and dates and no figure at all.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.forecaster import Forecast, Forecaster, Question
from troth.trust.rules.promises import Promise, days, moment
from troth.trust.rules.reasons import Estimate, Reason, reasons
from troth.trust.rules.retelling import Told, retell
from troth.trust.rules.tally import NEEDED, Tally, tally

_POINTS = 40  # of the picture over time
_OPEN_LOOKED_AT = 200


@dataclass(frozen=True)
class OfTen:
    """A chance in whole tenths, for words: "8 of 10, between 6 and 9"."""

    middle: int
    low: int
    high: int


@dataclass(frozen=True)
class Point:
    """The estimate at a moment, with its 80 % interval."""

    at: datetime
    chance: float
    low: float
    high: float


@dataclass(frozen=True)
class OpenPromise:
    """How likely an open promise is kept, from how promises like it went."""

    commitment: str
    forecast: Forecast
    of_ten: OfTen


@dataclass(frozen=True)
class Reading:
    """The estimate itself: only there when there is enough to read.

    `start` is the chance before any evidence; the shares of `reasons`, in tenths, add up to
    `10 x (forecast.chance - start)`. `series` ends with the moment of reading.
    """

    forecast: Forecast
    of_ten: OfTen
    start: float
    reasons: tuple[Reason, ...]
    series: tuple[Point, ...]
    open: tuple[OpenPromise, ...]


@dataclass(frozen=True)
class Reliability:
    """What a page shows about one direction; `reading` is None as long as it is not enough yet."""

    tally: Tally
    reading: Reading | None
    needed: int = NEEDED


def read(
    promises: Iterable[Promise], *, at: datetime, others: Iterable[Promise] = ()
) -> Reliability:
    """Read the promises of one promiser to one receiver as known at a moment.

    `others` are the other promises of the partnership, from which the usual is learned. The work is
    one telling of all of them, about a tenth of a millisecond each.
    """
    promises = list(promises)
    counted = tally(promises)
    if not counted.enough:
        return Reliability(counted, None)
    told = [*promises, *others]
    return Reliability(counted, _reading(promises, told, counted=counted, at=at))


@dataclass(frozen=True)
class Then:
    """How a direction stood at a moment: its finished promises, and its forecast where they were enough."""

    count: int
    forecast: Forecast | None = None


def stood(promises: Iterable[Promise], *, at: datetime, others: Iterable[Promise] = ()) -> Then:
    """What was known of a direction strictly before a moment, without what is contested by now."""
    known = [one for one in promises if one.promised_at <= at]
    count = sum(
        one.outcome is not Outcome.OPEN and not one.contested and one.decided_at <= at
        for one in known
    )
    if count < NEEDED:
        return Then(count)
    told = [*known, *(one for one in others if one.promised_at <= at)]
    after = retell(told, stops=[days(at)], ask=partial(_next, known[0]))
    return Then(count, after.forecasts[-1])


def of_ten(forecast: Forecast) -> OfTen:
    """Whole tenths; never "0 of 10" or "10 of 10", which would promise more than anybody knows."""
    middle = min(max(round(10 * forecast.chance), 1), 9)
    low, high = round(10 * forecast.low), round(10 * forecast.high)
    return OfTen(middle, min(low, middle), max(high, middle))


def _reading(
    promises: Sequence[Promise], told: Sequence[Promise], *, counted: Tally, at: datetime
) -> Reading:
    ask = partial(_next, promises[0])
    stops = _stops(promises, until=days(at))
    after = retell(told, stops=stops, ask=ask)
    forecast = after.forecasts[-1]
    estimate = _estimate(after, ask(stops[-1]))
    return Reading(
        forecast=forecast,
        of_ten=of_ten(forecast),
        start=estimate.start,
        reasons=reasons(estimate, promises, counted, at=at),
        series=tuple(map(_point, stops, after.forecasts)),
        open=_open(after.forecaster, promises, at=at),
    )


def _next(promise: Promise, at: float) -> Question:
    """The question about a promise made now; its length does not matter at its beginning."""
    return Question(
        party=promise.promiser,
        receiver=promise.receiver,
        promised_at=at,
        asked_at=at,
        due=at,
    )


def _estimate(after: Told, question: Question) -> Estimate:
    return Estimate(
        question=question,
        answer=after.forecaster.answer(question),
        weights=after.forecaster.memory.blend.settings,
        lessons=after.lessons,
        start=Forecaster().answer(question).chance,
    )


def _stops(promises: Iterable[Promise], *, until: float) -> list[float]:
    """Evenly spaced moments, from the first one with enough finished behind it to now."""
    decided = sorted(
        days(promise.decided_at)
        for promise in promises
        if promise.outcome is not Outcome.OPEN and not promise.contested
    )
    step = max(until - decided[NEEDED - 1], 0.0) / _POINTS
    return list(dict.fromkeys(until - number * step for number in reversed(range(_POINTS))))


def _point(at: float, forecast: Forecast) -> Point:
    return Point(moment(at), forecast.chance, forecast.low, forecast.high)


def _open(
    forecaster: Forecaster, promises: Sequence[Promise], *, at: datetime
) -> tuple[OpenPromise, ...]:
    """The newest open promises whose deadline is still to come."""
    coming = [
        promise
        for promise in promises
        if promise.outcome is Outcome.OPEN and not promise.contested and promise.due_in_force > at
    ]
    coming.sort(key=lambda promise: (promise.promised_at, promise.commitment), reverse=True)
    return tuple(_open_promise(forecaster, promise, at=at) for promise in coming[:_OPEN_LOOKED_AT])


def _open_promise(forecaster: Forecaster, promise: Promise, *, at: datetime) -> OpenPromise:
    forecast = forecaster.forecast(
        Question(
            party=promise.promiser,
            receiver=promise.receiver,
            promised_at=days(promise.promised_at),
            asked_at=days(at),
            due=days(promise.due_in_force),
        )
    )
    return OpenPromise(promise.commitment, forecast, of_ten(forecast))
