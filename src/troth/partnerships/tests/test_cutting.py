"""Whoever loses access is cut off at once: the live process hears of it when the transaction is done."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import TestCase
from django.utils import timezone

from troth.foundation.kernel.roles import Role
from troth.foundation.live import hints
from troth.partnerships.actions.guest_links import Visit, make_link, open_link, revoke_link
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.rules.refusals import NotPossible
from troth.partnerships.testing import Cast


@pytest.fixture
def live(tmp_path: Path) -> Iterator[socket.socket]:
    """The ear of the live process."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / hints.LIVE))
        ear.setblocking(False)
        hints.configure(tmp_path)
        yield ear
        hints.configure(settings.TROTH_RUN)


def cuts(ear: socket.socket) -> set[str]:
    """Whom it was told to cut off."""
    heard: set[str] = set()
    while True:
        try:
            words = ear.recv(4096).decode().split()
        except BlockingIOError:
            return heard
        if words[0] == "cut":
            heard.add(words[1])


def test_ending_a_seat_is_told_when_it_is_done_and_not_before(
    cast: Cast, live: socket.socket
) -> None:
    tor = cast.tor
    with TestCase.captureOnCommitCallbacks() as after:
        end_seat(tor, by=cast.ingrid)
    assert cuts(live) == set()
    for tell in after:
        tell()
    assert cuts(live) == {tor.person_id}


def test_a_refused_end_tells_nothing(cast: Cast, live: socket.socket) -> None:
    meera = cast.meera
    with TestCase.captureOnCommitCallbacks(execute=True), pytest.raises(NotPossible):
        end_seat(meera, by=cast.ingrid)
    assert cuts(live) == set()


def test_when_a_party_leaves_all_its_people_are_cut_off(cast: Cast, live: socket.socket) -> None:
    gone = {cast.ingrid.person_id, cast.tor.person_id, cast.guest.person_id}
    assert cast.meera.role
    with TestCase.captureOnCommitCallbacks(execute=True):
        party_leaves(by=cast.ingrid)
    assert cuts(live) == gone


def test_taking_a_personal_link_back_cuts_off_its_guest(cast: Cast, live: socket.socket) -> None:
    until = timezone.now() + timedelta(days=3)
    visit = Visit(name="Berit", role=Role.GUEST_READ, room=cast.shared.id, until=until)
    made = make_link(visit, by=cast.ingrid)
    guest = open_link(made.token)
    with TestCase.captureOnCommitCallbacks(execute=True):
        revoke_link(made.link, by=cast.ingrid)
    assert cuts(live) == {guest.person_id}


def test_a_link_nobody_has_opened_cuts_off_nobody(cast: Cast, live: socket.socket) -> None:
    until = timezone.now() + timedelta(days=3)
    visit = Visit(name="Berit", role=Role.GUEST_READ, room=cast.shared.id, until=until)
    made = make_link(visit, by=cast.ingrid)
    with TestCase.captureOnCommitCallbacks(execute=True):
        revoke_link(made.link, by=cast.ingrid)
    assert cuts(live) == set()
