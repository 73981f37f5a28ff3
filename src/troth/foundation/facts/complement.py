"""Facts about needs and strengths: what a side can cover, what does not fit, who looks after the rest."""

from dataclasses import dataclass
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class CoverConfirmed(Fact):
    """A party said that it can cover another party's need with something it is good at."""

    kind: ClassVar[str] = "cover:confirmed"
    cover: Ulid
    needing: Ulid
    covering: Ulid
    need: Salted[str]
    strength: Salted[str]
    word: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class CoverSetAside(Fact):
    """One of the two parties said that a suggested strength does not meet the need."""

    kind: ClassVar[str] = "cover:set-aside"
    cover: Ulid
    needing: Ulid
    covering: Ulid
    need: Salted[str]
    strength: Salted[str]
    word: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class CoverReopened(Fact):
    """What was said about a need and a strength was taken back."""

    kind: ClassVar[str] = "cover:reopened"
    cover: Ulid
    need: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class RiskOwned(Fact):
    """A party looks after a need that nobody at the table meets, perhaps through one of its people."""

    kind: ClassVar[str] = "risk:owned"
    risk: Ulid
    needing: Ulid
    party: Ulid
    need: Salted[str]
    holder: Salted[Ulid] = None
    word: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class RiskLetBe(Fact):
    """A party can live with a need that nobody meets, and said why."""

    kind: ClassVar[str] = "risk:let-be"
    risk: Ulid
    needing: Ulid
    need: Salted[str]
    reason: Salted[str]


@dataclass(frozen=True, kw_only=True)
class RiskAccepted(Fact):
    """Every party at the table has said why it can live with a need that nobody meets."""

    kind: ClassVar[str] = "risk:accepted"
    risk: Ulid
    needing: Ulid


@dataclass(frozen=True, kw_only=True)
class RiskReopened(Fact):
    """A party let go of a risk it looked after, or took its word back that it can live with it."""

    kind: ClassVar[str] = "risk:reopened"
    risk: Ulid
    need: Salted[str] = None
