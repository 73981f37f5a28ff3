"""A piece that is the same for everybody is rendered once and given to those it is for."""

import threading
from collections.abc import Iterator

import pytest

from troth.foundation.live import fragments, hints
from troth.foundation.live.front import stream
from troth.foundation.live.front.connection import MOST_LANGUAGES
from troth.foundation.live.tests.browser import Answer, Browser, Page, head
from troth.foundation.live.tests.house import INGRID, KAVERI, LUMEN, SHARED, House, until

COOKIE = "Cookie: troth=ingrid"


def path(idx: int, *, room: str = SHARED, audience: str = "all", name: str = "list") -> str:
    return f"/live/fragment/{room}/{idx}/{audience}/{name}"


def fetch(house: House, address: str, *lines: str) -> Answer:
    with Browser(house.port) as browser:
        return browser.ask(address, *(lines or (COOKIE,)))


def rendered(house: House) -> list[str]:
    return house.web.questions("/internal/fragment/")


@pytest.fixture
def page(house: House) -> Iterator[Page]:
    """Ingrid's page is open on the shared room, where five things have happened."""
    house.record.add(SHARED, times=5)
    with Page(house.port, rooms=SHARED) as page:
        yield page


def test_a_piece_is_rendered_once_for_all_readers(house: House, page: Page) -> None:
    with Page(house.port, rooms=SHARED, who="ravi"):
        answers = [fetch(house, path(4), f"Cookie: troth={who}") for who in ("ingrid", "ravi") * 5]
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert rendered(house) == [f"/internal/fragment/{SHARED}/all/list?at=4"]


def test_a_herd_is_one_question(house: House, page: Page) -> None:
    house.web.gate.clear()
    browsers = [Browser(house.port) for _ in range(50)]
    for browser in browsers:
        browser.send(head(path(4), COOKIE))
    assert until(lambda: rendered(house))
    house.web.gate.set()
    assert {browser.answer().status for browser in browsers} == {200}
    assert len(rendered(house)) == 1


def test_a_piece_may_not_be_kept_or_opened_by_itself(house: House, page: Page) -> None:
    answer = fetch(house, path(4))
    named = [value for name, value in answer.headers if name == "content-security-policy"]
    assert answer.get("cache-control") == "no-store"
    assert (answer.get("x-content-type-options"), answer.get("content-type")) == (
        "nosniff",
        "text/html",
    )
    assert "default-src 'none'" in named[0]


@pytest.mark.parametrize(
    "address",
    [
        path(4, audience="kaveri"),
        path(4, room=KAVERI, audience="kaveri"),
        path(4, room="01ARZ3NDEKTSV4RRFFQ69G5FAV"),
        "/live/fragment/rubbish",
        f"/live/fragment/{SHARED}/x/all/list",
        f"/live/fragment/{SHARED}/4/all/..",
        f"/live/fragment/{SHARED}/4/all/a/b",
    ],
)
def test_what_is_not_theirs_is_not_there(house: House, page: Page, address: str) -> None:
    answer = fetch(house, address)
    assert (answer.status, answer.body) == (404, fetch(house, "/live/fragment/x").body)
    assert rendered(house) == []


def test_without_a_seat_there_is_no_piece(house: House, page: Page) -> None:
    fetch(house, path(4))
    assert fetch(house, path(4), "Cookie: troth=nobody").status == 401
    assert fetch(house, path(4), "Accept: text/html").status == 401


def test_after_a_cut_the_piece_is_gone_although_it_is_in_memory(house: House, page: Page) -> None:
    assert fetch(house, path(4)).status == 200
    del house.web.seats["troth=ingrid"].rooms[SHARED]
    hints.cut(INGRID, SHARED)
    assert page.ended()
    assert fetch(house, path(4)).status == 404


def test_without_a_stream_web_is_asked_whether_the_piece_may_be_seen(house: House) -> None:
    house.record.add(LUMEN)
    assert fetch(house, path(0, room=LUMEN, audience="lumen.en-gb")).status == 200
    assert fetch(house, path(0, room=LUMEN, audience="all")).status == 404
    assert (
        fetch(house, path(0, room=LUMEN, audience="lumen.en-gb"), "Cookie: troth=ravi").status
        == 404
    )


