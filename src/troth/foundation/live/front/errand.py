"""A fragment served from live's own memory, while the connection waits."""

import asyncio
import logging
import math
from collections.abc import Coroutine
from typing import Any, Protocol

from troth.foundation.live.fragments import AWAY, MISSING, read_path
from troth.foundation.live.front.parts import Parts
from troth.foundation.live.permits import Refused, Wish
from troth.foundation.live.questions import Browser, Reply

log = logging.getLogger(__name__)


class Client(Protocol):
    """The browser's connection, as an errand sees it."""

    def pipelined(self) -> None:
        """More came than belongs to this request."""

    def reply(self, reply: Reply) -> None:
        """Answer."""


class Errand:
    """Runs until the answer is there or the browser has gone."""

    deadline = math.inf

    def __init__(self, client: Client, asked: Coroutine[Any, Any, Reply]) -> None:
        self._client = client
        self._task = asyncio.get_running_loop().create_task(self._run(asked))

    async def _run(self, asked: Coroutine[Any, Any, Reply]) -> None:
        try:
            reply = await asked
        except Exception:
            log.exception("a fragment could not be fetched")
            reply = AWAY
        self._client.reply(reply)

    def take(self, data: bytes) -> None:
        """Such a request has no body."""
        if data:
            self._client.pipelined()

    def browser_full(self) -> None:
        """The answer is short."""

    def browser_drained(self) -> None:
        """The answer is short."""

    def overdue(self) -> None:
        """Never: what it asks has limits of its own."""

    def gone(self) -> None:
        """The browser has gone."""
        self._task.cancel()


async def fragment(parts: Parts, path: str, *, browser: Browser) -> Reply:
    """The fragment this address names, for a browser that belongs to its audience."""
    found = read_path(path)
    if found is None:
        return MISSING
    if not parts.watch.sees:
        return AWAY
    piece, idx = found
    if not parts.hub.may(browser.key, piece.room, audience=piece.audience):
        # Its stream may be between two connections: ask, as the stream itself would.
        try:
            permit = await parts.permits.of(Wish(browser, (piece.room,)))
        except Refused as refused:
            return Reply(refused.status, b"", b"")
        if permit.audiences.get(piece.room) != piece.audience:
            return MISSING
    return await parts.fragments.get(piece, idx, browser=browser)
