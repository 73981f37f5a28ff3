"""Facts about adjustments: what two organisations agree to do differently, and whether it helped."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import Ulid


class Idea(StrEnum):
    """What can be done differently, as the catalogue has it; own words are always possible instead."""

    SMALLER_PROMISES = "smaller-promises"
    DATE_WITH_ROOM = "date-with-room"
    FEWER_AT_ONCE = "fewer-at-once"
    HALFWAY_LOOK = "halfway-look"
    SAY_HOW_SURE = "say-how-sure"
    WORD_BEFORE_THE_DAY = "word-before-the-day"
    FOUR_LINES = "four-lines"
    WHAT_WE_DO_NOT_KNOW = "what-we-do-not-know"
    ASSUMPTIONS_TOGETHER = "assumptions-together"
    DONE_MEANS = "done-means"
    SECOND_PAIR_OF_EYES = "second-pair-of-eyes"
    FIRST_PIECE_EARLY = "first-piece-early"
    LEARN_FROM_EACH_OTHER = "learn-from-each-other"
    ANSWER_ROTA = "answer-rota"
    SHORT_ANSWER_FIRST = "short-answer-first"
    ONE_PLACE_FOR_QUESTIONS = "one-place-for-questions"
    WEEKLY_QUARTER_HOUR = "weekly-quarter-hour"
    SAY_BACK_FIRST = "say-back-first"
    KIND_HOURS = "kind-hours"
    BEGIN_WITH_HOW_IT_IS = "begin-with-how-it-is"
    WHAT_HELPED = "what-helped"


class Helped(StrEnum):
    """What a side says at a re-check."""

    HELPED = "helped"
    PARTLY = "partly"
    NOT = "not"
    TOO_EARLY = "too-early"


@dataclass(frozen=True, kw_only=True)
class AdjustmentProposed(Fact):
    """A party proposed to do something differently, for one dimension of one direction, until a re-check.

    `about`, `towards`: the direction, as trust reads it; `idea`: from the catalogue, None for own words;
    `keeping_party`: the side that answers for it.
    """

    kind: ClassVar[str] = "adjustment:proposed"
    adjustment: Ulid
    about: Ulid
    towards: Ulid
    dimension: Dimension
    idea: Idea | None
    keeping_party: Ulid
    recheck_on: date
    title: Salted[str]
    change: Salted[str]
    keeping_person: Salted[Ulid] = None


@dataclass(frozen=True, kw_only=True)
class AdjustmentChanged(Fact):
    """A party proposed other words, another day or another owner; what was agreed before is stale."""

    kind: ClassVar[str] = "adjustment:changed"
    adjustment: Ulid
    version: int
    keeping_party: Ulid
    recheck_on: date
    title: Salted[str]
    change: Salted[str]
    keeping_person: Salted[Ulid] = None


@dataclass(frozen=True, kw_only=True)
class AdjustmentAgreed(Fact):
    """The other party agreed to the adjustment as it stood in this version; from now on it holds."""

    kind: ClassVar[str] = "adjustment:agreed"
    adjustment: Ulid
    version: int


@dataclass(frozen=True, kw_only=True)
class AdjustmentDeclined(Fact):
    """A party declined what was proposed, with a reason."""

    kind: ClassVar[str] = "adjustment:declined"
    adjustment: Ulid
    reason: Salted[str]


@dataclass(frozen=True, kw_only=True)
class AdjustmentWithdrawn(Fact):
    """The party whose words stood there took them back before they were agreed."""

    kind: ClassVar[str] = "adjustment:withdrawn"
    adjustment: Ulid


@dataclass(frozen=True, kw_only=True)
class AdjustmentDue(Fact):
    """The day came to look whether it helped; both parties were asked. `round` counts the looks."""

    kind: ClassVar[str] = "adjustment:due"
    adjustment: Ulid
    round: int


@dataclass(frozen=True, kw_only=True)
class AdjustmentRechecked(Fact):
    """A party said whether it helped; where that is too early to say, on which day to look again."""

    kind: ClassVar[str] = "adjustment:rechecked"
    adjustment: Ulid
    round: int
    said: Helped
    again_on: date | None = None
    words: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class AdjustmentContinued(Fact):
    """Both parties have spoken, and for at least one it is too early: it is looked at again on this day."""

    kind: ClassVar[str] = "adjustment:continued"
    adjustment: Ulid
    round: int
    recheck_on: date


@dataclass(frozen=True, kw_only=True)
class AdjustmentClosed(Fact):
    """Both parties have said whether it helped; `outcome` is what they agree on, else partly."""

    kind: ClassVar[str] = "adjustment:closed"
    adjustment: Ulid
    outcome: Helped
