"""The history of a promise in plain words: each fact a line, on the side of whoever acted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from troth.commitments.rules.replay import Told
from troth.commitments.rules.words import gettext_noop as _
from troth.foundation.facts.commitments import (
    CommitmentAccepted,
    CommitmentAnswerMoved,
    CommitmentConfirmed,
    CommitmentDateKept,
    CommitmentDeclined,
    CommitmentDelivered,
    CommitmentDisputed,
    CommitmentDropped,
    CommitmentLetStand,
    CommitmentMissed,
    CommitmentMoveAsked,
    CommitmentMoved,
    CommitmentMoveSuggested,
    CommitmentProposed,
    CommitmentWithdrawn,
)
from troth.foundation.facts.fact import CLOCK, Actor, Fact
from troth.foundation.kernel.ulid import Ulid


class Place(StrEnum):
    """Where a line stands: at the reader's edge, at the far edge, or between both."""

    NEAR = "near"
    FAR = "far"
    BOTH = "both"


class Key(StrEnum):
    """What a line says."""

    PROMISED = "promised"
    PROMISED_SURE = "promised-sure"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"
    WITHDRAWN = "withdrawn"
    MOVE_ASKED = "move-asked"
    MOVE_SUGGESTED = "move-suggested"
    MOVED = "moved"
    MOVED_TOGETHER = "moved-together"
    DATE_KEPT = "date-kept"
    DELIVERED = "delivered"
    DELIVERED_AGAIN = "delivered-again"
    DELIVERED_LATE = "delivered-late"
    ANSWER_MOVED = "answer-moved"
    CONFIRMED = "confirmed"
    CONFIRMED_AFTER_ALL = "confirmed-after-all"
    SENT_BACK = "sent-back"
    LET_STAND = "let-stand"
    MISSED = "missed"
    DROPPED = "dropped"
    REMINDED = "reminded"
    REMINDED_THAT_DAY = "reminded-that-day"


# `who` is the person, or the organisation where no person is named; `days` a number.
SENTENCES: dict[Key, str] = {
    Key.PROMISED: _("%(who)s promised it for %(due)s."),
    Key.PROMISED_SURE: _("%(who)s promised it for %(due)s and was %(sure)s %% sure."),
    Key.ACCEPTED: _("%(who)s accepted."),
    Key.DECLINED: _("%(who)s declined."),
    Key.TAKEN_BACK: _("%(who)s took it back before it was accepted."),
    Key.WITHDRAWN: _("%(who)s withdrew it."),
    Key.MOVE_ASKED: _("%(who)s asked to move it to %(due)s."),
    Key.MOVE_SUGGESTED: _("%(who)s suggested %(due)s instead."),
    Key.MOVED: _("%(who)s agreed: it is now due %(due)s."),
    Key.MOVED_TOGETHER: _("It moved with the pause that was agreed: it is now due %(due)s."),
    Key.DATE_KEPT: _("%(who)s kept %(due)s."),
    Key.DELIVERED: _("%(who)s delivered."),
    Key.DELIVERED_AGAIN: _("%(who)s delivered again."),
    Key.DELIVERED_LATE: _("%(who)s delivered; it had been due %(due)s."),
    Key.ANSWER_MOVED: _("The time to answer moved with the pause that was agreed."),
    Key.CONFIRMED: _("%(who)s confirmed."),
    Key.CONFIRMED_AFTER_ALL: _("%(who)s confirmed it after all, as it was delivered."),
    Key.SENT_BACK: _("%(who)s sent it back and said what is missing."),
    Key.LET_STAND: _("The time to answer passed without a word, so it counts as received."),
    Key.MISSED: _("The date came, %(due)s, and nothing had arrived."),
    Key.DROPPED: _("Nothing came for so long after the date that it counts as dropped."),
    Key.REMINDED: _("Troth reminded %(who)s, %(ahead)s before."),
    Key.REMINDED_THAT_DAY: _("Troth reminded %(who)s on the day itself."),
}


# In a side room the other side knows of nothing.
PREPARED: dict[Key, str] = {
    Key.PROMISED: _("%(who)s prepared it for %(due)s."),
    Key.PROMISED_SURE: _("%(who)s prepared it for %(due)s and was %(sure)s %% sure."),
}


