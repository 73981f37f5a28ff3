"""The same with Django's own means: an async view and a StreamingHttpResponse (streaming:app)."""

import asyncio
import secrets
from collections.abc import AsyncIterator

import django
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY=secrets.token_hex(),
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
)
django.setup()
READERS: set[asyncio.Queue[bytes]] = set()


async def events() -> AsyncIterator[bytes]:
    """What one reader gets."""
    queue: asyncio.Queue[bytes] = asyncio.Queue(1000)
    READERS.add(queue)
    try:
        yield b": hello\n\n"
        while True:
            yield await queue.get()
    finally:
        READERS.discard(queue)


async def stream(_: HttpRequest) -> StreamingHttpResponse:
    """Open a stream."""
    return StreamingHttpResponse(events(), content_type="text/event-stream")


async def post(request: HttpRequest) -> HttpResponse:
    """Tell every stream."""
    for queue in READERS:
        queue.put_nowait(b"data: " + request.body + b"\n\n")
    return HttpResponse("ok")


urlpatterns = [path("stream", stream), path("post", post)]
app = get_asgi_application()
