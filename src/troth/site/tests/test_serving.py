"""`troth serve` as a process of its own: ready, restarted where a part dies, stopped cleanly."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import tables
from troth.foundation.live.tests.calm import within

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]
PATIENCE = 90
# Seconds until a second start is ready.
PROMISED = 5.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """A server in a process of its own, and what it has said so far."""

    process: subprocess.Popen[str]
    port: int
    lines: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Collect what it says."""
        assert self.process.stdout is not None
        self.lines.extend(line.rstrip() for line in self.process.stdout)

    def said(self, words: str) -> bool:
        return any(words in line for line in self.lines)

    def wait(self, happened: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not happened():
            if self.process.poll() is not None or time.monotonic() > until:
                pytest.fail("\n".join(["it did not happen; the server said:", *self.lines]))
            time.sleep(0.1)

    def get(self, path: str) -> tuple[int, str]:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        client.request("GET", path, headers={"Host": f"localhost:{self.port}"})
        answer = client.getresponse()
        return answer.status, answer.getheader("Location") or answer.read().decode()

    def answers(self, path: str, status: int) -> bool:
        try:
            return self.get(path)[0] == status
        except OSError:
            return False


Start = Callable[..., Server]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a server on its own port and state; it is ended when the test is."""
    begun: list[Server] = []
    env = {key: value for key, value in os.environ.items() if not key.startswith("DATABASE")}
    env |= {"TROTH_STATE": str(tmp_path / "s"), "PYTHONUNBUFFERED": "1"}

    def serve(port: int, *options: str) -> Server:
        process = subprocess.Popen(
            [sys.executable, "-m", "troth", "serve", "--no-example", *options],
            env=env | {"PORT": str(port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        server = Server(process, port)
        threading.Thread(target=server.listen, daemon=True).start()
        begun.append(server)
        return server

    yield serve
    for server in begun:
        if server.process.poll() is None:
            server.process.terminate()
        server.process.wait(30)


@pytest.fixture
def tables_are_there(tmp_path: Path) -> None:
    """The tables were made before; that they are made is the first test's."""
    tables.lay_into(tmp_path / "s")


PARTS = {"web": "granian", "live": "troth.foundation.live.front", "follow": "troth follow"}


def pids_of(server: Server) -> dict[str, int]:
    """The server's own children, by what they are."""
    found: dict[str, int] = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            line = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if int(fields[1]) == server.process.pid:
            found |= {name: int(place.name) for name, words in PARTS.items() if words in line}
    return found


def test_a_new_server_is_ready_says_how_to_come_in_and_stops_cleanly(start: Start) -> None:
    server = start(free_port())
    server.wait(lambda: server.said("Ctrl-C stops it."))
    assert server.said("Creating the tables …")
    assert server.said(f"Troth is ready: http://localhost:{server.port}")
    link = next(line for line in server.lines if "The first person comes in by this link" in line)
    path = re.search(r"http://[^/]+(/\S+)", link)
    assert path is not None
    assert server.get(path[1])[0] == 200
    assert server.get("/")[0] == 302
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(30) == 0
    assert not server.answers("/", 302)


@pytest.mark.usefixtures("tables_are_there")
def test_a_part_that_is_killed_is_started_again(start: Start) -> None:
    server = start(free_port())
    server.wait(lambda: server.said("Ctrl-C stops it."))
    for name in PARTS:
        before = pids_of(server)
        os.kill(before[name], signal.SIGKILL)
        server.wait(lambda: pids_of(server).get(name, before[name]) != before[name])  # noqa: B023  # waited for here
        server.wait(lambda: server.answers("/", 302))
    assert server.said("ended; starting it again")


@pytest.mark.usefixtures("tables_are_there")
def test_a_second_start_has_nothing_left_to_prepare(start: Start) -> None:
    first = start(free_port())
    first.wait(lambda: first.said("Ctrl-C stops it."))
    first.process.send_signal(signal.SIGINT)
    assert first.process.wait(30) == 0
    began = time.monotonic()
    second = start(free_port())
    second.wait(lambda: second.said("Ctrl-C stops it."))
    assert time.monotonic() - began < within(PROMISED)
    assert not second.said("Creating")
    assert not second.said("Collecting")
    assert second.get("/")[0] == 302


def test_a_port_that_is_taken_is_one_plain_line_and_exit_code_2(start: Start) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        server = start(port)
        assert server.process.wait(PATIENCE) == 2
    time.sleep(0.2)
    assert server.lines == [
        f"troth: Port {port} is taken. Stop what uses it, or choose another: PORT={port + 1} make run"
    ]


def test_a_state_folder_with_too_long_a_path_is_one_plain_line(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = os.environ | {"TROTH_STATE": str(tmp_path / ("x" * 100)), "PORT": str(free_port())}
    ran = subprocess.run(
        [sys.executable, "-m", "troth", "serve", "--no-example"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "too long a path for sockets" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.usefixtures("tables_are_there")
def test_two_gigabytes_are_refused_before_they_are_read(start: Start) -> None:
    server = start(free_port())
    server.wait(lambda: server.said("Ctrl-C stops it."))
    client = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    client.putrequest("POST", "/come-in/", skip_host=True)
    client.putheader("Host", f"localhost:{server.port}")
    client.putheader("Content-Length", str(2 * 1024**3))
    client.endheaders()
    client.send(b"x" * 300_000)  # our front gathers a little before it asks web
    answer = client.getresponse()
    assert answer.status == 413
    assert "command line" in answer.read().decode()
