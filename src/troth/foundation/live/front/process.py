"""The live process, put together: starts, sweeps once a second, stops."""

import asyncio
import logging
import socket
import time
from collections.abc import Coroutine
from importlib import import_module
from typing import Any

from troth.foundation.live.database import open_database
from troth.foundation.live.ears import Ears, Taken, understand
from troth.foundation.live.fragments import Fragments
from troth.foundation.live.front.connection import Connection
from troth.foundation.live.front.doors import Documents
from troth.foundation.live.front.forwarded import Believed
from troth.foundation.live.front.inquiry import Web
from troth.foundation.live.front.listen import BACKLOG, tcp_sockets, unix_socket
from troth.foundation.live.front.parts import Parts, Settings
from troth.foundation.live.front.stop import GRACE, wind_down
from troth.foundation.live.front.upstream import unix_pool
from troth.foundation.live.hints import LIVE
from troth.foundation.live.hub import Hub
from troth.foundation.live.key import internal_key
from troth.foundation.live.permits import Permits
from troth.foundation.live.watch import Watch

WEB = "web.sock"
LIVE_HTTP = "live-http.sock"
SWEEP = 1.0
log = logging.getLogger(__name__)


def assemble(settings: Settings) -> Parts:
    """All parts of the process, none of them running. Raises `ValueError` for a wrong setting."""
    pool, hub = unix_pool(str(settings.run / WEB)), Hub()
    web = Web(pool, internal_key(settings.run))
    permits, database = Permits(web.ask), open_database(settings.database)
    return Parts(
        settings=settings,
        web=pool,
        documents=Documents(settings.run),
        believed=Believed(settings.trusted_proxies),
        hub=hub,
        permits=permits,
        fragments=Fragments(web.ask, hub, database=database),
        database=database,
        watch=Watch(database, hub, permits=permits),
    )


class Process:
    """The parts in motion. `over` is set when it should stop, by a signal or because a part broke."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tasks: list[asyncio.Task[None]] = []
        self._servers: list[asyncio.Server] = []
        self.over = asyncio.Event()

    async def start(self) -> int:
        """Listen; gives the port (0 behind a proxy).

        Raises `OSError` where the port is taken, `Taken` where another live process runs,
        `ValueError` for a wrong setting.
        """
        settings = self._settings
        settings.run.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.parts = assemble(settings)
        hear = understand(self.parts.hub, self.parts.watch)
        sockets = self._sockets()
        try:
            self._ears = Ears(settings.run / LIVE, hear)
        except Taken:
            for one in sockets:
                one.close()
            raise
        await self.parts.watch.try_to_look()
        self._begin(self.parts.watch.run())
        self._begin(self._sweep())
        if settings.redis:
            relay = import_module("troth.foundation.live.relay")
            self._begin(relay.subscribe(settings.redis, hear))
        for one in sockets:
            self._servers.append(await self._serve(one))
        return 0 if settings.behind_proxy else int(sockets[0].getsockname()[1])

    def _sockets(self) -> list[socket.socket]:
        if self._settings.behind_proxy:
            return [unix_socket(self._settings.run / LIVE_HTTP)]
        return tcp_sockets(self._settings.host, self._settings.port)

    async def _serve(self, one: socket.socket) -> asyncio.Server:
        loop, parts = asyncio.get_running_loop(), self.parts
        if self._settings.behind_proxy:
            return await loop.create_unix_server(lambda: Connection(parts), sock=one)
        return await loop.create_server(lambda: Connection(parts), sock=one, backlog=BACKLOG)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        task.add_done_callback(self._ended)
        self._tasks.append(task)

    def _ended(self, task: asyncio.Task[None]) -> None:
        # A process without its poll or its sweep must not go on as if it had them.
        if not task.cancelled() and task.exception():
            log.error("live has to stop: a part of it broke", exc_info=task.exception())
            self.over.set()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP)
            now = time.monotonic()
            for connection in [one for one in self.parts.connections if one.deadline <= now]:
                connection.overdue()
            self.parts.permits.tidy()

    async def stop(self, *, grace: float = GRACE) -> None:
        """Take no more connections, finish what was begun, let everything go."""
        for server in self._servers:
            server.close()
        await wind_down(self.parts, grace=grace)
        for task in self._tasks:
            task.cancel()
        # Not for ever: the Redis client swallows a cancellation that comes while it connects.
        await asyncio.wait(self._tasks, timeout=1)
        self._ears.close()
        self.parts.web.close()
        self.parts.database.close()
        if self._settings.behind_proxy:
            (self._settings.run / LIVE_HTTP).unlink(missing_ok=True)
