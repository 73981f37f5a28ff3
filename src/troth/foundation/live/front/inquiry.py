"""Live's own questions to web, over the same connections as the pages."""

import asyncio

from troth.foundation.live.front.upstream import Answer, Pool, Upstream
from troth.foundation.live.key import HEADER
from troth.foundation.live.questions import LONGEST_ANSWER, Browser, Reply, WebAway

PATIENCE = 10.0


class Inquiry:
    """One question, and the answer gathered."""

    head_only = False
    all_sent = True

    def __init__(self, upstream: Upstream) -> None:
        self._upstream = upstream
        self._status, self._kind = 0, b""
        self._body: list[bytes] = []
        self._size = 0
        self.reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()

    def answer_begins(self, answer: Answer) -> None:
        """Note what will be needed of the head."""
        self._status = answer.status
        kinds = [value for name, value in answer.headers if name.lower() == b"content-type"]
        self._kind = kinds[0] if kinds else b""

    def answer_goes_on(self, piece: bytes) -> None:
        """Gather, up to a limit."""
        self._size += len(piece)
        if self._size <= LONGEST_ANSWER:
            self._body.append(piece)

    def answer_pauses(self) -> None:
        """Break off what has become too long."""
        if self._size > LONGEST_ANSWER:
            self._upstream.give_up()
            self.answer_breaks()

    def answer_ends(self) -> None:
        """The answer is complete."""
        if not self.reply.done():
            self.reply.set_result(Reply(self._status, self._kind, b"".join(self._body)))

    def answer_breaks(self) -> None:
        """There is none."""
        if not self.reply.done():
            self.reply.set_exception(WebAway("web broke off"))

    def answer_switches(self, rest: bytes) -> None:
        """Not asked for."""
        self._upstream.give_up()
        self.answer_breaks()

    def upstream_full(self) -> None:
        """A question is short."""

    def upstream_drained(self) -> None:
        """A question is short."""


class Web:
    """Asks web questions, with the key that shows that it is us."""

    def __init__(self, pool: Pool, key: str) -> None:
        self._pool = pool
        self._key = key

    async def ask(self, path: str, browser: Browser) -> Reply:
        """Web's answer to a GET of this path as this browser. Raises `WebAway`."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._ask(path, browser)
        except (OSError, TimeoutError) as error:
            raise WebAway(str(error)) from error

    async def _ask(self, path: str, browser: Browser) -> Reply:
        upstream = self._pool.take() or await self._pool.dial()
        inquiry = Inquiry(upstream)
        upstream.ask(inquiry, self._head(path, browser))
        try:
            return await inquiry.reply
        except asyncio.CancelledError:
            upstream.give_up()
            raise

    def _head(self, path: str, browser: Browser) -> bytes:
        lines = [
            b"GET %b HTTP/1.1" % path.encode(),
            b"host: %b" % browser.host,
            b"x-forwarded-for: %b" % browser.address,
            b"x-forwarded-proto: %b" % browser.proto,
            b"%b: %b" % (HEADER.lower().encode(), self._key.encode()),
        ]
        if browser.cookie:
            lines.append(b"cookie: %b" % browser.cookie)
        if browser.languages:
            lines.append(b"accept-language: %b" % browser.languages)
        return b"\r\n".join([*lines, b"", b""])
