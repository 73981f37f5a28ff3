"""Facts about talk: topics, posts, questions, and what was meant."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


class Sign(StrEnum):
    """What somebody can answer to a post without words; none of them binds anybody."""

    THANKS = "thanks"
    GLAD = "glad"
    SAME = "same"
    SEEN = "seen"


@dataclass(frozen=True, kw_only=True)
class TopicBegun(Fact):
    """Somebody began a topic; `about` is what it is about where that stands in another room."""

    kind: ClassVar[str] = "topic:begun"
    topic: Ulid
    title: Salted[str]
    about: Ulid | None = None


@dataclass(frozen=True, kw_only=True)
class PostWritten(Fact):
    """Somebody said something in a topic; without anybody in `by` it was said unnamed.

    `answers` is the post it replies to, `number` its place in the topic, `files` what of the library came with it.
    """

    kind: ClassVar[str] = "post:written"
    topic: Ulid
    post: Ulid
    number: int
    text: Salted[str]
    answers: Ulid | None = None
    files: tuple[Ulid, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PostEdited(Fact):
    """Its author changed the words of a post; the earlier ones stay readable."""

    kind: ClassVar[str] = "post:edited"
    topic: Ulid
    post: Ulid
    version: int
    text: Salted[str]


@dataclass(frozen=True, kw_only=True)
class PostTakenBack(Fact):
    """Its author took a post back; its place stays, its words are no longer shown."""

    kind: ClassVar[str] = "post:taken-back"
    topic: Ulid
    post: Ulid


@dataclass(frozen=True, kw_only=True)
class PostReacted(Fact):
    """Somebody answered a post with a sign, or took the sign away again."""

    kind: ClassVar[str] = "post:reacted"
    topic: Ulid
    post: Ulid
    sign: Sign
    given: bool


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(Fact):
    """Somebody asked a party, or everybody, a question; `answer_by` follows from the terms then in force.

    The question is a post of the topic and has its id; `files` is what of the library came with it.
    """

    kind: ClassVar[str] = "question:asked"
    topic: Ulid
    question: Ulid
    number: int
    text: Salted[str]
    asked_party: Ulid | None = None  # None: everybody else in the room
    answer_by: datetime
    answers: Ulid | None = None
    files: tuple[Ulid, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(Fact):
    """The asker or the asked party marked a post as the answer; the question is no longer open."""

    kind: ClassVar[str] = "question:answered"
    topic: Ulid
    question: Ulid
    answer: Ulid
    answer_by: datetime


@dataclass(frozen=True, kw_only=True)
class QuestionReopened(Fact):
    """The asking side says that its question is still open, and the time to answer begins anew."""

    kind: ClassVar[str] = "question:reopened"
    topic: Ulid
    question: Ulid
    answer_by: datetime


@dataclass(frozen=True, kw_only=True)
class MeaningAsked(Fact):
    """Somebody said in their own words how they understood a post, and asked whether that was meant."""

    kind: ClassVar[str] = "meaning:asked"
    topic: Ulid
    post: Ulid
    meaning: Ulid
    words: Salted[str]


@dataclass(frozen=True, kw_only=True)
class MeaningConfirmed(Fact):
    """The author of the post confirmed: that is what was meant."""

    kind: ClassVar[str] = "meaning:confirmed"
    topic: Ulid
    post: Ulid
    meaning: Ulid


@dataclass(frozen=True, kw_only=True)
class MeaningCorrected(Fact):
    """The author of the post said in other words what was meant."""

    kind: ClassVar[str] = "meaning:corrected"
    topic: Ulid
    post: Ulid
    meaning: Ulid
    words: Salted[str]
