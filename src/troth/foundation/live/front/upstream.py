"""Connections to the servers behind us: one answer at a time each, kept open between requests."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, cast

import httptools

from troth.foundation.live.front.flow import FULL, Valve
from troth.foundation.live.front.parse import Headers

IDLE = 64
IDLE_SECONDS = 10.0


@dataclass(slots=True)
class Answer:
    """The head of an answer; `ends_with_close` where nothing else says how long its body is."""

    status: int
    reason: bytes
    headers: Headers
    ends_with_close: bool


class Asker(Protocol):
    """Who waits for an answer."""

    @property
    def head_only(self) -> bool:
        """Whether the answer will have no body whatever its head says."""

    @property
    def all_sent(self) -> bool:
        """Whether the whole request was passed on; if not, the connection is of no further use."""

    def answer_begins(self, answer: Answer) -> None:
        """The head is here."""

    def answer_goes_on(self, piece: bytes) -> None:
        """A piece of the body is here."""

    def answer_pauses(self) -> None:
        """That was all that has arrived until now."""

    def answer_ends(self) -> None:
        """The answer is complete."""

    def answer_breaks(self) -> None:
        """There will be no answer, or no more of it."""

    def answer_switches(self, rest: bytes) -> None:
        """From here on it is another protocol; `rest` is its beginning."""

    def upstream_full(self) -> None:
        """Do not send more of the request."""

    def upstream_drained(self) -> None:
        """Send on."""


class Upstream(asyncio.Protocol):
    """One connection to a server behind us."""

    def __init__(self, done: Callable[["Upstream"], None]) -> None:
        self._done = done
        self._asker: Asker | None = None
        self.idle_since = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The server has taken the connection."""
        self.transport = cast(asyncio.Transport, transport)
        self.valve = Valve(self.transport)

    def ask(self, asker: Asker, data: bytes) -> None:
        """Send a request's head (and what there is of its body) on behalf of the asker."""
        self._asker = asker
        self._parser = httptools.HttpResponseParser(self)
        self._keep = False
        self._forget()
        self.transport.write(data)

    def _forget(self) -> None:
        self._reason = b""
        self._headers: Headers = []
        self._complete = self._interim = self._to_the_end = False

    def data_received(self, data: bytes) -> None:
        """Parse, tell the asker, and be free again when the answer is complete."""
        asker = self._asker
        if asker is None:
            self.transport.abort()
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserUpgrade as switch:
            self._asker = None
            asker.answer_switches(data[switch.args[0] :])
            return
        except httptools.HttpParserCallbackError:
            raise
        except httptools.HttpParserError:
            self._to_the_end = False
            self.transport.abort()
            return
        asker.answer_pauses()
        if self._complete:
            self._finish(asker)

    def _finish(self, asker: Asker) -> None:
        self._asker = None
        self.valve.free(FULL)
        if self._keep and asker.all_sent and not self.transport.is_closing():
            self._done(self)
        else:
            self.transport.close()
        asker.answer_ends()

    def on_status(self, reason: bytes) -> None:
        """Called by the parser."""
        self._reason += reason

    def on_header(self, name: bytes, value: bytes) -> None:
        """Called by the parser."""
        self._headers.append((name, value))

    def on_headers_complete(self) -> None:
        """Called by the parser."""
        status = self._parser.get_status_code()
        self._interim = status < 200 and status != 101
        self._keep = self._parser.should_keep_alive() and not self._complete
        if self._interim or self._asker is None or self._complete:
            return
        names = {name.lower() for name, _ in self._headers}
        bare = self._asker.head_only or status in {101, 204, 304}
        self._to_the_end = not (bare or names & {b"content-length", b"transfer-encoding"})
        self._asker.answer_begins(Answer(status, self._reason, self._headers, self._to_the_end))
        self._complete = self._asker.head_only

    def on_body(self, piece: bytes) -> None:
        """Called by the parser."""
        if self._asker is not None and not self._complete:
            self._asker.answer_goes_on(piece)

    def on_message_complete(self) -> None:
        """Called by the parser."""
        if self._interim:
            self._forget()
        else:
            self._complete = True

    def pause_writing(self) -> None:
        """The server reads more slowly than the browser sends."""
        if self._asker is not None:
            self._asker.upstream_full()

    def resume_writing(self) -> None:
        """The server has caught up."""
        if self._asker is not None:
            self._asker.upstream_drained()

    def hold(self) -> None:
        """The browser reads more slowly than the server sends."""
        self.valve.hold(FULL)

    def free(self) -> None:
        """The browser has caught up."""
        self.valve.free(FULL)

    def give_up(self) -> None:
        """The asker has gone; the answer is of no use to anybody."""
        self._asker = None
        self.transport.abort()

    def connection_lost(self, error: Exception | None) -> None:
        """The server has closed the connection: the end of the answer, or its breaking off."""
        asker, self._asker = self._asker, None
        self._keep = False
        self._done(self)
        if asker is None:
            return
        if self._to_the_end and error is None:
            asker.answer_ends()
        else:
            asker.answer_breaks()


Dial = Callable[[Callable[[], Upstream]], Awaitable[object]]


class Pool:
    """The connections to one server; up to 64 idle ones wait, none longer than ten seconds."""

    def __init__(self, dial: Dial) -> None:
        self._dial = dial
        self._idle: list[Upstream] = []

    def take(self) -> Upstream | None:
        """An idle connection, the one used last; nothing where none is fresh."""
        # One that has waited long may be closed by the server just as we write to it.
        fresh = time.monotonic() - IDLE_SECONDS
        while self._idle:
            upstream = self._idle.pop()
            if upstream.idle_since > fresh and not upstream.transport.is_closing():
                return upstream
            upstream.transport.close()
        return None

    async def dial(self) -> Upstream:
        """A new connection. Raises `OSError` where nobody answers."""
        made: list[Upstream] = []

        def make() -> Upstream:
            made.append(Upstream(self._back))
            return made[0]

        await self._dial(make)
        return made[0]

    def _back(self, upstream: Upstream) -> None:
        if upstream.transport.is_closing():
            if upstream in self._idle:
                self._idle.remove(upstream)
            return
        if len(self._idle) >= IDLE:
            upstream.transport.close()
            return
        upstream.idle_since = time.monotonic()
        self._idle.append(upstream)

    def close(self) -> None:
        """Close what is idle."""
        for upstream in self._idle:
            upstream.transport.close()
        self._idle.clear()


def unix_pool(path: str) -> Pool:
    """Connections to a unix socket."""
    return Pool(lambda make: asyncio.get_running_loop().create_unix_connection(make, path))


def tcp_pool(port: int) -> Pool:
    """Connections to a port of this machine."""
    return Pool(lambda make: asyncio.get_running_loop().create_connection(make, "127.0.0.1", port))
