"""A promise as trust reads it, with its outcome given; and what the forecaster is told about it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.happenings import Happening, Kept, Moved, Promised, Withdrawn

IMPORTED_WEIGHT = 0.5  # a promise told by a file weighs half of one that both sides signed here
# By then a delivery has its answer as a rule: what is open and waits for none was not delivered by its date.
SETTLING = timedelta(days=14)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Move:
    """Both sides agreed on another deadline."""

    agreed_at: datetime
    due: datetime


@dataclass(frozen=True, kw_only=True)
class Promise:
    """An accepted promise of one party to another, as known at the moment of reading.

    `due` is the first deadline; `ended_at` when it was delivered (kept, late) or withdrawn or given
    up (dropped). Promises of one `kind` made on one day share one unit of evidence; an empty kind
    stands alone. `waits`: delivered in time, and the receiver has not answered yet.
    """

    commitment: str
    promiser: str
    receiver: str
    promised_at: datetime
    due: datetime
    outcome: Outcome
    ended_at: datetime | None = None
    moves: tuple[Move, ...] = ()
    imported: bool = False
    contested: bool = False
    kind: str = ""
    waits: bool = False

    @property
    def due_in_force(self) -> datetime:
        """The deadline after all moves."""
        return self.moves[-1].due if self.moves else self.due

    @property
    def decided_at(self) -> datetime:
        """Since when it is known whether the deadline was kept."""
        if self.outcome is Outcome.LATE or self.ended_at is None:
            return self.due_in_force
        return min(self.ended_at, self.due_in_force)

    @property
    def settled_at(self) -> datetime:
        """Two weeks after its date, when what came of it may be counted, whatever that is.

        Keeps show early and misses only at the date: whoever counts outcomes as they arrive is too hopeful.
        """
        return self.due_in_force + SETTLING

    def counts_at(self, at: datetime) -> bool:
        """Whether what came of it may be counted by then; nobody knows while the receiver has not answered."""
        return not self.waits and self.settled_at <= at

    @property
    def weight(self) -> float:
        """What it would teach alone."""
        return IMPORTED_WEIGHT if self.imported else 1.0


def as_known(promise: Promise, *, at: datetime) -> Promise:
    """The promise as it stood at an earlier moment: what came later had not happened yet."""
    then = replace(promise, moves=tuple(one for one in promise.moves if one.agreed_at <= at))
    if promise.outcome is Outcome.OPEN or (promise.ended_at or promise.decided_at) <= at:
        return then
    return replace(then, outcome=Outcome.OPEN, ended_at=None)


def days(moment: datetime) -> float:
    """Days since the start of 1970 in UTC."""
    return (moment - _EPOCH) / _DAY


def moment(days_: float) -> datetime:
    """The moment so many days after the start of 1970 in UTC."""
    return _EPOCH + days_ * _DAY


def happenings(promise: Promise) -> Iterator[Happening]:
    """What happened to this promise, in order; nothing of what is contested."""
    if promise.contested:
        return
    name, began = promise.commitment, days(promise.promised_at)
    yield Promised(
        began,
        name,
        promise.promiser,
        promise.receiver,
        days(promise.due),
        promise.kind,
        promise.weight,
    )
    for move in promise.moves:
        yield Moved(max(days(move.agreed_at), began), name, days(move.due))
    ended = max(days(promise.decided_at), began)
    if promise.outcome is Outcome.KEPT:
        yield Kept(ended, name)
    elif promise.outcome is Outcome.DROPPED and promise.decided_at < promise.due_in_force:
        yield Withdrawn(ended, name)
