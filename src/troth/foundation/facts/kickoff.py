"""Facts about a kickoff: lines written unseen, opened together, each with an ending."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


class Group(StrEnum):
    """What a line is about."""

    GOAL = "goal"
    EXPECTATION = "expectation"
    CONCERN = "concern"


class Ending(StrEnum):
    """What became of a line."""

    GOAL = "goal"
    EXPECTATION = "expectation"
    OWNED = "owned"
    PARKED = "parked"


@dataclass(frozen=True, kw_only=True)
class KickoffBegun(Fact):
    """A session began in which everybody writes first, unseen; it opens at `opens_at` at the latest."""

    kind: ClassVar[str] = "kickoff:begun"
    kickoff: Ulid
    guests: bool
    opens_at: datetime | None = None
    title: Salted[str]


@dataclass(frozen=True, kw_only=True)
class KickoffReady(Fact):
    """A party said that it has written. `seal` commits to its named lines and tells nothing of them."""

    kind: ClassVar[str] = "kickoff:readied"
    kickoff: Ulid
    party: Ulid
    seal: Salted[str]

    def concerns(self, field: str) -> Ulid | None:
        """A seal is of a party; it says nothing about a person."""
        return None


@dataclass(frozen=True, kw_only=True)
class KickoffNotReady(Fact):
    """A party wants to write on; the seal it gave before no longer counts."""

    kind: ClassVar[str] = "kickoff:resumed"
    kickoff: Ulid
    party: Ulid


@dataclass(frozen=True, kw_only=True)
class KickoffOpened(Fact):
    """All lines were opened at once; nobody read any of them before.

    `sealed`: what each seal committed to, with its salt. `rest`: the lines of nobody's seal, the
    unnamed ones among them, in random order. Neither tells who wrote.
    """

    kind: ClassVar[str] = "kickoff:opened"
    kickoff: Ulid
    lines: int
    unnamed: int
    sealed: Salted[tuple[str, ...]]
    rest: Salted[tuple[str, ...]]

    def concerns(self, field: str) -> Ulid | None:
        """The words are of many; whoever opened them is only concerned by having done so."""
        return None


@dataclass(frozen=True, kw_only=True)
class KickoffLineAdded(Fact):
    """Somebody added a line openly, after the others had been opened."""

    kind: ClassVar[str] = "kickoff:line-added"
    kickoff: Ulid
    line: Ulid
    group: Group
    text: Salted[str]


@dataclass(frozen=True, kw_only=True)
class KickoffLineJoined(Fact):
    """A line was put to another that says nearly the same; without `like` it stands alone again."""

    kind: ClassVar[str] = "kickoff:line-joined"
    kickoff: Ulid
    line: Ulid
    like: Ulid | None = None


@dataclass(frozen=True, kw_only=True)
class KickoffLineEnded(Fact):
    """A line became a goal, an expectation, a promise somebody owns, or was parked with a word why."""

    kind: ClassVar[str] = "kickoff:line-ended"
    kickoff: Ulid
    line: Ulid
    ending: Ending
    target: Ulid | None = None
    words: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class KickoffClosed(Fact):
    """The session closed; what had no ending was parked together, with a word why."""

    kind: ClassVar[str] = "kickoff:closed"
    kickoff: Ulid
    parked: int
    words: Salted[str] = None
