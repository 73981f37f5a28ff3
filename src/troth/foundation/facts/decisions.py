"""Facts about decisions: put to the vote, voted on, handed on by proxy, decided."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


class Method(StrEnum):
    """By whose word a decision is made; the values are those of the charter."""

    CONSENT = "consent"
    UNANIMITY = "unanimity"
    ORGANISATIONS = "majority"
    PEOPLE = "share"


class Choice(StrEnum):
    """What one voice can say."""

    YES = "yes"
    NO = "no"
    ASIDE = "aside"
    OBJECT = "object"


class DecisionOutcome(StrEnum):
    """How a version of a decision came to its end."""

    CARRIED = "carried"
    REFUSED = "refused"
    TOO_FEW = "too-few"


@dataclass(frozen=True, kw_only=True)
class DecisionProposed(Fact):
    """Something was put to the vote, with its rule and the number of voices on its roll at that moment.

    `share_above` over `share_below` is the share that must be passed where a share decides.
    """

    kind: ClassVar[str] = "decision:proposed"
    decision: Ulid
    method: Method
    share_above: int
    share_below: int
    quorum: int
    voices: int
    proxies: bool
    until: datetime
    question: Salted[str]
    words: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class DecisionRevised(Fact):
    """Its words changed: a new version with a new roll; votes on earlier ones no longer count."""

    kind: ClassVar[str] = "decision:revised"
    decision: Ulid
    version: int
    quorum: int
    voices: int
    until: datetime
    question: Salted[str]
    why: Salted[str]
    words: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class DecisionVoted(Fact):
    """A voice was given, or changed (`again`), with an argument beside it.

    `party`: the organisation that has the voice; `proxied`: another one spoke it.
    """

    kind: ClassVar[str] = "decision:voted"
    decision: Ulid
    version: int
    party: Ulid
    choice: Choice
    again: bool
    proxied: bool
    argument: Salted[str]
    voter: Salted[Ulid] = None


@dataclass(frozen=True, kw_only=True)
class DecisionProxyGiven(Fact):
    """A voice was handed to another one on the roll, for this decision alone."""

    kind: ClassVar[str] = "decision:proxy-given"
    decision: Ulid
    party: Ulid
    proxy: Ulid


@dataclass(frozen=True, kw_only=True)
class DecisionProxyEnded(Fact):
    """A voice that was handed on was taken back, or came back because its holder has left."""

    kind: ClassVar[str] = "decision:proxy-ended"
    decision: Ulid
    party: Ulid


@dataclass(frozen=True, kw_only=True)
class DecisionRollChanged(Fact):
    """A voice went off the roll, because whoever had it no longer sits here; `voices` are left."""

    kind: ClassVar[str] = "decision:roll-changed"
    decision: Ulid
    party: Ulid
    voices: int


@dataclass(frozen=True, kw_only=True)
class DecisionReached(Fact):
    """The rule decided, with these numbers; `early`: before its moment, since nothing could change it."""

    kind: ClassVar[str] = "decision:reached"
    decision: Ulid
    version: int
    outcome: DecisionOutcome
    yes: int
    no: int
    aside: int
    objections: int
    silent: int
    quorum: int
    early: bool


@dataclass(frozen=True, kw_only=True)
class DecisionWithdrawn(Fact):
    """The side that put it to the vote took it back before anybody had voted."""

    kind: ClassVar[str] = "decision:withdrawn"
    decision: Ulid
