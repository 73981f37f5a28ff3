"""Database backend: SQLite whose writers queue at a file lock before `BEGIN IMMEDIATE`.

SQLite's own busy handler sleeps and is unfair: under load one process can starve another for seconds.
A lock on a file beside the database gives the kernel's order instead.
"""

import fcntl
import os

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite connection that holds the write gate from `BEGIN` to the end of the transaction."""

    gate: int | None = None

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
