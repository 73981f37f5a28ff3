"""The limits of the working agreement: what every reminder, clock and signal measures against.

The defaults here are the only ones. They are mild, and hold until a charter is signed.
"""

from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum
from fractions import Fraction
from math import ceil


class DecidedBy(StrEnum):
    """How decisions are made."""

    CONSENT = "consent"  # nobody objects
    UNANIMITY = "unanimity"  # everybody says yes
    MAJORITY = "majority"  # more than `share` of the organisations, one voice each
    SHARE = "share"  # more than `share` of the people who vote


class Deadlock(StrEnum):
    """The way out where a decision comes to no end."""

    TALK = "talk"  # the leads talk, and put it once more
    FACILITATOR = "facilitator"  # somebody neutral whom all accept helps
    AS_IT_IS = "as-it-is"  # it stays as it is


class Channel(StrEnum):
    """Where people are reached besides here."""

    MAIL = "mail"
    CHAT = "chat"
    CALL = "call"


class Unit(StrEnum):
    """What a rhythm is counted in."""

    WEEKS = "weeks"
    MONTHS = "months"


@dataclass(frozen=True, kw_only=True)
class DecisionRule:
    """How decisions are made: by whose yes, with how many there, in how many working days."""

    by: DecidedBy = DecidedBy.CONSENT
    share: str = "1/2"  # more than this share, where a share decides
    quorum: int = 50  # percent of those with a voice who must take part
    days: int = 5  # working days for a vote
    proxies: bool = False
    deadlock: Deadlock = Deadlock.TALK

    @property
    def least(self) -> Fraction:
        """The share that must be passed. Raises ValueError for what is no share."""
        return Fraction(self.share)

    def quorum_of(self, voices: int) -> int:
        """How many of so many voices must take part."""
        return ceil(Fraction(self.quorum * voices, 100))


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """When the sides check in with each other: every so many weeks or months, on a weekday, at a time."""

    every: int = 2
    unit: Unit = Unit.WEEKS
    weekday: int = 3  # Monday is 0; of a month its first such day
    at: time = time(10)
    zone: str = ""  # whose clock `at` is on; empty: each side's clock in turn
    who: str = ""

    @property
    def alternates(self) -> bool:
        """Whether the awkward hour goes from side to side."""
        return not self.zone


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What reminders and clocks measure against; these defaults hold until a charter is signed."""

    consent_rule: str = "unanimous"  # for acts that affect all: rules/consent.py
    answer_days: int = 5  # working days of the answering side
    question_days: int = 5  # the same, for a question that was asked here
    channels: tuple[tuple[Channel, int], ...] = ((Channel.MAIL, 5),)  # the same, elsewhere
    conflict_days: int = 3  # working days to answer a conflict
    decision: DecisionRule = field(default_factory=DecisionRule)
    rhythm: Rhythm = field(default_factory=Rhythm)
    reminder_days: tuple[int, ...] = (3, 1)  # days before a deadline
    silence_days: int = 30  # days after which an undelivered promise counts as dropped
    ease_days: int = 14  # days for which "too much" holds unless another day is chosen
    outreach_days: int = 7  # days of silence before a kind word is suggested
    shown_first_days: int = 7  # days for which a side alone sees an imbalance about itself
    recheck_weeks: int = (
        12  # after which an agreed adjustment is looked at again, unless another day is named
    )
    unnamed_allowed: bool = True  # whether something may be said without a name
    retention_months: int = 24  # how long what was shared is kept after the end
    operator: str = ""  # who runs this server
    signed: bool = False

    def days_on(self, channel: Channel) -> int:
        """Working days for an answer on this channel; the general answer time where none was agreed."""
        return dict(self.channels).get(channel, self.answer_days)
