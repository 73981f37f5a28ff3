"""A pause: which days it takes, which dates it moves, and by how much."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from troth.checkins.rules.refusals import Refusal
from troth.foundation.kernel.ulid import Ulid

LONGEST = 92
FARTHEST = 366


class State(StrEnum):
    """Where a pause stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Days:
    """The first and the last day of a pause; both belong to it."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def takes(self, day: date) -> bool:
        """Whether this day belongs to it."""
        return self.first <= day <= self.last

    def overlaps(self, other: "Days") -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


def why_not_propose(days: Days, *, today: date, others: Collection[Days]) -> Refusal | None:
    """Why nobody can propose a pause on these days; `others` are agreed already."""
    if days.first < today:
        return Refusal.DAY_HAS_PASSED
    if days.last < days.first:
        return Refusal.ENDS_BEFORE_IT_BEGINS
    if days.length > LONGEST:
        return Refusal.TOO_LONG
    if (days.first - today).days > FARTHEST:
        return Refusal.TOO_FAR
    return Refusal.OVERLAPS if any(days.overlaps(other) for other in others) else None


def is_affected(due: datetime, *, zone: str, days: Days, now: datetime) -> bool:
    """Whether a pause moves this deadline: what fell due before it, or has passed, stays as it was."""
    return now < due and due.astimezone(ZoneInfo(zone)).date() >= days.first


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What has to be known about a pause to say who may do what.

    `asked` are those whose yes is needed, `yes` those who have given it; `end` and `end_by` are the
    wish to end it earlier, if there is one.
    """

    state: State
    days: Days
    by: Ulid
    asked: frozenset[Ulid]
    yes: frozenset[Ulid] = frozenset()
    end: date | None = None
    end_by: Ulid | None = None


def why_not_answer(one: Standing, *, party: Ulid | None, today: date) -> Refusal | None:
    """Why this party cannot agree to it or decline it."""
    if party is None:
        return Refusal.NO_PARTY
    if one.state is not State.PROPOSED:
        return Refusal.NOT_WAITING
    if one.by == party:
        return Refusal.OWN_PROPOSAL
    if party in one.yes:
        return Refusal.ANSWERED_ALREADY
    return Refusal.DAY_HAS_PASSED if one.days.last < today else None


def why_not_withdraw(one: Standing, *, party: Ulid | None) -> Refusal | None:
    """Why this party cannot take the proposal back."""
    if one.by != party:
        return Refusal.ONLY_THE_PROPOSER
    return None if one.state is State.PROPOSED else Refusal.NOT_WAITING


def why_not_ask_end(one: Standing, *, end: date, today: date) -> Refusal | None:
    """Why nobody can ask that the pause ends with this day."""
    if one.state is not State.AGREED:
        return Refusal.NOT_AGREED
    if one.days.last < today:
        return Refusal.HAS_ENDED
    if one.end is not None:
        return Refusal.END_WAITS
    first = max(today, one.days.first)
    return None if first <= end < one.days.last else Refusal.END_IS_NOT_EARLIER


def why_not_agree_end(one: Standing, *, party: Ulid | None, today: date) -> Refusal | None:
    """Why this party cannot agree to the earlier end."""
    if party is None:
        return Refusal.NO_PARTY
    if one.end is None:
        return Refusal.NOBODY_ASKED_TO_END
    if one.end_by == party:
        return Refusal.OWN_PROPOSAL
    if party in one.yes:
        return Refusal.ANSWERED_ALREADY
    return Refusal.HAS_ENDED if one.end < today else None


def is_complete(one: Standing, party: Ulid) -> bool:
    """Whether this party's yes is the last that was missing."""
    return one.asked <= one.yes | {party}


def unused(one: Standing) -> int:
    """How many days are given back by the earlier end."""
    return (one.days.last - one.end).days if one.end else 0


def day_after(day: date) -> date:
    """The first day on which work goes on."""
    return day + timedelta(days=1)
