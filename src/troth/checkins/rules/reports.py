"""One side's report in a check-in: how it stands, and what can be done with it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from troth.checkins.rules.refusals import Refusal
from troth.foundation.kernel.ulid import Ulid


class State(StrEnum):
    """What a side has said: nothing yet, its report, or that it leaves this one out."""

    WAITING = "waiting"
    GIVEN = "given"
    SKIPPED = "skipped"


class Stands(StrEnum):
    """How a report stands at a moment; `missed` is a moment's view and never on record."""

    TO_COME = "to-come"
    WAITING = "waiting"
    GIVEN = "given"
    SKIPPED = "skipped"
    MISSED = "missed"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a side says in a check-in; each part may be left out."""

    progress: str = ""
    hard: str = ""
    wish: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written at all."""
        return not (self.progress.strip() or self.hard.strip() or self.wish.strip())


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What has to be known about a report to say what can be done with it.

    `begins` is when it begins for this side, `answer_by` until when its word is awaited, `closed`
    whether the next check-in has begun.
    """

    state: State
    party: Ulid
    begins: datetime
    answer_by: datetime
    closed: bool = False


def stands(one: Standing, *, now: datetime) -> Stands:
    """How it stands now."""
    if one.state is not State.WAITING:
        return Stands(one.state.value)
    if one.closed or now > one.answer_by:
        return Stands.MISSED
    return Stands.WAITING if now >= one.begins else Stands.TO_COME


def why_not_write(one: Standing, *, party: Ulid | None) -> Refusal | None:
    """Why this side cannot write here; None if it can. A day that came early is no obstacle."""
    if one.party != party:
        return Refusal.NOT_OURS
    if one.state is not State.WAITING:
        return Refusal.ALREADY_GIVEN if one.state is State.GIVEN else Refusal.ALREADY_SKIPPED
    return Refusal.NEXT_HAS_BEGUN if one.closed else None


def why_not_skip(one: Standing, *, party: Ulid | None, reason: str) -> Refusal | None:
    """Why this side cannot leave it out; one that was missed can still be left out, with a reason."""
    if one.party != party:
        return Refusal.NOT_OURS
    if one.state is not State.WAITING:
        return Refusal.ALREADY_GIVEN if one.state is State.GIVEN else Refusal.ALREADY_SKIPPED
    return None if reason.strip() else Refusal.REASON_MISSING


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Help that a side asked for: of one party or of all others, and whether somebody answered."""

    by: Ulid
    of: Ulid | None
    asked: bool
    answered: bool


def waits_for(one: Wish, party: Ulid | None) -> bool:
    """Whether this party is one of those who were asked, and nobody has answered yet."""
    return (
        one.asked
        and not one.answered
        and party is not None
        and party != one.by
        and (one.of in {None, party})
    )


def why_not_answer(one: Wish, *, party: Ulid | None, answer: str) -> Refusal | None:
    """Why this party cannot answer the wish."""
    if not one.asked:
        return Refusal.NOBODY_ASKED
    if one.answered:
        return Refusal.ALREADY_ANSWERED
    if not waits_for(one, party):
        return Refusal.NOT_ASKED_OF_US
    return None if answer.strip() else Refusal.ANSWER_MISSING
