"""Readings of directions, worked out once for each state of the record and kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.core.cache import cache

from troth.ledger.queries import head
from troth.partnerships.models import Room
from troth.trust.queries.promises import EVERYBODY, as_of, promises
from troth.trust.rules.forecaster import Forecast, Question
from troth.trust.rules.promises import Promise, days
from troth.trust.rules.reliability import OfTen, OpenPromise, Reliability, of_ten, read
from troth.trust.rules.retelling import retell
from troth.trust.rules.tally import Tally, tally

KEPT_SECONDS = 3600
VERSION = 1
T = TypeVar("T")


@dataclass(frozen=True)
class Direction:
    """What can be said of one promiser, towards one receiver or towards all."""

    reliability: Reliability
    at: datetime
    is_past: bool


@dataclass(frozen=True)
class Line:
    """One promiser in the list: counts, and the chance of the next promise where there is enough."""

    promiser: str
    tally: Tally
    of_ten: OfTen | None


def kept(room: Room, name: str, now: datetime, find: Callable[[], T]) -> T:
    """Work it out once an hour for each state of the log; the cache can be lost at any time."""
    key = f"trust:{VERSION}:{room.id}:{head(room.id)}:{now:%Y%m%d%H}:{name}"
    found: T | None = cache.get(key)
    if found is None:
        found = find()
        cache.set(key, found, KEPT_SECONDS)
    return found


def towards(promise: Promise, receiver: str | None) -> bool:
    """Whether the promise was made to this receiver; one made to all is made to each."""
    return receiver is None or promise.receiver in {receiver, EVERYBODY}


def direction(room: Room, *, promiser: str, receiver: str | None, now: datetime) -> Direction:
    """The reading of one direction, with its reasons."""
    return kept(
        room,
        f"{promiser}:{receiver}",
        now,
        lambda: work_out(
            promises(room, now=now), room, promiser=promiser, receiver=receiver, now=now
        ),
    )


def work_out(
    told: Sequence[Promise], room: Room, *, promiser: str, receiver: str | None, now: datetime
) -> Direction:
    """Read one direction from all promises of the table."""
    own = [one for one in told if one.promiser == promiser and towards(one, receiver)]
    names = {one.commitment for one in own}
    at = as_of(room, only_imported=bool(own) and all(one.imported for one in own), now=now)
    known = [one for one in own if one.promised_at <= at]
    others = [one for one in told if one.commitment not in names and one.promised_at <= at]
    return Direction(read(known, at=at, others=others), at, at < now)


def lines(room: Room, *, now: datetime) -> Sequence[Line]:
    """Every promiser of the table with counts and chance; all promises are told once."""
    return kept(room, "lines", now, lambda: all_lines(promises(room, now=now), room, now=now))


def all_lines(told: Sequence[Promise], room: Room, *, now: datetime) -> Sequence[Line]:
    """Counts by promiser, and one forecaster asked about the next promise of each."""
    at = as_of(room, only_imported=bool(told) and all(one.imported for one in told), now=now)
    by_promiser: dict[str, list[Promise]] = {}
    for one in told:
        by_promiser.setdefault(one.promiser, []).append(one)
    moment = days(at)

    def ask(party: str) -> Question:
        return Question(
            party=party, receiver=EVERYBODY, promised_at=moment, asked_at=moment, due=moment
        )

    heard = retell(told, stops=[moment], ask=lambda _at: ask("")).forecaster
    found = []
    for promiser, own in by_promiser.items():
        counts = tally(own)
        chance: Forecast | None = heard.forecast(ask(promiser)) if counts.enough else None
        found.append(Line(promiser, counts, of_ten(chance) if chance else None))
    return found


def quiet_word(room: Room, *, promiser: str, commitment: str, now: datetime) -> OpenPromise | None:
    """How likely an open promise is kept, for the promiser's own eyes; None while there is not enough."""
    reading = direction(room, promiser=promiser, receiver=None, now=now).reliability.reading
    if reading is None:
        return None
    return next((one for one in reading.open if one.commitment == commitment), None)
