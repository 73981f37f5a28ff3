"""What a file in pieces may need: room that is held, a size, a number, a time; beyond it nothing is kept."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from troth.conftest import Visit
from troth.foundation.web.clock import now
from troth.partnerships.testing import Cast
from troth.resources.actions.sending import receive
from troth.resources.clock import PATIENCE, due
from troth.resources.models import Upload, Version
from troth.resources.queries.room import left
from troth.resources.rules.room import LARGEST, LARGEST_PIECE, MOST_OPEN
from troth.resources.tests.test_uploads import UPLOADS, begin, piece

pytestmark = pytest.mark.django_db


def test_a_piece_of_more_than_eight_megabytes_is_refused_unread(cast: Cast, visit: Visit) -> None:
    url = begin(visit(cast.tor), LARGEST_PIECE * 2)["Location"]
    assert piece(visit(cast.tor), url, b"x" * (LARGEST_PIECE + 1), 0).status_code == 413
    assert piece(visit(cast.tor), url, b"x" * LARGEST_PIECE, 0).status_code == 204


@pytest.mark.parametrize("size", ["0", str(LARGEST + 1)])
def test_what_is_empty_or_too_large_is_refused_before_it_comes(
    cast: Cast, visit: Visit, size: str
) -> None:
    assert begin(visit(cast.tor), int(size)).status_code == 409
    assert not Upload.objects.exists()


@pytest.mark.parametrize("size", ["", "-1", "1e3", "²", "9" * 40])
def test_a_size_that_is_none_is_told(cast: Cast, visit: Visit, size: str) -> None:
    answer = visit(cast.tor).post(UPLOADS, {"name": "x", "size": size})
    assert (answer.status_code, answer.content) == (400, b"A file needs its name and its size.")


def test_room_is_held_from_the_beginning_and_given_back_when_it_stops(
    cast: Cast, visit: Visit, settings: Settings
) -> None:
    settings.FILES_QUOTA = 100
    tor = visit(cast.tor)
    url = begin(tor, 60)["Location"]
    refused = begin(visit(cast.siri), 41)
    assert refused.status_code == 409
    assert "room for 40" in refused.content.decode()
    assert tor.delete(url).status_code == 204
    assert tor.head(url).status_code == 404
    assert left(cast.siri) == 100


def test_a_quota_that_shrinks_in_the_middle_keeps_nothing_and_says_why(
    cast: Cast, visit: Visit, settings: Settings, files: Path
) -> None:
    tor = visit(cast.tor)
    url = begin(tor, 6)["Location"]
    piece(tor, url, b"abc", 0)
    settings.FILES_QUOTA = 5
    answer = piece(tor, url, b"def", 3)
    assert answer.status_code == 422
    assert "Nothing was kept" in answer.content.decode()
    assert list(files.iterdir()) == []
    assert not Upload.objects.exists()


def test_a_file_that_fills_the_room_exactly_is_not_counted_twice_at_its_end(
    cast: Cast, visit: Visit, settings: Settings
) -> None:
    settings.FILES_QUOTA = 6
    url = begin(visit(cast.tor), 6)["Location"]
    assert piece(visit(cast.tor), url, b"abcdef", 0).status_code == 204
    assert left(cast.tor) == 0


def test_somebody_sends_so_many_at_once_and_no_more(cast: Cast, visit: Visit) -> None:
    tor = visit(cast.tor)
    for n in range(MOST_OPEN):
        assert begin(tor, 1, name=str(n)).status_code == 201
    answer = begin(tor, 1)
    assert answer.status_code == 409
    assert "You are sending 20 files already" in answer.content.decode()


def test_what_stopped_coming_is_forgotten_and_what_arrived_stays(
    cast: Cast, visit: Visit, files: Path
) -> None:
    tor = visit(cast.tor)
    done = begin(tor, 3)["Location"]
    piece(tor, done, b"abc", 0)
    half = begin(tor, 9)["Location"]
    piece(tor, half, b"abc", 0)
    assert due(now() + PATIENCE - timedelta(minutes=1)) == 0
    assert due(now() + PATIENCE + timedelta(minutes=1)) == 2
    assert not Upload.objects.exists()
    assert [one.name for one in files.iterdir()] == [Version.objects.get().key]


def test_more_bytes_than_announced_are_never_written(cast: Cast, visit: Visit, files: Path) -> None:
    begin(visit(cast.tor), 5)
    upload = Upload.objects.get()

    def endless() -> Iterator[bytes]:
        yield from (b"abc" for _ in range(1000))

    receive(upload, endless(), at=0)
    assert upload.offset == 5
    assert [one.stat().st_size for one in files.iterdir()] == [5]
