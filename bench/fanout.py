"""Live delivery: one room, many readers; CPU per message, delay and memory beside other servers.

    python bench/fanout.py                        all servers that are here, 100 and 1,000 readers
    python bench/fanout.py --only troth c-epoll --readers 1000 --runs 3

Every server is measured in the same rounds, one after the other, on core 0, the readers on core 1.
"""

import argparse
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fanout_load import HOST, Crowd, cpu_seconds, memory_kib, pin, quantile

HERE = Path(__file__).resolve().parent
SERVERS = HERE / "fanout_servers"
SOURCE = HERE.parent / "src"
ROOM = "01JCZ6R0000000000000000000"
SESSIONS = 50
SIZE = 130
TABLES = """
create table ledger_entry (log text, idx integer, kind text, primary key (log, idx));
create table ledger_head (log text primary key, size integer);
create table access_change (id text primary key, person_id text, room_id text, at real);
"""


@dataclass(frozen=True)
class Peer:
    """A server to measure; `needs` is what must be installed, `why` what it shows."""

    name: str
    needs: tuple[str, ...]
    why: str
    command: Callable[[Path, int], list[str]]


def compiled(folder: Path) -> str:
    """The C server, built if it is not there yet."""
    made = folder / "epoll"
    if not made.exists():
        subprocess.run(["cc", "-O2", "-o", str(made), str(SERVERS / "epoll.c")], check=True)
    return str(made)


def troth(folder: Path, port: int) -> list[str]:
    """Our own process, with access checks."""
    said = ["--host", HOST, "--port", str(port), "--run", str(folder / "run")]
    database = ["--database", f"sqlite:///{folder / 'troth.sqlite3'}"]
    return [sys.executable, "-m", "troth.foundation.live.front", *said, *database]


def granian(application: str) -> Callable[[Path, int], list[str]]:
    """An ASGI application under Granian."""
    words = ["--interface", "asgi", "--loop", "uvloop", "--log-level", "error", "--no-access-log"]
    more = ["--working-dir", str(SERVERS), "--backlog", "4096"]
    program = [sys.executable, "-m", "granian"]
    return lambda _, port: [*program, *words, *more, "--port", str(port), application]


def uvicorn(_: Path, port: int) -> list[str]:
    """The raw ASGI application under uvicorn."""
    words = ["--log-level", "error", "--backlog", "4096", "--app-dir", str(SERVERS)]
    return [sys.executable, "-m", "uvicorn", *words, "--port", str(port), "asgi:app"]


PEERS = [
    Peer("c-epoll", ("cc",), "the limit", lambda folder, port: [compiled(folder), str(port)]),
    Peer("troth", (), "with access, resuming, joining", troth),
    Peer(
        "asyncio protocol",
        ("uvloop",),
        "the limit of our tools",
        lambda _, port: [sys.executable, str(SERVERS / "protocol.py"), str(port)],
    ),
    Peer("granian asgi", ("granian",), "raw ASGI, a queue per reader", granian("asgi:app")),
    Peer("django", ("granian", "django"), "StreamingHttpResponse", granian("streaming:app")),
    Peer("uvicorn asgi", ("uvicorn",), "raw ASGI, a queue per reader", uvicorn),
]


def absent(peer: Peer) -> list[str]:
    """What this peer needs and this machine has not."""
    return [one for one in peer.needs if not (shutil.which(one) or find_spec(one))]


@contextmanager
def running(command: list[str], *, core: int, ready: Callable[[], None]) -> Iterator[int]:
    """A server on one core, by its pid; ended by its pid."""
    environ = {**os.environ, "PYTHONPATH": str(SOURCE)}
    quiet = subprocess.DEVNULL
    pinned = ["taskset", "-c", str(core), *command] if shutil.which("taskset") else command
    with subprocess.Popen(pinned, env=environ, stdout=quiet) as process:
        try:
            wait_for(ready)
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for(ready: Callable[[], None]) -> None:
    """Until this raises no `OSError`, for at most 20 seconds."""
    end = time.monotonic() + 20
    while True:
        with suppress(OSError):
            return ready()
        if time.monotonic() > end:
            raise TimeoutError("a server did not start")
        time.sleep(0.05)


def reached(port: int) -> Callable[[], None]:
    """Whether somebody listens on a port."""
    return lambda: socket.create_connection((HOST, port), 1).close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.create_server((HOST, 0)) as one:
        return int(one.getsockname()[1])


def house(folder: Path) -> None:
    """A run folder and an empty record for our own process."""
    (folder / "run").mkdir(exist_ok=True)
    with sqlite3.connect(folder / "troth.sqlite3") as rows:
        rows.execute("pragma journal_mode=wal")
        rows.executescript(TABLES)


