"""What a check found wrong."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something that is not as it was recorded; `idx` is the first wrong place, where there is one.

    Without a log it concerns the server's key, and so all logs.
    """

    log: str | None
    idx: int | None
    what: str

    def __str__(self) -> str:
        place = "" if self.idx is None else f", entry {self.idx}"
        return f"{f'log {self.log}' if self.log else 'all logs'}{place}: {self.what}"
