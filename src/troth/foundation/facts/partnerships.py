"""Facts about the table itself: who sits at it, in which rooms, and what all agreed to."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.roles import Role
from troth.foundation.kernel.ulid import Ulid


class SeatEnd(StrEnum):
    """Why somebody no longer sits here."""

    LEFT = "left"
    REMOVED = "removed"
    RAN_OUT = "ran-out"
    PARTY_LEFT = "party-left"


class Act(StrEnum):
    """What a motion does when it is carried."""

    ADD_PARTY = "add-party"
    REMOVE_PARTY = "remove-party"
    WIDEN = "widen"
    SEAT_FACILITATOR = "seat-facilitator"
    CHANGE_RULE = "change-rule"
    CLOSE = "close"


class MotionOutcome(StrEnum):
    """How a motion stands."""

    OPEN = "open"
    CARRIED = "carried"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RoomOpenedAs(StrEnum):
    """The kinds of room that people open."""

    SUBSET = "subset"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class PartnershipProposed(Fact):
    """Somebody proposed to sit down together; nothing is shared before every founder has accepted."""

    kind: ClassVar[str] = "partnership:proposed"
    partnership: Ulid
    name: Salted[str]
    purpose: Salted[str]
    rule: Salted[str]


@dataclass(frozen=True, kw_only=True)
class PartyInvited(Fact):
    """An organisation was invited to the table."""

    kind: ClassVar[str] = "party:invited"
    party: Ulid
    name: Salted[str]


@dataclass(frozen=True, kw_only=True)
class PartyAccepted(Fact):
    """An organisation accepted its place and the consent rule."""

    kind: ClassVar[str] = "party:accepted"
    party: Ulid
    name: Salted[str]


@dataclass(frozen=True, kw_only=True)
class PartyDeclined(Fact):
    """An invited organisation said no."""

    kind: ClassVar[str] = "party:declined"
    party: Ulid
    reason: Salted[str]


@dataclass(frozen=True, kw_only=True)
class PartnershipOpened(Fact):
    """Every founder had accepted: the table is open, with equal power for each."""

    kind: ClassVar[str] = "partnership:opened"
    partnership: Ulid
    parties: int


@dataclass(frozen=True, kw_only=True)
class PartyLeft(Fact):
    """An organisation left, or was asked to by the agreed rule; what was agreed stays."""

    kind: ClassVar[str] = "party:left"
    party: Ulid
    motion: Ulid | None = None


@dataclass(frozen=True, kw_only=True)
class PartnershipClosed(Fact):
    """All agreed to close, or a proposal was taken back (no motion); the record stays as it is."""

    kind: ClassVar[str] = "partnership:closed"
    partnership: Ulid
    motion: Ulid | None = None


@dataclass(frozen=True, kw_only=True)
class SeatTaken(Fact):
    """A person sat down."""

    kind: ClassVar[str] = "seat:taken"
    seat: Ulid
    role: Role
    person: Salted[str]
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SeatChanged(Fact):
    """A person's role changed."""

    kind: ClassVar[str] = "seat:changed"
    seat: Ulid
    role: Role


@dataclass(frozen=True, kw_only=True)
class SeatEnded(Fact):
    """A person no longer sits here."""

    kind: ClassVar[str] = "seat:ended"
    seat: Ulid
    why: SeatEnd


@dataclass(frozen=True, kw_only=True)
class MotionProposed(Fact):
    """Something that affects all was proposed, and which rule decides. `what`: what it is about, in words."""

    kind: ClassVar[str] = "motion:proposed"
    motion: Ulid
    act: Act
    reason: Salted[str]
    what: Salted[str]
    about: Ulid | None = None
    rule: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class MotionAnswered(Fact):
    """A party said yes or no; it may change its word until the motion is settled."""

    kind: ClassVar[str] = "motion:answered"
    motion: Ulid
    yes: bool
    word: Salted[str]


@dataclass(frozen=True, kw_only=True)
class MotionSettled(Fact):
    """The agreed rule decided; a carried motion was carried out in the same moment."""

    kind: ClassVar[str] = "motion:settled"
    motion: Ulid
    outcome: MotionOutcome


@dataclass(frozen=True, kw_only=True)
class RoomOpened(Fact):
    """A room for some of the parties was opened; only they know of it."""

    kind: ClassVar[str] = "room:opened"
    opened: Ulid
    audience: RoomOpenedAs
    name: Salted[str]


@dataclass(frozen=True, kw_only=True)
class TermsSet(Fact):
    """New limits are in force."""

    kind: ClassVar[str] = "terms:set"
    terms: Ulid
    agreement: Ulid | None = None


@dataclass(frozen=True, kw_only=True)
class ItemShared(Fact):
    """Something new stands here that was shared outward from a narrower room."""

    kind: ClassVar[str] = "item:shared"
    item: Ulid


@dataclass(frozen=True, kw_only=True)
class ItemSharedOut(Fact):
    """Something of this room was shared with a wider one."""

    kind: ClassVar[str] = "item:shared-out"
    item: Ulid
    shared_as: Ulid
