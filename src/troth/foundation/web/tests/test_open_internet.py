"""Asking other servers: never inside a network, never elsewhere than was looked at, never for long."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from troth.foundation.web import open_internet
from troth.foundation.web.open_internet import (
    LONGEST_ANSWER,
    NotAllowed,
    NotReached,
    Ways,
    allowed,
    is_reached_by_all,
    post,
)
from troth.foundation.web.tests.far import certificate_in

HOST = "push.example.net"
OPEN = "93.184.216.34"
Serve = Callable[[bytes], Ways]


def never(*_asked: object) -> socket.socket:
    raise AssertionError("nothing may be dialled")


def resolves(*addresses: str) -> Ways:
    return Ways(resolve=lambda _host, _port: list(addresses), dial=never)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1"),
        *("172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1"),
        *("198.18.0.1", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
        *(
            "::1",
            "::",
            "fd00::1",
            "fc00::1",
            "fe80::1",
            "fe80::1%eth0",
            "ff02::1",
            "::ffff:10.0.0.1",
        ),
        *("::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::7f00:1"),
        *("2002:7f00:1::1", "2001:db8::1", "2001:0:1::1", "not an address", ""),
    ],
)
def test_what_lies_inside_a_network_is_never_asked(address: str) -> None:
    assert not is_reached_by_all(address)
    with pytest.raises(NotAllowed):
        post(f"https://{HOST}/x", b"", headers={}, ways=resolves(address))


@pytest.mark.parametrize("address", [OPEN, "8.8.8.8", "172.32.0.1", "2606:4700::1111"])
def test_what_the_internet_reaches_may_be_asked(address: str) -> None:
    assert is_reached_by_all(address)


def test_one_address_inside_is_enough_to_ask_none_of_a_name() -> None:
    for found in (("10.0.0.1", OPEN), (OPEN, "::1"), ()):
        with pytest.raises(NotAllowed):
            post(f"https://{HOST}/x", b"", headers={}, ways=resolves(*found))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "10.0.0.1",
        "2130706433",
        "0x7f.1",
        "127.1",
        "[::ffff:7f00:1]",
    ],
)
def test_the_machine_itself_is_refused_however_it_is_written(host: str) -> None:
    # The real resolver: it turns every one of these into an address of this machine or network.
    with pytest.raises((NotAllowed, NotReached)):
        post(f"https://{host}/x", b"", headers={}, ways=Ways(dial=never))


@pytest.mark.parametrize(
    "url",
    [
        *("", "push.example.net/x", "http://push.example.net/x", "ftp://push.example.net/x"),
        *("file:///etc/passwd", "https:///x", "https://", "https://push.example.net:8443/x"),
        *("https://push.example.net:22/x", "https://push.example.net:0/x"),
        *("https://push.example.net:x/", "https://me@push.example.net/x", "https://[::1/x"),
        *("https://a:b@push.example.net/x", "https://@push.example.net/x"),
        *("https://push.example.net/x#y", "https://push.example.net/x y", "https://a\\b/x"),
        *(
            "https://push.example.net/\r\nHost: x",
            "https://push.example.net/\0",
            "https://ü.example/",
        ),
        *("https://push_example.net/x", "https://push.example.net/" + "x" * 2048),
        "javascript:alert(1)",
    ],
)
def test_an_odd_address_is_refused_before_a_name_is_looked_up(url: str) -> None:
    def unasked(*_asked: object) -> list[str]:
        raise AssertionError("nothing may be looked up")

    with pytest.raises(NotAllowed):
        post(url, b"", headers={}, ways=Ways(resolve=unasked, dial=never))


def test_the_usual_port_may_be_named() -> None:
    assert allowed("https://push.example.net:443/x?y=1").hostname == HOST


@pytest.mark.parametrize("wrong", [socket.gaierror(), UnicodeError(), TimeoutError()])
def test_a_name_without_address_is_not_reached(wrong: Exception) -> None:
    def unknown(*_asked: object) -> list[str]:
        raise wrong

    with pytest.raises(NotReached):
        post(f"https://{HOST}/x", b"", headers={}, ways=Ways(resolve=unknown, dial=never))


# ---------------------------------------------------------------- a real server, with a certificate


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate_in(tmp_path_factory.mktemp("certificate"), HOST)


@pytest.fixture
def heard() -> list[bytes]:
    return []


@pytest.fixture
def serve(certificate: Path, heard: list[bytes]) -> Iterator[Serve]:
    """A server that gives one answer; the name resolves into the open, the connection leads to it."""
    listening: list[socket.socket] = []
    threads: list[Thread] = []

    def begin(answer: bytes) -> Ways:
        server = socket.create_server(("127.0.0.1", 0))
        listening.append(server)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        threads.append(Thread(target=speak, args=(server, context, answer, heard), daemon=True))
        threads[-1].start()
        return Ways(
            resolve=lambda _host, _port: [OPEN],
            dial=lambda _address, _port: socket.create_connection(server.getsockname(), timeout=3),
            trust=lambda: ssl.create_default_context(cafile=str(certificate)),
        )

    yield begin
    for one in listening:
        one.close()
    for thread in threads:
        thread.join(5)


def speak(
    server: socket.socket, context: ssl.SSLContext, answer: bytes, heard: list[bytes]
) -> None:
    """Hear one request and answer it; an empty answer means silence until they hang up."""
    try:
        plain, _from = server.accept()
        plain.settimeout(5)
        with plain, context.wrap_socket(plain, server_side=True) as safe:
            heard.append(safe.recv(65536))
            while answer and not heard[-1].endswith(b"words"):
                heard[-1] += safe.recv(65536)
            safe.sendall(answer) if answer else safe.recv(1)
    except OSError:
        return


def test_what_is_sent_arrives_and_the_answer_comes_back(serve: Serve, heard: list[bytes]) -> None:
    ways = serve(b"HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok")
    answer = post(f"https://{HOST}/wake/abc?d=1", b"words", headers={"TTL": "60"}, ways=ways)
    assert (answer.status, answer.body) == (201, b"ok")
    assert heard[0].startswith(b"POST /wake/abc?d=1 HTTP/1.1\r\n")
    assert b"Host: push.example.net\r\n" in heard[0]
    assert b"TTL: 60\r\n" in heard[0]
    assert heard[0].endswith(b"\r\n\r\nwords")


def test_the_connection_goes_to_the_address_that_was_looked_at(serve: Serve) -> None:
    ways = serve(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n")
    asked: list[tuple[str, int]] = []

    def dial(address: str, port: int) -> socket.socket:
        asked.append((address, port))
        return ways.dial(address, port)

    looked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        # A name that says something else when it is asked again gains nothing: nobody asks again.
        looked.append(host)
        return [OPEN] if len(looked) == 1 else ["127.0.0.1"]

    once = Ways(resolve=resolve, dial=dial, trust=ways.trust)
    post(f"https://{HOST}/x", b"words", headers={}, ways=once)
    assert (looked, asked) == ([HOST], [(OPEN, 443)])


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
def test_nobody_is_followed_elsewhere(serve: Serve, status: str) -> None:
    answer = f"HTTP/1.1 {status}\r\nLocation: https://127.0.0.1/x\r\nContent-Length: 0\r\n\r\n"
    with pytest.raises(NotReached, match="leads elsewhere"):
        post(f"https://{HOST}/x", b"words", headers={}, ways=serve(answer.encode()))


def test_a_certificate_for_another_name_is_refused(serve: Serve, heard: list[bytes]) -> None:
    with pytest.raises(NotReached, match=r"(?i)certificate"):
        post("https://other.example.net/x", b"words", headers={}, ways=serve(b"x"))
    assert not heard


def test_a_certificate_that_nobody_vouches_for_is_refused(serve: Serve) -> None:
    ways = serve(b"x")
    strict = Ways(resolve=ways.resolve, dial=ways.dial)
    with pytest.raises(NotReached, match=r"(?i)certificate"):
        post(f"https://{HOST}/x", b"words", headers={}, ways=strict)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * (LONGEST_ANSWER + 1),
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70000 + b"\r\n\r\n",
        b"no http at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
    ],
)
def test_an_answer_that_is_too_long_or_none_is_not_taken(serve: Serve, answer: bytes) -> None:
    with pytest.raises(NotReached):
        post(f"https://{HOST}/x", b"words", headers={}, ways=serve(answer))


def test_whoever_is_silent_is_hung_up_on(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_internet, "SECONDS", 0.2)
    began = time.monotonic()
    with pytest.raises(NotReached):
        post(f"https://{HOST}/x", b"words", headers={}, ways=serve(b""))
    assert time.monotonic() - began < 1.5


def test_whoever_does_not_listen_is_not_reached() -> None:
    def refuse(_address: str, _port: int) -> socket.socket:
        raise ConnectionRefusedError

    ways = Ways(resolve=lambda _host, _port: [OPEN], dial=refuse)
    with pytest.raises(NotReached):
        post(f"https://{HOST}/x", b"", headers={}, ways=ways)
