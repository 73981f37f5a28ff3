"""One connection of a browser: reads a head, finds who answers, and begins again."""

import asyncio
import time
from typing import Protocol, cast

from troth.foundation.live.front import errand, pages, stream
from troth.foundation.live.front.doors import HEADER
from troth.foundation.live.front.flow import PIPELINED, Valve
from troth.foundation.live.front.forwarded import Origin, request_head
from troth.foundation.live.front.origins import is_ours
from troth.foundation.live.front.parse import (
    END,
    LONGEST_HEAD,
    Headers,
    Request,
    Unfit,
    read_request,
)
from troth.foundation.live.front.parts import Parts
from troth.foundation.live.front.proxy import Exchange
from troth.foundation.live.front.query import fitness
from troth.foundation.live.front.routes import NOWHERE, Place, place
from troth.foundation.live.front.upstream import Pool
from troth.foundation.live.questions import Browser, Reply

HEAD_SECONDS = 20.0
IDLE_SECONDS = 75.0
LINGER_SECONDS = 2.0
# Bytes of the languages a browser asks for that are handed on.
MOST_LANGUAGES = 200
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


class Work(Protocol):
    """What answers the request at hand."""

    @property
    def deadline(self) -> float:
        """When something must have happened."""

    def take(self, data: bytes) -> None:
        """More has come from the browser."""

    def browser_full(self) -> None:
        """The browser takes no more for now."""

    def browser_drained(self) -> None:
        """It has caught up."""

    def overdue(self) -> None:
        """The deadline has passed."""

    def gone(self) -> None:
        """The browser has gone."""


