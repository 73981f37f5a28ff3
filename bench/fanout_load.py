"""Many readers on one small epoll loop, cheap enough that the server is what gets measured."""

import os
import re
import select
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HOST = "127.0.0.1"


def family(pid: int) -> list[int]:
    """A process and all its descendants."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, task.read_text().split())
    return found


def cpu_seconds(pid: int) -> float:
    """CPU seconds of a process and its descendants, by the kernel's per-process clocks."""
    return sum(time.clock_gettime((~one << 3) | 2) for one in family(pid))


def memory_kib(pid: int) -> int:
    """Proportional share of memory of a process and its descendants, in KiB."""
    maps = [Path(f"/proc/{one}/smaps_rollup").read_text() for one in family(pid)]
    return sum(int(one.partition("\nPss:")[2].split()[0]) for one in maps)


def quantile(values: list[float], share: float) -> float:
    """The value below which this share of them lies."""
    return (
        sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else float("nan")
    )


@dataclass
class Reader:
    """One stream, and the tail of what it has been given."""

    socket: socket.socket
    tail: bytes = b""


@dataclass
class Crowd:
    """Readers of one room, and how long each of what was said took to reach each of them."""

    mark: re.Pattern[bytes]
    say: Callable[[int], None]
    readers: dict[int, Reader] = field(default_factory=dict)
    said: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    delivered: int = 0
    lost: int = 0

    def __post_init__(self) -> None:
        self.poll = select.epoll()

    def come(self, port: int, requests: list[bytes]) -> None:
        """Open one stream for each request."""
        for request in requests:
            one = socket.create_connection((HOST, port), 20)
            one.sendall(request)
            head = b""
            while b"\r\n\r\n" not in head:
                more = one.recv(65536)
                if not more:
                    raise ConnectionError("closed instead of answered")
                head += more
            if b" 200 " not in head[:15]:
                raise ConnectionError(head[:80].decode(errors="replace"))
            one.setblocking(False)  # noqa: FBT003  Python's own signature
            self.readers[one.fileno()] = Reader(one)
            self.poll.register(one, select.EPOLLIN)

    def step(self, seconds: float) -> None:
        """Read what has come."""
        for number, _ in self.poll.poll(seconds, 4096):
            reader = self.readers[number]
            data = reader.socket.recv(262144)
            if not data:
                raise ConnectionError("a reader was dropped")
            self.read(reader, data)

    def read(self, reader: Reader, data: bytes) -> None:
        """Count every mark, also one that came in two pieces."""
        now, data, end = time.perf_counter(), reader.tail + data, 0
        for found in self.mark.finditer(data):
            self.took.append(now - self.said[int(found[1])])
            self.delivered += 1
            end = found.end()
        reader.tail = data[max(end, len(data) - 20) :]

    def tell(self) -> None:
        """Say one thing."""
        self.said.append(time.perf_counter())
        self.say(len(self.said) - 1)

    def wait(self, seconds: float = 5.0) -> None:
        """Until everybody has everything, or not."""
        end = time.perf_counter() + seconds
        while self.missing and time.perf_counter() < end:
            self.step(0.05)

    @property
    def missing(self) -> int:
        """Deliveries that have not happened yet."""
        return len(self.said) * len(self.readers) - self.delivered

    def calm(self, *, rate: float, seconds: float) -> list[float]:
        """Say things at a fixed rate; gives the seconds each delivery took."""
        self.wait()
        self.took, begun = [], time.perf_counter()
        for number in range(int(rate * seconds)):
            while (left := begun + number / rate - time.perf_counter()) > 0:
                self.step(left if left > 0.0005 else 0)
            self.tell()
        self.wait()
        return self.took

    def full(self, *, window: int, seconds: float) -> int:
        """Keep so many things under way; gives the deliveries."""
        before, first, end = self.delivered, len(self.said), time.perf_counter() + seconds
        while time.perf_counter() < end:
            while len(self.said) - first < window + (self.delivered - before) / len(self.readers):
                self.tell()
            self.step(0.05)
        self.wait()
        return self.delivered - before

    def go(self) -> None:
        """Close every stream."""
        for reader in self.readers.values():
            reader.socket.close()
        self.poll.close()


def pin(core: int) -> None:
    """Keep this process on one core, the server has the other."""
    if core in os.sched_getaffinity(0):
        os.sched_setaffinity(0, {core})
