"""Database backend: SQLite whose writers queue at a file lock, for a transaction or for one statement.

SQLite's own busy handler sleeps and is unfair: under load one process can starve another for seconds.
A lock on a file beside the database gives the kernel's order instead.
"""

import fcntl
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db.backends.sqlite3 import base

READS = re.compile(
    r"\s*(select|values|explain|pragma|begin|commit|rollback|savepoint|release)\b", re.IGNORECASE
)
WITH_WRITES = re.compile(
    r"\s*with\b(?!.*\b(insert|update|delete|replace)\b)", re.IGNORECASE | re.DOTALL
)


def writes(query: str) -> bool:
    """Whether a statement may change something; if in doubt it does."""
    return not (READS.match(query) or WITH_WRITES.match(query))


class Cursor(base.SQLiteCursorWrapper):
    """A cursor whose single writes, outside of any transaction, wait for their turn as well."""

    if TYPE_CHECKING:
        wrapper: "DatabaseWrapper"

    def execute(self, query: str, params: Any = None) -> "Cursor":  # noqa: ANN401  # as SQLite has it
        """Run it, with the gate where it writes by itself."""
        with self.wrapper.turn(query):
            super().execute(query, params)
        return self

    def executemany(self, query: str, param_list: Iterable[Any]) -> "Cursor":
        """Run it for each row, with the gate where it writes by itself."""
        with self.wrapper.turn(query):
            super().executemany(query, param_list)
        return self


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite connection that holds the write gate from `BEGIN` to the end of the transaction.

    A statement that writes in a transaction of its own holds it, too: left to SQLite's busy handler
    it starves behind those who queue here, and after five seconds it is told "database is locked".
    """

    gate: int | None = None

    def create_cursor(self, name: str | None = None) -> Cursor:
        """A cursor that knows whose gate it waits at."""
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    @contextmanager
    def turn(self, query: str) -> Iterator[None]:
        """The gate for one statement, unless a transaction holds it or nothing is written."""
        if self.gate is not None or self.connection.in_transaction or not writes(query):
            yield
            return
        self.enter_gate()
        try:
            yield
        finally:
            self.leave_gate()

    def _start_transaction_under_autocommit(self) -> None:
        try:
            self.enter_gate()
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self.leave_gate()
            raise

    def enter_gate(self) -> None:
        """Wait for the turn to write; a database in memory needs none."""
        name = str(self.settings_dict["NAME"])
        if self.gate is not None or not name or ":memory:" in name or "mode=memory" in name:
            return
        self.gate = os.open(f"{name}.gate", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self.gate, fcntl.LOCK_EX)

    def leave_gate(self) -> None:
        """Let the next writer in."""
        gate, self.gate = self.gate, None
        if gate is not None:
            os.close(gate)

    def _commit(self) -> object:
        try:
            return super()._commit()  # type: ignore[misc]  # not in the stubs
        finally:
            self.leave_gate()

    def _rollback(self) -> object:
        try:
            return super()._rollback()  # type: ignore[misc]  # not in the stubs
        finally:
            self.leave_gate()

    def _close(self) -> object:
        try:
            return super()._close()  # type: ignore[misc]  # not in the stubs
        finally:
            self.leave_gate()
