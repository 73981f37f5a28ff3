"""Readings of directions, worked out once for each state of the record and kept.

A page asks for its readings through one `Readings`: the record's size, the kept answers and the
promises are looked up at most once, however many directions it shows.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.cache import cache
from django.http import HttpRequest

import troth
from troth.foundation.kernel.shapes import OtherShape, plain, shaped
from troth.foundation.web.clock import now as clock_now
from troth.ledger.queries import head
from troth.partnerships.models import Room
from troth.trust.queries.promises import EVERYBODY, MOST, as_of, promises, told_until
from troth.trust.rules.forecaster import Forecast, Question
from troth.trust.rules.promises import Promise, as_known, days
from troth.trust.rules.reliability import OfTen, OpenPromise, Reliability, of_ten, read
from troth.trust.rules.retelling import retell
from troth.trust.rules.tally import Tally, tally

KEPT_SECONDS = 3600
# Raised whenever what is kept changes its shape or meaning: kept answers of another version are not read.
VERSION = f"{troth.__version__}.4"
T = TypeVar("T")
Way = tuple[str, str | None]


@dataclass(frozen=True)
class Direction:
    """What can be said of one promiser, towards one receiver or towards all.

    `newest_only`: the table holds more promises than are told, and only the newest were.
    """

    reliability: Reliability
    at: datetime
    is_past: bool
    newest_only: bool


@dataclass(frozen=True)
class Line:
    """One promiser in the list: counts, and the chance of the next promise where there is enough."""

    promiser: str
    tally: Tally
    of_ten: OfTen | None


class Readings:
    """What one page reads about one shared room at one moment; of the past, what was known then."""

    def __init__(self, room: Room, *, now: datetime, is_past: bool = False) -> None:
        self.room = room
        self.now = told_until(room, now)
        self.is_past = is_past
        self.size = head(room.id)
        self._promises: Sequence[Promise] | None = None
        self._known: dict[str, Any] = {}
        self._found: dict[str, object] = {}

    @property
    def promises(self) -> Sequence[Promise]:
        """The newest promises of the room; looked up when first needed."""
        if self._promises is None:
            found = promises(self.room, now=self.now)
            self._promises = (
                [as_known(one, at=self.now) for one in found] if self.is_past else found
            )
        return self._promises

    def directions(self, ways: Iterable[Way]) -> list[Direction]:
        """The readings of several directions; those kept are fetched in one go."""
        ways = list(ways)
        self.fetch(f"{promiser}:{receiver}" for promiser, receiver in ways)
        return [self.direction(promiser, receiver) for promiser, receiver in ways]

    def direction(self, promiser: str, receiver: str | None) -> Direction:
        """The reading of one direction, with its reasons."""
        return self.kept(
            f"{promiser}:{receiver}",
            Direction,
            lambda: self.work_out(promiser, receiver=receiver),
        )

    def lines(self) -> tuple[Line, ...]:
        """Every promiser of the table with counts and chance; all promises are told once."""
        return self.kept("lines", tuple[Line, ...], self.all_lines)

    def fetch(self, names: Iterable[str]) -> None:
        """Look up what was kept under these names."""
        asked = (name for name in names if name not in self._known and name not in self._found)
        keys = {self.key(name): name for name in asked}
        found = cache.get_many(keys) if keys else {}
        self._found |= {keys[key]: answer for key, answer in found.items()}

    def kept(self, name: str, kind: type[T], find: Callable[[], T]) -> T:
        """Work it out once an hour for each state of the log; what is kept can be lost at any time."""
        if name not in self._known:
            self.fetch([name])
            known = self.read(name, kind)
            self._known[name] = self.work(name, find) if known is None else known
        found: T = self._known[name]
        return found

    def read(self, name: str, kind: type[T]) -> T | None:
        """What was kept under this name, if it is there and of this shape."""
        try:
            return shaped(kind, self._found.pop(name, None))
        except OtherShape:
            return None

    def work(self, name: str, find: Callable[[], T]) -> T:
        """Work it out and keep it."""
        found = find()
        cache.set(self.key(name), plain(found), KEPT_SECONDS)
        return found

    def key(self, name: str) -> str:
        """What a kept answer depends on: version, room, its record, the hour, and what was asked."""
        return f"trust:{VERSION}:{self.room.id}:{self.size}:{self.now:%Y%m%d%H}:{self.is_past:d}:{name}"

    def work_out(self, promiser: str, *, receiver: str | None) -> Direction:
        """Read one direction from all promises of the table."""
        told = self.promises
        own = [one for one in told if one.promiser == promiser and towards(one, receiver)]
        names = {one.commitment for one in own}
        at = self.as_of(own)
        known = [one for one in own if one.promised_at <= at]
        others = [one for one in told if one.commitment not in names and one.promised_at <= at]
        reading = read(known, at=at, others=others)
        return Direction(reading, at, at < self.now, newest_only=len(told) >= MOST)

    def as_of(self, told: Sequence[Promise]) -> datetime:
        """The moment a reading of these speaks of."""
        only_imported = bool(told) and all(one.imported for one in told)
        return as_of(self.room, only_imported=only_imported, now=self.now)

    def all_lines(self) -> tuple[Line, ...]:
        """Counts by promiser, and one forecaster asked about the next promise of each."""
        by_promiser: dict[str, list[Promise]] = {}
        for one in self.promises:
            by_promiser.setdefault(one.promiser, []).append(one)
        moment = days(self.as_of(self.promises))

        def ask(party: str) -> Question:
            return Question(
                party=party, receiver=EVERYBODY, promised_at=moment, asked_at=moment, due=moment
            )

        heard = retell(self.promises, stops=[moment], ask=lambda _at: ask("")).forecaster
        found = []
        for promiser, own in by_promiser.items():
            counts = tally(own)
            chance: Forecast | None = heard.forecast(ask(promiser)) if counts.enough else None
            found.append(Line(promiser, counts, of_ten(chance) if chance else None))
        return tuple(found)

    def quiet_words(self, promiser: str) -> dict[str, OpenPromise]:
        """How likely each open promise of a party is kept; none while there is not enough."""
        reading = self.direction(promiser, None).reliability.reading
        return {one.commitment: one for one in reading.open} if reading else {}


def towards(promise: Promise, receiver: str | None) -> bool:
    """Whether the promise was made to this receiver; one made to all is made to each."""
    return receiver is None or promise.receiver in {receiver, EVERYBODY}


def readings_of(request: HttpRequest) -> Readings:
    """The readings of the room this page stands in, shared by all its parts."""
    kept: Readings | None = vars(request).get("_readings")
    return kept or read_at(request, clock_now())


def read_at(request: HttpRequest, at: datetime, *, is_past: bool = False) -> Readings:
    """From here on, this page reads its room as it stood at a moment."""
    found = vars(request)
    room: Room = found["room"]
    room.partnership = found["partnership"]
    found["_readings"] = kept = Readings(room, now=at, is_past=is_past)
    return kept
