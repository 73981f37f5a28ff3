"""Saying something never fails and never waits, whoever listens."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from troth.foundation.live import hints
from troth.foundation.live.tests.house import INGRID, SHARED


@pytest.fixture
def ears(folder: Path) -> Iterator[dict[str, socket.socket]]:
    """Live's and follow's sockets."""
    made = {}
    for name in ("live.sock", "follow.sock"):
        made[name] = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        made[name].bind(str(folder / name))
        made[name].settimeout(0.5)
    hints.configure(folder)
    yield made
    hints.configure(None)
    for one in made.values():
        one.close()


def test_a_hint_reaches_live_and_follow(ears: dict[str, socket.socket]) -> None:
    hints.hint(SHARED, 7, "commitment:delivered")
    line = f"hint {SHARED} 7 commitment:delivered".encode()
    assert [one.recv(512) for one in ears.values()] == [line, line]


def test_a_cut_and_an_inbox_reach_live_alone(ears: dict[str, socket.socket]) -> None:
    hints.cut(INGRID, "*")
    hints.inbox(INGRID)
    live, follow = ears.values()
    assert [live.recv(512), live.recv(512)] == [
        f"cut {INGRID} *".encode(),
        f"inbox {INGRID}".encode(),
    ]
    follow.settimeout(0)
    with pytest.raises(BlockingIOError):
        follow.recv(512)


def test_nobody_listening_is_no_reason_to_fail(folder: Path) -> None:
    hints.configure(folder / "no-such-folder")
    hints.hint(SHARED, 7, "commitment:delivered")
    hints.configure(None)
    hints.hint(SHARED, 7, "commitment:delivered")


def test_a_listener_that_does_not_listen_does_not_hold_us_up(
    ears: dict[str, socket.socket],
) -> None:
    for idx in range(5000):
        hints.hint(SHARED, idx, "commitment:delivered")
    assert ears["live.sock"].recv(512) == f"hint {SHARED} 0 commitment:delivered".encode()


def test_a_letter_that_cannot_be_written_is_no_reason_to_fail(
    ears: dict[str, socket.socket],
) -> None:
    hints.hint(SHARED, 7, "\udcff")
    hints.cut(INGRID, SHARED)
    assert ears["live.sock"].recv(512).startswith(b"cut")


def test_a_redis_that_is_away_does_not_hold_us_up(folder: Path) -> None:
    relay = pytest.importorskip("troth.foundation.live.relay")
    hints.configure(folder, redis_url="redis://127.0.0.1:9/0")
    for idx in range(relay.WAITING + 10):
        hints.hint(SHARED, idx, "commitment:delivered")
    hints.configure(None)
