"""Facts of side rooms about what is uneven, and of closed rooms about private questions; none is of a shared room."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


class Share(StrEnum):
    """What is counted between the sides of a table."""

    RESPONSE = "response"
    LOAD = "load"


@dataclass(frozen=True, kw_only=True)
class ImbalanceNoticed(Fact):
    """The clock found something uneven about an organisation, and says so in its side room alone.

    `share`: what was counted (`response`, `load`); `did` of `total` is its own count, the others' (or how it was
    before) stands beside it; `until`: for how long only this organisation sees it.
    """

    kind: ClassVar[str] = "imbalance:noticed"
    signal: Ulid
    party: Ulid
    share: Share
    did: int
    total: int
    others_did: int
    others_total: int
    until: datetime


@dataclass(frozen=True, kw_only=True)
class ImbalanceSaid(Fact):
    """The organisation said something about it openly; the words stand where they were said."""

    kind: ClassVar[str] = "imbalance:said"
    signal: Ulid


@dataclass(frozen=True, kw_only=True)
class ImbalanceSetAside(Fact):
    """The organisation put it aside for now."""

    kind: ClassVar[str] = "imbalance:set-aside"
    signal: Ulid


@dataclass(frozen=True, kw_only=True)
class ImbalanceEased(Fact):
    """When its days were over it was found no more."""

    kind: ClassVar[str] = "imbalance:eased"
    signal: Ulid


@dataclass(frozen=True, kw_only=True)
class OutreachAsked(Fact):
    """Somebody asked somebody of another organisation privately how it is for them."""

    kind: ClassVar[str] = "outreach:asked"
    exchange: Ulid
    words: Salted[str]


@dataclass(frozen=True, kw_only=True)
class OutreachSaid(Fact):
    """One of the people named said something in a private exchange."""

    kind: ClassVar[str] = "outreach:said"
    exchange: Ulid
    words: Salted[str]


@dataclass(frozen=True, kw_only=True)
class OutreachEnded(Fact):
    """One of the people named ended a private exchange."""

    kind: ClassVar[str] = "outreach:ended"
    exchange: Ulid


@dataclass(frozen=True, kw_only=True)
class OutreachChangeProposed(Fact):
    """One of the people named proposed other dates, or a pause; nothing happens before the other side agrees."""

    kind: ClassVar[str] = "outreach:change-proposed"
    exchange: Ulid
    change: Ulid


@dataclass(frozen=True, kw_only=True)
class OutreachChangeAgreed(Fact):
    """The other side agreed; the change itself stands in the shared room as any other by agreement."""

    kind: ClassVar[str] = "outreach:change-agreed"
    exchange: Ulid
    change: Ulid


@dataclass(frozen=True, kw_only=True)
class OutreachChangeDeclined(Fact):
    """The other side said that it does not suit; nothing moves."""

    kind: ClassVar[str] = "outreach:change-declined"
    exchange: Ulid
    change: Ulid


@dataclass(frozen=True, kw_only=True)
class OutreachChangeWithdrawn(Fact):
    """Whoever proposed the change took it back; nothing moves."""

    kind: ClassVar[str] = "outreach:change-withdrawn"
    exchange: Ulid
    change: Ulid
