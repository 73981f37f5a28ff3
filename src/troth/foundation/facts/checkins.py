"""Facts about check-ins, about how much it is for whom, and about pauses."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class CheckinOpened(Fact):
    """The clock opened a check-in: each organisation can say how it goes, in one line or more."""

    kind: ClassVar[str] = "checkin:opened"
    checkin: Ulid
    day: date
    at: datetime


@dataclass(frozen=True, kw_only=True)
class CheckinGiven(Fact):
    """An organisation sent its check-in: progress, what is hard, what would help.

    `asks` says that the last is asked of the party `asked_of`, or of all others where that is missing.
    """

    kind: ClassVar[str] = "checkin:given"
    checkin: Ulid
    party: Ulid
    progress: Salted[str] = None
    hard: Salted[str] = None
    wish: Salted[str] = None
    asks: bool = False
    asked_of: Ulid | None = None


@dataclass(frozen=True, kw_only=True)
class CheckinSkipped(Fact):
    """An organisation skipped a check-in and said why; it counts nowhere."""

    kind: ClassVar[str] = "checkin:skipped"
    checkin: Ulid
    party: Ulid
    reason: Salted[str]


@dataclass(frozen=True, kw_only=True)
class CheckinAnswered(Fact):
    """Somebody answered the help that `party` had asked for in a check-in."""

    kind: ClassVar[str] = "checkin:answered"
    checkin: Ulid
    party: Ulid
    answer: Salted[str]


@dataclass(frozen=True, kw_only=True)
class LoadSignalled(Fact):
    """Somebody said that it is too much just now, for themselves or for their organisation.

    It stands in the room of those who are to know: the shared one, or the side room of one's own.
    """

    kind: ClassVar[str] = "load:signalled"
    load: Ulid
    party: Ulid
    until: date
    person: Salted[Ulid] = None
    words: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class LoadLifted(Fact):
    """It is no longer too much: the signal was taken back before its day."""

    kind: ClassVar[str] = "load:lifted"
    load: Ulid
    party: Ulid


@dataclass(frozen=True, kw_only=True)
class PauseProposed(Fact):
    """A party proposed a pause, both days included, in which these promises rest."""

    kind: ClassVar[str] = "pause:proposed"
    pause: Ulid
    first: date
    last: date
    commitments: tuple[Ulid, ...]
    reason: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class PauseSupported(Fact):
    """One of several parties agreed to a pause, or to its earlier end; it waits for the others."""

    kind: ClassVar[str] = "pause:supported"
    pause: Ulid


@dataclass(frozen=True, kw_only=True)
class PauseAgreed(Fact):
    """The last party agreed to a pause: these promises moved together, by so many days."""

    kind: ClassVar[str] = "pause:agreed"
    pause: Ulid
    first: date
    last: date
    days: int
    commitments: tuple[Ulid, ...]


@dataclass(frozen=True, kw_only=True)
class PauseDeclined(Fact):
    """A party declined a pause; nothing moved."""

    kind: ClassVar[str] = "pause:declined"
    pause: Ulid
    reason: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class PauseWithdrawn(Fact):
    """The party that had proposed a pause took it back; nothing moved."""

    kind: ClassVar[str] = "pause:withdrawn"
    pause: Ulid


@dataclass(frozen=True, kw_only=True)
class PauseEndAsked(Fact):
    """A party asked to end a pause earlier, with this last day."""

    kind: ClassVar[str] = "pause:end-asked"
    pause: Ulid
    last: date


@dataclass(frozen=True, kw_only=True)
class PauseEndKept(Fact):
    """The pause goes on as it was agreed: a wish to end it earlier was declined or taken back."""

    kind: ClassVar[str] = "pause:end-kept"
    pause: Ulid


@dataclass(frozen=True, kw_only=True)
class PauseShortened(Fact):
    """All agreed that a pause ends earlier: these promises came forward by the days not needed."""

    kind: ClassVar[str] = "pause:shortened"
    pause: Ulid
    last: date
    days: int
    commitments: tuple[Ulid, ...]
