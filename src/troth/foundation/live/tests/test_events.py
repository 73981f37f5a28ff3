"""What a reader gets is a server-sent event in one chunk."""

from troth.foundation.live import events
from troth.foundation.live.tests.house import SHARED
from troth.foundation.live.words import Hint

DELIVERED = Hint(SHARED, 7, "commitment:delivered")


def text(frame: bytes) -> str:
    """A frame's chunk, opened."""
    size, _, rest = frame.partition(b"\r\n")
    assert len(rest) == int(size, 16) + 2
    return rest.removesuffix(b"\r\n").decode()


def test_an_event_is_what_the_documentation_says() -> None:
    assert text(events.event(DELIVERED, resume=7, pages=3)) == (
        f"id: {SHARED}.7\nevent: commitment\n"
        f'data: {{"room":"{SHARED}","idx":7,"kind":"commitment:delivered","spread":0}}\n\n'
    )


def test_without_a_place_there_is_no_id() -> None:
    assert "id:" not in text(events.event(DELIVERED, resume=None, pages=3))
    assert "id:" not in text(events.event(DELIVERED, resume=-1, pages=3))


def test_the_spread_grows_with_the_pages_and_has_an_end() -> None:
    assert [events.spread(pages) for pages in (1, 24, 25, 500, 5000)] == [0, 0, 50, 1000, 2000]


def test_a_replay_has_its_id_at_the_end() -> None:
    hints = [Hint(SHARED, idx, f"{noun}:moved") for idx, noun in enumerate("abab")]
    said = events.replay(hints, head=3).decode()
    assert said.count("id: ") == 1
    assert said.index('"idx":2') < said.index(f"id: {SHARED}.3") < said.index('"idx":3')


def test_a_replay_of_nothing_is_nothing() -> None:
    assert events.replay([], head=3) == b""


def test_an_end_says_when_to_return_and_closes_the_answer() -> None:
    said = events.closing(retry=2000)
    assert b"retry: 2000\n\n" in said
    assert said.endswith(b"\r\n0\r\n\r\n")
