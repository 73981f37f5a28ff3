"""Whose voice is missing from an initiative, and whether that holds its launch."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from troth.foundation.kernel.ulid import Ulid

# As many groups as anybody reads, and as many talks with one of them.
MOST_GROUPS: Final = 60
MOST_TALKS: Final = 60
# Longer ago than this it was another time, and mostly a slip of the pen.
OLDEST: Final = timedelta(days=5 * 366)


class Stand(StrEnum):
    """How a group of people affected stands: at the table, heard, knowingly missing, or missing."""

    SPOKEN_FOR = "spoken-for"
    HEARD = "heard"
    ACKNOWLEDGED = "acknowledged"
    MISSING = "missing"


class Refusal(StrEnum):
    """Why something cannot be said of a group, or not by this side, now."""

    NO_SIDE = "no-side"
    NOT_YOURS = "not-yours"
    NAME_MISSING = "name-missing"
    WORDS_MISSING = "words-missing"
    NAMED_ALREADY = "named-already"
    TOO_MANY = "too-many"
    GONE = "gone"
    STAYS = "stays"
    NOT_SITTING = "not-sitting"
    SPEAKS_ALREADY = "speaks-already"
    NOBODY_SPEAKS = "nobody-speaks"
    DAY_TO_COME = "day-to-come"
    DAY_FAR = "day-far"
    ENOUGH_TALKS = "enough-talks"
    NOT_MISSING = "not-missing"
    SAID_ALREADY = "said-already"
    GROUPS_NAMED = "groups-named"
    LAUNCHED = "launched"


# Somebody of another side could do it now.
FOR_OTHERS: Final = frozenset({Refusal.NO_SIDE, Refusal.NOT_YOURS})


@dataclass(frozen=True, kw_only=True)
class Group:
    """What has to be known of one group: who named it, who speaks for it, and who acknowledged that nobody does."""

    id: Ulid
    named_by: Ulid | None
    speaks: bool = False
    talks: int = 0
    acknowledged: frozenset[Ulid] = frozenset()

    @property
    def is_heard(self) -> bool:
        """Whether somebody at the table speaks for it, or it was spoken with."""
        return self.speaks or self.talks > 0


@dataclass(frozen=True, kw_only=True)
class Voices:
    """All that was said of one initiative. `circle`: the organisations that sit in its room now."""

    circle: frozenset[Ulid]
    groups: tuple[Group, ...] = ()
    nobody_else: frozenset[Ulid] = frozenset()
    launched: bool = False

    def stand(self, group: Group) -> Stand:
        """How this group stands; the gap is acknowledged once every organisation has said why it goes on."""
        if group.speaks:
            return Stand.SPOKEN_FOR
        if group.talks:
            return Stand.HEARD
        if self.circle and self.circle <= group.acknowledged:
            return Stand.ACKNOWLEDGED
        return Stand.MISSING

    @property
    def missing(self) -> tuple[Group, ...]:
        """The groups that nobody speaks for and whose gap somebody has not acknowledged."""
        return tuple(one for one in self.groups if self.stand(one) is Stand.MISSING)

    @property
    def is_asked(self) -> bool:
        """Whether the question was answered at all: groups are named, or every side says there are none."""
        return bool(self.groups) or (bool(self.circle) and self.circle <= self.nobody_else)

    @property
    def is_held(self) -> bool:
        """Whether the launch is held."""
        return not self.is_asked or bool(self.missing)

    def waits_for(self, party: Ulid) -> bool:
        """Whether another side has said its part and this one's word is the next."""
        if self.launched or party not in self.circle:
            return False
        others = self.circle - {party}
        if not self.groups:
            return bool(self.nobody_else & others) and party not in self.nobody_else
        return any(
            one.acknowledged & others and party not in one.acknowledged for one in self.missing
        )


def why_not_named(name: str, *, named: frozenset[str], more: int = 1) -> Refusal | None:
    """Why a group cannot be named; `named`: what is named already, as `plain` writes it."""
    if not name.strip():
        return Refusal.NAME_MISSING
    if plain(name) in named:
        return Refusal.NAMED_ALREADY
    return Refusal.TOO_MANY if len(named) + more > MOST_GROUPS else None


def plain(name: str) -> str:
    """A name so that the same group in other capitals or with other blanks is the same."""
    return " ".join(name.casefold().split())


def why_not_taken_back(group: Group, *, party: Ulid | None) -> Refusal | None:
    """Why a group cannot be taken off the list: what somebody has acted on stays."""
    if group.named_by != party:
        return Refusal.NOT_YOURS
    return Refusal.STAYS if group.is_heard or group.acknowledged else None


def why_not_acknowledged(
    voices: Voices, group: Group, *, party: Ulid | None, reason: str
) -> Refusal | None:
    """Why a side cannot acknowledge this gap now."""
    if party is None or party not in voices.circle:
        return Refusal.NO_SIDE
    if voices.launched:
        return Refusal.LAUNCHED
    if group.is_heard:
        return Refusal.NOT_MISSING
    if party in group.acknowledged:
        return Refusal.SAID_ALREADY
    return None if reason.strip() else Refusal.WORDS_MISSING


def why_not_nobody(voices: Voices, *, party: Ulid | None, reason: str) -> Refusal | None:
    """Why a side cannot say that nobody else is affected."""
    if party is None or party not in voices.circle:
        return Refusal.NO_SIDE
    if voices.launched:
        return Refusal.LAUNCHED
    if voices.groups:
        return Refusal.GROUPS_NAMED
    if party in voices.nobody_else:
        return Refusal.SAID_ALREADY
    return None if reason.strip() else Refusal.WORDS_MISSING


def why_not_talked(
    group: Group, *, on: date, today: date, words: tuple[str, ...]
) -> Refusal | None:
    """Why a talk with a group cannot be recorded like this; `words`: how, and what was heard."""
    if on > today:
        return Refusal.DAY_TO_COME
    if today - on > OLDEST:
        return Refusal.DAY_FAR
    if group.talks >= MOST_TALKS:
        return Refusal.ENOUGH_TALKS
    return None if all(one.strip() for one in words) else Refusal.WORDS_MISSING
