"""A partnership's promises told again from the beginning, with forecasts asked along the way."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from troth.trust.rules.forecaster import Forecast, Forecaster, Lesson, Question
from troth.trust.rules.happenings import Happening, Promised
from troth.trust.rules.promises import Promise, happenings


@dataclass(frozen=True)
class Told:
    """A forecaster that has heard everything, what it said at each stop, and what taught it what."""

    forecaster: Forecaster
    lessons: list[Lesson]
    forecasts: list[Forecast] = field(default_factory=list)


def retell(
    promises: Iterable[Promise], *, stops: Sequence[float], ask: Callable[[float], Question]
) -> Told:
    """Tell what happened before each stop (days since 1970, in order), and ask there."""
    lessons: list[Lesson] = []
    told = Told(Forecaster(teach=lessons.append), lessons)
    line = [one for promise in promises for one in happenings(promise)]
    line.sort(key=lambda one: (one.at, one.promise), reverse=True)
    for stop in stops:
        while line and line[-1].at < stop:
            _tell(told.forecaster, line.pop())
        told.forecasts.append(told.forecaster.forecast(ask(stop)))
    return told


def _tell(forecaster: Forecaster, happening: Happening) -> None:
    """Let it be known; a new promise is forecast, so that its outcome shows who forecasts well."""
    if isinstance(happening, Promised):
        forecaster.answer(
            Question(
                party=happening.party,
                receiver=happening.receiver,
                promised_at=happening.at,
                asked_at=happening.at,
                due=happening.due,
                promise=happening.promise,
            )
        )
    forecaster.learn(happening)
