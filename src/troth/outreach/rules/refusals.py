"""Why something is not possible here: a closed list; the sentences stand in `words.py`."""

from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why an act is not possible, or not possible for this person, now."""

    NO_SIDE = "no-side"
    NOBODY_ASKED = "nobody-asked"
    OWN_SIDE = "own-side"
    NOT_OF_THE_TWO = "not-of-the-two"
    HAS_LEFT = "has-left"
    WORDS_MISSING = "words-missing"
    OPEN_ALREADY = "open-already"
    ENOUGH_TODAY = "enough-today"
    ENDED = "ended"
    ENOUGH_SAID = "enough-said"
    NOTHING_PROPOSED = "nothing-proposed"
    PROPOSED_ALREADY = "proposed-already"
    OWN_PROPOSAL = "own-proposal"
    NOT_YOUR_PROPOSAL = "not-your-proposal"
    NOTHING_CHOSEN = "nothing-chosen"
    TOO_MANY = "too-many"
    DAY_PASSED = "day-passed"
    SAME_DATE = "same-date"
    CHANGED_MEANWHILE = "changed-meanwhile"
    ANSWERED_ALREADY = "answered-already"


# What the writer can mend in the form.
MENDABLE: Final = frozenset(
    {
        Reason.NOBODY_ASKED,
        Reason.OWN_SIDE,
        Reason.NOT_OF_THE_TWO,
        Reason.HAS_LEFT,
        Reason.WORDS_MISSING,
        Reason.NOTHING_CHOSEN,
        Reason.TOO_MANY,
        Reason.DAY_PASSED,
        Reason.SAME_DATE,
    }
)


class NotPossible(Exception):
    """An act was refused, and nothing was changed. `about`: the exchange that stands open already."""

    def __init__(self, reason: Reason, *, about: object = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.about = about
