"""The forecasts of a past as they were: each asked when its promise was made, from what was known strictly before.

What came of a promise counts two weeks after its date, whatever came of it: keeps show early and misses only at the
date, so that counting them as they come would make every past look better than it was. What is contested is no outcome.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.forecaster import Forecaster, Question
from troth.trust.rules.happenings import Happening, Promised
from troth.trust.rules.promises import Promise, days, happenings


@dataclass(frozen=True, kw_only=True)
class Foretold:
    """One promise as it was forecast when it was made, by us and by plain ways, and whether it was kept."""

    at: float
    ours: float
    usual: float
    own: float
    kept: bool
    imported: bool = False


def foretold(promises: Iterable[Promise], *, until: float) -> list[Foretold]:
    """Every promise that has an outcome by then, with what was forecast of it the moment it was made."""
    told = [one for one in promises if not one.contested and days(one.promised_at) <= until]
    asked = {one.commitment: one for one in told}
    line = [one for promise in told for one in happenings(promise)]
    line.sort(key=lambda one: (one.at, not isinstance(one, Promised), one.promise))
    ways = Plain([one for one in told if has_outcome(one, until=until)])
    found = []
    for promise, ours in heard(line):
        one = asked[promise]
        at = days(one.promised_at)
        usual, own = ways.chances(one.promiser, at=at)
        if has_outcome(one, until=until):
            kept = one.outcome is Outcome.KEPT
            found.append(
                Foretold(at=at, ours=ours, usual=usual, own=own, kept=kept, imported=one.imported)
            )
    return found


def heard(line: Iterable[Happening]) -> Iterator[tuple[str, float]]:
    """Each promise with its chance, asked the moment it is made and before it is known itself."""
    forecaster = Forecaster()
    for one in line:
        if isinstance(one, Promised):
            question = Question(
                party=one.party,
                receiver=one.receiver,
                promised_at=one.at,
                asked_at=one.at,
                due=one.due,
                promise=one.promise,
            )
            yield one.promise, forecaster.answer(question).chance
        forecaster.learn(one)


def has_outcome(promise: Promise, *, until: float) -> bool:
    """Whether what came of it counts by then; what is still open so long after its date did not come by it."""
    return not promise.waits and days(promise.settled_at) <= until


class Plain:
    """Two plain ways: the share kept so far, and the promiser's own (Beta 1, 1).

    They learn what came of a promise at its date, kept or not, as plain ways do on the public files.
    """

    def __init__(self, settled: Iterable[Promise]) -> None:
        self.line = sorted(
            (
                (days(one.due_in_force), one.promiser, one.outcome is Outcome.KEPT)
                for one in settled
            ),
            reverse=True,
        )
        self.all = [1.0, 2.0]
        self.each: dict[str, list[float]] = {}

    def chances(self, promiser: str, *, at: float) -> tuple[float, float]:
        """Both as they stood just before a moment; moments come in order."""
        while self.line and self.line[-1][0] < at:
            _when, party, kept = self.line.pop()
            for count in (self.all, self.each.setdefault(party, [1.0, 2.0])):
                count[0] += kept
                count[1] += 1
        own = self.each.get(promiser, (1.0, 2.0))
        return self.all[0] / self.all[1], own[0] / own[1]
