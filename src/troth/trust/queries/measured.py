"""How a dimension stood on a day and how it stands since, as this reader may see it."""

from dataclasses import dataclass
from datetime import datetime

from troth.commitments.rules.outcome import Outcome
from troth.partnerships.models import Party, Seat
from troth.trust.queries.evidence import weighed
from troth.trust.queries.hands import estimate_of
from troth.trust.queries.held import held_for
from troth.trust.queries.readings import Readings, towards
from troth.trust.rules.differing import Difference, difference, difference_of_shares
from troth.trust.rules.estimate import stand_of
from troth.trust.rules.hands import ENOUGH, Dimension, Estimate
from troth.trust.rules.pieces import Piece
from troth.trust.rules.promises import Promise
from troth.trust.rules.reliability import Then, stood
from troth.trust.rules.tally import shares_of_units
from troth.trust.rules.weakness import has_fallen, outcomes


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """From the day on which something was agreed until now, or until both sides said how it went."""

    since: datetime
    until: datetime


@dataclass(frozen=True)
class Stood:
    """A reading of one day: how much there was to go by, and the estimate where that was enough."""

    count: int
    estimate: Estimate | None = None


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The readings of two days, how much is new since the first, and the difference where that is enough."""

    then: Stood
    now: Stood
    fresh: int
    difference: Difference | None


@dataclass(frozen=True)
class Way:
    """One dimension of one direction."""

    about: Party
    towards: Party
    dimension: Dimension


def compared(readings: Readings, way: Way, stretch: Stretch, *, viewer: Seat) -> Compared:
    """Both readings and what lies between them; what others do not see yet is in none of it."""
    if way.dimension is Dimension.RELIABILITY:
        return of_promises(readings, way, stretch=stretch)
    held = held_for(readings.room, about=way.about.id, viewer=viewer, at=readings.now)
    found = weighed(
        readings.room, about=way.about.id, towards=way.towards.id, now=readings.now
    ).pieces
    seen = [one for one in found if one.at <= stretch.until and held.shows(one, at=readings.now)]
    return of_pieces(seen, way.dimension, stretch)


def of_pieces(seen: list[Piece], dimension: Dimension, stretch: Stretch) -> Compared:
    """The four that are read from the table of evidence."""
    before = [one for one in seen if one.at <= stretch.since]
    fresh = [one for one in seen if one.at > stretch.since]
    then = stand_of(before, at=stretch.since)
    known = sum(one.counts_for(dimension) for one in before)
    count = known + sum(one.counts_for(dimension) for one in fresh)
    now = stand_of(seen, at=stretch.until).estimate(dimension)
    enough = known >= ENOUGH
    return Compared(
        then=Stood(known, then.estimate(dimension) if enough else None),
        now=Stood(count, now if count >= ENOUGH else None),
        fresh=count - known,
        difference=difference(then, fresh, dimension, at=stretch.until) if enough else None,
    )


def of_promises(readings: Readings, way: Way, *, stretch: Stretch) -> Compared:
    """Reliability, from the promises of the direction."""
    then, now = (stood_at(readings, way, at=at) for at in (stretch.since, stretch.until))
    own = [one for one in promises_of(readings, way) if one.promised_at <= stretch.until]
    weighs = shares_of_units(own)
    # By their dates, whatever came of them: keeps show early and misses only at the date.
    fresh = [
        one
        for one in own
        if not one.contested and stretch.since < one.due_in_force and one.counts_at(stretch.until)
    ]
    kept = sum(weighs[one.commitment] for one in fresh if one.outcome is Outcome.KEPT)
    missed = sum(weighs[one.commitment] for one in fresh if one.outcome is not Outcome.KEPT)
    # Whatever is still open so long after its date did not come by it.
    apart = None
    if then.estimate:
        apart = difference_of_shares(then.estimate, kept=kept, missed=missed, fresh=len(fresh))
    return Compared(then=then, now=now, fresh=len(fresh), difference=apart)


def promises_of(readings: Readings, way: Way) -> list[Promise]:
    """The promises of one direction."""
    return [
        one
        for one in readings.promises
        if one.promiser == way.about.id and towards(one, way.towards.id)
    ]


def stood_at(readings: Readings, way: Way, *, at: datetime) -> Stood:
    """The reading of reliability on a day; worked out once for each state of the record."""

    def work() -> Then:
        own = promises_of(readings, way)
        names = {one.commitment for one in own}
        others = [one for one in readings.promises if one.commitment not in names]
        return stood(own, at=at, others=others)

    name = f"then:{way.about.id}:{way.towards.id}:{at.isoformat()}"
    found = readings.kept(name, Then, work)
    return Stood(found.count, estimate_of(found.forecast) if found.forecast else None)


def reliability_fell(readings: Readings, *, about: str, receiver: str) -> bool:
    """Whether the change-point test finds a fall among the promises of a direction; kept as readings are."""

    def work() -> bool:
        own = [one for one in readings.promises if one.promiser == about and towards(one, receiver)]
        return has_fallen(outcomes(own, at=readings.now), at=readings.now)

    return readings.kept(f"fell:{about}:{receiver}", bool, work)
