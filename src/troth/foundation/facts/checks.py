"""Facts about sustainability checks of a goal: agreed, shown, confirmed, and what everybody may read of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.facts.statements import Withdrawal
from troth.foundation.kernel.ulid import Ulid


class Proof(StrEnum):
    """By what a check is shown."""

    MEASURE = "measure"
    DOCUMENT = "document"


class Outcome(StrEnum):
    """What came of looking."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_SHOWN = "not-shown"


@dataclass(frozen=True, kw_only=True)
class GoalCheckProposed(Fact):
    """A side proposed a check: what is kept, how it is shown, by when, and which side answers for it.

    `replaces`: the agreed check in whose place it comes once all agree; `aims`: numbers of the United Nations'
    goals it serves; `holds`: the launch waits until it has passed.
    """

    kind: ClassVar[str] = "goal:check-proposed"
    goal: Ulid
    check: Ulid
    answering: Ulid
    proof: Proof
    due: date
    holds: bool
    aims: tuple[int, ...]
    replaces: Ulid | None
    what: Salted[str]
    how: Salted[str]
    why: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class GoalCheckAssented(Fact):
    """A side said yes to a check exactly as it was proposed."""

    kind: ClassVar[str] = "goal:check-assented"
    goal: Ulid
    check: Ulid


@dataclass(frozen=True, kw_only=True)
class GoalCheckAgreed(Fact):
    """Every side has said yes: from now on the goal carries this check."""

    kind: ClassVar[str] = "goal:check-agreed"
    goal: Ulid
    check: Ulid


@dataclass(frozen=True, kw_only=True)
class GoalCheckWithdrawn(Fact):
    """The side that proposed a check took it back before all had agreed."""

    kind: ClassVar[str] = "goal:check-withdrawn"
    goal: Ulid
    check: Ulid


@dataclass(frozen=True, kw_only=True)
class GoalCheckRecorded(Fact):
    """A side wrote what came of a check; it stands once every other side has confirmed it.

    `evidence`: the item in this room that shows it; `again`: the day on which it is looked at again.
    """

    kind: ClassVar[str] = "goal:check-recorded"
    goal: Ulid
    check: Ulid
    result: Ulid
    outcome: Outcome
    day: date
    evidence: Ulid | None
    again: date | None
    words: Salted[str]


@dataclass(frozen=True, kw_only=True)
class GoalCheckConfirmed(Fact):
    """A side confirmed what another wrote of a check; `settled`: every side has, so the result stands."""

    kind: ClassVar[str] = "goal:check-confirmed"
    goal: Ulid
    check: Ulid
    result: Ulid
    settled: bool


@dataclass(frozen=True, kw_only=True)
class GoalCheckDoubted(Fact):
    """A side sees what another wrote of a check differently, and says how."""

    kind: ClassVar[str] = "goal:check-doubted"
    goal: Ulid
    check: Ulid
    result: Ulid
    words: Salted[str]


@dataclass(frozen=True, kw_only=True)
class GoalResultsReleased(Fact):
    """Every side approved that everybody reads what was kept, in exactly these words."""

    kind: ClassVar[str] = "goal:results-released"
    goal: Ulid
    version: int
    checksum: Salted[str]


@dataclass(frozen=True, kw_only=True)
class GoalResultsWithdrawn(Fact):
    """What was kept is no longer shown to everybody: something changed, or a side took its approval back."""

    kind: ClassVar[str] = "goal:results-withdrawn"
    goal: Ulid
    version: int
    how: Withdrawal
    reason: Salted[str] = None
