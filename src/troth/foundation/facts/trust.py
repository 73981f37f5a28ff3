"""Facts about the trust picture: how a party experiences another, and evidence contested and settled."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


class Dimension(StrEnum):
    """What one organisation can count on from another, in the order in which it is always shown."""

    RELIABILITY = "reliability"
    TRUTH = "truth"
    ABILITY = "ability"
    OPENNESS = "open-communication"
    CARE = "care"


@dataclass(frozen=True, kw_only=True)
class ExperienceSaid(Fact):
    """A party said how it experiences another, or itself, from 0 to 10; the same experience anew replaces this."""

    kind: ClassVar[str] = "trust:experience-said"
    experience: Ulid
    saying_party: Ulid
    about: Ulid
    dimension: Dimension
    figure: int
    words: Salted[str]


@dataclass(frozen=True, kw_only=True)
class ExperienceWithdrawn(Fact):
    """A party withdrew what it had said of an experience; it counts no more."""

    kind: ClassVar[str] = "trust:experience-withdrawn"
    experience: Ulid


@dataclass(frozen=True, kw_only=True)
class EvidenceContested(Fact):
    """A party contested what an entry of this record says about it; from now on that has no weight."""

    kind: ClassVar[str] = "trust:evidence-contested"
    entry: int
    about: Ulid
    reason: Salted[str]


@dataclass(frozen=True, kw_only=True)
class EvidenceSettled(Fact):
    """Contested evidence was settled: it counts again, or this side leaves it out.

    `others_to_agree`: how many more sides it concerns have not yet said that they leave it out.
    """

    kind: ClassVar[str] = "trust:evidence-settled"
    entry: int
    about: Ulid
    counts: bool
    words: Salted[str] = None
    others_to_agree: int = 0


@dataclass(frozen=True, kw_only=True)
class ReviewPrepared(Fact):
    """A quarter is over, and what it says about the trust picture can be read together; the clock's own act."""

    kind: ClassVar[str] = "trust:review-prepared"
    review: Ulid
    year: int
    quarter: int
