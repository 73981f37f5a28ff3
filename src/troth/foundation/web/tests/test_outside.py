"""A request to a service outside ends in time, is not led elsewhere, and brings no more than it may."""

import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from troth.foundation.web.outside import Call, NoAnswer, line_to

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
Answer = Callable[[socket.socket], None]


@contextmanager
def answering(answer: Answer, *, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A port at which one connection is answered like this."""
    listener = socket.create_server(("127.0.0.1", 0))

    def one() -> None:
        try:
            line, _from = listener.accept()
            spoken = context.wrap_socket(line, server_side=True) if context else line
            asked = b""
            while not asked.endswith(b"{}"):
                asked += spoken.recv(65536)
            answer(spoken)
            spoken.close()
        except OSError:
            return

    Thread(target=one, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()


def says(said: bytes) -> Answer:
    """Say this and hang up."""
    return lambda line: line.sendall(said)


def call(port: int, *, scheme: str = "http", seconds: float = 5, most: int = 100) -> Call:
    """One request that has come to its end."""
    url = f"{scheme}://127.0.0.1:{port}/translate"
    made = Call(url, b"{}", headers={"X-Said": "yes"}, seconds=seconds, most=most)
    made.start()
    until = time.monotonic() + seconds + 5
    while not made.done() and time.monotonic() < until:
        time.sleep(0.005)
    return made


def test_an_answer_is_read_whole() -> None:
    with answering(says(OK)) as port:
        assert call(port).answer() == b"hello"


def test_an_answer_in_pieces_is_read_whole() -> None:
    said = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"
    with answering(says(said)) as port:
        assert call(port).answer() == b"hello"


def test_before_it_has_ended_there_is_no_answer() -> None:
    made = Call("http://127.0.0.1:9/", b"", headers={}, seconds=5, most=10)
    assert not made.done()
    with pytest.raises(NoAnswer, match="not answered yet"):
        made.answer()


def test_a_closed_port_is_told_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(NoAnswer, match="Connection") as none:
        call(port).answer()
    assert none.value.passing


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\r\n\r\n",
        b"hello\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 999999999999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["nothing", "blanks", "no HTTP", "many headers", "a long header", "status", "pieces"],
)
def test_what_is_no_answer_is_told_as_none(said: bytes) -> None:
    with answering(says(said)) as port, pytest.raises(NoAnswer):
        call(port).answer()


@pytest.mark.parametrize("promised", [True, False])
def test_too_much_is_not_read(promised: bool) -> None:
    length = b"Content-Length: 1000000\r\n" if promised else b""
    said = b"HTTP/1.1 200 OK\r\n" + length + b"\r\n" + b"a" * 1_000_000
    with answering(says(said)) as port, pytest.raises(NoAnswer, match="longer than 100") as none:
        call(port).answer()
    assert not none.value.passing


def drips(line: socket.socket) -> None:
    """Say one letter of a header after the other, for ever."""
    line.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        line.sendall(b"y")
        time.sleep(0.02)


@pytest.mark.parametrize("answer", [drips, lambda line: time.sleep(3)], ids=["drips", "silent"])
def test_whoever_is_too_slow_is_cut_off(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("troth.foundation.web.outside.GRACE_SECONDS", 0.05)
    start = time.monotonic()
    with answering(answer) as port:
        made = call(port, seconds=0.15)
        assert time.monotonic() - start < 1
        with pytest.raises(NoAnswer) as none:
            made.answer()
        assert none.value.passing
        made.join(2)
        assert not made.is_alive(), "its thread has ended as well"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(status: int) -> None:
    with answering(says(OK)) as second:
        place = f"Location: http://127.0.0.1:{second}/\r\n".encode()
        said = f"HTTP/1.1 {status} Go\r\n".encode() + place + b"Content-Length: 0\r\n\r\n"
        with answering(says(said)) as first, pytest.raises(NoAnswer, match=f"answered {status}"):
            call(first).answer()


def test_a_proxy_of_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with answering(says(OK)) as port:
        assert call(port).answer() == b"hello"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate that nobody has signed but itself, with its key."""
    made = tmp_path / "made.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(tmp_path / "key.pem"), "-out", str(made)),
        ],
        check=True,
        capture_output=True,
    )
    made.write_text(made.read_text() + (tmp_path / "key.pem").read_text())
    return made


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with (
        answering(says(OK), context=context) as port,
        pytest.raises(NoAnswer, match="CERTIFICATE_VERIFY_FAILED") as none,
    ):
        call(port, scheme="https").answer()
    assert not none.value.passing


def test_an_authority_of_ones_own_is_named_in_the_environment(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with answering(says(OK), context=context) as port:
        assert call(port, scheme="https").answer() == b"hello"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a.example/", "gopher://a", ""])
def test_only_http_is_spoken(url: str) -> None:
    with pytest.raises(ValueError, match="only http"):
        line_to(url, seconds=1)


def test_an_answer_that_breaks_off_is_none_and_can_be_asked_for_again() -> None:
    said = b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello"
    with answering(says(said)) as port, pytest.raises(NoAnswer) as none:
        call(port).answer()
    assert none.value.passing
