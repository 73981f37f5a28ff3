"""Why something at the table is not possible: a closed list; the sentences stand in `words.py`."""

from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why an act is not possible, or not possible for this seat, now."""

    CLOSED = "closed"
    NOT_OPEN_YET = "not-open-yet"
    ALREADY_OPEN = "already-open"
    SEAT_ENDED = "seat-ended"
    ADMINS_ONLY = "admins-only"
    OWN_SIDE_ONLY = "own-side-only"
    NO_SIDE = "no-side"
    LAST_ADMIN = "last-admin"
    LAST_ORGANISATION_ADMIN = "last-organisation-admin"
    NOT_A_MEMBER = "not-a-member"
    SOMEBODY_WAS_QUICKER = "somebody-was-quicker"
    SAME_ROLE = "same-role"
    NOT_FOR_GUESTS = "not-for-guests"
    SITS_HERE_ALREADY = "sits-here-already"
    NAME_TAKEN = "name-taken"
    NAME_MISSING = "name-missing"
    ORGANISATION_HERE_ALREADY = "organisation-here-already"
    NOT_ADMIN_THERE = "not-admin-there"
    ORGANISATION_NEEDED = "organisation-needed"
    FOUNDER_NEEDED = "founder-needed"
    ADDRESS_TWICE = "address-twice"
    OTHER_ADDRESS = "other-address"
    DAY_NEEDED = "day-needed"
    DAY_HAS_PASSED = "day-has-passed"
    TOO_FAR_AWAY = "too-far-away"
    ROOM_NEEDED = "room-needed"
    ROOM_NOT_YOURS = "room-not-yours"
    NEVER_A_SIDE_ROOM = "never-a-side-room"
    NEVER_A_CLOSED_ROOM = "never-a-closed-room"
    PARTIES_NEEDED = "parties-needed"
    OWN_SIDE_TOO = "own-side-too"
    RULE_UNKNOWN = "rule-unknown"
    RULE_IN_FORCE = "rule-in-force"
    TWO_ALONE = "two-alone"
    LEAVE_INSTEAD = "leave-instead"
    NO_VOTE = "no-vote"
    ALREADY_SETTLED = "already-settled"
    SAME_MOTION = "same-motion"
    NOT_WIDER = "not-wider"
    NEEDS_CONSENT = "needs-consent"
    SHARE_IT_YOURSELF = "share-it-yourself"
    NOTHING_THERE = "nothing-there"
    NOT_AS_IT_STANDS = "not-as-it-stands"
    REASON_NEEDED = "reason-needed"
    ENOUGH_LETTERS = "enough-letters"
    ENOUGH_ROOMS = "enough-rooms"
    ENOUGH_MOTIONS = "enough-motions"


# The asker is the wrong one; whoever is the right one may do it.
FOR_OTHERS: Final = frozenset(
    {
        Reason.ADMINS_ONLY,
        Reason.OWN_SIDE_ONLY,
        Reason.NO_SIDE,
        Reason.NO_VOTE,
        Reason.NOT_ADMIN_THERE,
    }
    | {Reason.ROOM_NOT_YOURS, Reason.SEAT_ENDED}
)


class NotPossible(Exception):
    """An act was refused, and nothing was changed. `values` are the names its sentence mentions."""

    def __init__(self, reason: Reason, **values: str) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.values = values

    @property
    def is_for_others(self) -> bool:
        """Whether somebody else could do it now."""
        return self.reason in FOR_OTHERS


class NoInvitation(Exception):
    """There is no living invitation behind a token: wrong, used, cancelled or run out, all the same."""
