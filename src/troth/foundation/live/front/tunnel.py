"""Two connections tied together: what comes out of one goes into the other, no faster than it can."""

import asyncio

from troth.foundation.live.front.flow import FULL, Valve


class Pipe(asyncio.Protocol):
    """One end. `near` is its own connection, `far` the one it passes everything on to."""

    def __init__(self, near: asyncio.Transport, far: asyncio.Transport) -> None:
        self._near = near
        self._far = far
        self._valve = Valve(far)

    def data_received(self, data: bytes) -> None:
        """Pass it on."""
        self._far.write(data)

    def pause_writing(self) -> None:
        """Near takes no more: far is not read."""
        self._valve.hold(FULL)

    def resume_writing(self) -> None:
        """Near has caught up."""
        self._valve.free(FULL)

    def connection_lost(self, error: Exception | None) -> None:
        """One end has gone: so does the other, after what is still on its way."""
        self._far.close()


def join(browser: asyncio.Transport, server: asyncio.Transport, *, rest: bytes) -> None:
    """Tie them together; `rest` came from the server behind its last head."""
    browser.set_protocol(Pipe(browser, server))
    server.set_protocol(Pipe(server, browser))
    if rest:
        browser.write(rest)
