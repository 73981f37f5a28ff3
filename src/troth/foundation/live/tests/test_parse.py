"""The reader of heads lets through what can be read in one way only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.live.front.parse import Unfit, read_request

TOKENS = st.text("abcdefgXYZ-", min_size=1, max_size=12).filter(lambda text: text.strip("-"))
VALUES = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30)


def head(*lines: str, first: str = "GET /a?b=c HTTP/1.1") -> bytes:
    return "\r\n".join([first, *lines, "", ""]).encode("latin-1")


def test_a_request_is_read_as_it_was_sent() -> None:
    request = read_request(head("Host: localhost", "Cookie: a=1", "Accept: x", "Cookie: b=2"))
    assert (request.method, request.target, request.host) == (b"GET", b"/a?b=c", b"localhost")
    assert (request.get(b"cookie"), request.get(b"accept")) == (b"a=1; b=2", b"x")
    assert (request.length, request.keep, request.upgrade, request.modern) == (0, True, False, True)


@pytest.mark.parametrize(
    ("line", "keeps"),
    [("Connection: close", False), ("Connection: keep-alive", True), ("Accept: x", True)],
)
def test_a_browser_says_whether_it_stays(line: str, *, keeps: bool) -> None:
    assert read_request(head("Host: localhost", line)).keep is keeps


def test_an_upgrade_is_seen() -> None:
    lines = ["Host: localhost", "Upgrade: websocket", "Connection: Upgrade"]
    assert read_request(head(*lines)).upgrade


def test_only_a_body_is_waited_for() -> None:
    lines = ["Host: localhost", "Expect: 100-continue"]
    assert not read_request(head(*lines)).waits
    assert read_request(head(*lines, "Content-Length: 3", first="POST / HTTP/1.1")).waits


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_unfit(data: bytes) -> None:
    try:
        found: bytes | int = read_request(data).target[:1]
    except Unfit as unfit:
        found = unfit.status
    assert found in {b"/", 400, 411, 505}


@given(st.dictionaries(TOKENS, VALUES, max_size=6))
def test_headers_come_through_in_their_order(lines: dict[str, str]) -> None:
    said = [f"X-{name}: {value}" for name, value in lines.items()]
    request = read_request(head("Host: localhost", *said))
    expected = [(f"x-{name}".lower().encode(), value.encode()) for name, value in lines.items()]
    assert request.headers[1:] == expected


@given(st.sampled_from("\x00\x01\x0b\x0c\x1f\x7f\r\n"), st.integers(0, 20))
def test_a_control_character_anywhere_in_a_line_is_refused(letter: str, place: int) -> None:
    line = "X-Long: some ordinary value"
    with pytest.raises(Unfit):
        read_request(head("Host: localhost", line[:place] + letter + line[place:]))
