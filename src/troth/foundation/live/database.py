"""Live's window on the database: read-only, three small questions, in a thread of its own."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar
from urllib.parse import quote

from troth.foundation.live.words import Cut, Hint

# The names of other nouns' tables. Live imports no noun, so they are written here, and tests of the
# running house show when one has changed.
CHANGES = "select id, person_id, room_id from access_change where at > ?"
HEADS = "select log, size from ledger_head where log in ({})"
MISSED = "select idx, kind from ledger_entry where log = ? and idx > ? order by idx limit 500"
MOST = 500
AT_ONCE = 400
PATIENCE = 3
Answer = TypeVar("Answer")


class DatabaseAway(Exception):
    """The database could not be asked; the next question opens it anew."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row that takes access away; its id tells whether we have seen it."""

    id: str
    cut: Cut


@dataclass(frozen=True, slots=True)
class Missed:
    """What a room's log has beyond an index: its head, and the entries unless they are too many."""

    head: int
    hints: Sequence[Hint] = ()
    too_many: bool = False


class Reader:
    """Asks over one DB-API connection, in the thread where it was opened."""

    def __init__(self, connect: Callable[[], Any], *, mark: str) -> None:
        self._connect = connect
        self._mark = mark
        self._connection: Any = None

    def rows(self, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """All rows of one question; `?` stands for a value."""
        try:
            self._connection = self._connection or self._connect()
            cursor = self._connection.cursor()
            cursor.execute(sql.replace("?", self._mark), tuple(values))
            found: list[tuple[Any, ...]] = cursor.fetchall()
            cursor.close()
        except Exception as error:  # each library raises its own family, and all mean the same here
            self.close()
            raise DatabaseAway(str(error)) from error
        return found

    def close(self) -> None:
        """Let go of the connection."""
        connection, self._connection = self._connection, None
        with suppress(Exception):
            connection.close()

    def changes(self, since: float) -> list[Change]:
        """Access taken away after this moment (seconds since 1970)."""
        found = self.rows(CHANGES, [since])
        return [Change(str(id_), Cut(str(person), str(room))) for id_, person, room in found]

    def heads(self, rooms: Sequence[str]) -> dict[str, int]:
        """The last index of each room's log; -1 where nothing was recorded yet."""
        heads = dict.fromkeys(rooms, -1)
        for start in range(0, len(rooms), AT_ONCE):
            some = rooms[start : start + AT_ONCE]
            found = self.rows(HEADS.format(",".join("?" * len(some))), some)
            heads.update((str(log), int(size) - 1) for log, size in found)
        return heads

    def behind(self, known: Mapping[str, int]) -> dict[str, Missed]:
        """What each room has beyond the index that is known of it."""
        return {
            room: self._missed(room, known[room], head=head)
            for room, head in self.heads(list(known)).items()
        }

    def _missed(self, room: str, after: int, *, head: int) -> Missed:
        if head - after > MOST:
            return Missed(head, too_many=True)
        if head <= after:
            return Missed(head)
        found = self.rows(MISSED, [room, after])
        hints = tuple(Hint(room, int(idx), str(kind)) for idx, kind in found)
        return Missed(max(head, hints[-1].idx) if hints else head, hints)


class Database:
    """The reader behind a thread, so that a slow disk never holds up the streams."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")

    async def changes(self, since: float) -> list[Change]:
        """Access taken away after this moment. Raises `DatabaseAway`."""
        return await self._ask(lambda: self._reader.changes(since))

    async def behind(self, known: Mapping[str, int]) -> dict[str, Missed]:
        """What each room has beyond the index that is known of it. Raises `DatabaseAway`."""
        asked = dict(known)
        return await self._ask(lambda: self._reader.behind(asked))

    async def heads(self, rooms: Sequence[str]) -> dict[str, int]:
        """The last index of each room's log. Raises `DatabaseAway`."""
        return await self._ask(lambda: self._reader.heads(rooms))

    async def _ask(self, question: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, question)

    def close(self) -> None:
        """Let go of connection and thread, without waiting for a question that hangs."""
        self._thread.submit(self._reader.close)
        self._thread.shutdown(wait=False)


def sqlite_reader(path: str) -> Reader:
    """A reader of a SQLite file; the library with the WAL fix where it is installed."""
    library: Any = import_module("pysqlite3" if find_spec("pysqlite3") else "sqlite3")
    uri = f"file:{quote(path)}?mode=ro"

    return Reader(
        partial(library.connect, uri, uri=True, timeout=PATIENCE, isolation_level=None), mark="?"
    )


def postgres_reader(url: str) -> Reader:
    """A reader of a PostgreSQL database. The library is an extra: loaded only where it is used."""
    library: Any = import_module("psycopg")
    options = f"-c default_transaction_read_only=on -c statement_timeout={PATIENCE * 1000}"

    return Reader(
        partial(library.connect, url, autocommit=True, connect_timeout=PATIENCE, options=options),
        mark="%s",
    )


def open_database(url: str) -> Database:
    """The database of `DATABASE_URL`. Raises `ValueError` for an address of another kind."""
    if url.startswith(("postgres://", "postgresql://")):
        return Database(postgres_reader(url))
    if url.startswith("sqlite:///"):
        return Database(sqlite_reader(url.removeprefix("sqlite:///")))
    raise ValueError("DATABASE_URL must begin with sqlite:/// or postgres://")
