"""Where shared documents are served: the documents process says so in a file of the run folder."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from troth.foundation.live.front.upstream import Pool, tcp_pool

NAME = "documents.door"
HEADER = b"x-troth-door"


@dataclass(frozen=True, slots=True)
class Door:
    """A way to documents, and the word it wants to hear from us."""

    pool: Pool
    secret: bytes


class Documents:
    """Reads `documents.door` (`<port> <secret>`, readable by its owner alone) when it has changed."""

    def __init__(self, run_folder: Path) -> None:
        self._path = run_folder / NAME
        self._changed = 0
        self._door: Door | None = None

    def door(self) -> Door | None:
        """The way to documents, or nothing while that process is not there."""
        try:
            changed = self._path.stat().st_mtime_ns
        except OSError:
            return None
        if changed != self._changed:
            self._door, self._changed = self._read(), changed
        return self._door

    def _read(self) -> Door | None:
        with suppress(OSError, ValueError):
            port, secret = self._path.read_text().split()
            return Door(tcp_pool(int(port)), secret.encode("ascii"))
        return None
