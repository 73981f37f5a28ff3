"""What the follow process does: followers, long work, and clocks, none of which can stop another."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from troth.site import rounds
from troth.site.serving.follow import Ear, Follow


@pytest.fixture(autouse=True)
def own_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the real wiring."""
    for name in ("FOLLOWERS", "CLOCKS", "WORKERS", "LEDGER_CLOCK"):
        monkeypatch.setattr(rounds, name, [])


def broken(_now: datetime) -> None:
    raise RuntimeError("it is broken")


@pytest.mark.django_db(transaction=True)
def test_one_clocks_fault_does_not_keep_another_from_ringing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rung: list[datetime] = []
    rounds.CLOCKS[:] = [broken, rung.append]
    rounds.LEDGER_CLOCK[:] = [broken, rung.append]
    rounds.clocks()
    rounds.ledger_clock()
    assert len(rung) == 2
    assert "stopped early" in caplog.text


def test_every_worker_gets_its_turn_and_one_with_more_to_do_is_enough() -> None:
    asked: list[str] = []

    def worker(name: str, *, more: bool) -> rounds.Worker:
        def turn(_now: datetime) -> bool:
            asked.append(name)
            return more

        return turn

    rounds.WORKERS[:] = [worker("first", more=True), worker("second", more=False)]
    assert rounds.workers()
    assert asked == ["first", "second"]
    rounds.WORKERS[:] = [worker("third", more=False)]
    assert not rounds.workers()


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[tuple[Ear, socket.socket, str]]:
    """An ear, and whoever speaks to it."""
    path = tmp_path / "follow.sock"
    path.write_text("left by an earlier server")
    heard = Ear(path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as speaker:
        yield heard, speaker, str(path)
    heard.socket.close()


def test_a_word_wakes_it_and_is_forgotten(ear: tuple[Ear, socket.socket, str]) -> None:
    heard, speaker, path = ear
    for _ in range(3):
        speaker.sendto(b"hint", path)
    heard.wait(30)
    with pytest.raises(BlockingIOError):
        heard.socket.recv(512)


def test_without_a_word_it_goes_on_after_a_while(ear: tuple[Ear, socket.socket, str]) -> None:
    ear[0].wait(0.01)


def test_only_this_server_can_speak_to_it(ear: tuple[Ear, socket.socket, str]) -> None:
    assert os.stat(ear[2]).st_mode & 0o777 == 0o600  # noqa: PTH116  # a socket's path as text


@pytest.mark.django_db(transaction=True)
def test_a_fault_in_a_turn_is_logged_and_the_next_one_begins(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow = Follow(tmp_path)
    turns: list[int] = []

    def turn() -> None:
        turns.append(1)
        if len(turns) == 1:
            raise RuntimeError("it is broken")
        follow.ask_to_stop(signal.SIGTERM, None)

    monkeypatch.setattr(follow, "turn", turn)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    follow.run()
    follow.ear.socket.close()
    assert len(turns) == 2
    assert "a round ended early" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_turn_asks_workers_each_time_and_clocks_when_they_are_due(tmp_path: Path) -> None:
    rung: list[datetime] = []
    work: list[datetime] = []

    def worker(now: datetime) -> bool:
        work.append(now)
        return True

    rounds.CLOCKS[:], rounds.WORKERS[:] = [rung.append], [worker]
    follow = Follow(tmp_path)
    for _ in range(3):
        follow.turn()
    follow.ear.socket.close()
    assert (len(rung), len(work)) == (1, 3)
