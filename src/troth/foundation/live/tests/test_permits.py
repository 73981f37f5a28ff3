"""A yes is asked for once, shared for a moment, and worth nothing after a cut."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable

import pytest

from troth.foundation.live.permits import Permits, Refused, Wish, read
from troth.foundation.live.questions import Browser, Reply, WebAway
from troth.foundation.live.tests.house import INGRID, KAVERI, LUMEN, RAVI, SHARED

BROWSER = Browser(b"localhost", b"troth=ingrid")
WISH = Wish(BROWSER, (SHARED, LUMEN))


def yes(**more: object) -> Reply:
    """Web's answer to Ingrid."""
    said = {
        "person": INGRID,
        "rooms": [SHARED, LUMEN],
        "audiences": {SHARED: "all", LUMEN: "lumen"},
        "until": time.time() + 600,
    }
    return Reply(200, b"application/json", json.dumps({**said, **more}).encode())


class Web:
    """Answers after a turn of the loop, and counts."""

    def __init__(self, reply: Reply | None = None) -> None:
        self.reply = reply or yes()
        self.asked = 0
        self.before: Callable[[], None] = lambda: None

    async def ask(self, path: str, browser: Browser) -> Reply:
        self.asked += 1
        await asyncio.sleep(0)
        self.before()
        return self.reply


def run(work: Callable[[Permits], Awaitable[None]], web: Web) -> None:
    async def inside() -> None:
        await work(Permits(web.ask))

    asyncio.run(inside())


def test_many_at_once_are_one_question() -> None:
    web = Web()

    async def work(permits: Permits) -> None:
        found = await asyncio.gather(*(permits.of(WISH) for _ in range(50)))
        assert {permit.person for permit in found} == {INGRID}

    run(work, web)
    assert web.asked == 1


def test_another_browser_another_host_and_other_rooms_are_other_questions() -> None:
    web = Web()

    async def work(permits: Permits) -> None:
        await permits.of(WISH)
        await permits.of(Wish(Browser(b"localhost", b"troth=ravi"), WISH.rooms))
        await permits.of(Wish(Browser(b"lumen.localhost", BROWSER.cookie), WISH.rooms))
        await permits.of(Wish(BROWSER, (SHARED,)))
        await permits.of(Wish(Browser(b"LOCALHOST", BROWSER.cookie), WISH.rooms))

    run(work, web)
    assert web.asked == 4


def test_a_cut_makes_the_next_one_ask_again() -> None:
    web = Web()

    async def work(permits: Permits) -> None:
        await permits.of(WISH)
        permits.cut(RAVI, SHARED)
        permits.cut(INGRID, KAVERI)
        await permits.of(WISH)
        assert web.asked == 1
        permits.cut(INGRID, LUMEN)
        await permits.of(WISH)
        permits.cut(INGRID, "*")
        await permits.of(WISH)

    run(work, web)
    assert web.asked == 3


def test_an_answer_overtaken_by_a_cut_is_asked_for_again_and_not_for_ever() -> None:
    web = Web()

    async def work(permits: Permits) -> None:
        web.before = lambda: permits.cut(INGRID, SHARED)
        with pytest.raises(Refused) as refused:
            await permits.of(WISH)
        assert refused.value.status == 503

    run(work, web)
    assert web.asked == 3


def test_a_no_and_an_absence_are_not_shared() -> None:
    web = Web(Reply(404, b"", b""))

    async def work(permits: Permits) -> None:
        for _ in range(2):
            with pytest.raises(Refused):
                await permits.of(WISH)

    run(work, web)
    assert web.asked == 2


def test_web_being_away_is_a_reason_to_come_again() -> None:
    web = Web()

    def away() -> None:
        raise WebAway("gone")

    async def work(permits: Permits) -> None:
        web.before = away
        with pytest.raises(Refused) as refused:
            await permits.of(WISH)
        assert refused.value.status == 503

    run(work, web)


def test_what_is_old_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("troth.foundation.live.permits.SHARED", 0.0)
    monkeypatch.setattr("troth.foundation.live.permits.REMEMBERED", 0.0)

    async def work(permits: Permits) -> None:
        await permits.of(WISH)
        permits.cut(RAVI, SHARED)
        permits.tidy()
        assert (permits._cuts, permits._shared, permits._running) == ({}, {}, {})

    run(work, Web())


def test_a_permit_is_never_wider_than_the_wish() -> None:
    wish = Wish(BROWSER, (SHARED,))
    permit = read(yes(), wish=wish, asked=0.0)
    assert (permit.rooms, permit.audiences) == ((SHARED,), {SHARED: "all"})


def test_a_permit_ends_with_the_session_and_after_fifteen_minutes_at_the_latest() -> None:
    short = read(yes(until=time.time() + 60), wish=WISH, asked=100.0)
    long = read(yes(until=time.time() + 86_400), wish=WISH, asked=100.0)
    assert 155 < short.ends <= 160
    assert long.ends == 1000.0


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        (Reply(401, b"", b""), 401),
        (Reply(404, b"", b""), 404),
        (Reply(302, b"", b""), 503),
        (Reply(500, b"", b""), 503),
        (Reply(429, b"", b""), 503),
        (Reply(200, b"", b"not json"), 503),
        (Reply(200, b"", b"[]"), 503),
        (Reply(200, b"", b"{}"), 503),
        (yes(rooms=3), 503),
        (yes(audiences=[]), 503),
        (yes(person="nobody"), 401),
        (yes(until=0), 401),
    ],
)
def test_anything_but_a_clear_yes_is_a_no(reply: Reply, status: int) -> None:
    with pytest.raises(Refused) as refused:
        read(reply, wish=WISH, asked=0.0)
    assert refused.value.status == status
