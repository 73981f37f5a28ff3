"""A post on its way: sent, durable, and in the open pages of the other side.

    python bench/delivery.py [--pages 1000] [--posts 30] [--rate 2]

The whole product as it is served. So many pages of one topic are open at the other side, each with its own line
and, as browsers do, a second connection: told of a post, a page fetches the fragment, and the clock stops when the
post stands in what came. The limit is a p99 of 200 ms; 100 pages in the same run stand beside it.
"""

import argparse
import asyncio
import re
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

import uvloop

from fanout_load import quantile
from served_product import HOST, Browser, Product, fresh_state, serving

LIMIT = 200.0  # milliseconds, 99th percentile
SESSIONS = 20
TOPIC = "/p/lumen-kaveri/talk/"
HINT = re.compile(rb'event: post\ndata: \{"room":"(\w{26})","idx":(\d+)')
NUMBER = re.compile(rb'data-number="(\d+)"')
TAIL = 400


@dataclass
class Talk:
    """The topic that everybody looks at, and when each of its posts was sent."""

    path: str
    room: str
    topic: str
    audience: str
    latest: int
    at: int
    sent: dict[int, float] = field(default_factory=dict)
    seen: list[float] = field(default_factory=list)


class Fetching(asyncio.Protocol):
    """The second connection of a page: one answer after the other."""

    def __init__(self, talk: Talk) -> None:
        self.talk, self.known, self.tail = talk, talk.latest, b""
        self.way: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way."""
        self.way = transport  # type: ignore[assignment]  # a stream's transport

    def data_received(self, data: bytes) -> None:
        """Every post that was not there before has arrived now."""
        now, data = time.perf_counter(), self.tail + data
        for number in {int(found) for found in NUMBER.findall(data)}:
            if number > self.known and number in self.talk.sent:
                self.talk.seen.append((now - self.talk.sent[number]) * 1000)
        self.known = max([self.known, *map(int, NUMBER.findall(data))])
        self.tail = data[-TAIL:]


class Line(asyncio.Protocol):
    """The stream of a page; told of a post, it has the fragment fetched."""

    def __init__(self, talk: Talk, headers: str, fetching: Fetching) -> None:
        self.talk, self.headers, self.fetching, self.tail = talk, headers, fetching, b""
        self.open = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream from where the page stands."""
        path = f"/live/stream?rooms={self.talk.room}&at={self.talk.room}.{self.talk.at}"
        transport.write(f"GET {path} HTTP/1.1\r\n{self.headers}\r\n\r\n".encode())  # type: ignore[attr-defined]  # a stream's transport

    def data_received(self, data: bytes) -> None:
        """Fetch after every hint of a post."""
        data = self.tail + data
        if not self.open.done() and b"\r\n\r\n" in data:
            good = b" 200 " in data[:15]
            self.open.set_result(None) if good else self.open.set_exception(
                ConnectionError(data[:80].decode(errors="replace"))
            )
        end = 0
        for found in HINT.finditer(data):
            end = found.end()
            path = f"/live/fragment/{self.talk.room}/{int(found[2])}/{self.talk.audience}/talk.{self.talk.topic}"
            if self.fetching.way:
                self.fetching.way.write(f"GET {path} HTTP/1.1\r\n{self.headers}\r\n\r\n".encode())
        self.tail = data[max(end, len(data) - TAIL) :]


def looked_at(reader: Browser) -> Talk:
    """The first topic of the room, as the page of it says where it stands."""
    reader.ask("GET", TOPIC)
    path = re.search(rf'href="({TOPIC}[0-9A-Z]{{26}}/)"', reader.text)[1]  # type: ignore[index]  # the example talks
    reader.ask("GET", path)
    found = re.search(
        r'<talk-posts room="(\w+)" topic="(\w+)" audience="([\w.-]+)"', reader.text
    ).groups()  # type: ignore[union-attr]  # every topic has it
    at = re.search(rf"{found[0]}\.(\d+)", reader.text)[1]  # type: ignore[index]  # every live page says it
    latest = max(int(number) for number in NUMBER.findall(reader.text.encode()))
    return Talk(path, *found, latest=latest, at=int(at))


async def opened(product: Product, talk: Talk, readers: list[Browser], pages: int) -> None:
    """So many pages, each with its two connections."""
    loop = asyncio.get_running_loop()
    for number in range(pages):
        reader = readers[number % len(readers)]
        headers = f"Host: {reader.host}\r\nCookie: {reader.cookie}"
        _way, fetching = await loop.create_connection(lambda: Fetching(talk), HOST, product.port)
        _line, line = await loop.create_connection(
            lambda headers=headers, fetching=fetching: Line(talk, headers, fetching),
            HOST,
            product.port,
        )
        await line.open


async def delivered(
    product: Product, pages: int, options: argparse.Namespace
) -> tuple[list[float], Talk]:
    """Post at a fixed rate; the milliseconds until each was acknowledged, and when it was seen."""
    readers = [Browser(product, who="kaveri") for _ in range(SESSIONS)]
    writer, talk = Browser(product, who="lumen"), looked_at(readers[0])
    writer.ask("GET", talk.path)
    await opened(product, talk, readers, pages)
    took, token = [], writer.token
    for number in range(options.posts):
        form = {"text": f"Reading {number} of the day.", "csrfmiddlewaretoken": token}
        begun = time.perf_counter()
        talk.sent[talk.latest + 1 + number] = begun
        answer = await asyncio.to_thread(writer.ask, "POST", f"{talk.path}reply/", form)
        if answer.status != 302:
            raise SystemExit(f"a post was answered {answer.status}")
        took.append((time.perf_counter() - begun) * 1000)
        await asyncio.sleep(max(0.0, 1 / options.rate - (time.perf_counter() - begun)))
    await asyncio.sleep(2)
    return took, talk


def measured(state: Path, pages: int, options: argparse.Namespace) -> None:
    """One row of the table."""
    with serving(state) as product:
        took, talk = uvloop.run(delivered(product, pages, options))
    lost = pages * options.posts - len(talk.seen)
    print(
        f"| {pages:,} | {options.posts} at {options.rate:g} a second | {statistics.median(took):.1f} "
        f"| {quantile(talk.seen, 0.5):.0f} | {quantile(talk.seen, 0.99):.0f} | {LIMIT:.0f} | {lost} |"
    )


def main() -> None:
    """Print the table: a hundred pages, then all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--posts", type=int, default=30)
    parser.add_argument("--rate", type=float, default=2.0)
    options = parser.parse_args()
    print(
        "| open pages | posts | acknowledged p50 ms | seen p50 ms | seen p99 ms | limit | not seen |"
    )
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    with fresh_state() as state:
        for pages in sorted({min(100, options.pages), options.pages}):
            measured(state, pages, options)


if __name__ == "__main__":
    main()
