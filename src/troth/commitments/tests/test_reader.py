"""The background reader: a chunk a turn, from where it stood, and never half a file as a whole one."""

import io
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from troth.commitments.actions.adding import add
from troth.commitments.actions.files import Kept, keep
from troth.commitments.actions.importing import Source, begin, discard, show
from troth.commitments.incoming import MOST_TRIES, Reader, chunks
from troth.commitments.models import Batch, Commitment, Reading
from troth.commitments.tests.files import KEPT, many, text
from troth.foundation.web.clock import now
from troth.partnerships.models import Party
from troth.partnerships.models.seats import Standing
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "incoming"


def handed_in(cast: Cast, data: bytes) -> Batch:
    kept = keep([data])
    source = Source(name="m.csv", hash=kept.hash, size=kept.size, path=kept.path)
    return begin(source, room=cast.shared, by=cast.ingrid)


def fresh(batch: Batch) -> Batch:
    return Batch.objects.select_related("room").get(pk=batch.pk)


def test_one_turn_reads_one_chunk_and_the_last_one_ends_it(cast: Cast) -> None:
    batch, reader = handed_in(cast, many(1100)), Reader()
    told = []
    for _ in range(4):
        assert reader.turn(now())
        told.append((fresh(batch).rows, fresh(batch).state))
    assert told == [(500, "reading"), (1000, "reading"), (1100, "reading"), (1100, "read")]
    assert not reader.turn(now())
    assert 0 < fresh(batch).read <= batch.size


def test_the_oldest_file_is_read_first(cast: Cast) -> None:
    first, second, reader = handed_in(cast, many(600)), handed_in(cast, text(KEPT)), Reader()
    for _ in range(3):
        reader.turn(now())
    assert (fresh(first).state, fresh(second).state) == (Reading.READ, Reading.READING)


def test_another_process_goes_on_where_this_one_was_stopped(cast: Cast) -> None:
    batch = handed_in(cast, many(1100))
    Reader().turn(now())
    other = Reader()
    while other.turn(now()):
        pass
    assert (fresh(batch).rows, fresh(batch).problem_count) == (1100, 0)


def test_a_file_that_the_command_reads_at_the_same_time_is_read_once(cast: Cast) -> None:
    data = many(1600)
    batch, reader = handed_in(cast, data), Reader()
    reader.turn(now())
    by_hand = fresh(batch)
    assert add(by_hand, next(chunks(io.BytesIO(data), by_hand)))
    while reader.turn(now()):
        pass
    assert (fresh(batch).rows, fresh(batch).problem_count) == (1600, 0)


def test_a_chunk_that_was_not_taken_is_read_again(cast: Cast) -> None:
    batch, reader = handed_in(cast, many(1100)), Reader()
    refused: list[str] = []

    def refuse(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if sql.startswith("insert into commitments_commitment") and len(refused) < 2:
            refused.append(sql)
            raise RuntimeError("locked")
        return execute(sql, params, many, context)  # type: ignore[operator]  # Django's wrapper

    with connection.execute_wrapper(refuse):
        while reader.turn(now()):
            pass
    assert (len(refused), fresh(batch).rows, fresh(batch).state) == (2, 1100, Reading.READ)


def test_what_the_database_never_takes_is_refused_in_the_end_and_others_get_their_turn(
    cast: Cast,
) -> None:
    batch, reader = handed_in(cast, text(KEPT)), Reader()
    other = handed_in(cast, many(3))

    def refuse(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if "insert into commitments_commitment" in sql and batch.id in str(params):
            raise RuntimeError("no")
        return execute(sql, params, many, context)  # type: ignore[operator]  # Django's wrapper

    with connection.execute_wrapper(refuse):
        for _ in range(MOST_TRIES + 3):
            reader.turn(now())
    assert (fresh(batch).state, fresh(batch).refusal["reason"]) == (Reading.REFUSED, "gone")
    assert fresh(other).state == Reading.READ


def test_a_file_that_has_gone_is_refused_and_never_shown_half(cast: Cast) -> None:
    batch = handed_in(cast, many(1100))
    Reader().turn(now())
    Path(batch.path).unlink()
    Reader().turn(now())
    assert (fresh(batch).state, fresh(batch).refusal["reason"]) == (Reading.REFUSED, "gone")
    assert Commitment.objects.count() == 0


def test_a_file_that_is_none_says_why(cast: Cast, folder: Path) -> None:
    batch = handed_in(cast, b"\x1f\x8bpacked")
    Reader().turn(now())
    assert fresh(batch).refusal["reason"] == "spreadsheet"
    assert list(folder.iterdir()) == []


def test_thrown_away_while_it_is_read_it_stops(cast: Cast, folder: Path) -> None:
    batch, reader = handed_in(cast, many(1100)), Reader()
    reader.turn(now())
    assert discard(batch)
    assert not reader.turn(now())
    assert (reader.open, Commitment.objects.count(), list(folder.iterdir())) == ({}, 0, [])


def test_the_file_is_deleted_once_it_has_been_read(cast: Cast, folder: Path) -> None:
    batch, reader = handed_in(cast, text(KEPT)), Reader()
    assert len(list(folder.iterdir())) == 1
    while reader.turn(now()):
        pass
    assert list(folder.iterdir()) == []
    assert show(fresh(batch), by=cast.ingrid)


def test_a_second_copy_of_the_same_file_is_not_kept(cast: Cast, folder: Path) -> None:
    assert handed_in(cast, text(KEPT)) == handed_in(cast, text(KEPT))
    assert len(list(folder.iterdir())) == 1


def test_what_the_command_left_can_be_read_on_from_the_page(cast: Cast) -> None:
    data = many(1100)
    kept = keep([data])
    begin(Source(name="m.csv", hash=kept.hash, size=kept.size), room=cast.shared, by=cast.ingrid)
    batch = handed_in(cast, data)
    while Reader().turn(now()):
        pass
    assert fresh(batch).rows == 1100


def test_a_throwing_away_that_was_cut_short_is_finished(cast: Cast) -> None:
    batch, reader = handed_in(cast, many(600)), Reader()
    reader.turn(now())
    Batch.objects.filter(pk=batch.pk).update(state=Reading.REFUSED)
    while reader.turn(now()):
        pass
    assert Commitment.objects.count() == 0
    assert not Party.objects.filter(standing=Standing.NAMED).exists()


def test_of_a_file_that_breaks_off_nothing_is_kept(folder: Path) -> None:
    def broken() -> object:
        yield b"event_id,"
        raise ConnectionError("lost")

    with pytest.raises(ConnectionError):
        keep(broken())  # type: ignore[arg-type]  # a generator of bytes
    assert list(folder.iterdir()) == []


def test_a_file_is_kept_in_blocks_and_known_by_its_hash(folder: Path) -> None:
    kept = keep([b"a" * 10, b"b"])
    assert isinstance(kept, Kept)
    assert Path(kept.path).read_bytes() == b"aaaaaaaaaab"
    assert kept.size == 11
    assert kept.hash == keep([b"aaaaaaaaaa", b"b"]).hash


def test_a_persons_own_file_is_left_alone(cast: Cast, tmp_path: Path) -> None:
    own = tmp_path / "mine.csv"
    own.write_bytes(text(KEPT))
    source = Source(name="mine.csv", hash="h", path=str(own))
    discard(begin(source, room=cast.shared, by=cast.ingrid))
    assert own.exists()
