"""May this browser listen to these rooms? Web is asked once; a cut or some minutes end the answer."""

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from troth.foundation.kernel.ulid import is_ulid
from troth.foundation.live.questions import Ask, Browser, Reply, WebAway
from troth.foundation.live.words import EVERY_ROOM

IN_FLIGHT = 16
SHARED = 2.0
LONGEST = 15 * 60.0
REMEMBERED = 60.0
TRIES = 3
Key = tuple[bytes, tuple[str, ...]]


class Refused(Exception):
    """No permit: `status` is what the browser is told (401, 404, or 503 for: ask later)."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Permit:
    """Web's yes. `asked` and `ends` are seconds of the monotonic clock."""

    person: str
    rooms: tuple[str, ...]
    audiences: Mapping[str, str]
    asked: float
    ends: float


@dataclass(frozen=True, slots=True)
class Wish:
    """A browser that would like to listen to rooms (sorted, each once)."""

    browser: Browser
    rooms: tuple[str, ...]

    @property
    def path(self) -> str:
        """Where web answers it."""
        return f"/internal/live-access?rooms={','.join(self.rooms)}"


class Permits:
    """Asks web, shares its yes for two seconds, and knows which answers a cut has overtaken."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._places = asyncio.Semaphore(IN_FLIGHT)
        self._running: dict[Key, asyncio.Future[Permit]] = {}
        self._shared: dict[Key, Permit] = {}
        self._cuts: dict[tuple[str, str], float] = {}

    async def of(self, wish: Wish) -> Permit:
        """The permit for this wish. Raises `Refused`."""
        for _ in range(TRIES):
            permit = await self._latest(wish)
            # Nobody may slip in between a cut and an answer that was given before it.
            if not self.overtaken(permit):
                return permit
        raise Refused(503)

    def cut(self, person: str, room: str) -> None:
        """Answers asked for until now are no longer good for this person and room."""
        self._cuts[person, room] = time.monotonic()

    def overtaken(self, permit: Permit) -> bool:
        """Whether a cut came after this permit was asked for."""
        rooms = (EVERY_ROOM, *permit.rooms)
        return any(self._cuts.get((permit.person, room), 0) >= permit.asked for room in rooms)

    def tidy(self) -> None:
        """Forget what is too old to matter."""
        now = time.monotonic()
        self._cuts = {cut: at for cut, at in self._cuts.items() if at > now - REMEMBERED}
        self._shared = {key: one for key, one in self._shared.items() if one.asked > now - SHARED}

    async def _latest(self, wish: Wish) -> Permit:
        key = (wish.browser.key, wish.rooms)
        shared = self._shared.get(key)
        if shared and shared.asked > time.monotonic() - SHARED and not self.overtaken(shared):
            return shared
        if key not in self._running:
            running = asyncio.ensure_future(self._question(wish))
            self._running[key] = running
            running.add_done_callback(lambda done: self._answered(key, done))
        permit = await asyncio.shield(self._running[key])
        self._shared[key] = permit
        return permit

    def _answered(self, key: Key, done: asyncio.Future[Permit]) -> None:
        del self._running[key]
        if not done.cancelled():
            done.exception()  # looked at here, should every browser that asked be gone

    async def _question(self, wish: Wish) -> Permit:
        async with self._places:
            asked = time.monotonic()
            try:
                reply = await self._ask(wish.path, wish.browser)
            except WebAway as away:
                raise Refused(503) from away
            return read(reply, wish=wish, asked=asked)


def read(reply: Reply, *, wish: Wish, asked: float) -> Permit:
    """Web's answer as a permit, never wider than the wish. Raises `Refused`."""
    if reply.status != 200:
        raise Refused(reply.status if reply.status in {401, 404} else 503)
    try:
        said: Any = json.loads(reply.body)
        person, until = str(said["person"]), float(said["until"])
        rooms = {str(room) for room in said["rooms"]}
        audiences = {str(room): str(key) for room, key in said["audiences"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused(503) from error
    left = min(until - time.time(), LONGEST)
    if left <= 0 or not is_ulid(person):
        raise Refused(401)
    granted = tuple(room for room in wish.rooms if room in rooms)
    kept = {room: audiences[room] for room in granted if room in audiences}
    return Permit(person, granted, kept, asked, asked + left)
