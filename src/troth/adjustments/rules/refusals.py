"""Why something about an adjustment is not possible: a closed list; the sentences stand in `words.py`."""

from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why an act is not possible, or not possible for this side, now."""

    NO_SIDE = "no-side"
    BETWEEN_OTHERS = "between-others"
    SAME_SIDE = "same-side"
    NOT_AT_THIS_TABLE = "not-at-this-table"
    OWN_WORDS = "own-words"
    NOT_YOUR_WORDS = "not-your-words"
    CHANGED_MEANWHILE = "changed-meanwhile"
    AGREED_ALREADY = "agreed-already"
    NOT_AGREED_YET = "not-agreed-yet"
    SAID_ALREADY = "said-already"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"
    OVER = "over"
    STANDS_ALREADY = "stands-already"
    WORDS_MISSING = "words-missing"
    REASON_MISSING = "reason-missing"
    ITS_DAY_PASSED = "its-day-passed"
    KEEPER_ELSEWHERE = "keeper-elsewhere"
    OTHER_DIMENSION = "other-dimension"
    DAY_MISSING = "day-missing"
    DAY_PASSED = "day-passed"
    DAY_TOO_FAR = "day-too-far"


# The asker is the wrong one; whoever is the right one may do it.
FOR_OTHERS: Final = frozenset(
    {Reason.NO_SIDE, Reason.BETWEEN_OTHERS, Reason.OWN_WORDS, Reason.NOT_YOUR_WORDS}
)


class NotPossible(Exception):
    """An act was refused, and nothing was changed. `about`: the adjustment that stands in the way, if one does."""

    def __init__(self, reason: Reason, *, about: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.about = about

    @property
    def is_for_others(self) -> bool:
        """Whether somebody else could do it now."""
        return self.reason in FOR_OTHERS