@dataclass(frozen=True, kw_only=True)
class Reminded:
    """A reminder that was sent; no fact, but part of the story."""

    at: datetime
    days: int
    person: Ulid | None
    party: Ulid


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the story, before it is put into words.

    `idx` is the place in the record (None for a reminder), `quote` what was written, `erased`
    whether something was written that has since been removed.
    """

    key: Key
    place: Place
    at: datetime
    who: Actor
    idx: int | None = None
    due: datetime | None = None
    was: datetime | None = None
    sure: int | None = None
    days: int | None = None
    quote: str | None = None
    erased: bool = False


# Where words are owed, their absence means that they were erased.
QUOTED: dict[type[Fact], str] = {
    CommitmentProposed: "meaning",
    CommitmentAccepted: "words",
    CommitmentDeclined: "reason",
    CommitmentWithdrawn: "reason",
    CommitmentMoveAsked: "reason",
    CommitmentMoveSuggested: "reason",
    CommitmentMoved: "words",
    CommitmentDateKept: "reason",
    CommitmentDelivered: "words",
    CommitmentConfirmed: "words",
    CommitmentDisputed: "missing",
}
OWED = (CommitmentDeclined, CommitmentMoveAsked, CommitmentDateKept, CommitmentDisputed)

PLAIN_KEYS: dict[type[Fact], Key] = {
    CommitmentAccepted: Key.ACCEPTED,
    CommitmentDeclined: Key.DECLINED,
    CommitmentMoveAsked: Key.MOVE_ASKED,
    CommitmentMoveSuggested: Key.MOVE_SUGGESTED,
    CommitmentMoved: Key.MOVED,
    CommitmentDateKept: Key.DATE_KEPT,
    CommitmentAnswerMoved: Key.ANSWER_MOVED,
    CommitmentDisputed: Key.SENT_BACK,
    CommitmentLetStand: Key.LET_STAND,
    CommitmentMissed: Key.MISSED,
    CommitmentDropped: Key.DROPPED,
}


def story(
    told: Sequence[Told], *, near: Ulid | None, reminders: Iterable[Reminded] = ()
) -> tuple[Line, ...]:
    """The lines in the order in which things happened; `near` is the party that reads.

    For a reader without a party the promiser sits near: pass it.
    """
    before: list[Fact] = []
    lines = [_reminded(one) for one in reminders]
    for one in told:
        key = _key(one, before)
        if key is not None:
            lines.append(_line(one, key, near=near))
        before.append(one.fact)
    return tuple(sorted(lines, key=lambda line: line.at))


def _line(told: Told, key: Key, *, near: Ulid | None) -> Line:
    fact = told.fact
    quote = getattr(fact, QUOTED.get(type(fact), ""), None)
    return Line(
        key=key,
        place=_place(fact.by, near),
        at=told.at,
        who=fact.by,
        idx=told.idx,
        due=getattr(fact, "due", None),
        was=getattr(fact, "was", None),
        sure=getattr(fact, "sure", None),
        quote=quote,
        erased=quote is None and isinstance(fact, OWED),
    )


def _key(told: Told, before: Sequence[Fact]) -> Key | None:
    last = before[-1] if before else None
    match told.fact:
        case CommitmentProposed(sure=sure):
            return Key.PROMISED if sure is None else Key.PROMISED_SURE
        case CommitmentWithdrawn(accepted=accepted):
            return Key.WITHDRAWN if accepted else Key.TAKEN_BACK
        case CommitmentMoved(pause=pause) if pause is not None:
            return Key.MOVED_TOGETHER
        case CommitmentDelivered(due=due):
            return _delivered(before, late=told.at > due)
        case CommitmentConfirmed():
            back = isinstance(last, CommitmentDisputed)
            return Key.CONFIRMED_AFTER_ALL if back else Key.CONFIRMED
        case fact:
            return PLAIN_KEYS.get(type(fact))


def _delivered(before: Sequence[Fact], *, late: bool) -> Key:
    if late:
        return Key.DELIVERED_LATE
    again = any(isinstance(one, CommitmentDelivered) for one in before)
    return Key.DELIVERED_AGAIN if again else Key.DELIVERED


def _place(by: Actor, near: Ulid | None) -> Place:
    if by == CLOCK:
        return Place.BOTH
    return Place.NEAR if by.party == near else Place.FAR


def _reminded(one: Reminded) -> Line:
    who = Actor(person=one.person, party=one.party)
    key = Key.REMINDED if one.days else Key.REMINDED_THAT_DAY
    return Line(key=key, place=Place.BOTH, at=one.at, who=who, days=one.days)
