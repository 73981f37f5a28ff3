"""Sockets of shared documents go through the front as they are, if they come from our own pages."""

import base64
import contextlib
import hashlib
import os
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from troth.foundation.live.tests.browser import Browser, head
from troth.foundation.live.tests.house import NOTHING, House

ASKED = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13"]
ASKED += ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Host: localhost"]
OURS = "Origin: http://localhost"
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Documents(threading.Thread):
    """A WebSocket server: agrees, says good day in the same breath, and gives back what it gets."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.heads: list[bytes] = []
        self.start()

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()

    def serve(self, connection: socket.socket) -> None:
        said = b""
        while b"\r\n\r\n" not in said:
            said += connection.recv(65536)
        self.heads.append(said)
        if b"upgrade: websocket" not in said:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nplain")
            return
        key = said.partition(b"sec-websocket-key: ")[2].partition(b"\r\n")[0]
        accept = base64.b64encode(hashlib.sha1(key + MAGIC).digest())
        connection.sendall(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\ngood day"
        )
        while data := connection.recv(65536):
            connection.sendall(data)
        connection.close()


@pytest.fixture
def documents(house: House) -> Iterator[Documents]:
    documents = Documents()
    (house.run / "documents.door").write_text(f"{documents.port} open-sesame")
    yield documents
    documents.close()


def opened(house: House, *lines: str) -> Browser:
    browser = Browser(house.port)
    browser.send(head("/doc/01", *ASKED, *lines))
    return browser


def test_a_socket_opens_and_large_frames_come_back_whole(
    house: House, documents: Documents
) -> None:
    with opened(house, OURS) as browser:
        status, headers = browser.head()
        assert (status, dict(headers)["Sec-WebSocket-Accept"]) == (
            101,
            "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        )
        assert browser.exactly(8) == b"good day"
        frame = os.urandom(200_000)
        threading.Thread(target=browser.send, args=(frame,)).start()
        assert browser.exactly(200_000) == frame


def test_documents_hear_the_word_that_only_we_know(house: House, documents: Documents) -> None:
    with opened(house, OURS, "X-Troth-Door: guessed") as browser:
        browser.head()
    assert documents.heads[0].count(b"x-troth-door") == 1
    assert b"x-troth-door: open-sesame" in documents.heads[0]


def test_when_one_end_closes_so_does_the_other(house: House, documents: Documents) -> None:
    with opened(house, OURS) as browser:
        browser.head()
        browser.socket.shutdown(socket.SHUT_WR)
        assert browser.rest() == b"good day"


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["Origin: http://evil.example"],
        ["Origin: null"],
        ["Origin: http://localhost.evil.example"],
        ["Origin: http://localhost:81"],
        ["Origin: ftp://localhost"],
        [OURS, "Sec-Fetch-Site: cross-site"],
        [OURS, "Sec-Fetch-Site: same-site"],
    ],
)
def test_a_socket_from_elsewhere_is_refused(
    house: House, documents: Documents, lines: list[str]
) -> None:
    with opened(house, *lines) as browser:
        assert browser.answer().status == 403
    assert documents.heads == []


def test_a_socket_with_strange_letters_is_refused(house: House, documents: Documents) -> None:
    with opened(house, OURS, "Sec-WebSocket-Protocol: gr\xfc\xdfe") as browser:
        assert browser.answer().status == 400
    assert documents.heads == []


def test_an_ordinary_request_to_documents_passes_as_one(house: House, documents: Documents) -> None:
    with Browser(house.port) as browser:
        assert browser.ask("/doc/health").body == b"plain"


def test_without_documents_there_is_nothing_there(house: House) -> None:
    with opened(house, OURS) as browser:
        answer = browser.answer()
    assert (answer.status, answer.body) == (404, NOTHING)


def test_documents_that_went_away_are_named_plainly(house: House, documents: Documents) -> None:
    documents.close()
    with opened(house, OURS) as browser:
        assert browser.answer().status == 502


def test_documents_that_come_back_elsewhere_are_found(house: House, documents: Documents) -> None:
    again = Documents()
    with opened(house, OURS) as browser:
        browser.head()
    time.sleep(0.01)
    (house.run / "documents.door").write_text(f"{again.port} new-word")
    with opened(house, OURS) as browser:
        browser.head()
    again.close()
    assert [len(documents.heads), len(again.heads)] == [1, 1]


def test_elsewhere_an_upgrade_is_an_ordinary_page(house: House) -> None:
    with Browser(house.port) as browser:
        browser.send(head("/hello", *ASKED))
        assert browser.answer().body == b"hello"


def test_a_reader_that_stalls_does_not_fill_the_memory(house: House, documents: Documents) -> None:
    with opened(house, OURS) as browser:
        browser.head()
        browser.socket.settimeout(0.3)
        sent, piece = 0, b"x" * 65536
        with contextlib.suppress(TimeoutError):
            while sent < 100 * 1024 * 1024:
                sent += browser.socket.send(piece)
        browser.socket.settimeout(5)
        assert sent < 50 * 1024 * 1024
        assert len(browser.exactly(8 + sent)) == 8 + sent
