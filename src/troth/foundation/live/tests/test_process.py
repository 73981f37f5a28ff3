"""The process begins with one line, ends without losing anything, and says plainly why it cannot begin."""

import errno
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

from troth.foundation.live.front.__main__ import explain, main, read_settings
from troth.foundation.live.front.listen import tcp_sockets
from troth.foundation.live.permits import Permits
from troth.foundation.live.tests.browser import Browser, Page, head
from troth.foundation.live.tests.house import SHARED, House, Record, Web, build, until

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


def refused(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    """The one line of a process that could not begin."""
    database = f"sqlite:///{folder / 'troth.sqlite3'}"
    said = ["--host", "127.0.0.1", "--run", str(folder / "run"), "--database", database]
    assert main([*said, *more]) == 2
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    return line.strip()


def test_a_taken_port_is_one_plain_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = refused(folder, capsys, "--port", str(port))
    assert said == f"Port {port} is taken. Choose another one, for example PORT={port + 1}."


def test_a_second_process_with_one_folder_says_so(
    house: House, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(folder, capsys, "--port", "0")
    assert said.startswith("Troth is already running with this folder")
    assert hello(house) == b"hello"


def test_a_second_process_behind_the_proxy_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in build(folder, behind_proxy=True):
        said = refused(folder, capsys, "--behind-proxy")
    assert said.startswith("Troth is already running with this folder")


def test_a_host_that_is_not_ours_is_one_plain_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(folder, capsys, "--host", "192.0.2.1", "--port", "0")
    assert said.startswith("Troth cannot listen")


def test_a_port_that_needs_rights_is_said_to(folder: Path) -> None:
    said = explain(PermissionError(errno.EACCES, "no"), read_settings(["--port", "80"], {}))
    assert said.startswith("Port 80 needs more rights")


def test_a_port_that_is_none_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        read_settings([], {"PORT": "80000"})
    assert stopped.value.code == 2
    assert "80000" in capsys.readouterr().err


def hello(house: House) -> bytes:
    with Browser(house.port) as browser:
        return browser.ask("/hello").body


def test_a_process_that_lost_a_part_ends(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Permits, "tidy", lambda self: 1 / 0)
    assert until(lambda: not house.live.running)


def test_what_does_not_finish_in_time_is_broken_off(house: House) -> None:
    house.web.gate.clear()
    with Browser(house.port) as browser:
        browser.send(head("/slow"))
        assert until(lambda: house.web.asked)
        house.live.close()
        assert not house.live.running
        with pytest.raises((EOFError, ConnectionResetError)):
            browser.answer()


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


def test_a_wrong_database_is_one_plain_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(folder, capsys, "--port", "0", "--database", "mysql://x")
    assert "DATABASE_URL must begin with" in said


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
