"""Facts about promises between organisations: made, answered, moved, delivered, missed, imported."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class CommitmentProposed(Fact):
    """A party promised something to another, or to all; it counts once it is accepted.

    `meaning` says what "delivered" means, `sure` how sure the promiser is, in per cent.
    """

    kind: ClassVar[str] = "commitment:proposed"
    commitment: Ulid
    promising_party: Ulid
    receiving_party: Ulid | None = None  # None: everybody else at the table
    due: datetime
    zone: Salted[str]
    deliverable: Salted[str]
    meaning: Salted[str] = None
    sure: int | None = None
    holder: Salted[Ulid] = None
    contact: Salted[Ulid] = None

    def concerns(self, field: str) -> Ulid | None:
        """A named person's id goes with that person, everything else with who promised."""
        return {"holder": self.holder, "contact": self.contact}.get(field, self.by.person)


@dataclass(frozen=True, kw_only=True)
class CommitmentAccepted(Fact):
    """The receiver accepted a promise with this deadline; from now on it counts."""

    kind: ClassVar[str] = "commitment:accepted"
    commitment: Ulid
    due: datetime
    words: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class CommitmentDeclined(Fact):
    """The receiver declined a promise and said why; it counts nowhere."""

    kind: ClassVar[str] = "commitment:declined"
    commitment: Ulid
    reason: Salted[str]


@dataclass(frozen=True, kw_only=True)
class CommitmentWithdrawn(Fact):
    """The promiser withdrew it; after acceptance that is a dropped promise."""

    kind: ClassVar[str] = "commitment:withdrawn"
    commitment: Ulid
    accepted: bool
    reason: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class CommitmentMoveAsked(Fact):
    """One side asked to move the deadline, before it was due, and said why."""

    kind: ClassVar[str] = "commitment:move-asked"
    commitment: Ulid
    was: datetime
    due: datetime
    reason: Salted[str]


@dataclass(frozen=True, kw_only=True)
class CommitmentMoveSuggested(Fact):
    """Asked to move the deadline, the other side suggested another moment."""

    kind: ClassVar[str] = "commitment:move-suggested"
    commitment: Ulid
    was: datetime
    due: datetime
    reason: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class CommitmentMoved(Fact):
    """Both sides agreed on another deadline before the old one fell due."""

    kind: ClassVar[str] = "commitment:moved"
    commitment: Ulid
    was: datetime
    due: datetime
    words: Salted[str] = None
    pause: Ulid | None = None  # it moved with the others that rest in this pause


@dataclass(frozen=True, kw_only=True)
class CommitmentDateKept(Fact):
    """Asked to move the deadline, the other side kept it and said why."""

    kind: ClassVar[str] = "commitment:date-kept"
    commitment: Ulid
    due: datetime
    reason: Salted[str]


@dataclass(frozen=True, kw_only=True)
class CommitmentDelivered(Fact):
    """The promiser delivered, with or without words or a link; the answer time ends at `answer_by`."""

    kind: ClassVar[str] = "commitment:delivered"
    commitment: Ulid
    due: datetime
    answer_by: datetime
    words: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class CommitmentAnswerMoved(Fact):
    """The answer time of a delivery moved with a pause that all agreed on, from `was` to `answer_by`."""

    kind: ClassVar[str] = "commitment:answer-moved"
    commitment: Ulid
    was: datetime
    answer_by: datetime
    pause: Ulid


@dataclass(frozen=True, kw_only=True)
class CommitmentConfirmed(Fact):
    """The receiver confirmed the delivery, also one that it had sent back before."""

    kind: ClassVar[str] = "commitment:confirmed"
    commitment: Ulid
    words: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class CommitmentDisputed(Fact):
    """The receiver sent the delivery back and said what is missing."""

    kind: ClassVar[str] = "commitment:disputed"
    commitment: Ulid
    missing: Salted[str]


@dataclass(frozen=True, kw_only=True)
class CommitmentLetStand(Fact):
    """The receiver's answer time passed without a word, so the delivery counts as received."""

    kind: ClassVar[str] = "commitment:let-stand"
    commitment: Ulid
    answer_by: datetime


@dataclass(frozen=True, kw_only=True)
class CommitmentMissed(Fact):
    """The deadline passed without a delivery."""

    kind: ClassVar[str] = "commitment:missed"
    commitment: Ulid
    due: datetime


@dataclass(frozen=True, kw_only=True)
class CommitmentDropped(Fact):
    """So long after its deadline nothing had come, so it counts as dropped."""

    kind: ClassVar[str] = "commitment:dropped"
    commitment: Ulid
    due: datetime


@dataclass(frozen=True, kw_only=True)
class CommitmentsImported(Fact):
    """Promises kept elsewhere were read from a file, as the file was known on a day."""

    kind: ClassVar[str] = "commitment:imported"
    batch: Ulid
    rows: int
    left_out: int
    as_of: date | None = None
    file_name: Salted[str] = None
    file_hash: Salted[str] = None
