"""Facts about messages to the outside: may be used, and withdrawn. Their words and signatures are the agreement's."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


class Withdrawal(StrEnum):
    """Why a statement may no longer be used."""

    CHANGED = "changed"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True, kw_only=True)
class StatementReleased(Fact):
    """Every party has approved this version: it may be used in public, in exactly these words."""

    kind: ClassVar[str] = "statement:released"
    statement: Ulid
    version: int
    checksum: Salted[str]


@dataclass(frozen=True, kw_only=True)
class StatementWithdrawn(Fact):
    """A version may no longer be used: somebody wrote a new one, or a party took its approval back."""

    kind: ClassVar[str] = "statement:withdrawn"
    statement: Ulid
    version: int
    how: Withdrawal
    reason: Salted[str] = None
