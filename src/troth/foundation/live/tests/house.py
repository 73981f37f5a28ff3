"""A small house to try live in: a web server that answers, a record, and live itself in a thread."""

import asyncio
import hashlib
import json
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer
from typing import Any, TypeVar, cast

import uvloop

from troth.foundation.kernel.ulid import make_ulid
from troth.foundation.live.front.parts import Settings
from troth.foundation.live.front.process import Process

Value = TypeVar("Value")
NOTHING = b"There is nothing here for you to see."
TABLES = """
create table ledger_entry (log text, idx integer, kind text, primary key (log, idx));
create table ledger_head (log text primary key, size integer);
create table access_change (id text primary key, person_id text, room_id text, at real);
"""


def ulid(number: int) -> str:
    """An id that is easy to tell from others."""
    return make_ulid(1_700_000_000_000 + number, bytes(10))


INGRID, RAVI, STRANGER = ulid(1), ulid(2), ulid(3)
SHARED, LUMEN, KAVERI = ulid(11), ulid(12), ulid(13)


@dataclass
class Seat:
    """What web knows about the owner of a cookie."""

    person: str
    rooms: dict[str, str]
    until: float = field(default_factory=lambda: time.time() + 3600)


class Web(ThreadingMixIn, UnixStreamServer):
    """The server behind: pages for trying things out, and the answers live asks for."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, path: Path) -> None:
        super().__init__(str(path), Handler)
        self.seats = {
            "troth=ingrid": Seat(INGRID, {SHARED: "all", LUMEN: "lumen.en-gb"}),
            "troth=ravi": Seat(RAVI, {SHARED: "all", KAVERI: "kaveri"}),
        }
        self.asked: list[str] = []
        self.languages: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        self.connections = 0
        self.open: list[socket.socket] = []
        self.status = 200
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def questions(self, beginning: str) -> list[str]:
        """The paths asked for that begin like this."""
        return [path for path in self.asked if path.startswith(beginning)]

    def close(self) -> None:
        """Stop serving."""
        self.gate.set()
        self.shutdown()
        self.server_close()
        for one in self.open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class Handler(BaseHTTPRequestHandler):
    """One connection from the front."""

    protocol_version = "HTTP/1.1"

    @property
    def web(self) -> Web:
        return cast(Web, self.server)

    def setup(self) -> None:
        super().setup()
        self.web.connections += 1
        self.web.open.append(self.connection)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is Python's
        pass

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.web.asked.append(self.path)
        if path.startswith("/internal/live-access"):
            self._access()
        elif path.startswith("/internal/fragment/"):
            self._wait()
            self.say(f"<p>{self.path} {len(self.web.asked)}</p>".encode(), status=self.web.status)
        else:
            getattr(self, f"page_{path.strip('/').replace('-', '_')}", self.page_nothing)()

    def __getattr__(self, name: str) -> Callable[[], None]:
        """Every method is answered in the same way."""
        if name.startswith("do_"):
            return self.do_GET
        raise AttributeError(name)

    def say(self, body: bytes, *, status: int = 200, kind: str = "text/html") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _wait(self) -> None:
        self.web.gate.wait(10)

    def _access(self) -> None:
        wanted = [room for room in self.path.partition("rooms=")[2].split(",") if room]
        self.web.languages.append(self.headers.get("Accept-Language", ""))
        seat = self.web.seats.get(self.headers.get("Cookie", ""))
        granted = {room: seat.rooms[room] for room in wanted if room in seat.rooms} if seat else {}
        answer = json.dumps(
            seat
            and {
                "person": seat.person,
                "rooms": list(granted),
                "audiences": granted,
                "until": seat.until,
            }
        )
        self._wait()
        if self.web.status != 200:
            self.say(b"", status=self.web.status)
        elif seat is None:
            self.say(b"", status=401)
        elif wanted and not granted:
            self.say(b"", status=404)
        else:
            self.say(answer.encode(), kind="application/json")

    def page_nothing(self) -> None:
        self.say(NOTHING, status=404)

    def page_hello(self) -> None:
        self.say(b"hello")

    def page_echo(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        seen = {"method": self.command, "path": self.path, "headers": self.headers.items()}
        self.say(json.dumps({**seen, "body": body}).encode(), kind="application/json")

    def page_upload(self) -> None:
        self._wait()
        left, digest = int(self.headers["Content-Length"]), hashlib.sha256()
        while left:
            piece = self.rfile.read(min(left, 65536))
            if not piece:
                return
            digest.update(piece)
            left -= len(piece)
        self.say(digest.hexdigest().encode())

    def page_slow(self) -> None:
        self._wait()
        self.say(b"slow")

    def page_big(self) -> None:
        size = int(self.path.partition("size=")[2])
        self.send_response(200)
        self.send_header("Content-Length", str(size))
        self.end_headers()
        for _ in range(size // 65536):
            self.wfile.write(b"x" * 65536)

    def page_chunked(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in (b"one ", b"two ", b"x" * 100_000):
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def page_until_close(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"as long as it lasts")
        self.close_connection = True

    def page_half(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"half")
        self.close_connection = True

    def page_broken(self) -> None:
        self.close_connection = True

    def page_garbage(self) -> None:
        self.wfile.write(b"this is no answer\r\n\r\n")
        self.close_connection = True

    def page_talkative(self) -> None:
        answers = [
            b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + body for body in (b"this", b"more")
        ]
        self.wfile.write(b"".join(answers))

    def page_interim(self) -> None:
        self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n")
        self.say(b"after the hint")

    def page_unchanged(self) -> None:
        self.send_response(304)
        self.send_header("ETag", '"same"')
        self.end_headers()

    def page_early(self) -> None:
        self.send_response(413)
        self.send_header("Content-Length", "5")
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(b"large")
        self.close_connection = True


class Record:
    """The database as live sees it."""

    def __init__(self, path: Path) -> None:
        self.url = f"sqlite:///{path}"
        self._rows = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._rows.execute("pragma journal_mode=wal")
        self._rows.execute("pragma synchronous=off")
        self._rows.executescript(TABLES)
        self._changes = 0

    def add(self, room: str, kind: str = "commitment:delivered", *, times: int = 1) -> int:
        """Commit entries; gives the last one's index."""
        size = self.size(room)
        rows = [(room, size + number, kind) for number in range(times)]
        self._rows.execute("begin")
        self._rows.executemany("insert into ledger_entry values (?, ?, ?)", rows)
        self._rows.execute("insert or replace into ledger_head values (?, ?)", (room, size + times))
        self._rows.execute("commit")
        return size + times - 1

    def size(self, room: str) -> int:
        """How many entries the room's log has."""
        found = self._rows.execute("select size from ledger_head where log = ?", (room,)).fetchone()
        return int(found[0]) if found else 0

    def take_away(self, person: str, room: str = "*") -> None:
        """Commit that somebody may see less."""
        self._changes += 1
        row = (f"change {self._changes}", person, room, time.time())
        self._rows.execute("insert into access_change values (?, ?, ?, ?)", row)

    def close(self) -> None:
        """Let go of the file."""
        self._rows.close()

    def break_down(self) -> None:
        """Lose everything, as good a fault as any."""
        self._rows.executescript(
            "drop table access_change; drop table ledger_head; drop table ledger_entry"
        )


