"""Facts about goals: changed by agreement, launched, measured, held up."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class GoalChanged(Fact):
    """Every party signed another version of a goal that was agreed before; its days before and after."""

    kind: ClassVar[str] = "goal:changed"
    goal: Ulid
    version: int
    was_version: int
    by_when: date | None = None
    by_when_was: date | None = None
    launch_on: date | None = None
    launch_on_was: date | None = None
    why: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class GoalLaunched(Fact):
    """An initiative was launched, under the version that all had signed."""

    kind: ClassVar[str] = "goal:launched"
    goal: Ulid
    version: int
    planned: date


@dataclass(frozen=True, kw_only=True)
class GoalMeasured(Fact):
    """Somebody wrote what a measure read on a day; `corrects` is the reading of that day it replaces."""

    kind: ClassVar[str] = "goal:measured"
    goal: Ulid
    measure: Ulid
    reading: Ulid
    day: date
    value: Salted[Decimal]
    note: Salted[str] = None
    corrects: Ulid | None = None


@dataclass(frozen=True, kw_only=True)
class GoalReadingTakenBack(Fact):
    """A reading was taken back, with the reason; it stays in the history of its measure."""

    kind: ClassVar[str] = "goal:reading-taken-back"
    goal: Ulid
    measure: Ulid
    reading: Ulid
    day: date
    why: Salted[str]


@dataclass(frozen=True, kw_only=True)
class GoalReadingsImported(Fact):
    """Readings of a measure came from a file: how many were new, how many corrected a day's reading.

    `digest` is the SHA-256 of the readings taken, as lines of day and value.
    """

    kind: ClassVar[str] = "goal:readings-imported"
    goal: Ulid
    measure: Ulid
    added: int
    corrected: int
    first: date
    last: date
    digest: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class GoalObstacleMet(Fact):
    """Somebody said what stands in the way of a goal, and what that opens up."""

    kind: ClassVar[str] = "goal:obstacle-met"
    goal: Ulid
    obstacle: Ulid
    what: Salted[str]
    opens: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class GoalObstacleTurned(Fact):
    """An obstacle led to a change of the goal: this version."""

    kind: ClassVar[str] = "goal:obstacle-turned"
    goal: Ulid
    obstacle: Ulid
    version: int


@dataclass(frozen=True, kw_only=True)
class GoalObstacleClosed(Fact):
    """An obstacle was closed without a change, with a word."""

    kind: ClassVar[str] = "goal:obstacle-closed"
    goal: Ulid
    obstacle: Ulid
    words: Salted[str]
