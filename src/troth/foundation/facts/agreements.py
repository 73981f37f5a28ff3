"""Facts about texts that parties agree on: written, revised, signed, agreed."""

from dataclasses import dataclass
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class AgreementDrafted(Fact):
    """Somebody wrote a text for all in the room to agree on; this is its first version."""

    kind: ClassVar[str] = "agreement:drafted"
    agreement: Ulid
    title: Salted[str]
    text: Salted[str]


@dataclass(frozen=True, kw_only=True)
class AgreementRevised(Fact):
    """A new version was written; signatures on earlier ones no longer count."""

    kind: ClassVar[str] = "agreement:revised"
    agreement: Ulid
    version: int
    text: Salted[str]
    why: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(Fact):
    """A party signed exactly this version."""

    kind: ClassVar[str] = "agreement:signed"
    agreement: Ulid
    version: int
    party: Ulid


@dataclass(frozen=True, kw_only=True)
class AgreementReached(Fact):
    """Every party has signed this version: it is agreed."""

    kind: ClassVar[str] = "agreement:agreed"
    agreement: Ulid
    version: int


@dataclass(frozen=True, kw_only=True)
class AgreementWithdrawn(Fact):
    """A draft that was never agreed was taken back by the side that wrote it."""

    kind: ClassVar[str] = "agreement:withdrawn"
    agreement: Ulid
