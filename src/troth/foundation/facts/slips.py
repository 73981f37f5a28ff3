"""Facts about slips: an organisation says what went wrong on its own side, and how it is made good."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class SlipOwned(Fact):
    """An organisation recorded its own slip, what it meant, how it is made good, and what comes next.

    `towards`: whom it concerns (None: everybody else at the table); `commitment`: the promise it is about, which
    may still be to come due; `repair_by`: the day by which the owner means to have repaired it.
    """

    kind: ClassVar[str] = "slip:owned"
    slip: Ulid
    owning_party: Ulid
    towards: Ulid | None
    commitment: Ulid | None
    what: Salted[str]
    effect: Salted[str]
    repair: Salted[str]
    next: Salted[str]
    repair_by: date | None = None


@dataclass(frozen=True, kw_only=True)
class SlipAcknowledged(Fact):
    """An organisation whom the slip concerns acknowledged it."""

    kind: ClassVar[str] = "slip:acknowledged"
    slip: Ulid
    words: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class SlipAnswered(Fact):
    """An organisation whom the slip concerns answered: it sees it differently, asks, adds, or misses something."""

    kind: ClassVar[str] = "slip:answered"
    slip: Ulid
    words: Salted[str]


@dataclass(frozen=True, kw_only=True)
class SlipAdded(Fact):
    """The owner added a word to its own slip; what stood there before stays as it was."""

    kind: ClassVar[str] = "slip:added"
    slip: Ulid
    words: Salted[str]


@dataclass(frozen=True, kw_only=True)
class SlipRepairSaid(Fact):
    """The owner said that the repair is done; it counts once the other side confirms it."""

    kind: ClassVar[str] = "slip:repair-said"
    slip: Ulid
    words: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class SlipRepaired(Fact):
    """An organisation whom the slip concerns confirmed the repair; nothing else makes a slip repaired."""

    kind: ClassVar[str] = "slip:repaired"
    slip: Ulid
    words: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class SlipWithdrawn(Fact):
    """The owner took it back before anybody had answered."""

    kind: ClassVar[str] = "slip:withdrawn"
    slip: Ulid
