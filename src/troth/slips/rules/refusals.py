"""Why something about a slip is not possible: a closed list; the sentences stand in `words.py`."""

from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why an act is not possible, or not possible for this side, now."""

    NO_SIDE = "no-side"
    OWNER_ONLY = "owner-only"
    OWN_SLIP = "own-slip"
    FOR_ANOTHER = "for-another"
    TAKEN_BACK = "taken-back"
    ALREADY_ACKNOWLEDGED = "already-acknowledged"
    ALREADY_SAID = "already-said"
    ALREADY_REPAIRED = "already-repaired"
    NOT_SAID_YET = "not-said-yet"
    HEARD_ALREADY = "heard-already"
    ENOUGH_SAID = "enough-said"
    WORDS_MISSING = "words-missing"
    NOT_IN_SIDE_ROOM = "not-in-side-room"
    NOT_YOUR_PROMISE = "not-your-promise"
    NOT_PROMISED = "not-promised"
    FROM_A_FILE = "from-a-file"
    NOT_IN_THIS_ROOM = "not-in-this-room"
    TOWARDS_OWN_SIDE = "towards-own-side"
    ALREADY_OWNED = "already-owned"
    DAY_PASSED = "day-passed"
    DAY_TOO_FAR = "day-too-far"


# The asker is the wrong one; whoever is the right one may do it.
FOR_OTHERS: Final = frozenset(
    {
        Reason.NO_SIDE,
        Reason.OWNER_ONLY,
        Reason.OWN_SLIP,
        Reason.FOR_ANOTHER,
        Reason.NOT_YOUR_PROMISE,
    }
)


class NotPossible(Exception):
    """An act was refused, and nothing was changed. `about`: the slip that stands in the way, if one does."""

    def __init__(self, reason: Reason, *, about: str = "", **values: str) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.about = about
        self.values = values

    @property
    def is_for_others(self) -> bool:
        """Whether somebody else could do it now."""
        return self.reason in FOR_OTHERS
