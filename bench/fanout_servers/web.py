"""Stands in for web: says yes to every question of live (web.py SOCKET)."""

import asyncio
import json
import sys
import time
from typing import cast

PERSON = "01JCZ6Q0000000000000000{:03}"


class Yes(asyncio.Protocol):
    """One connection from live."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Live is here."""
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """A question: which person it is stands in the cookie."""
        rooms = data.partition(b"rooms=")[2].partition(b" ")[0].decode().split(",")
        person = int(data.partition(b"troth=")[2].partition(b"\r")[0] or 0)
        said = {"person": PERSON.format(person), "rooms": rooms, "until": time.time() + 3600}
        body = json.dumps({**said, "audiences": dict.fromkeys(rooms, "all")}).encode()
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body))


async def serve(path: str) -> None:
    """Serve until stopped."""
    server = await asyncio.get_running_loop().create_unix_server(Yes, path)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
