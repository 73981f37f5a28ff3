"""The one place where a hand comes from: what one organisation can count on from another, in five fingers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from troth.partnerships.models import Party, Room, Seat
from troth.trust.queries.evidence import Weighed, weigh
from troth.trust.queries.experiences import own_views
from troth.trust.queries.held import held_from
from troth.trust.queries.readings import Direction, Readings
from troth.trust.rules.change import changed_from
from troth.trust.rules.fingers import OLD, Held, finger
from troth.trust.rules.forecaster import Forecast
from troth.trust.rules.hands import TOP, Dimension, Estimate, Finger, Hand, Side
from troth.trust.rules.tally import Tally

Way = tuple[Party, Party]


def hand(room: Room, *, towards: Party, about: Party, viewer: Seat, now: datetime) -> Hand:
    """What `towards` can count on from `about`."""
    return hands(Readings(room, now=now), [(towards, about)], viewer=viewer)[0]


def hands(readings: Readings, ways: Sequence[Way], *, viewer: Seat) -> list[Hand]:
    """Several hands, each way given as (towards, about); the number of statements does not grow with them.

    Whoever is described sees a figure first; until then `viewer` decides who reads it.
    """
    found = readings.directions([(about.id, towards.id) for towards, about in ways])
    now, keys = readings.now, [(towards.id, about.id) for towards, about in ways]
    evidence = weigh(readings.room, keys, now=now)
    held, own = held_from(readings.room, viewer=viewer, at=now), own_views(readings.room)
    return [
        Hand(
            towards=side_of(towards),
            about=side_of(about),
            fingers=shown(
                with_own(
                    fingers(
                        direction, evidence[towards.id, about.id], held=held(about.id), now=now
                    ),
                    own={name: said for (who, name), said in own.items() if who == about.id},
                ),
                seen_first=viewer.party_id == about.id,
            ),
        )
        for (towards, about), direction in zip(ways, found, strict=True)
    ]


def with_own(found: Iterable[Finger], *, own: Mapping[str, float]) -> list[Finger]:
    """The fingers, with what the described side says of itself beside them."""
    return [replace(one, own=own.get(one.dimension)) for one in found]


def shown(found: Iterable[Finger], *, seen_first: bool) -> tuple[Finger, ...]:
    """What is held for the described side leaves this place for nobody else."""
    return tuple(
        Finger(dimension=one.dimension, count=0, held_until=one.held_until)
        if one.held_until is not None and not seen_first
        else one
        for one in found
    )


def side_of(party: Party) -> Side:
    """An organisation as the picture shows it."""
    return Side(
        id=party.id,
        name=party.name,
        short=party.short,
        letter=party.letter,
        colour=party.colour,
    )


def fingers(
    direction: Direction, found: Weighed, *, held: Held, now: datetime
) -> tuple[Finger, ...]:
    """Reliability from the promises, the other four from the table of evidence."""
    others = (
        finger(found.pieces, dimension, at=now, set_aside=found.set_aside, held=held)
        for dimension in Dimension
        if dimension is not Dimension.RELIABILITY
    )
    return reliability(direction, now=now), *others


def reliability(direction: Direction, *, now: datetime) -> Finger:
    """What came of the promises of this direction, as far as it was settled."""
    tally, reading = direction.reliability.tally, direction.reliability.reading
    newest = newest_of(tally)
    then = changed_from(reading.series, at=direction.at) if reading else None
    return Finger(
        dimension=Dimension.RELIABILITY,
        count=tally.finished,
        estimate=estimate_of(reading.forecast) if reading else None,
        before=TOP * then.chance if then else None,
        set_aside=len(tally.set_aside),
        last=newest,
        old=newest is not None and now - newest > OLD,
    )


def newest_of(tally: Tally) -> datetime | None:
    """When the newest promise came to its end."""
    return max((one.at for one in (*tally.kept, *tally.late, *tally.dropped)), default=None)


def estimate_of(forecast: Forecast) -> Estimate:
    """A chance on the scale of the hand; its range holds it."""
    low, high = min(forecast.low, forecast.chance), max(forecast.high, forecast.chance)
    return Estimate(low=TOP * low, mid=TOP * forecast.chance, high=TOP * high)
