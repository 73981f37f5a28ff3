"""One page's stream: asked for, opened, kept alive, asked about again, ended."""

import asyncio
import logging
import secrets
import time
from collections.abc import Collection, Mapping

from troth.foundation.live import events
from troth.foundation.live.database import DatabaseAway, Missed
from troth.foundation.live.front import pages
from troth.foundation.live.front.parse import Request
from troth.foundation.live.front.parts import Parts
from troth.foundation.live.front.query import read_query
from troth.foundation.live.permits import Permit, Refused, Wish
from troth.foundation.live.questions import Browser

HEARTBEAT_SECONDS = 20.0
FULL = 64 * 1024
SLOW = 256 * 1024
SLOW_SECONDS = 60.0
# Web is asked again within this share of an answer's life, so that there is time to try twice.
ASK_AGAIN = (0.6, 0.95)
TRY_AGAIN = 5.0
FAR = 10**15
log = logging.getLogger(__name__)
CHANCE = secrets.SystemRandom()
HEAD = (
    b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-store\r\n"
    b"x-accel-buffering: no\r\nx-content-type-options: nosniff\r\n"
    b"transfer-encoding: chunked\r\nconnection: close\r\n\r\n"
)


def begin(
    transport: asyncio.Transport, request: Request, *, parts: Parts, browser: Browser
) -> None:
    """Hand this connection to a new stream."""
    asked = read_query(request)
    if asked:
        rooms, at = asked
        Stream(transport, parts, wish=Wish(browser, rooms), at=at).begin()