class Connection(asyncio.Protocol):
    """Requests one after the other; a stream or a tunnel takes the transport over for good."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._buffer = b""
        self._work: Work | None = None
        self._deadline = time.monotonic() + HEAD_SECONDS
        self._lingering = False
        self.keep = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A browser is here."""
        self.transport = cast(asyncio.Transport, transport)
        self.valve = Valve(self.transport)
        peer = self.transport.get_extra_info("peername")
        # A link-local address names its interface behind a percent sign: of no use to anybody else.
        self._peer = peer[0].partition("%")[0] if isinstance(peer, tuple) else None
        self._parts.connections.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        """It has gone."""
        self._parts.connections.discard(self)
        work, self._work = self._work, None
        if work:
            work.gone()

    def data_received(self, data: bytes) -> None:
        """Part of a head, of a body, or too much."""
        if self._lingering:
            return
        if self._work:
            self._work.take(data)
            return
        if not self._buffer:
            data = data.lstrip(b"\r\n")
            self._deadline = time.monotonic() + HEAD_SECONDS
        self._buffer += data
        end = self._buffer.find(END, 0, LONGEST_HEAD)
        if end >= 0:
            head, rest = self._buffer[: end + 4], self._buffer[end + 4 :]
            self._buffer = b""
            self._begin(head, rest)
        elif len(self._buffer) >= LONGEST_HEAD:
            self.refuse(pages.page(431))

    def pause_writing(self) -> None:
        """The browser reads slowly."""
        if self._work:
            self._work.browser_full()

    def resume_writing(self) -> None:
        """It has caught up."""
        if self._work:
            self._work.browser_drained()

    def _begin(self, head: bytes, rest: bytes) -> None:
        try:
            request = read_request(head)
        except Unfit as unfit:
            self.refuse(pages.page(unfit.status))
            return
        self.keep = request.keep and not self._parts.stopping
        origin = self._parts.believed.origin(self._peer, request)
        if request.waits and not rest:
            self.transport.write(GO_ON)
        match place(request.target):
            case Place.STREAM:
                self._stream(request, origin)
                return
            case Place.FRAGMENT:
                self._fragment(request, origin)
            case Place.DOCUMENT:
                self._document(request, origin)
            case Place.NOWHERE:
                request.target = NOWHERE
                self._page(request, origin)
            case Place.PAGE:
                self._page(request, origin)
        if self._work:
            self._work.take(rest)

    def _page(self, request: Request, origin: Origin) -> None:
        if self._parts.settings.behind_proxy:
            self.refuse(pages.page(404))
            return
        self._exchange(request, self._parts.web, head=request_head(request, origin))

    def _document(self, request: Request, origin: Origin) -> None:
        door = self._parts.documents.door()
        if door is None:
            request.target = NOWHERE
            self._page(request, origin)
            return
        if not is_ours(request, must_say=request.upgrade):
            self.refuse(pages.page(403))
            return
        more: Headers = [(HEADER, door.secret)]
        if request.upgrade:
            more += [(b"upgrade", b"websocket"), (b"connection", b"upgrade")]
            more += [one for one in request.headers if one[0].startswith(b"sec-websocket-")]
        if not all(value.isascii() for _, value in more):
            self.refuse(pages.page(400))
            return
        self._exchange(request, door.pool, head=request_head(request, origin, more=more))

    def _exchange(self, request: Request, pool: Pool, *, head: bytes) -> None:
        self._work = Exchange(self, request, pool=pool, head=head)

    def _stream(self, request: Request, origin: Origin) -> None:
        status = fitness(request)
        if status != 200:
            self.refuse(pages.page(status))
            return
        self._parts.connections.discard(self)
        stream.begin(self.transport, request, parts=self._parts, browser=_browser(request, origin))

    def _fragment(self, request: Request, origin: Origin) -> None:
        if request.method != b"GET" or not is_ours(request, must_say=False) or request.length:
            self.refuse(pages.page(403))
            return
        browser = _browser(request, origin)
        path = request.target.partition(b"?")[0].decode("ascii", "replace")
        asked = errand.fragment(self._parts, path, browser=browser)
        self._work = errand.Errand(self, asked)

    # What the work at hand says.

    def pipelined(self) -> None:
        """More came than belongs to this request: answer it, then close."""
        self.keep = False
        self.valve.hold(PIPELINED)

    def reply(self, reply: Reply) -> None:
        """A whole answer from our own memory."""
        close = not self.keep
        if reply.status == 200:
            whole = pages.answer(200, kind=reply.kind, body=reply.body, close=close)
        else:
            whole = pages.page(reply.status, close=close)
        self.transport.write(whole)
        self.finished()

    def switched(self) -> None:
        """A tunnel has taken the transport over."""
        self._work = None
        self._parts.connections.discard(self)

    def finished(self) -> None:
        """The answer is complete: the next request, or the end."""
        self._work = None
        self._deadline = time.monotonic() + IDLE_SECONDS
        if not self.keep:
            self._linger()

    def refuse(self, answer: bytes) -> None:
        """Answer this, and close."""
        self._work = None
        if not self.transport.is_closing():
            self.transport.write(answer)
            self._linger()

    def _linger(self) -> None:
        # Closing with something unread would reset the connection, and the answer might be lost.
        self._lingering = True
        self._deadline = time.monotonic() + LINGER_SECONDS
        self.valve.release()
        if not self.transport.is_closing():
            self.transport.write_eof()

    # What the sweep and the stop say.

    @property
    def deadline(self) -> float:
        """When something must have happened."""
        return self._work.deadline if self._work else self._deadline

    def overdue(self) -> None:
        """It has not: say so where a head was begun."""
        if self._work:
            self._work.overdue()
        elif self._lingering:
            self.transport.abort()
        elif self._buffer:
            self.refuse(pages.page(408))
        else:
            self.transport.close()

    def wind_down(self) -> None:
        """Finish the answer at hand, then close."""
        self.keep = False
        if not self._work and not self._lingering:
            self.transport.close()

    def abort(self) -> None:
        """Close at once."""
        self.transport.abort()


def _browser(request: Request, origin: Origin) -> Browser:
    # Whoever has chosen no language reads what the browser asks for, in fragments as on the page.
    languages = request.get(b"accept-language")[:MOST_LANGUAGES]
    return Browser(
        request.host, request.get(b"cookie"), origin.address, origin.proto, languages=languages
    )
