"""Facts about who is affected by an initiative, who speaks for them, and whose voice is missing."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from troth.foundation.facts.fact import Fact, Salted
from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class VoicesGroupNamed(Fact):
    """Somebody named a group of people whom an initiative affects; `how`: in what way."""

    kind: ClassVar[str] = "voices:group-named"
    goal: Ulid
    group: Ulid
    called: Salted[str]
    how: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class VoicesGroupTakenBack(Fact):
    """The side that had named a group took it off the list, before anybody had acted on it."""

    kind: ClassVar[str] = "voices:group-taken-back"
    goal: Ulid
    group: Ulid


@dataclass(frozen=True, kw_only=True)
class VoicesSpokenFor(Fact):
    """Somebody who sits here speaks for a group from now on; `seat`: that person's seat."""

    kind: ClassVar[str] = "voices:spoken-for"
    goal: Ulid
    group: Ulid
    seat: Ulid


@dataclass(frozen=True, kw_only=True)
class VoicesNoLongerSpokenFor(Fact):
    """Somebody speaks for a group no longer; `seat`: that person's seat."""

    kind: ClassVar[str] = "voices:no-longer-spoken-for"
    goal: Ulid
    group: Ulid
    seat: Ulid


@dataclass(frozen=True, kw_only=True)
class VoicesConsulted(Fact):
    """A group was spoken with: on which day, how, what was heard, and what changed by it."""

    kind: ClassVar[str] = "voices:consulted"
    goal: Ulid
    group: Ulid
    on: date
    how: Salted[str]
    heard: Salted[str]
    changed: Salted[str] = None


@dataclass(frozen=True, kw_only=True)
class VoicesGapAcknowledged(Fact):
    """An organisation recorded why it goes on although nobody speaks for a group; `all_have`: every one has now."""

    kind: ClassVar[str] = "voices:gap-acknowledged"
    goal: Ulid
    group: Ulid
    party: Ulid
    all_have: bool
    reason: Salted[str]


@dataclass(frozen=True, kw_only=True)
class VoicesNobodyElse(Fact):
    """An organisation recorded why nobody else is affected by an initiative; `all_have`: every one has now."""

    kind: ClassVar[str] = "voices:nobody-else"
    goal: Ulid
    party: Ulid
    all_have: bool
    reason: Salted[str]
