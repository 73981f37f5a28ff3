"""What every connection of the running process shares."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from troth.foundation.live.database import Database
from troth.foundation.live.fragments import Fragments
from troth.foundation.live.front.doors import Documents
from troth.foundation.live.front.forwarded import Believed
from troth.foundation.live.front.upstream import Pool
from troth.foundation.live.hub import Hub
from troth.foundation.live.permits import Permits
from troth.foundation.live.watch import Watch


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How this process was asked to run."""

    run: Path
    database: str
    redis: str = ""
    host: str = "localhost"
    port: int = 8000
    behind_proxy: bool = False
    trusted_proxies: tuple[str, ...] = ()


class Open(Protocol):
    """An open connection, as the sweep and the stop see it."""

    @property
    def deadline(self) -> float:
        """When something must have happened (monotonic seconds)."""

    def overdue(self) -> None:
        """It has not."""

    def wind_down(self) -> None:
        """Finish what was begun, then close."""

    def abort(self) -> None:
        """Close at once."""


@dataclass(kw_only=True)
class Parts:
    """The parts, and the connections that are open."""

    settings: Settings
    web: Pool
    documents: Documents
    believed: Believed
    hub: Hub
    permits: Permits
    fragments: Fragments
    database: Database
    watch: Watch
    connections: set[Open] = field(default_factory=set)
    stopping: bool = False
