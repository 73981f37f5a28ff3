"""The process begins with one line, ends without losing anything, and says plainly why it cannot begin."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from troth.foundation.live.front.__main__ import read_settings
from troth.foundation.live.front.listen import tcp_sockets
from troth.foundation.live.tests.browser import Browser, Page, head
from troth.foundation.live.tests.house import SHARED, Record, Web, until

HERE = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
Running = tuple[subprocess.Popen[str], int]
COMMAND = [sys.executable, "-m", "troth.foundation.live.front", "--host", "127.0.0.1"]


def start(folder: Path, *more: str) -> subprocess.Popen[str]:
    said = ["--run", str(folder / "run"), "--database", f"sqlite:///{folder / 'troth.sqlite3'}"]
    pipe = subprocess.PIPE
    return subprocess.Popen([*COMMAND, *said, *more], stdout=pipe, stderr=pipe, env=HERE, text=True)


@pytest.fixture
def web(folder: Path) -> Iterator[Web]:
    (folder / "run").mkdir()
    web, record = Web(folder / "run" / "web.sock"), Record(folder / "troth.sqlite3")
    yield web
    web.close()
    record.close()


@pytest.fixture
def live(folder: Path, web: Web) -> Iterator[Running]:
    with start(folder, "--port", "0") as process:
        try:
            assert process.stdout
            said = json.loads(process.stdout.readline())
            assert said["ready"] == "live"
            yield process, said["port"]
        finally:
            process.kill()


def test_a_page_in_flight_is_finished_before_the_end(live: Running, web: Web) -> None:
    process, port = live
    web.gate.clear()
    with Browser(port) as browser:
        browser.send(head("/slow"))
        assert until(lambda: web.asked)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.1)
        with pytest.raises(OSError, match="refused"):
            Browser(port)
        web.gate.set()
        answer = browser.answer()
    assert (answer.body, answer.get("connection")) == (b"slow", "close")
    assert process.wait(5) == 0


def test_readers_are_told_when_to_come_back(live: Running) -> None:
    process, port = live
    with Page(port, rooms=SHARED) as page, Browser(port) as idle:
        process.send_signal(signal.SIGTERM)
        assert page.ended()
        assert 1500 <= page.retry <= 4000
        assert page.rest() == idle.rest() == b""
    assert process.wait(5) == 0


def test_after_the_end_the_sockets_are_gone(folder: Path, live: Running) -> None:
    process, _ = live
    process.send_signal(signal.SIGINT)
    assert process.wait(5) == 0
    assert not (folder / "run" / "live.sock").exists()


def test_a_taken_port_is_one_plain_line(folder: Path, web: Web) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with start(folder, "--port", str(port)) as process:
            _, said = process.communicate(timeout=10)
    assert process.returncode == 2
    assert said == f"Port {port} is taken. Choose another one, for example PORT={port + 1}.\n"


def test_a_second_process_with_one_folder_says_so(folder: Path, live: Running) -> None:
    with start(folder, "--port", "0") as second:
        _, said = second.communicate(timeout=10)
    assert second.returncode == 2
    assert said.startswith("Troth is already running with this folder")
    assert said.count("\n") == 1


def test_what_a_killed_process_left_behind_is_no_hindrance(folder: Path, live: Running) -> None:
    process, _ = live
    process.kill()
    process.wait(5)
    with start(folder, "--port", "0") as again:
        assert again.stdout
        assert json.loads(again.stdout.readline())["ready"] == "live"
        again.terminate()
        assert again.wait(5) == 0


def test_behind_a_proxy_the_socket_is_said_instead_of_a_port(folder: Path, web: Web) -> None:
    with start(folder, "--behind-proxy") as process:
        assert process.stdout
        said = json.loads(process.stdout.readline())
        assert said["address"] == str(folder / "run" / "live-http.sock")
        with Page(0, rooms=SHARED, path=said["address"]) as page:
            assert page.status == 200
        process.terminate()
        assert process.wait(5) == 0
    assert not Path(said["address"]).exists()


def test_a_wrong_database_is_one_plain_line(folder: Path) -> None:
    with start(folder, "--port", "0", "--database", "mysql://x") as process:
        _, said = process.communicate(timeout=10)
    assert process.returncode == 2
    assert "DATABASE_URL must begin with" in said
    assert said.count("\n") == 1


def test_settings_come_from_the_environment_or_the_command_line(folder: Path) -> None:
    environ = {"TROTH_STATE": str(folder), "PORT": "8123", "TRUSTED_PROXIES": "10.0.0.0/8, ::1"}
    settings = read_settings([], environ)
    assert (settings.port, settings.run) == (8123, folder / "run")
    assert settings.database == f"sqlite:///{folder}/troth.sqlite3"
    assert settings.trusted_proxies == ("10.0.0.0/8", "::1")
    assert read_settings(["--port", "9000"], environ).port == 9000


def test_localhost_is_every_address_it_stands_for() -> None:
    sockets = tcp_sockets("localhost", 0)
    assert len({one.getsockname()[1] for one in sockets}) == 1
    for one in sockets:
        one.close()
