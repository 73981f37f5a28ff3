"""What is sent and what is read at different speeds: whole in the end, and little of it in memory."""

import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pytest

from troth.foundation.live.front import flow, proxy
from troth.foundation.live.tests.browser import Browser, head
from troth.foundation.live.tests.house import House, Record, Web, until

MEBI = 1024 * 1024
PIECE = os.urandom(MEBI)


@dataclass
class Apart:
    """Live as a process of its own, so that its memory can be looked at."""

    pid: int
    port: int
    web: Web

    def most(self) -> int:
        """The most memory it ever had, in KiB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0])


@pytest.fixture
def apart(folder: Path) -> Iterator[Apart]:
    run = folder / "run"
    run.mkdir()
    web, record = Web(run / "web.sock"), Record(folder / "troth.sqlite3")
    command = [sys.executable, "-m", "troth.foundation.live.front", "--host", "127.0.0.1"]
    more = ["--port", "0", "--run", str(run), "--database", record.url]
    here = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen([*command, *more], stdout=subprocess.PIPE, env=here, text=True) as live:
        assert live.stdout
        found = re.search(r'"port": (\d+)', live.stdout.readline())
        assert found
        yield Apart(live.pid, int(found[1]), web)
        live.terminate()
    web.close()
    record.close()


def send_slowly_taken(browser: Browser, size: int) -> bytes:
    """Send an upload; gives its digest."""
    digest = hashlib.sha256()
    browser.send(head("/upload", method="POST", length=size * MEBI))
    for _ in range(size):
        browser.send(PIECE)
        digest.update(PIECE)
    return digest.hexdigest().encode()


def test_a_form_arrives_as_it_was_sent(house: House) -> None:
    with Browser(house.port) as browser:
        answer = browser.ask("/echo", method="POST", body="name=Ægir".encode())
        assert answer.json()["body"] == "name=Ægir"
        assert browser.ask("/hello").body == b"hello"


def test_an_empty_form_says_so(house: House) -> None:
    with Browser(house.port) as browser:
        answer = browser.ask("/echo", method="POST")
        assert ["content-length", "0"] in [[k.lower(), v] for k, v in answer.json()["headers"]]


def test_a_large_upload_arrives_whole(house: House) -> None:
    with Browser(house.port) as browser:
        digest = send_slowly_taken(browser, 20)
        assert browser.answer().body == digest


def test_a_browser_that_waits_for_a_word_gets_it(house: House) -> None:
    with Browser(house.port) as browser:
        browser.send(head("/echo", "Expect: 100-continue", method="POST", length=3))
        assert browser.upto(b"\r\n\r\n") == b"HTTP/1.1 100 Continue"
        browser.send(b"abc")
        assert browser.answer().json()["body"] == "abc"


def test_an_upload_waits_in_the_browser_while_web_reads_none_of_it(apart: Apart) -> None:
    apart.web.gate.clear()
    before = apart.most()
    with Browser(apart.port) as browser:
        browser.socket.settimeout(0.3)
        with pytest.raises(TimeoutError):
            send_slowly_taken(browser, 60)
        apart.web.gate.set()
    assert apart.most() - before < 8 * 1024


def test_an_answer_waits_in_web_while_the_browser_reads_none_of_it(apart: Apart) -> None:
    before = apart.most()
    with Browser(apart.port, receive=65536) as stalled, Browser(apart.port) as other:
        stalled.send(head(f"/big?size={60 * MEBI}"))
        time.sleep(0.3)
        assert other.ask("/hello").body == b"hello"
        assert apart.most() - before < 8 * 1024
        assert len(stalled.answer().body) == 60 * MEBI


def test_a_pause_that_began_while_dialling_is_not_undone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxy, "GATHERED", 4 * MEBI)
    house.web.gate.clear()
    with Browser(house.port) as browser:
        browser.socket.settimeout(0.3)
        with pytest.raises(TimeoutError):
            send_slowly_taken(browser, 60)
        (waiting,) = house.live.process.parts.connections
        upstream = cast(Any, waiting)._work._upstream
        assert house.live.call(upstream.transport.get_write_buffer_size) < 6 * MEBI
        house.web.gate.set()


def test_after_an_answer_that_had_to_wait_the_upstream_is_as_good_as_new(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "HIGH", 1000)
    monkeypatch.setattr(flow, "LOW", 100)
    with Browser(house.port, receive=4096) as browser:
        browser.send(head(f"/big?size={4 * MEBI}"))
        time.sleep(0.2)
        assert len(browser.answer().body) == 4 * MEBI
        assert browser.ask("/hello").body == b"hello"


def test_who_leaves_in_the_middle_of_an_upload_leaves_nothing_behind(house: House) -> None:
    with Browser(house.port) as browser:
        browser.send(head("/upload", method="POST", length=10 * MEBI))
        browser.send(PIECE)
        assert until(lambda: house.web.asked)
    assert until(lambda: not house.live.process.parts.connections)


def test_a_small_form_that_comes_slowly_does_not_hold_web(house: House) -> None:
    with Browser(house.port) as slow, Browser(house.port) as other:
        slow.send(head("/echo", method="POST", length=4) + b"ab")
        assert other.ask("/hello").body == b"hello"
        assert house.web.asked == ["/hello"]
        slow.send(b"cd")
        assert slow.answer().json()["body"] == "abcd"


def test_a_body_that_hardly_moves_is_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proxy, "WINDOW", 0.2)
    with Browser(house.port) as browser:
        browser.send(head("/echo", method="POST", length=4) + b"ab")
        assert browser.answer().status == 408
    assert house.web.asked == []


def test_a_body_that_web_is_slow_to_take_is_not_the_browsers_fault(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxy, "WINDOW", 0.5)
    house.web.gate.clear()
    with Browser(house.port) as browser:
        browser.send(head("/upload", method="POST", length=len(PIECE)) + PIECE[:-1])
        time.sleep(1.2)
        browser.send(PIECE[-1:])
        house.web.gate.set()
        assert browser.answer().body == hashlib.sha256(PIECE).hexdigest().encode()


def test_a_browser_that_was_held_has_all_its_time_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proxy, "WINDOW", 1.0)
    house.web.gate.clear()
    with Browser(house.port) as browser:
        browser.send(head("/upload", method="POST", length=len(PIECE)) + PIECE[:-1])
        assert until(lambda: house.live.process.parts.connections)
        (waiting,) = house.live.process.parts.connections
        exchange = cast(Any, waiting)._work
        assert until(lambda: exchange._client.valve.held)
        before = exchange.deadline
        time.sleep(0.3)
        house.web.gate.set()
        assert until(lambda: not exchange._client.valve.held)
        assert exchange.deadline >= before + 0.3
        browser.send(PIECE[-1:])
        assert browser.answer().status == 200


def test_an_answer_before_the_end_of_the_upload_reaches_the_browser(house: House) -> None:
    with Browser(house.port) as browser:
        browser.send(head("/early", method="POST", length=MEBI) + PIECE[:300_000])
        answer = browser.answer()
        assert (answer.status, answer.body, answer.get("connection")) == (413, b"large", "close")


def test_more_than_was_announced_is_not_read_as_a_request(house: House) -> None:
    with Browser(house.port) as browser:
        browser.send(head("/echo", method="POST", length=3) + b"abc" + head("/hello"))
        answer = browser.answer()
        assert (answer.json()["body"], answer.get("connection")) == ("abc", "close")
        assert browser.rest() == b""
    assert house.web.asked == ["/echo"]
