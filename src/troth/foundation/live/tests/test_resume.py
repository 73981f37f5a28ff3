"""A page that comes back has missed nothing, however long it was away."""

import contextlib
from collections import deque

import pytest

from troth.foundation.live import hints
from troth.foundation.live.front import stream
from troth.foundation.live.tests.browser import Browser, Page, head
from troth.foundation.live.tests.house import KAVERI, LUMEN, SHARED, House, until
from troth.foundation.live.words import Hint


def test_what_was_missed_is_told_first(house: House) -> None:
    house.record.add(SHARED, "commitment:proposed")
    house.record.add(SHARED, "goal:signed")
    house.record.add(SHARED, "commitment:accepted")
    with Page(house.port, rooms=SHARED, at=f"{SHARED}.0") as page:
        first, second = page.events(2)
    assert (first.name, first.data["idx"], first.id) == ("goal", 1, "")
    assert (second.name, second.data["idx"], second.id) == ("commitment", 2, f"{SHARED}.2")


def test_a_page_that_saw_an_empty_room_hears_of_the_first_entry(house: House) -> None:
    house.record.add(SHARED)
    with Page(house.port, rooms=SHARED, at=f"{SHARED}.-1") as page:
        assert page.event().data["idx"] == 0


def test_a_page_that_is_up_to_date_is_told_nothing_old(house: House) -> None:
    house.record.add(SHARED, times=3)
    with Page(house.port, rooms=SHARED, at=f"{SHARED}.2") as page:
        idx = house.record.add(SHARED, "goal:signed")
        hints.hint(SHARED, idx, "goal:signed")
        assert page.event().data["idx"] == 3


def test_the_last_event_id_counts_more_than_the_old_address(house: House) -> None:
    house.record.add(SHARED, times=3)
    house.record.add(SHARED, "goal:signed")
    line = f"Last-Event-ID: {SHARED}.2"
    with Page(house.port, line, rooms=SHARED, at=f"{SHARED}.0") as page:
        assert page.event().name == "goal"


def test_ten_thousand_missed_are_one_event(house: House) -> None:
    house.record.add(SHARED, times=10_001)
    with Page(house.port, rooms=f"{SHARED},{LUMEN}", at=f"{SHARED}.0,{LUMEN}.-1") as page:
        event = page.event()
        assert (event.name, event.id) == ("catch-up", f"{SHARED}.10000")
        hints.hint(LUMEN, house.record.add(LUMEN, "goal:signed"), "goal:signed")
        assert page.event().name == "goal"


def test_five_hundred_missed_are_told_by_noun(house: House) -> None:
    kinds = ("commitment:proposed", "goal:signed")
    last = [house.record.add(SHARED, kinds[number % 2]) for number in range(501)][-1]
    with Page(house.port, rooms=SHARED, at=f"{SHARED}.0") as page:
        events = page.events(2)
    assert [event.data["idx"] for event in events] == [last - 1, last]


def test_a_burst_whose_words_got_lost_becomes_one_event_too(house: House) -> None:
    with Page(house.port, rooms=SHARED) as page:
        house.record.add(SHARED, times=10_000)
        event = page.event()
        assert (event.name, event.id) == ("catch-up", f"{SHARED}.9999")
        hints.hint(SHARED, house.record.add(SHARED, "goal:signed"), "goal:signed")
        assert page.event().id == f"{SHARED}.10000"


def test_nothing_is_replayed_of_a_room_that_is_not_theirs(house: House) -> None:
    house.record.add(KAVERI, times=3)
    house.record.add(SHARED)
    with Page(house.port, rooms=f"{SHARED},{KAVERI}", at=f"{KAVERI}.0,{SHARED}.-1") as page:
        assert page.event().data["room"] == SHARED


@pytest.mark.parametrize("at", ["rubbish", f"{SHARED}.x", f"{SHARED}.", ".3", f"{SHARED}.-2"])
def test_a_place_that_cannot_be_read_is_no_place(house: House, at: str) -> None:
    house.record.add(SHARED, times=3)
    with Page(house.port, rooms=SHARED, at=at) as page:
        assert page.here == {SHARED: 2}


def test_pages_that_come_and_go_miss_nothing(house: House) -> None:
    """Each page resumes from the last id it was given; together they must have seen the head."""
    at, seen = f"{SHARED}.-1", -1
    for turn in range(20):
        with Page(house.port, rooms=SHARED, at=at) as page:
            for number in range(3):
                kind = f"noun{(turn + number) % 4}:moved"
                hints.hint(SHARED, house.record.add(SHARED, kind), kind)
            event = page.event()
            seen = max(seen, event.data["idx"])
            at = event.id or at
    with Page(house.port, rooms=SHARED, at=at) as page:
        last = house.record.size(SHARED) - 1
        while seen < last:
            seen = max(seen, page.event().data["idx"])
    assert seen == last


def burst(house: House, *, nouns: int) -> int:
    """As many entries as nouns, told in one turn of the loop; gives the last index."""
    first = house.record.size(SHARED)
    said = [Hint(SHARED, first + n, f"noun{first + n}:moved") for n in range(nouns)]
    for one in said:
        house.record.add(SHARED, one.kind)
    house.live.call(lambda: deque(map(house.live.process.parts.hub.hint, said), maxlen=0))
    return said[-1].idx


def last_place(page: Page) -> int:
    """The index a page may resume from when its stream has broken off."""
    last = ""
    with contextlib.suppress(EOFError, ConnectionResetError):
        while True:
            last = page.event().id or last
    return int(last.partition(".")[2])


def test_a_slow_reader_delays_nobody_and_comes_back_complete(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "FULL", 4096)
    monkeypatch.setattr(stream, "SLOW", 16384)
    with (
        Page(house.port, rooms=SHARED, who="ravi", receive=4096) as slow,
        Page(house.port, rooms=SHARED) as quick,
    ):
        sent = 0
        while house.live.readers == 2 and sent < 60_000:
            sent = burst(house, nouns=50) + 1
            assert quick.events(50)[-1].data["idx"] == sent - 1
        assert house.live.readers == 1
        place = last_place(slow)
    assert place < sent - 1
    with Page(house.port, rooms=SHARED, who="ravi", at=f"{SHARED}.{place}") as again:
        assert again.event().name in {"catch-up", f"noun{place + 1}"}


def test_a_reader_that_reads_nothing_for_a_minute_is_let_go(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "FULL", 1)
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.2)
    monkeypatch.setattr(stream, "SLOW_SECONDS", 0.2)
    monkeypatch.setattr(stream, "SLOW", 10**9)
    with Page(house.port, rooms=SHARED, receive=4096):
        while house.live.readers and burst(house, nouns=500) < 60_000:
            pass
        assert until(lambda: not house.live.readers)


def test_a_thousand_readers_all_hear_everything(house: House) -> None:
    asked = head(f"/live/stream?rooms={SHARED}", "Cookie: troth=ingrid")
    readers = [Browser(house.port) for _ in range(1000)]
    for reader in readers:
        reader.send(asked)
    assert until(lambda: house.live.readers == 1000)
    for number in range(5):
        kind = f"noun{number}:moved"
        hints.hint(SHARED, house.record.add(SHARED, kind), kind)
    for reader in readers:
        reader.upto(b'"idx":4')
        reader.socket.close()
