"""Pages pass through the front unchanged, and what passes with them is ours to say."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from troth.foundation.live.front import connection, upstream
from troth.foundation.live.tests.browser import Answer, Browser, head
from troth.foundation.live.tests.house import NOTHING, House, build, until


@pytest.fixture
def browser(house: House) -> Iterator[Browser]:
    with Browser(house.port) as browser:
        yield browser


def headers_of(answer: Answer) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.json()["headers"]}


def test_a_page_is_what_web_says(browser: Browser) -> None:
    answer = browser.ask("/hello")
    assert (answer.status, answer.body, answer.get("content-type")) == (200, b"hello", "text/html")


def test_pages_follow_each_other_on_one_connection_and_one_upstream(
    house: House, browser: Browser
) -> None:
    assert [browser.ask("/hello").body for _ in range(5)] == [b"hello"] * 5
    assert house.web.connections == 1


def test_a_browser_that_wants_to_close_is_closed(browser: Browser) -> None:
    assert browser.ask("/hello", "Connection: close").get("connection") == "close"
    assert browser.rest() == b""


def test_a_head_request_has_no_body_and_the_next_page_is_whole(browser: Browser) -> None:
    answer = browser.ask("/hello", method="HEAD")
    assert (answer.status, answer.get("content-length")) == (200, "5")
    assert browser.ask("/hello").body == b"hello"


def test_an_unchanged_page_has_no_body_and_the_next_is_whole(browser: Browser) -> None:
    assert browser.ask("/unchanged").status == 304
    assert browser.ask("/hello").body == b"hello"


def test_a_chunked_answer_arrives_whole(browser: Browser) -> None:
    assert browser.ask("/chunked").body == b"one two " + b"x" * 100_000
    assert browser.ask("/hello").body == b"hello"


def test_an_answer_that_ends_with_its_connection_arrives_whole(browser: Browser) -> None:
    assert browser.ask("/until-close").body == b"as long as it lasts"
    assert browser.ask("/hello").body == b"hello"


def test_an_early_hint_is_no_answer(browser: Browser) -> None:
    assert browser.ask("/interim").body == b"after the hint"


def test_an_old_browser_gets_one_page_and_no_chunks(browser: Browser) -> None:
    browser.send(b"GET /chunked HTTP/1.0\r\n\r\n")
    answer = browser.answer()
    assert (answer.get("transfer-encoding"), answer.get("connection")) == (None, "close")
    assert answer.body == b"one two " + b"x" * 100_000


def test_a_head_of_eight_kilobytes_passes(browser: Browser) -> None:
    assert headers_of(browser.ask("/echo", "X-Long: " + "y" * 8000))["x-long"] == "y" * 8000


def test_a_head_beyond_64_kilobytes_is_refused_in_plain_words(browser: Browser) -> None:
    browser.send(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"y" * 66_000)
    answer = browser.answer()
    assert answer.status == 431
    assert b"Nothing was changed" in answer.body


def test_a_head_may_come_in_pieces(browser: Browser) -> None:
    for piece in (b"GET /he", b"llo HTTP/1.1\r\nHo", b"st: localhost\r\n", b"\r\n"):
        browser.send(piece)
        time.sleep(0.01)
    assert browser.answer().body == b"hello"


def test_half_a_head_is_waited_for_and_then_refused(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.1)
    with Browser(house.port) as browser:
        browser.send(b"GET /hello HTTP/1.1\r\nHost: local")
        assert browser.answer().status == 408
        assert browser.rest() == b""


def test_a_browser_that_stays_after_a_refusal_is_let_go(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LINGER_SECONDS", 0.1)
    with Browser(house.port) as browser:
        browser.send(b"nonsense\r\n\r\n")
        assert browser.answer().status == 400
        assert until(lambda: not house.live.process.parts.connections)


def test_a_connection_that_says_nothing_is_closed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.1)
    with Browser(house.port) as browser:
        assert browser.rest() == b""


def test_forged_addresses_are_replaced(browser: Browser) -> None:
    forged = ["X-Forwarded-For: 1.2.3.4", "X-Forwarded-Proto: https", "X-Real-IP: 1.2.3.4"]
    forged += ["Forwarded: for=1.2.3.4", "X_Forwarded_For: 1.2.3.4", "X-Troth-Internal: me"]
    answer = browser.ask("/echo", *forged, "X-Forwarded-Host: evil.example")
    seen = headers_of(answer)
    assert (seen["x-forwarded-for"], seen["x-forwarded-proto"]) == ("127.0.0.1", "http")
    assert not {"x-real-ip", "forwarded", "x_forwarded_for"} & seen.keys()
    assert not {"x-troth-internal", "x-forwarded-host"} & seen.keys()


def test_what_is_meant_for_one_hop_stays_there(browser: Browser) -> None:
    hop = ["Connection: keep-alive, X-Mine", "X-Mine: 1", "Keep-Alive: 5", "TE: trailers"]
    seen = headers_of(browser.ask("/echo", *hop, "Upgrade: h2c", "Accept: text/html"))
    assert not {"x-mine", "keep-alive", "te", "upgrade", "connection"} & seen.keys()
    assert seen["accept"] == "text/html"


def test_cookies_and_host_pass_as_they_are(browser: Browser) -> None:
    seen = headers_of(browser.ask("/echo", "Host: lumen.localhost:8000", "Cookie: a=1; b=2"))
    assert (seen["host"], seen["cookie"]) == ("lumen.localhost:8000", "a=1; b=2")


@pytest.mark.parametrize(
    "lines",
    [
        "Content-Length: 3\r\nTransfer-Encoding: chunked",
        "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length: 3, 3",
        "Content-Length: +3",
        "X-Folded: a\r\n b",
        "Space : a",
        "Host: two.example",
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(
    house: House, browser: Browser, lines: str
) -> None:
    browser.send(b"POST /echo HTTP/1.1\r\nHost: localhost\r\n" + lines.encode() + b"\r\n\r\nabc")
    assert browser.answer().status == 400
    assert browser.rest() == b""
    assert house.web.asked == []


def test_a_chunked_request_is_asked_for_its_length(house: House, browser: Browser) -> None:
    browser.send(b"POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
    browser.send(b"3\r\nabc\r\n0\r\n\r\n")
    assert browser.answer().status == 411
    assert house.web.asked == []


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET /hello HTTP/1.1\r\n\r\n", 400),
        ("GET /hello HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
        ("GET /hello HTTP/1.1\r\nHost: evil.example/..\r\n\r\n", 400),
        ("GET /hello HTTP/2.0\r\nHost: localhost\r\n\r\n", 505),
        ("GET /hello HTTP/1.0\r\n\r\n", 200),
        ("\r\nGET /hello HTTP/1.1\r\nHost: [::1]:8000\r\n\r\n", 200),
    ],
)
def test_a_request_names_one_host_in_a_protocol_we_speak(
    browser: Browser, head: str, status: int
) -> None:
    browser.send(head.encode())
    assert browser.answer().status == status


@pytest.mark.parametrize("target", ["http://localhost/hello", "hello", "*"])
def test_only_paths_are_targets(browser: Browser, target: str) -> None:
    browser.send(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert browser.answer().status == 400


def test_pipelined_requests_get_the_first_answer_and_a_close(
    house: House, browser: Browser
) -> None:
    browser.send(head("/slow") + head("/hello") + head("/hello"))
    answer = browser.answer()
    assert (answer.body, answer.get("connection")) == (b"slow", "close")
    assert browser.rest() == b""
    assert house.web.asked == ["/slow"]


@pytest.mark.parametrize(
    "path",
    [
        "/internal/live-access?rooms=",
        "/internal",
        "/internal/",
        "//internal/x",
        "/%69nternal/x",
        "/./internal/x",
        "/a/../internal/x",
        "/INTERNAL/x",
        "/internal/../x",
        "/a/%2e%2e/internal/x",
        "/\\internal/x",
    ],
)
def test_questions_between_processes_look_like_any_unknown_page(
    house: House, browser: Browser, path: str
) -> None:
    unknown = browser.ask("/no-such-page")
    answer = browser.ask(path, "Cookie: troth=ingrid")
    assert (answer.status, answer.body) == (unknown.status, unknown.body) == (404, NOTHING)
    assert not [asked for asked in house.web.asked if "nternal" in asked.lower()]


def test_a_page_whose_name_begins_alike_is_a_page(house: House, browser: Browser) -> None:
    browser.ask("/internals-of-trust")
    assert house.web.asked == ["/internals-of-trust"]


def test_without_web_there_is_a_plain_page_that_comes_back(house: House, browser: Browser) -> None:
    house.web.close()
    (house.run / "web.sock").unlink()
    answer = browser.ask("/hello")
    assert (answer.status, answer.get("retry-after")) == (502, "2")
    assert b"Nothing is lost" in answer.body
    assert b"refresh" in answer.body


def test_a_form_sent_while_web_is_away_is_not_promised_anything(
    house: House, browser: Browser
) -> None:
    house.web.close()
    answer = browser.ask("/echo", method="POST", body=b"a=1")
    assert answer.status == 502
    assert b"we do not know whether it arrived" in answer.body
    assert b"refresh" not in answer.body


def test_what_is_no_answer_is_not_passed_on(browser: Browser) -> None:
    assert browser.ask("/garbage").status == 502


def test_an_answer_nobody_asked_for_reaches_nobody(browser: Browser) -> None:
    assert browser.ask("/talkative").body == b"this"
    assert browser.ask("/hello").body == b"hello"


def test_a_request_that_web_breaks_off_is_not_sent_again(house: House, browser: Browser) -> None:
    assert browser.ask("/broken").status == 502
    assert house.web.asked == ["/broken"]


def test_half_an_answer_never_looks_whole(browser: Browser) -> None:
    browser.send(head("/half"))
    with pytest.raises((EOFError, ConnectionResetError)):
        browser.answer()


def test_at_most_64_connections_to_web_wait(house: House) -> None:
    house.web.gate.clear()
    browsers = [Browser(house.port) for _ in range(70)]
    for browser in browsers:
        browser.send(head("/slow"))
    assert until(lambda: len(house.web.asked) == 70)
    house.web.gate.set()
    assert {browser.answer().body for browser in browsers} == {b"slow"}
    for browser in browsers:
        browser.socket.close()
    assert until(lambda: len(house.live.process.parts.web._idle) == upstream.IDLE)


def test_an_upstream_that_waited_too_long_is_not_used(
    house: House, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.ask("/hello")
    monkeypatch.setattr(upstream, "IDLE_SECONDS", 0.0)
    assert browser.ask("/hello").body == b"hello"
    assert house.web.connections == 2


def test_a_browser_that_leaves_takes_its_request_along(house: House) -> None:
    house.web.gate.clear()
    with Browser(house.port) as browser:
        browser.send(head("/slow"))
        assert until(lambda: house.web.asked)
    assert until(lambda: not house.live.process.parts.connections)


def test_a_trusted_proxy_may_say_where_requests_come_from(folder: Path) -> None:
    for house in build(folder, trusted_proxies=("127.0.0.0/8",)):
        with Browser(house.port) as browser:
            said = ["X-Forwarded-For: 6.6.6.6, 9.9.9.9, 127.0.0.5", "X-Forwarded-Proto: https"]
            seen = headers_of(browser.ask("/echo", *said))
    assert (seen["x-forwarded-for"], seen["x-forwarded-proto"]) == ("9.9.9.9", "https")
