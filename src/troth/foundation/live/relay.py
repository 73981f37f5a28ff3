"""Words by way of Redis, so that the live processes of several machines hear them."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Full, Queue
from urllib.parse import urlsplit

import redis
import redis.asyncio

WAITING = 10_000
PATIENCE = 2.0
AGAIN = 1.0


def channel(url: str) -> str:
    """The channel of one installation: Redis does not keep its databases' channels apart, we do."""
    return f"troth:live:{urlsplit(url).path.strip('/') or '0'}"


class Publisher:
    """Publishes from a thread of its own, so that a slow Redis never holds up a request."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._lines: Queue[bytes] = Queue(WAITING)
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def send(self, line: bytes) -> None:
        """Queue it; a full queue drops it, and the poll will find what it said."""
        self._start()
        with suppress(Full):
            self._lines.put_nowait(line)

    def _start(self) -> None:
        # Begun with the first word: a thread begun at import would not survive a fork.
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._publish, daemon=True)
                self._thread.start()

    def _publish(self) -> None:
        name = channel(self._url)
        server = redis.Redis.from_url(
            self._url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
        )
        while True:
            with suppress(redis.RedisError):
                server.publish(name, self._lines.get())


async def subscribe(url: str, hear: Callable[[bytes], None]) -> None:
    """Hand every line to `hear`, for ever; a Redis that is away is tried again."""
    while True:
        with suppress(redis.RedisError, OSError):
            await _listen(url, hear)
        await asyncio.sleep(AGAIN)


async def _listen(url: str, hear: Callable[[bytes], None]) -> None:
    async with redis.asyncio.Redis.from_url(url).pubsub() as heard:
        await heard.subscribe(channel(url))
        async for message in heard.listen():
            if message["type"] == "message":
                hear(message["data"])
