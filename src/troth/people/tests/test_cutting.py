"""Whoever may see less is cut off at once: a row for whoever polls, a word for whoever listens."""

import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from troth.foundation.live import hints
from troth.foundation.web.clock import now
from troth.people import clock
from troth.people.actions.access import cut_access
from troth.people.actions.people import change_password, switch_off
from troth.people.actions.sessions import end_sessions
from troth.people.models import AccessChange, Person
from troth.people.tests.conftest import Browser

Committed = Any


@pytest.fixture
def heard() -> Iterator[Callable[[], list[str]]]:
    """What the live process would hear."""
    with tempfile.TemporaryDirectory(prefix="troth-") as name:
        ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        ear.bind(str(Path(name) / hints.LIVE))
        ear.setblocking(False)
        hints.configure(Path(name))
        yield lambda: list(words_at(ear))
        hints.configure(None)
        ear.close()


def words_at(ear: socket.socket) -> Iterator[str]:
    """Everything that has arrived."""
    while True:
        try:
            yield ear.recv(1000).decode()
        except BlockingIOError:
            return


def test_a_cut_is_written_and_said_once_it_is_committed(
    ingrid: Person, heard: Callable[[], list[str]], django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        cut_access(ingrid.id, "01J00000000000000000000000")
        assert heard() == []
    assert heard() == [f"cut {ingrid.id} 01J00000000000000000000000"]
    row = AccessChange.objects.get()
    assert (row.person, row.room) == (ingrid, "01J00000000000000000000000")
    assert abs(row.at - time.time()) < 60


def test_what_is_not_committed_is_neither_written_nor_said(
    ingrid: Person, heard: Callable[[], list[str]], django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        cut_access(ingrid.id)
        transaction.set_rollback(True)
    assert heard() == []
    assert not AccessChange.objects.exists()


@pytest.mark.parametrize(
    "act",
    [
        switch_off,
        end_sessions,
        lambda person: change_password(person, "seven patient lanterns wait", kept_key=None),
    ],
    ids=["switched off", "all ended", "password changed"],
)
def test_everything_of_the_person_is_cut(
    act: Callable[[Person], object],
    ingrid: Person,
    heard: Callable[[], list[str]],
    django_capture_on_commit_callbacks: Committed,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        act(ingrid)
    assert heard() == [f"cut {ingrid.id} *"]


def test_going_out_cuts_too(
    ingrid: Person,
    browser: Browser,
    heard: Callable[[], list[str]],
    django_capture_on_commit_callbacks: Committed,
) -> None:
    client = browser(ingrid)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/sign-out/")
    assert f"cut {ingrid.id} *" in heard()


def test_old_rows_are_swept_away_and_fresh_ones_stay(ingrid: Person) -> None:
    cut_access(ingrid.id)
    AccessChange.objects.update(at=time.time() - 3 * 24 * 3600)
    cut_access(ingrid.id)
    clock.tidy_up(now())
    assert AccessChange.objects.count() == 1
