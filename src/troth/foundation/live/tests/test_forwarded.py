"""What is said about a request's origin is said by us, or by a proxy that is believed."""

import pytest

from troth.foundation.live.front.forwarded import Believed, Origin, answer_head, request_head
from troth.foundation.live.front.origins import is_ours
from troth.foundation.live.front.parse import Request, read_request


def asked(*lines: str) -> Request:
    said = ["GET /a HTTP/1.1", "Host: localhost:8000", *lines, "", ""]
    return read_request("\r\n".join(said).encode("latin-1"))


PROXIED = asked("X-Forwarded-For: 6.6.6.6, 9.9.9.9, 10.0.0.7", "X-Forwarded-Proto: HTTPS")


@pytest.mark.parametrize(
    ("networks", "peer", "origin"),
    [
        ((), "1.1.1.1", Origin(b"1.1.1.1", b"http")),
        (("10.0.0.0/8",), "1.1.1.1", Origin(b"1.1.1.1", b"http")),
        (("10.0.0.0/8",), "10.0.0.1", Origin(b"9.9.9.9", b"https")),
        (("0.0.0.0/0",), "10.0.0.1", Origin(b"6.6.6.6", b"https")),
        (("10.0.0.1",), "10.0.0.1", Origin(b"10.0.0.7", b"https")),
        (("fd00::/8",), "fd00::1", Origin(b"10.0.0.7", b"https")),
        ((), None, Origin(b"10.0.0.7", b"https")),
    ],
)
def test_the_nearest_address_that_nobody_forged_counts(
    networks: tuple[str, ...], peer: str | None, origin: Origin
) -> None:
    assert Believed(networks).origin(peer, PROXIED) == origin


def test_rubbish_from_a_believed_proxy_is_not_passed_on() -> None:
    request = asked("X-Forwarded-For: 1.1.1.1, evil", "X-Forwarded-Proto: gopher")
    assert Believed(["10.0.0.1"]).origin("10.0.0.1", request) == Origin(b"10.0.0.1", b"http")


def test_a_believed_proxy_that_says_nothing_is_the_origin() -> None:
    assert Believed(["10.0.0.1"]).origin("10.0.0.1", asked()) == Origin(b"10.0.0.1", b"http")


def test_a_network_that_is_none_is_a_wrong_setting() -> None:
    with pytest.raises(ValueError, match="everybody"):
        Believed(["everybody"])


def test_the_next_server_reads_one_unambiguous_head() -> None:
    origin = Origin(b"1.1.1.1", b"https")
    assert request_head(asked("Accept: x", "X_A: 1", "Trailer: y"), origin) == (
        b"GET /a HTTP/1.1\r\nhost: localhost:8000\r\naccept: x\r\n"
        b"x-forwarded-for: 1.1.1.1\r\nx-forwarded-proto: https\r\n\r\n"
    )


def test_the_browser_reads_nothing_that_was_meant_for_us() -> None:
    headers = [(b"A", b"1"), (b"Connection", b"close, B"), (b"b", b"2"), (b"Set-Cookie", b"c")]
    assert answer_head(200, b"OK", headers=headers, more=[b"connection: close"]) == (
        b"HTTP/1.1 200 OK\r\nA: 1\r\nSet-Cookie: c\r\nconnection: close\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("lines", "stream", "socket"),
    [
        ([], True, False),
        (["Origin: http://localhost:8000"], True, True),
        (["Origin: https://LOCALHOST:8000"], True, True),
        (["Origin: http://localhost:8000", "Sec-Fetch-Site: same-origin"], True, True),
        (["Sec-Fetch-Site: same-origin"], True, False),
        (["Sec-Fetch-Site: none"], True, False),
        (["Sec-Fetch-Site: same-site"], False, False),
        (["Origin: http://localhost"], False, False),
        (["Origin: http://lumen.localhost:8000"], False, False),
        (["Origin: http://localhost:8000", "Origin: http://localhost:8000"], False, False),
        (["Origin: null"], False, False),
        (["Origin: http://localhost:8000", "Sec-Fetch-Site: cross-site"], False, False),
    ],
)
def test_only_our_own_pages_open_streams_and_sockets(
    lines: list[str], *, stream: bool, socket: bool
) -> None:
    request = asked(*lines)
    assert (is_ours(request, must_say=False), is_ours(request, must_say=True)) == (stream, socket)
