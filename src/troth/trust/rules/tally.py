"""What came of a direction's promises, counted with their dates; the one part shown from the first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.promises import Promise

NEEDED = 5  # finished promises before any estimate is given


@dataclass(frozen=True)
class Dated:
    """A commitment and the moment that counts for it."""

    commitment: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Commitments by outcome, oldest first; moves beside them, and what is set aside apart.

    `weight` is how much evidence the finished ones are together: imported ones count half, and
    those of one kind made on one day share one unit.
    """

    kept: tuple[Dated, ...] = ()
    late: tuple[Dated, ...] = ()
    dropped: tuple[Dated, ...] = ()
    open: tuple[Dated, ...] = ()
    renegotiated: tuple[Dated, ...] = ()
    set_aside: tuple[Dated, ...] = ()
    imported: int = 0
    weight: float = 0.0

    @property
    def finished(self) -> int:
        """How many have an outcome that counts."""
        return len(self.kept) + len(self.late) + len(self.dropped)

    @property
    def enough(self) -> bool:
        """Whether there is enough to say how likely the next one is kept."""
        return self.finished >= NEEDED


def tally(promises: Iterable[Promise]) -> Tally:
    """Count the promises of one direction."""
    promises = list(promises)
    counted = [promise for promise in promises if not promise.contested]
    finished = [promise for promise in counted if promise.outcome is not Outcome.OPEN]
    return Tally(
        kept=_dated(counted, Outcome.KEPT),
        late=_dated(counted, Outcome.LATE),
        dropped=_dated(counted, Outcome.DROPPED),
        open=_dated(counted, Outcome.OPEN),
        renegotiated=_in_order(
            Dated(promise.commitment, move.agreed_at)
            for promise in counted
            for move in promise.moves
        ),
        set_aside=_in_order(
            Dated(promise.commitment, _when(promise)) for promise in promises if promise.contested
        ),
        imported=sum(promise.imported for promise in finished),
        weight=_weight(finished, among=counted),
    )


def _dated(promises: Iterable[Promise], outcome: Outcome) -> tuple[Dated, ...]:
    return _in_order(
        Dated(promise.commitment, _when(promise))
        for promise in promises
        if promise.outcome is outcome
    )


def _when(promise: Promise) -> datetime:
    """The end of what has ended; the deadline of what is open."""
    return promise.ended_at or promise.due_in_force


def _in_order(dated: Iterable[Dated]) -> tuple[Dated, ...]:
    return tuple(sorted(dated, key=lambda one: (one.at, one.commitment)))


def shares_of_units(promises: Iterable[Promise]) -> dict[str, float]:
    """What each promise weighs: those of one kind made on one day share one unit."""
    told = list(promises)
    made: dict[tuple[object, ...], int] = {}
    for promise in told:
        made[_unit(promise)] = made.get(_unit(promise), 0) + 1
    return {promise.commitment: promise.weight / made[_unit(promise)] for promise in told}


def _weight(finished: Iterable[Promise], *, among: Iterable[Promise]) -> float:
    weighs = shares_of_units(among)
    return sum((weighs[promise.commitment] for promise in finished), start=0.0)


def _unit(promise: Promise) -> tuple[object, ...]:
    if not promise.kind:
        return (promise.commitment,)
    return promise.receiver, promise.kind, promise.promised_at.date()
