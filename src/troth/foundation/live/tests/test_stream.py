"""Who looks at a room hears what happens there, at once, and nothing else."""

from pathlib import Path
from typing import Any, cast

import pytest

from troth.foundation.live import hints
from troth.foundation.live.front import stream
from troth.foundation.live.tests.browser import Browser, Page, head
from troth.foundation.live.tests.house import (
    INGRID,
    KAVERI,
    LUMEN,
    RAVI,
    SHARED,
    House,
    build,
    until,
)


def happen(house: House, room: str = SHARED, kind: str = "commitment:delivered") -> int:
    """Commit an entry and say so, as an action does."""
    idx = house.record.add(room, kind)
    hints.hint(room, idx, kind)
    return idx


def test_a_page_hears_what_happens_in_its_room(house: House) -> None:
    with Page(house.port, rooms=SHARED) as page:
        idx = happen(house)
        event = page.event()
    assert (event.name, event.id) == ("commitment", f"{SHARED}.{idx}")
    said = {"room": SHARED, "idx": idx, "kind": "commitment:delivered", "spread": 0}
    assert event.data == said


def test_a_stream_says_where_it_begins_and_may_not_be_kept_or_buffered(house: House) -> None:
    house.record.add(SHARED, times=3)
    with Page(house.port, rooms=SHARED) as page:
        named = {name.lower(): value for name, value in page.headers}
        assert page.here == {SHARED: 2}
    assert (named["content-type"], named["cache-control"]) == ("text/event-stream", "no-store")
    assert named["x-accel-buffering"] == "no"


def test_every_room_of_a_person_comes_on_one_stream(house: House) -> None:
    with Page(house.port, rooms=f"{SHARED},{LUMEN}") as page:
        happen(house, SHARED)
        happen(house, LUMEN)
        assert {event.data["room"] for event in page.events(2)} == {SHARED, LUMEN}


def test_nobody_hears_of_a_room_that_is_not_theirs(house: House) -> None:
    with Page(house.port, rooms=f"{SHARED},{KAVERI}") as page:
        happen(house, KAVERI)
        happen(house, SHARED)
        assert page.event().data["room"] == SHARED


def test_a_room_of_others_and_one_that_does_not_exist_give_the_same_answer(house: House) -> None:
    nowhere = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    answers = []
    for room in (KAVERI, nowhere, "not-an-id"):
        with Browser(house.port) as browser:
            answers.append(browser.ask(f"/live/stream?rooms={room}", "Cookie: troth=ingrid"))
    assert {(answer.status, answer.body) for answer in answers} == {(404, answers[0].body)}


def test_who_is_not_signed_in_is_told_so(house: House) -> None:
    with Page(house.port, rooms=SHARED, who="nobody") as page:
        assert page.status == 401


def test_readers_of_one_room_get_the_same_bytes(house: House) -> None:
    with Page(house.port, rooms=SHARED) as one, Page(house.port, rooms=SHARED, who="ravi") as two:
        happen(house)
        assert one.chunk() == two.chunk()


def test_an_inbox_is_one_persons_and_has_no_place_in_a_log(house: House) -> None:
    with Page(house.port, rooms=SHARED) as ingrid, Page(house.port, rooms="", who="ravi") as ravi:
        hints.inbox(RAVI)
        event = ravi.event()
        assert (event.name, event.id, event.data) == ("inbox", "", {})
        hints.inbox(INGRID)
        assert ingrid.event().name == "inbox"


def test_many_hints_of_one_noun_become_two(house: House) -> None:
    with Page(house.port, rooms=SHARED) as page:
        last = [happen(house) for _ in range(30)][-1]
        first, then = page.events(2)
        assert (first.data["idx"], then.data["idx"]) == (0, last)
        happen(house, kind="goal:signed")
        assert page.event().name == "goal"


def test_a_noun_that_waits_holds_back_the_place_to_resume_from(house: House) -> None:
    with Page(house.port, rooms=SHARED) as page:
        happen(house, kind="commitment:proposed")
        happen(house, kind="commitment:accepted")
        happen(house, kind="goal:signed")
        seen = {(event.data["idx"], event.id) for event in page.events(3)}
    assert seen == {(0, f"{SHARED}.0"), (2, f"{SHARED}.0"), (1, f"{SHARED}.2")}


def test_a_hint_that_got_lost_is_only_late(house: House) -> None:
    with Page(house.port, rooms=SHARED) as page:
        idx = house.record.add(SHARED)
        assert page.event().data["idx"] == idx


def test_a_hint_said_twice_is_told_once(house: House) -> None:
    with Page(house.port, rooms=SHARED) as page:
        idx = happen(house)
        hints.hint(SHARED, idx, "commitment:delivered")
        happen(house, kind="goal:signed")
        assert [event.name for event in page.events(2)] == ["commitment", "goal"]


def test_many_pages_are_asked_to_spread_their_fetching(house: House) -> None:
    pages = [Page(house.port, rooms=SHARED) for _ in range(30)]
    happen(house)
    assert {page.event().data["spread"] for page in pages} == {60}
    for page in pages:
        page.socket.close()


