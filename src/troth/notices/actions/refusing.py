"""Why a mail did not become what it was sent for; the words go back to whoever wrote them."""

from enum import StrEnum


class Why(StrEnum):
    """Why a message did not become what its address stands for."""

    SENDER = "sender"
    RAN_OUT = "ran-out"
    NO_SEAT = "no-seat"
    CLOSED = "closed"
    MAY_NOT = "may-not"
    EMPTY = "empty"
    LONG = "long"
    NOT_NOW = "not-now"
    ALREADY = "already"
    SKIPPED = "skipped"
    OVER = "over"
    COLLEAGUE = "colleague"
    TWO_SEATS = "two-seats"
    NO_VOTE = "no-vote"
    NO_VOICE = "no-voice"
    NEW_WORDS = "new-words"
    VOTE_OVER = "vote-over"
    REASON_NEEDED = "reason-needed"
    COLLEAGUE_VOTED = "colleague-voted"


class Kept(Exception):
    """It cannot be posted; `values` are what its sentence mentions."""

    def __init__(self, why: Why, **values: str) -> None:
        super().__init__(why)
        self.why = why
        self.values = values
