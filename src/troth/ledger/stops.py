"""Why a log stopped: it takes no entries and is not signed until somebody has looked."""

from enum import StrEnum

from troth.foundation.kernel.ulid import Ulid


class Stop(StrEnum):
    """What was found."""

    BEHIND = "behind"
    LOST = "high-water-lost"
    UNREADABLE = "high-water-unreadable"
    CHANGED = "changed"
    KEY_LOST = "key-lost"


REASONS = {
    Stop.BEHIND: "the database holds less than was signed before; it was restored from an old copy",
    Stop.LOST: "the file that remembers the last signed size is gone",
    Stop.UNREADABLE: "the file that remembers the last signed size is not what this server wrote",
    Stop.CHANGED: "what was recorded before is not what it was",
    Stop.KEY_LOST: "the key that signs the record is gone or another one",
}


class Stopped(Exception):
    """This log must not be signed."""

    def __init__(self, reason: Stop, where: str = "") -> None:
        super().__init__(REASONS[reason] + (f" ({where})" if where else ""))
        self.reason = reason


class ReadOnly(Exception):
    """This log takes no entries; nothing was changed."""

    def __init__(self, log: Ulid, reason: Stop) -> None:
        super().__init__(f"the record of room {log} is read-only: {REASONS[reason]}")
        self.log = log
        self.reason = reason