def test_a_quiet_stream_has_a_heartbeat(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.2)
    with Page(house.port, rooms=SHARED) as page:
        assert page.chunk() == b":\n\n"


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Origin: http://localhost", 200),
        ("Sec-Fetch-Site: same-origin", 200),
        ("Accept: text/event-stream", 200),
        ("Origin: http://evil.example", 403),
        ("Origin: null", 403),
        ("Sec-Fetch-Site: cross-site", 403),
        ("Sec-Fetch-Site: same-site", 403),
    ],
)
def test_a_stream_opens_for_our_own_pages_only(house: House, line: str, status: int) -> None:
    with Page(house.port, line, rooms=SHARED) as page:
        assert page.status == status
    assert len(house.web.asked) == (status == 200)


def test_a_stream_is_read_and_nothing_else(house: House) -> None:
    with Browser(house.port) as browser:
        answer = browser.ask(f"/live/stream?rooms={SHARED}", method="POST", body=b"x")
        assert answer.status == 405


def test_an_http_1_0_reader_is_told_that_it_cannot_be(house: House) -> None:
    with Browser(house.port) as browser:
        browser.send(b"GET /live/stream?rooms= HTTP/1.0\r\nCookie: troth=ingrid\r\n\r\n")
        assert browser.answer().status == 505


def test_more_rooms_than_anybody_has_are_not_looked_up(house: House) -> None:
    rooms = ",".join(f"01ARZ3NDEKTSV4RRFFQ69G{number:04}" for number in range(101))
    with Page(house.port, rooms=rooms) as page:
        assert page.status == 404
    assert house.web.asked == []


def test_web_is_asked_with_our_key_and_the_browsers_cookie(house: House) -> None:
    with Page(house.port, "Host: lumen.localhost", rooms=SHARED):
        key = (house.run / "internal.key").read_text()
    assert len(key) > 40
    assert (house.run / "internal.key").stat().st_mode & 0o777 == 0o600
    assert house.web.questions("/internal/") == [f"/internal/live-access?rooms={SHARED}"]


def test_a_yes_is_shared_for_a_moment(house: House) -> None:
    pages = [Page(house.port, rooms=SHARED) for _ in range(10)]
    assert {page.status for page in pages} == {200}
    assert len(house.web.questions("/internal/live-access")) == 1


def test_a_no_is_never_shared(house: House) -> None:
    for _ in range(3):
        with Page(house.port, rooms=SHARED, who="nobody") as page:
            assert page.status == 401
    assert len(house.web.questions("/internal/live-access")) == 3


def test_at_most_16_questions_are_under_way(house: House) -> None:
    house.web.gate.clear()
    browsers = [Browser(house.port) for _ in range(40)]
    for number, browser in enumerate(browsers):
        line = f"Cookie: troth=stranger{number}"
        browser.send(head(f"/live/stream?rooms={SHARED}", line))
    assert until(lambda: len(house.web.asked) == 16)
    house.web.gate.set()
    assert {browser.answer().status for browser in browsers} == {401}


def test_without_web_a_stream_is_asked_to_come_again(house: House) -> None:
    house.web.close()
    with Page(house.port, rooms=SHARED) as page:
        assert page.status == 503
        assert dict(page.headers)["retry-after"] == "2"


def test_an_answer_that_makes_no_sense_opens_nothing(house: House) -> None:
    house.web.seats["troth=ingrid"].person = "nobody in particular"
    with Page(house.port, rooms=SHARED) as page:
        assert page.status == 401


def test_an_answer_that_cannot_be_read_opens_nothing(house: House) -> None:
    cast(Any, house.web.seats["troth=ingrid"]).until = "soon"
    with Page(house.port, rooms=SHARED) as page:
        assert page.status == 503


def test_a_fault_of_ours_is_told_and_not_waited_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream.Stream, "_behind", lambda self: 1 / 0)
    with Page(house.port, rooms=SHARED) as page:
        assert page.status == 503
    assert until(lambda: house.live.readers == 0)


def test_who_leaves_while_the_question_is_under_way_is_forgotten(house: House) -> None:
    house.web.gate.clear()
    with Browser(house.port) as browser:
        browser.send(head(f"/live/stream?rooms={SHARED}", "Cookie: troth=ingrid"))
        assert until(lambda: house.web.asked)
    house.web.gate.set()
    assert until(lambda: not house.live.process.parts.connections)
    assert house.live.readers == 0


def test_who_leaves_is_forgotten(house: House) -> None:
    with Page(house.port, rooms=SHARED):
        assert house.live.readers == 1
    assert until(lambda: house.live.readers == 0)
    assert until(lambda: not house.live.process.parts.connections)


def test_behind_a_proxy_only_live_is_served(folder: Path) -> None:
    for house in build(folder, behind_proxy=True):
        path = str(house.run / "live-http.sock")
        with Browser(0, path=path) as browser:
            assert browser.ask("/hello").status == 404
        with Page(0, rooms=SHARED, path=path) as page:
            assert page.status == 200
        assert house.web.asked == [f"/internal/live-access?rooms={SHARED}"]
