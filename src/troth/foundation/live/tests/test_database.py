"""Live's window on the database shows what was committed, and says so when it is shut."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from troth.foundation.live.database import (
    DatabaseAway,
    Missed,
    Reader,
    open_database,
    postgres_reader,
    sqlite_reader,
)
from troth.foundation.live.tests.house import INGRID, LUMEN, SHARED, TABLES, Record
from troth.foundation.live.words import Cut, Hint


@pytest.fixture
def record(folder: Path) -> Iterator[Record]:
    record = Record(folder / "troth.sqlite3")
    yield record
    record.close()


@pytest.fixture
def reader(record: Record) -> Iterator[Reader]:
    reader = sqlite_reader(record.url.removeprefix("sqlite:///"))
    yield reader
    reader.close()


def test_heads_are_the_last_index(record: Record, reader: Reader) -> None:
    record.add(SHARED, times=3)
    assert reader.heads([SHARED, LUMEN]) == {SHARED: 2, LUMEN: -1}


def test_a_thousand_rooms_are_asked_in_portions(record: Record, reader: Reader) -> None:
    record.add(SHARED)
    rooms = [f"room {number}" for number in range(1000)] + [SHARED]
    assert [room for room, head in reader.heads(rooms).items() if head == 0] == [SHARED]


def test_what_was_missed_comes_in_order_with_its_kind(record: Record, reader: Reader) -> None:
    for kind in ("a:b", "c:d", "e:f"):
        record.add(SHARED, kind)
    hints = (Hint(SHARED, 1, "c:d"), Hint(SHARED, 2, "e:f"))
    assert reader.behind({SHARED: 0}) == {SHARED: Missed(2, hints)}
    assert reader.behind({SHARED: 2, LUMEN: -1}) == {SHARED: Missed(2), LUMEN: Missed(-1)}


def test_more_than_five_hundred_are_too_many(record: Record, reader: Reader) -> None:
    record.add(SHARED, times=502)
    assert len(reader.behind({SHARED: 1})[SHARED].hints) == 500
    assert reader.behind({SHARED: 0})[SHARED] == Missed(501, too_many=True)


def test_access_taken_away_lately_is_seen_by_its_id(record: Record, reader: Reader) -> None:
    record.take_away(INGRID, SHARED)
    record.take_away(INGRID)
    found = reader.changes(time.time() - 60)
    assert [change.cut for change in found] == [Cut(INGRID, SHARED), Cut(INGRID, "*")]
    assert len({change.id for change in found}) == 2
    assert reader.changes(time.time() + 1) == []


def test_nothing_can_be_written_through_this_window(record: Record, reader: Reader) -> None:
    with pytest.raises(DatabaseAway, match="readonly"):
        reader.rows("delete from ledger_entry", [])


def test_a_database_that_comes_back_is_opened_again(folder: Path) -> None:
    reader = sqlite_reader(str(folder / "troth.sqlite3"))
    with pytest.raises(DatabaseAway):
        reader.heads([SHARED])
    record = Record(folder / "troth.sqlite3")
    record.add(SHARED)
    assert reader.heads([SHARED]) == {SHARED: 0}
    reader.close()
    record.close()


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="sqlite:/// or postgres://"):
        open_database("mysql://localhost/troth")


@pytest.mark.postgres
def test_postgres_answers_the_same() -> None:
    psycopg = pytest.importorskip("psycopg")
    url = os.environ["DATABASE_URL"]
    schema = f"live_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as writer:
        writer.execute(f"create schema {schema}; set search_path to {schema}")
        writer.execute(TABLES.replace(" real", " double precision"))
        writer.execute("insert into ledger_entry values (%s, 0, 'a:b')", [SHARED])
        writer.execute("insert into ledger_head values (%s, 1)", [SHARED])
        change = ("one", INGRID, SHARED, time.time())
        writer.execute("insert into access_change values (%s, %s, %s, %s)", change)
        reader = postgres_reader(url)
        reader.rows("select set_config('search_path', ?, false)", [schema])
        assert reader.behind({SHARED: -1}) == {SHARED: Missed(0, (Hint(SHARED, 0, "a:b"),))}
        assert reader.changes(time.time() - 60)[0].cut == Cut(INGRID, SHARED)
        with pytest.raises(DatabaseAway, match="read-only"):
            reader.rows("delete from ledger_entry", [])
        reader.close()
        writer.execute(f"drop schema {schema} cascade")
