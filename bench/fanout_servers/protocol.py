"""The limit of our tools: a bare asyncio.Protocol on uvloop, one write per reader (protocol.py PORT)."""

import asyncio
import sys
from typing import cast

import uvloop

HELLO = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"9\r\n: hello\n\n\r\n"
)
READERS: set[asyncio.Transport] = set()


class Plain(asyncio.Protocol):
    """GET opens a stream, POST tells its body to every stream. No access, no resuming."""

    buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody is here."""
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, error: Exception | None) -> None:
        """And gone."""
        READERS.discard(self.transport)

    def data_received(self, data: bytes) -> None:
        """A request, or part of one."""
        self.buffer += data
        while self.answer():
            pass

    def answer(self) -> bool:
        """Answer one request, if it is complete."""
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if head.startswith(b"GET") and found:
            self.buffer = body
            self.transport.write(HELLO)
            READERS.add(self.transport)
            return True
        size = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        if not found or len(body) < size:
            return False
        self.buffer = body[size:]
        self.tell(body[:size])
        return True

    def tell(self, body: bytes) -> None:
        """The same bytes to every reader."""
        frame = b"%x\r\ndata: %b\n\n\r\n" % (len(body) + 8, body)
        for reader in READERS:
            reader.write(frame)
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")


async def serve(port: int) -> None:
    """Serve until stopped."""
    server = await asyncio.get_running_loop().create_server(Plain, "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1])))
