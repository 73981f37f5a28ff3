"""Why something about a decision is not possible: a closed list; the sentences stand in `words.py`."""

from enum import StrEnum
from typing import Final


class Reason(StrEnum):
    """Why an act is not possible, or not possible for this seat, now."""

    VOTING_OVER = "voting-over"
    STILL_OPEN = "still-open"
    NO_SIDE = "no-side"
    ADMINS_VOTE = "admins-vote"
    NOT_ON_ROLL = "not-on-roll"
    HANDED_ON = "handed-on"
    CHOICE_UNKNOWN = "choice-unknown"
    REASON_NEEDED = "reason-needed"
    NEW_WORDS = "new-words"
    SOMEBODY_WAS_QUICKER = "somebody-was-quicker"
    PROXIES_OFF = "proxies-off"
    PROXY_TO_SELF = "proxy-to-self"
    PROXY_VOTED = "proxy-voted"
    PROXY_GIVEN = "proxy-given"
    PROXY_CHAIN = "proxy-chain"
    PROXY_HOLDS = "proxy-holds"
    NO_PROXY = "no-proxy"
    NOBODY_VOTES = "nobody-votes"
    QUORUM_TOO_HIGH = "quorum-too-high"
    RULE_UNKNOWN = "rule-unknown"
    PEOPLE_ONLY = "people-only"
    QUESTION_MISSING = "question-missing"
    DAY_PASSED = "day-passed"
    DAY_TOO_FAR = "day-too-far"
    DAY_OFF = "day-off"
    PROPOSER_ONLY = "proposer-only"
    VOTES_THERE = "votes-there"
    NOTHING_NEW = "nothing-new"
    ENOUGH_OPEN = "enough-open"
    TOO_MANY_VOICES = "too-many-voices"


# The asker is the wrong one; whoever is the right one may do it.
FOR_OTHERS: Final = frozenset(
    {Reason.NO_SIDE, Reason.ADMINS_VOTE, Reason.NOT_ON_ROLL, Reason.PROPOSER_ONLY}
)


class NotPossible(Exception):
    """An act was refused, and nothing was changed. `values` are what its sentence mentions."""

    def __init__(self, reason: Reason, **values: str) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.values = values

    @property
    def is_for_others(self) -> bool:
        """Whether somebody else could do it now."""
        return self.reason in FOR_OTHERS
