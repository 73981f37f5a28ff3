"""Whoever no longer sits at the table sees nothing of it, also not on a page that is open."""

import http.client
import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.conftest import Window, go
from tests.journeys.steps import LIST, TABLE, promised, sees
from tests.serving import Server

from troth.foundation.live.tests.calm import within

pytestmark = pytest.mark.browser
# Seconds in which every stream of somebody who lost a seat is closed.
PROMISED = 2.0


def stream_of(page: Page) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    """The live stream that this page's browser holds, opened by hand with its cookies."""
    rooms = page.get_attribute("live-stream", "rooms") or ""
    host = urlsplit(page.url)
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies(page.url))
    line = http.client.HTTPConnection("127.0.0.1", host.port or 80, timeout=30)
    headers = {"Cookie": cookies, "Host": host.netloc, "Accept": "text/event-stream"}
    line.request("GET", f"/live/stream?rooms={rooms}", headers=headers)
    return line, line.getresponse()


def test_an_open_page_closes_for_somebody_whose_seat_ends(window: Window) -> None:
    ingrid, per = window("Ingrid of Lumen"), window("Per of Lumen")
    go(per, LIST)
    line, stream = stream_of(per)
    assert stream.status == 200
    stream.readline()

    go(ingrid, f"{TABLE}people/")
    ingrid.get_by_role("link", name=re.compile("End.*Per|Per.*End")).click()
    began = time.monotonic()
    ingrid.get_by_role("button", name="End the seat of Per").click()
    while stream.readline():
        assert time.monotonic() - began < within(PROMISED)
    assert time.monotonic() - began < within(PROMISED)
    line.close()

    # The page itself shows what may still be seen: nothing of this table.
    expect(per.get_by_role("main")).to_contain_text("nothing here for you to see", timeout=20_000)
    go(per, LIST)
    sees(per, "nothing here for you to see")
    promised(ingrid, "something Per never reads")
    go(per, "/inbox/")
    assert "something Per never reads" not in per.content()


def test_somebody_who_guesses_addresses_learns_nothing(
    window: Window, room_for: Callable[..., BrowserContext], server: Server
) -> None:
    ingrid = window("Ingrid of Lumen")
    address = promised(ingrid, "a promise nobody else reads")
    stella = beside(room_for().new_page(), server)
    for path in (TABLE, LIST, address, f"{address}accept/", f"{TABLE}side/", f"{TABLE}record/0/"):
        go(stella, path)
        there = stella.inner_text("body")
        go(stella, path.replace("lumen-kaveri", "no-such-table"))
        assert stella.inner_text("body") == there
        assert "Lumen" not in there


def beside(page: Page, server: Server) -> Page:
    """Somebody who begins something of their own on the example's server."""
    page.goto(f"{server.url}/come-in/beside/")
    page.get_by_label("Your name").fill("Stella")
    page.get_by_label("Your e-mail address").fill("stella@elsewhere.example")
    page.get_by_role("main").get_by_role("button", name="Go on").click()
    page.wait_for_url("**/p/new/")
    return page