def crowd_of_ours(folder: Path, port: int, readers: int) -> Crowd:
    """Readers of 50 sessions; what happens is said as web says it, each time of another noun."""
    sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    address = str(folder / "run" / "live.sock")

    def say(number: int) -> None:
        sender.sendto(f"hint {ROOM} {number} n{number:07}:told".encode(), address)

    crowd = Crowd(re.compile(rb"event: n(\d{7})"), say)
    path = f"GET /live/stream?rooms={ROOM}&at={ROOM}.-1 HTTP/1.1\r\nHost: localhost\r\n"
    cookies = [f"Cookie: troth={number % SESSIONS}\r\n\r\n" for number in range(readers)]
    crowd.come(port, [(path + cookie).encode() for cookie in cookies])
    return crowd


def crowd_of(port: int, readers: int) -> Crowd:
    """Readers of a peer; what happens is posted over HTTP."""
    sender = socket.create_connection((HOST, port))
    sender.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def say(number: int) -> None:
        body = b"@@%07d@@" % number + b"x" * (SIZE - 11)
        head = b"POST /post HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(body)
        sender.sendall(head + body)

    crowd = Crowd(re.compile(rb"@@(\d{7})@@"), say)
    crowd.come(port, [b"GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n"] * readers)
    return crowd


def measure(peer: Peer, readers: int, *, folder: Path, seconds: float) -> dict[str, float]:
    """One peer once: memory, then a calm rate, then full load."""
    port, rate = free_port(), 10.0 if readers >= 1000 else 50.0
    with ExitStack() as stack:
        ours = peer.name == "troth"
        if ours:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="troth-bench-")))
            house(folder)
            web = folder / "run" / "web.sock"
            command = [sys.executable, str(SERVERS / "web.py"), str(web)]
            stack.enter_context(running(command, core=1, ready=lambda: web.stat() and None))
        command = peer.command(folder, port)
        pid = stack.enter_context(running(command, core=0, ready=reached(port)))
        time.sleep(0.5)
        before = memory_kib(pid)
        crowd = crowd_of_ours(folder, port, readers) if ours else crowd_of(port, readers)
        stack.callback(crowd.go)
        for _ in range(3):
            crowd.tell()
            crowd.wait()
        row = {"KiB a reader": (memory_kib(pid) - before) / readers}
        crowd.full(window=4, seconds=0.5)
        used = cpu_seconds(pid)
        took = crowd.calm(rate=rate, seconds=seconds)
        row["calm µs"] = (cpu_seconds(pid) - used) / max(1, len(took)) * 1e6
        row["p50 ms"], row["p99 ms"] = quantile(took, 0.5) * 1e3, quantile(took, 0.99) * 1e3
        used = cpu_seconds(pid)
        delivered = crowd.full(window=4, seconds=seconds)
        row["full µs"] = (cpu_seconds(pid) - used) / max(1, delivered) * 1e6
        row["lost"] = crowd.missing
    return row


def table(rows: dict[tuple[int, str], list[dict[str, float]]]) -> str:
    """Medians, and ratios to the C server of the same rounds."""
    columns = ["full µs", "calm µs", "p50 ms", "p99 ms", "KiB a reader", "lost"]
    lines = ["| readers | server | × C full | × C calm | " + " | ".join(columns) + " |"]
    lines.append("|" + " ---: |" * (len(columns) + 4))
    for (readers, name), found in rows.items():
        middle = {column: statistics.median(one[column] for one in found) for column in columns}
        limit = rows.get((readers, "c-epoll"))
        ratios = [
            f"{middle[one] / statistics.median(row[one] for row in limit):.2f}" if limit else ""
            for one in ("full µs", "calm µs")
        ]
        cells = [f"{middle[column]:.1f}" for column in columns]
        lines.append("| " + " | ".join([f"{readers:,}", name, *ratios, *cells]) + " |")
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> None:
    """Measure, and print JSON lines, then the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", nargs="*", choices=[peer.name for peer in PEERS])
    parser.add_argument("--readers", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3.0)
    said = parser.parse_args(argv)
    chosen = [peer for peer in PEERS if not said.only or peer.name in said.only]
    for peer in chosen:
        if absent(peer):
            print(f"not run: {peer.name} ({', '.join(absent(peer))} is not installed)")
    pin(1)
    rows: dict[tuple[int, str], list[dict[str, float]]] = {}
    with tempfile.TemporaryDirectory(prefix="troth-bench-") as name:
        for _ in range(said.runs):
            for readers in said.readers:
                for peer in [one for one in chosen if not absent(one)]:
                    row = measure(peer, readers, folder=Path(name), seconds=said.seconds)
                    rows.setdefault((readers, peer.name), []).append(row)
                    rounded = {key: round(value, 2) for key, value in row.items()}
                    print(
                        json.dumps({"server": peer.name, "readers": readers, **rounded}), flush=True
                    )
    print("\n" + table(dict(sorted(rows.items(), key=lambda one: one[0][0]))))


if __name__ == "__main__":
    main()
