"""Facts about a launch check: the same questions answered blind, opened together, differences settled."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


class Question(StrEnum):
    """What each side is asked before a launch."""

    DONE = "done"
    WHOM = "whom"
    WHEN = "when"
    DECIDES = "decides"
    COST = "cost"
    STOP = "stop"


@dataclass(frozen=True, kw_only=True)
class LaunchAnswered(Fact):
    """A party answered the questions about an initiative, sealed; `seal` tells nothing of the words."""

    kind: ClassVar[str] = "launch:answered"
    goal: Ulid
    party: Ulid
    seal: Salted[str]

    def concerns(self, field: str) -> Ulid | None:
        """A seal is of a party; it says nothing about a person."""
        return None


@dataclass(frozen=True, kw_only=True)
class LaunchOpened(Fact):
    """All answers were opened at once. `sealed`: each seal's words and salt; `own`: what single people answered."""

    kind: ClassVar[str] = "launch:opened"
    goal: Ulid
    parties: int
    sealed: Salted[tuple[str, ...]]
    own: Salted[tuple[str, ...]] = None

    def concerns(self, field: str) -> Ulid | None:
        """The words are of many; whoever answered last is only concerned by having done so."""
        return None


@dataclass(frozen=True, kw_only=True)
class LaunchRead(Fact):
    """A party said which answers fit and which differ; what it said opens once every party has."""

    kind: ClassVar[str] = "launch:read"
    goal: Ulid
    party: Ulid


@dataclass(frozen=True, kw_only=True)
class LaunchCompared(Fact):
    """Every party has read the answers: so many questions fit for all, these differ for somebody."""

    kind: ClassVar[str] = "launch:compared"
    goal: Ulid
    fit: int
    differ: tuple[Question, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LaunchWordingProposed(Fact):
    """A party proposed one wording for a question; one proposed before no longer counts."""

    kind: ClassVar[str] = "launch:wording-proposed"
    goal: Ulid
    question: Question
    number: int
    text: Salted[str]


@dataclass(frozen=True, kw_only=True)
class LaunchWordingAccepted(Fact):
    """A party accepted exactly this wording; with `settled` every party has."""

    kind: ClassVar[str] = "launch:wording-accepted"
    goal: Ulid
    question: Question
    number: int
    party: Ulid
    settled: bool


@dataclass(frozen=True, kw_only=True)
class LaunchOverridden(Fact):
    """A party recorded why it goes on although a question differs; with `settled` every party has."""

    kind: ClassVar[str] = "launch:overridden"
    goal: Ulid
    question: Question
    party: Ulid
    settled: bool
    reason: Salted[str]


@dataclass(frozen=True, kw_only=True)
class LaunchChecked(Fact):
    """The check let the launch through: what was agreed in one wording, what goes on in spite of a difference."""

    kind: ClassVar[str] = "launch:checked"
    goal: Ulid
    fit: int
    agreed: tuple[Question, ...] = ()
    overridden: tuple[Question, ...] = ()
