"""Writers queue at a gate: one at a time, each in its turn, and nobody is locked out after a fault."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from threading import Thread

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from troth.foundation.web.sqlite.base import writes
from troth.site.database import sqlite_settings

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]


class Table:
    """A database file of its own, reached by a connection of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        handler = ConnectionHandler({"default": sqlite_settings(path)})
        self.connection: BaseDatabaseWrapper = handler["default"]

    def run(self, sql: str) -> list[tuple[object, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    @property
    def is_shut(self) -> bool:
        """Whether somebody holds the gate."""
        with open(f"{self.path}.gate", "a") as gate:  # noqa: PTH123  # a path with a suffix
            try:
                fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Table]:
    found = Table(tmp_path / "t.sqlite3")
    found.run("create table t (n integer)")
    yield found
    found.connection.close()


def begin(table: Table) -> None:
    table.connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_the_gate_is_shut_from_the_beginning_of_a_transaction_to_its_end(table: Table) -> None:
    begin(table)
    assert table.is_shut
    table.connection.commit()
    assert not table.is_shut


def test_it_opens_when_a_transaction_is_taken_back(table: Table) -> None:
    begin(table)
    table.run("insert into t values (1)")
    table.connection.rollback()
    assert not table.is_shut
    table.connection.set_autocommit(True)
    assert table.run("select count(*) from t") == [(0,)]


def test_it_opens_when_the_connection_is_closed_in_the_midst(table: Table) -> None:
    begin(table)
    table.connection.in_atomic_block = False
    table.connection.close()
    assert not table.is_shut


def test_it_opens_when_the_transaction_cannot_begin(table: Table, tmp_path: Path) -> None:
    other = Table(table.path)
    other.run("pragma busy_timeout = 1")
    table.connection.ensure_connection()
    table.connection.connection.execute("begin immediate")
    with pytest.raises(OperationalError, match="locked"):
        begin(other)
    assert not other.is_shut
    table.connection.connection.execute("rollback")
    other.connection.close()


def test_it_opens_when_waiting_at_it_is_broken_off(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_said: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(fcntl, "flock", interrupted)
        with pytest.raises(KeyboardInterrupt):
            begin(table)
    assert table.connection.gate is None  # type: ignore[attr-defined]  # of our own backend


def test_reading_waits_at_no_gate(table: Table) -> None:
    with open(f"{table.path}.gate", "a") as gate:  # noqa: PTH123  # a path with a suffix
        fcntl.flock(gate, fcntl.LOCK_EX)
        assert table.run("select count(*) from t") == [(0,)]


def beside(table: Table, sql: str) -> tuple[Thread, list[object]]:
    """The same file from another thread, with a connection that SQLite itself would not let wait."""
    seen: list[object] = []

    def work() -> None:
        other = Table(table.path)
        other.run("pragma busy_timeout = 1")
        seen.append("here")
        try:
            seen.append(other.run(sql))
        except OperationalError as error:
            seen.append(error)
        other.connection.close()

    thread = Thread(target=work)
    thread.start()
    return thread, seen


@pytest.mark.parametrize(
    "sql",
    [
        "insert into t values (7)",
        "  UPDATE t set n = 7",
        "delete from t where n = 1",
        "insert into t values (7) returning n",
        "with one as (select 1) insert into t select * from one",
    ],
)
def test_a_single_write_waits_for_its_turn_and_is_never_told_locked(table: Table, sql: str) -> None:
    """It stood outside of the queue: under load it was told after five seconds that all is locked."""
    begin(table)
    table.run("insert into t values (1)")
    thread, seen = beside(table, sql)
    thread.join(0.4)
    assert seen == ["here"]
    table.connection.commit()
    thread.join(30)
    assert isinstance(seen[1], list), seen[1]
    assert not table.is_shut


def test_many_rows_in_one_call_take_one_turn(table: Table) -> None:
    with table.connection.cursor() as cursor:
        cursor.executemany("insert into t values (%s)", [(n,) for n in range(5)])
    assert table.run("select count(*) from t") == [(5,)]
    assert not table.is_shut


def test_it_opens_when_a_single_write_is_refused(table: Table) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        table.run("insert into nowhere values (1)")
    assert not table.is_shut


@pytest.mark.parametrize(
    ("sql", "changes"),
    [
        ("select 1", False),
        ("\n  SELECT n FROM t", False),
        ("with a as (select 1) select * from a", False),
        ("WITH a AS (SELECT 1)\nDELETE FROM t", True),
        ("PRAGMA foreign_keys=ON", False),
        ("SAVEPOINT s1", False),
        ("values (1)", False),
        ("insert into t values (1)", True),
        ("create table u (n)", True),
        ("drop table u", True),
        ("vacuum", True),
        ("selection of nothing", True),
        ("", True),
    ],
)
def test_what_may_write_is_told_from_what_only_reads(sql: str, changes: bool) -> None:
    assert writes(sql) is changes


def test_a_database_in_memory_has_no_gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = Table(Path(":memory:"))
    begin(found)
    found.connection.rollback()
    found.connection.close()
    assert list(tmp_path.iterdir()) == []


WRITER = """
import sys
import django
from django.conf import settings
sys.path[:0] = sys.argv[4:]
from troth.site.database import sqlite_settings
settings.configure(DATABASES={"default": sqlite_settings(sys.argv[1])})
django.setup()
from django.db import connection, transaction
print("ready", flush=True)
sys.stdin.readline()
for n in range(int(sys.argv[3])):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select coalesce(max(n), 0) from t")
            at = cursor.fetchone()[0]
            cursor.execute("insert into t values (%s)", [at + 1])
            cursor.execute("insert into w values (%s, %s)", [at + 1, sys.argv[2]])
"""


def test_two_processes_that_write_take_turns_and_lose_nothing(table: Table) -> None:
    turns = 60
    table.run("create table w (n integer, who text)")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(table.path), name, str(turns)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    rows = table.run("select n, who from w order by n")
    assert [n for n, _who in rows] == list(range(1, 2 * turns + 1))
    runs = [len(list(group)) for _who, group in groupby(who for _n, who in rows)]
    # One may begin before the other has been given a core, and the other then ends alone.
    _first, *between, _last = runs
    assert between
    assert max(between) < turns / 2
