"""A raw ASGI application with one queue per reader, as frameworks build it. For any ASGI server."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

Message = dict[str, Any]
READERS: set[asyncio.Queue[bytes]] = set()


async def app(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """GET opens a stream, POST tells its body to every stream."""
    if scope["type"] != "http":
        return
    if scope["method"] == "GET":
        await stream(send)
        return
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    for queue in READERS:
        queue.put_nowait(b"data: " + body + b"\n\n")
    await begin(send, b"text/plain", (b"content-length", b"2"))
    await send({"type": "http.response.body", "body": b"ok"})


async def stream(send: Callable[[Message], Awaitable[None]]) -> None:
    """One reader, for as long as it stays."""
    queue: asyncio.Queue[bytes] = asyncio.Queue(1000)
    READERS.add(queue)
    try:
        await begin(send, b"text/event-stream")
        await send({"type": "http.response.body", "body": b": hello\n\n", "more_body": True})
        while True:
            body = await queue.get()
            await send({"type": "http.response.body", "body": body, "more_body": True})
    finally:
        READERS.discard(queue)


async def begin(
    send: Callable[[Message], Awaitable[None]], kind: bytes, *more: tuple[bytes, bytes]
) -> None:
    """The head of an answer."""
    headers = [(b"content-type", kind), *more]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
