"""One finger of the picture from the evidence of a direction: what is shown, to whom, from when on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from troth.trust.rules.changepoint import changed
from troth.trust.rules.estimate import stand_of
from troth.trust.rules.hands import ENOUGH, Dimension, Finger
from troth.trust.rules.pieces import Piece

OLD = timedelta(days=180)
LOOK_BACK = timedelta(days=90)


@dataclass(frozen=True, kw_only=True)
class Held:
    """For how long whoever is described has new evidence for itself; nothing for its own eyes.

    `waited`: how many days have passed since the moment that is looked at.
    """

    days: int = 0
    waited: int = 0

    def until(self, at: datetime) -> datetime:
        """When others see what happened at a moment."""
        return at + timedelta(days=self.days)

    def shows(self, piece: Piece, *, at: datetime) -> bool:
        """Whether others see this piece by now."""
        return self.until(piece.at) <= at + timedelta(days=self.waited)


AT_ONCE = Held()


def finger(
    pieces: Sequence[Piece],
    dimension: Dimension,
    *,
    at: datetime,
    set_aside: Sequence[Piece] = (),
    held: Held = AT_ONCE,
    own: float | None = None,
) -> Finger:
    """What a reader sees of one dimension at a moment."""
    seen = [one for one in pieces if held.shows(one, at=at)]
    counted = [one for one in seen if one.counts_for(dimension)]
    aside = sum(one.counts_for(dimension) for one in set_aside if held.shows(one, at=at))
    last = counted[-1].at if counted else None
    enough = len(counted) >= ENOUGH
    return Finger(
        dimension=dimension,
        count=len(counted),
        estimate=stand_of(seen, at=at).estimate(dimension) if enough else None,
        before=before(seen, dimension, at=at) if enough else None,
        own=own,
        set_aside=aside,
        last=last,
        old=last is not None and at - last > OLD,
        held_until=None if enough else held_until(pieces, dimension, at=at, held=held),
    )


def held_until(
    pieces: Sequence[Piece], dimension: Dimension, *, at: datetime, held: Held
) -> datetime | None:
    """When others see the first reading, where whoever is described has it already."""
    counted = sorted(one.at for one in pieces if one.counts_for(dimension))
    if len(counted) < ENOUGH:
        return None
    moment = held.until(counted[ENOUGH - 1])
    return moment if moment > at + timedelta(days=held.waited) else None


def before(pieces: Sequence[Piece], dimension: Dimension, *, at: datetime) -> float | None:
    """The best guess 90 days ago, or at the first reading after that; only where the change is real and newer."""
    counted = [one for one in pieces if one.counts_for(dimension)]
    change = changed([one.y for one in counted], [one.weight for one in counted])
    then = max(at - LOOK_BACK, counted[ENOUGH - 1].at)
    if change is None or counted[change.at].at <= then or then >= at:
        return None
    known = [one for one in pieces if one.at <= then]
    return stand_of(known, at=then).estimate(dimension).mid