class Live:
    """Live, running in a thread of this process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._up = threading.Event()
        self._thread = threading.Thread(target=uvloop.run, args=(self._run(),), daemon=True)
        self._thread.start()
        self._up.wait(5)
        self.port = self._port

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self.process = Process(self._settings)
        self._port = await self.process.start()
        self._up.set()
        await self.process.over.wait()
        await self.process.stop(grace=0.3)

    def call(self, function: Callable[[], Value]) -> Value:
        """What a function gives when it is called inside the loop."""

        async def inside() -> Value:
            return function()

        return asyncio.run_coroutine_threadsafe(inside(), self._loop).result(5)

    @property
    def readers(self) -> int:
        """How many streams are open."""
        return self.call(lambda: len(self.process.parts.hub.readers()))

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Stop, as a signal would."""
        if self.running:
            self._loop.call_soon_threadsafe(self.process.over.set)
            self._thread.join(5)


@dataclass
class House:
    """Everything together."""

    run: Path
    web: Web
    record: Record
    live: Live

    @property
    def port(self) -> int:
        return self.live.port


def build(folder: Path, **more: Any) -> Iterator[House]:
    """A house in this folder, pulled down afterwards."""
    run = folder / "run"
    run.mkdir(exist_ok=True)
    web, record = Web(run / "web.sock"), Record(folder / "troth.sqlite3")
    settings = {"run": run, "database": record.url, "host": "127.0.0.1", "port": 0, **more}
    live = Live(Settings(**settings))
    try:
        yield House(run, web, record, live)
    finally:
        live.close()
        web.close()
        record.close()


def until(true: Callable[[], Any], seconds: float = 5.0) -> bool:
    """Wait until something is so; False if it never is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.01)
    return False