def test_an_index_that_is_still_to_come_is_not_rendered_today(house: House, page: Page) -> None:
    assert fetch(house, path(5)).status == 404
    assert rendered(house) == []
    hints.hint(SHARED, house.record.add(SHARED), "commitment:delivered")
    page.event()
    assert fetch(house, path(5)).status == 200


def test_an_index_the_hint_of_which_got_lost_is_found_in_the_database(
    house: House, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    idx = house.record.add(SHARED)
    assert fetch(house, path(idx)).status == 200


def test_who_asks_for_an_older_index_gets_what_is_newer(house: House, page: Page) -> None:
    newest = fetch(house, path(4)).body
    assert fetch(house, path(1)).body == newest
    assert len(rendered(house)) == 1


def test_three_renderings_are_kept(house: House, page: Page) -> None:
    for idx in (1, 2, 3, 4):
        fetch(house, path(idx))
    kept = house.live.process.parts.fragments._kept
    assert [sorted(one) for one in kept.values()] == [[2, 3, 4]]


def test_pieces_that_grow_too_large_together_are_let_go(
    house: House, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragments, "IN_ALL", 200)
    for number in range(5):
        assert fetch(house, path(4, name=f"list{number}")).status == 200
    kept = house.live.process.parts.fragments
    assert 0 < len(kept._kept) < 5
    assert (
        kept._size == sum(len(r.body) for one in kept._kept.values() for r in one.values()) <= 200
    )


def test_what_web_does_not_have_is_not_there_and_not_remembered(house: House, page: Page) -> None:
    house.web.status = 404
    assert fetch(house, path(4)).status == 404
    house.web.status = 200
    assert fetch(house, path(4)).status == 200


def test_without_web_a_piece_is_asked_to_be_fetched_again(house: House, page: Page) -> None:
    house.web.close()
    assert fetch(house, path(4)).status == 503


def test_without_the_database_a_piece_is_asked_to_be_fetched_again(
    house: House, page: Page
) -> None:
    house.record.break_down()
    assert fetch(house, path(9)).status == 503


def test_a_fault_of_ours_is_told_and_not_waited_for(
    house: House, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fragments.Fragments, "_find", lambda self, key, idx: 1 / 0)
    assert fetch(house, path(4)).status == 503


def test_a_piece_is_for_our_own_pages(house: House, page: Page) -> None:
    assert fetch(house, path(4), COOKIE, "Sec-Fetch-Site: cross-site").status == 403
    assert fetch(house, path(4), COOKIE, "Origin: http://evil.example").status == 403


def test_pieces_follow_each_other_on_one_connection(house: House, page: Page) -> None:
    with Browser(house.port) as browser:
        assert [browser.ask(path(4), COOKIE).status for _ in range(3)] == [200] * 3
        assert browser.ask(path(4, audience="none"), COOKIE).status == 404
        assert browser.ask("/hello").body == b"hello"


def test_pipelined_pieces_get_the_first_answer_and_a_close(house: House, page: Page) -> None:
    house.web.gate.clear()
    with Browser(house.port) as browser:
        browser.send(head(path(4), COOKIE))
        assert until(lambda: rendered(house))
        browser.send(head(path(3), COOKIE))
        threading.Timer(0.1, house.web.gate.set).start()
        answer = browser.answer()
        assert (answer.status, answer.get("connection")) == (200, "close")
        assert browser.rest() == b""


def test_a_piece_too_large_to_keep_is_not_served(
    house: House, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("troth.foundation.live.front.inquiry.LONGEST_ANSWER", 10)
    assert fetch(house, path(4)).status == 503


def test_a_stream_that_asks_again_keeps_its_audience(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "ASK_AGAIN", (0.0001, 0.0001))
    house.record.add(SHARED)
    with Page(house.port, rooms=SHARED):
        assert fetch(house, path(0)).status == 200


def test_web_is_asked_in_the_languages_of_the_browser(house: House, page: Page) -> None:
    fetch(house, path(4), COOKIE, "Accept-Language: fr, en;q=0.5")
    assert house.web.languages[-1] == "fr, en;q=0.5"
    fetch(house, path(4), COOKIE, f"Accept-Language: {'x' * 5000}")
    assert house.web.languages[-1] == "x" * MOST_LANGUAGES
