"""One request on its way to a server behind us, and its answer on the way back."""

import asyncio
import math
import time
from typing import Protocol

from troth.foundation.live.front import pages, tunnel
from troth.foundation.live.front.flow import DIALLING, FULL, Valve
from troth.foundation.live.front.forwarded import answer_head
from troth.foundation.live.front.parse import Request
from troth.foundation.live.front.upstream import Answer, Pool, Upstream

# A body up to this size is gathered first: web has one thread, and a slow sender must not hold it.
GATHERED = 256 * 1024
WINDOW = 20.0
LEAST_IN_WINDOW = 32 * 1024


class Client(Protocol):
    """The browser's connection, as an exchange sees it."""

    transport: asyncio.Transport
    valve: Valve
    keep: bool

    def pipelined(self) -> None:
        """More came than belongs to this request: answer, then close."""

    def finished(self) -> None:
        """The answer is complete."""

    def switched(self) -> None:
        """A tunnel has taken the transport over."""

    def refuse(self, answer: bytes) -> None:
        """Answer this instead, and close."""


class Exchange:
    """A request with a body of known length, and the answer to it."""

    def __init__(self, client: Client, request: Request, *, pool: Pool, head: bytes) -> None:
        self._client = client
        self._request = request
        self._pool = pool
        self._left = request.length
        self._gathered = [head]
        self._size = 0
        self._upstream: Upstream | None = None
        self._dialling: asyncio.Task[None] | None = None
        self._begun = self._chunked = self._over = False
        self._out: list[bytes] = []
        self._arrived = 0
        self.head_only = request.method == b"HEAD"
        self.deadline = time.monotonic() + WINDOW

    @property
    def all_sent(self) -> bool:
        """Whether the request is complete."""
        return self._left == 0

    # From the browser.

    def take(self, data: bytes) -> None:
        """More of the body; what lies beyond it belongs to a request we shall not read."""
        if len(data) > self._left:
            self._client.pipelined()
            data = data[: self._left]
        self._left -= len(data)
        self._arrived += len(data)
        if self.all_sent:
            self.deadline = math.inf
        if self._upstream:
            self._upstream.transport.write(data)
            return
        self._gathered.append(data)
        self._size += len(data)
        if self._dialling is None and (self.all_sent or self._size >= GATHERED):
            self._connect()

    def browser_full(self) -> None:
        """The browser takes no more of the answer for now."""
        if self._upstream:
            self._upstream.hold()

    def browser_drained(self) -> None:
        """It has caught up."""
        if self._upstream:
            self._upstream.free()

    def overdue(self) -> None:
        """Twenty seconds have passed: a body must have moved, unless it is we who hold it."""
        moved = self._arrived >= LEAST_IN_WINDOW or self._client.valve.held
        self._arrived = 0
        self.deadline = time.monotonic() + WINDOW
        if not moved:
            self._fail(pages.page(408))

    def gone(self) -> None:
        """The browser has gone."""
        self._over = True
        if self._upstream:
            self._upstream.give_up()
        if self._dialling:
            self._dialling.cancel()

    # To the server.

    def _connect(self) -> None:
        idle = self._pool.take()
        if idle:
            self._connected(idle)
            return
        # The body waits where it is until there is somebody to pass it on to.
        self._client.valve.hold(DIALLING)
        self._dialling = asyncio.get_running_loop().create_task(self._dial())

    async def _dial(self) -> None:
        try:
            upstream = await self._pool.dial()
        except OSError:
            self._fail(pages.away(self._request.method))
            return
        self._connected(upstream)

    def _connected(self, upstream: Upstream) -> None:
        self._upstream = upstream
        upstream.ask(self, b"".join(self._gathered))
        self._gathered.clear()
        self._read_on(DIALLING)

    def upstream_full(self) -> None:
        """The server takes no more of the request for now."""
        self._client.valve.hold(FULL)

    def upstream_drained(self) -> None:
        """It has caught up."""
        self._read_on(FULL)

    def _read_on(self, reason: int) -> None:
        """This reason to hold the browser is gone: it has all its time again, whatever we took of it."""
        self._client.valve.free(reason)
        if not self.all_sent:
            self._arrived = 0
            self.deadline = time.monotonic() + WINDOW

    # From the server.

    def answer_begins(self, answer: Answer) -> None:
        """Write the head, framed for this browser."""
        self._begun = True
        self._client.keep = self._client.keep and self.all_sent
        more = []
        coded = any(name.lower() == b"transfer-encoding" for name, _ in answer.headers)
        if answer.status == 101:
            more = [b"upgrade: websocket", b"connection: upgrade"]
        elif (coded or answer.ends_with_close) and not self.head_only:
            self._chunked = self._request.modern
            self._client.keep = self._client.keep and self._chunked
            more = [b"transfer-encoding: chunked"] if self._chunked else []
        if not self._client.keep and answer.status != 101:
            more.append(b"connection: close")
        self._out.append(
            answer_head(answer.status, answer.reason, headers=answer.headers, more=more)
        )

    def answer_goes_on(self, piece: bytes) -> None:
        """Pass a piece of the body on."""
        if self._chunked:
            self._out += (b"%x\r\n" % len(piece), piece, b"\r\n")
        else:
            self._out.append(piece)

    def answer_pauses(self) -> None:
        """Write what has arrived, in one piece."""
        if self._out:
            self._client.transport.write(b"".join(self._out))
            self._out.clear()

    def answer_ends(self) -> None:
        """The answer is complete."""
        self._over = True
        self._upstream = None
        if self._chunked:
            self._out.append(b"0\r\n\r\n")
        self.answer_pauses()
        self._client.valve.free(FULL)
        self._client.finished()

    def answer_breaks(self) -> None:
        """The server broke off: the browser must not take half an answer for a whole one."""
        self._upstream = None
        self._fail(pages.away(self._request.method))

    def answer_switches(self, rest: bytes) -> None:
        """The server speaks another protocol now."""
        server = self._upstream
        if server is None:
            return
        self.answer_pauses()
        self._over = True
        self._client.switched()
        tunnel.join(self._client.transport, server.transport, rest=rest)

    def _fail(self, answer: bytes) -> None:
        if self._over:
            return
        self.gone()
        if self._begun:
            self._client.transport.abort()
        else:
            self._client.refuse(answer)
