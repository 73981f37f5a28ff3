"""Facts about the trust picture: how a party says openly that it experiences another, or itself."""

from dataclasses import dataclass
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class ExperienceSaid(Fact):
    """A party said how it experiences another, or itself, from 0 to 10; the same experience anew replaces this."""

    kind: ClassVar[str] = "trust:experience-said"
    experience: Ulid
    saying_party: Ulid
    about: Ulid
    dimension: str
    figure: int
    words: Salted[str]


@dataclass(frozen=True, kw_only=True)
class ExperienceWithdrawn(Fact):
    """A party withdrew what it had said of an experience; it counts no more."""

    kind: ClassVar[str] = "trust:experience-withdrawn"
    experience: Ulid
