"""Who may see less sees less within two seconds, whatever gets lost on the way."""

import time
from collections.abc import Callable

import pytest

from troth.foundation.live import hints, permits, watch
from troth.foundation.live.front import stream
from troth.foundation.live.tests.browser import Browser, Page, head
from troth.foundation.live.tests.calm import within
from troth.foundation.live.tests.house import INGRID, LUMEN, RAVI, SHARED, House, until

# What is promised to whoever takes a seat away.
PROMISED = 2.0
# Read before a fixture makes it shorter.
AS_IN_EARNEST = watch.EVERY


def test_a_removal_closes_the_persons_streams_of_that_room_and_no_others(house: House) -> None:
    with (
        Page(house.port, rooms=SHARED) as ingrid,
        Page(house.port, rooms=LUMEN) as side_room,
        Page(house.port, rooms=SHARED, who="ravi") as ravi,
    ):
        hints.cut(INGRID, SHARED)
        assert ingrid.ended()
        hints.hint(LUMEN, 0, "goal:signed")
        hints.hint(SHARED, 0, "goal:signed")
        assert (side_room.event().name, ravi.event().name) == ("goal", "goal")


def test_a_removal_from_everything_closes_every_stream(house: House) -> None:
    with Page(house.port, rooms=SHARED) as one, Page(house.port, rooms="") as two:
        hints.cut(INGRID, "*")
        assert one.ended()
        assert two.ended()


def test_a_reader_that_is_cut_is_told_when_to_ask_again(house: House) -> None:
    with Page(house.port, rooms=SHARED) as page:
        hints.cut(INGRID, SHARED)
        assert page.ended()
        assert 1500 <= page.retry <= 4000


def test_after_a_removal_the_answer_given_before_is_worth_nothing(house: House) -> None:
    with Page(house.port, rooms=SHARED) as page:
        del house.web.seats["troth=ingrid"].rooms[SHARED]
        hints.cut(INGRID, SHARED)
        assert page.ended()
    with Page(house.port, rooms=SHARED) as again:
        assert again.status == 404


def test_a_removal_whose_word_got_lost_is_found_in_the_database(house: House) -> None:
    with (
        Page(house.port, rooms=SHARED) as ingrid,
        Page(house.port, rooms=SHARED, who="ravi") as ravi,
    ):
        house.record.take_away(INGRID, SHARED)
        assert ingrid.ended()
        hints.hint(SHARED, 0, "goal:signed")
        assert ravi.event().name == "goal"


def test_a_removal_is_found_once(house: House) -> None:
    house.record.take_away(RAVI)
    assert until(lambda: "change 1" in house.live.process.parts.watch._seen)
    with Page(house.port, rooms=SHARED, who="ravi") as page:
        time.sleep(0.3)
        hints.hint(SHARED, 0, "goal:signed")
        assert page.event().name == "goal"


def test_a_removal_while_the_question_is_under_way_is_seen(house: House) -> None:
    house.web.gate.clear()
    with Browser(house.port) as browser:
        browser.send(head(f"/live/stream?rooms={SHARED}", "Cookie: troth=ingrid"))
        assert until(lambda: house.web.asked)
        del house.web.seats["troth=ingrid"].rooms[SHARED]
        hints.cut(INGRID, SHARED)
        time.sleep(0.05)
        house.web.gate.set()
        assert browser.answer().status == 404
    assert len(house.web.asked) == 2


def test_a_permit_ends_with_the_session(house: House) -> None:
    house.web.seats["troth=ingrid"].until = time.time() + 0.3
    with Page(house.port, rooms=SHARED) as page:
        assert page.ended()


def test_a_session_that_is_over_opens_nothing(house: House) -> None:
    house.web.seats["troth=ingrid"].until = time.time() - 1
    with Page(house.port, rooms=SHARED) as page:
        assert page.status == 401


def test_web_is_asked_again_and_the_stream_goes_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "ASK_AGAIN", (0.0002, 0.0002))
    monkeypatch.setattr(permits, "SHARED", 0.0)
    with Page(house.port, rooms=SHARED) as page:
        assert until(lambda: len(house.web.asked) >= 3)
        hints.hint(SHARED, 0, "goal:signed")
        assert page.event().name == "goal"


def test_who_lost_a_room_by_the_next_question_is_closed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "ASK_AGAIN", (0.0002, 0.0002))
    monkeypatch.setattr(permits, "SHARED", 0.0)
    with Page(house.port, rooms=f"{SHARED},{LUMEN}") as page:
        del house.web.seats["troth=ingrid"].rooms[LUMEN]
        assert page.ended()


def test_who_was_signed_out_by_the_next_question_is_closed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "ASK_AGAIN", (0.0002, 0.0002))
    monkeypatch.setattr(permits, "SHARED", 0.0)
    with Page(house.port, rooms=SHARED) as page:
        del house.web.seats["troth=ingrid"]
        assert page.ended()


def test_an_old_answer_ends_even_if_web_cannot_be_asked(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "ASK_AGAIN", (0.3, 0.3))
    monkeypatch.setattr(permits, "LONGEST", 0.6)
    with Page(house.port, rooms=SHARED) as page:
        house.web.status = 500
        assert page.ended()


def test_a_live_process_that_cannot_look_closes_everything(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "BLIND", 0.5)
    with Page(house.port, rooms=SHARED) as page:
        house.record.break_down()
        assert page.ended()
    with Page(house.port, rooms=SHARED) as again:
        assert again.status == 503


@pytest.mark.parametrize(
    "take_away",
    [
        lambda house: hints.cut(INGRID, SHARED),
        lambda house: hints.cut(INGRID, "*"),
        lambda house: house.record.take_away(INGRID, SHARED),
    ],
    ids=["by the word", "from everything", "where the word got lost"],
)
def test_within_two_seconds_nothing_more_is_heard(
    house: House, monkeypatch: pytest.MonkeyPatch, take_away: Callable[[House], None]
) -> None:
    # As often as in earnest, not as often as other tests have it.
    monkeypatch.setattr(watch, "EVERY", AS_IN_EARNEST)
    with Page(house.port, rooms=SHARED) as page:
        began = time.monotonic()
        take_away(house)
        assert page.ended()
        assert time.monotonic() - began < within(PROMISED)