class Stream(asyncio.Protocol):
    """A reader of the hub that lives on one connection."""

    __slots__ = (
        "_again",
        "_at",
        "_beat",
        "_closed",
        "_kept",
        "_parts",
        "_permit",
        "_slow_since",
        "_task",
        "_transport",
        "_wish",
        "deadline",
    )

    def __init__(
        self,
        transport: asyncio.Transport,
        parts: Parts,
        *,
        wish: Wish,
        at: Mapping[str, int],
    ) -> None:
        self._transport = transport
        self._parts = parts
        self._wish = wish
        self._at: Mapping[str, int] = at
        self._permit: Permit | None = None
        self._kept: list[bytes] | None = []
        self._task: asyncio.Task[None] | None = None
        self._closed = False
        self._slow_since = 0.0
        self._again = self._beat = self.deadline = float("inf")

    # What the hub sees.

    @property
    def rooms(self) -> Collection[str]:
        """The rooms it was let into."""
        return self._permit.rooms if self._permit else ()

    @property
    def person(self) -> str:
        """Whose stream it is."""
        return self._permit.person if self._permit else ""

    @property
    def browser(self) -> bytes:
        """Which browser it runs in."""
        return self._wish.browser.key

    @property
    def audiences(self) -> Mapping[str, str]:
        """By room, the audience it belongs to."""
        return self._permit.audiences if self._permit else {}

    def tell(self, data: bytes) -> None:
        """Write, keep until the stream is open, or give up a reader that is too far behind."""
        if self._kept is not None:
            self._kept.append(data)
        elif self._transport.get_write_buffer_size() > SLOW:
            self.abort()
        else:
            self._transport.write(data)

    # Opening.

    def begin(self) -> None:
        """Ask, and open when the answer is yes."""
        self._transport.set_protocol(self)
        self._transport.set_write_buffer_limits(high=FULL, low=FULL // 4)
        self._parts.connections.add(self)
        self._task = asyncio.get_running_loop().create_task(self._open())

    async def _open(self) -> None:
        try:
            self._join(await self._permitted())
            found = await self._parts.database.behind(self._behind())
        except Refused as refused:
            self._refuse(refused.status)
        except DatabaseAway:
            self._refuse(503)
        except Exception:
            log.exception("a stream could not be opened")
            self._refuse(503)
        else:
            self._start(found)
        self._task = None

    async def _permitted(self) -> Permit:
        if self._parts.stopping or not self._parts.watch.sees:
            raise Refused(503)
        return await self._parts.permits.of(self._wish)

    def _join(self, permit: Permit) -> None:
        # Nothing is awaited between the answer and this: a cut comes before both or after both.
        self._permit = permit
        self._parts.hub.join(self)
        self._set_times(permit)

    def _behind(self) -> dict[str, int]:
        """The rooms to look up: those whose place is not known yet, or where this page is behind."""
        behind = {}
        for room in self.rooms:
            heard = self._parts.hub.room(room)
            known = heard.known if heard else None
            after = self._at.get(room, FAR)
            if known is None or after < known:
                behind[room] = after
        return behind

    def _start(self, found: Mapping[str, Missed]) -> None:
        hub, data = self._parts.hub, [HEAD]
        for room, missed in found.items():
            hub.settle(room, missed.head)
        data.append(events.opening(self._here(), retry=_retry()))
        for room, missed in found.items():
            if missed.too_many:
                data.append(events.catch_up(room, missed.head, pages=1))
            else:
                data.append(events.replay(missed.hints, head=missed.head))
        kept, self._kept = self._kept or [], None
        self._transport.write(b"".join(data + kept))
        if not self._slow_since:
            hub.direct(self, self._transport.write)
        self._at = {}

    def _here(self) -> dict[str, int]:
        """For rooms of which the page did not say what it knows: from where it is told."""
        here = {}
        for room in self.rooms:
            heard = self._parts.hub.room(room)
            if room not in self._at and heard and heard.known is not None:
                here[room] = heard.known
        return here

    # Time passing.

    def _set_times(self, permit: Permit) -> None:
        now = time.monotonic()
        self._again = permit.asked + (permit.ends - permit.asked) * CHANCE.uniform(*ASK_AGAIN)
        self._beat = now + HEARTBEAT_SECONDS * CHANCE.random()
        self.deadline = min(self._again, self._beat, permit.ends)

    def overdue(self) -> None:
        """A heartbeat, a question, or the end."""
        permit, now = self._permit, time.monotonic()
        if permit is None:
            return
        if now >= permit.ends or (self._slow_since and now > self._slow_since + SLOW_SECONDS):
            self.finish()
            return
        if now >= self._beat:
            self._beat = now + HEARTBEAT_SECONDS
            self.tell(events.HEARTBEAT)
        if now >= self._again:
            self._again = now + TRY_AGAIN
            self._task = self._task or asyncio.get_running_loop().create_task(self._ask_again())
        self.deadline = min(self._again, self._beat, permit.ends)

    async def _ask_again(self) -> None:
        before = self._permit
        try:
            permit = await self._parts.permits.of(self._wish)
        except Refused as refused:
            # Web is away: asked again soon, and the old answer still ends when it ends.
            if refused.status != 503:
                self.finish()
        else:
            if before and (permit.person, permit.rooms) == (before.person, before.rooms):
                self._permit = permit
                self._set_times(permit)
            else:
                self.finish()
        self._task = None

    # Ending.

    def finish(self) -> None:
        """End it politely, or at once where that would wait; the browser may ask again."""
        if self._kept is not None:
            self._refuse(503)
        elif self._slow_since or self._transport.is_closing():
            self.abort()
        else:
            self._transport.write(events.closing(retry=_retry()))
            self._transport.close()
        self._leave()

    def wind_down(self) -> None:
        """The process stops."""
        self.finish()

    def abort(self) -> None:
        """Close at once."""
        self._transport.abort()
        self._leave()

    def _refuse(self, status: int) -> None:
        if not self._transport.is_closing():
            self._transport.write(pages.page(status))
            self._transport.close()
        self._leave()

    def _leave(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._parts.connections.discard(self)
        if self._permit:
            self._parts.hub.leave(self)
        if self._task and self._task is not asyncio.current_task():
            self._task.cancel()

    # What the loop calls.

    def data_received(self, data: bytes) -> None:
        """A reader has nothing to say."""

    def pause_writing(self) -> None:
        """It reads more slowly than there is to tell: from now on look how far behind it is."""
        self._slow_since = time.monotonic()
        self._parts.hub.direct(self, self.tell)

    def resume_writing(self) -> None:
        """It has caught up."""
        self._slow_since = 0.0
        if self._kept is None:
            self._parts.hub.direct(self, self._transport.write)

    def connection_lost(self, error: Exception | None) -> None:
        """It has gone."""
        self._leave()


def _retry() -> int:
    """When to come back, in milliseconds: not all at the same moment."""
    return CHANCE.randint(1500, 4000)
