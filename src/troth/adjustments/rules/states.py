"""Where an adjustment stands, what can be done about it, and who may."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from troth.adjustments.rules.refusals import Reason
from troth.foundation.kernel.ulid import Ulid


class State(StrEnum):
    """Proposed until both sides have agreed to the same words; closed when both have said whether it helped."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What a side can do with an adjustment."""

    AGREE = "agree"
    DECLINE = "decline"
    CHANGE = "change"
    WITHDRAW = "withdraw"
    LOOK = "look"


OPEN: Final = frozenset({State.PROPOSED, State.AGREED})
ENDED: Final = {
    State.CLOSED: Reason.OVER,
    State.DECLINED: Reason.DECLINED,
    State.WITHDRAWN: Reason.TAKEN_BACK,
}


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What has to be known about an adjustment to say who may do what with it.

    `sides`: the two it is between; `agreed`: those who agreed to the words as they stand now, one of whom wrote
    them; `looked`: those who have said in this round whether it helped.
    """

    state: State
    sides: frozenset[Ulid]
    agreed: frozenset[Ulid] = frozenset()
    looked: frozenset[Ulid] = frozenset()


def why_not(act: Act, standing: Standing, *, party: Ulid | None) -> Reason | None:
    """Why this side cannot do this now; None if it can."""
    if party is None:
        return Reason.NO_SIDE
    if party not in standing.sides:
        return Reason.BETWEEN_OTHERS
    if standing.state in ENDED:
        return ENDED[standing.state]
    if act is Act.LOOK:
        return _why_not_look(standing, party=party)
    if standing.state is State.AGREED:
        return Reason.AGREED_ALREADY
    return _why_not_answer(act, standing, party=party)


def possible(standing: Standing, *, party: Ulid | None) -> tuple[Act, ...]:
    """What this side can do now."""
    return tuple(act for act in Act if why_not(act, standing, party=party) is None)


def awaits(standing: Standing, *, party: Ulid, due: bool) -> bool:
    """Whether this side's word is the next one: to what is proposed, or whether it helped once the day has come.

    Where the other side has said so before the day, the word back waits as well.
    """
    if party not in standing.sides:
        return False
    if standing.state is State.PROPOSED:
        return party not in standing.agreed
    waits = due or bool(standing.looked)
    return standing.state is State.AGREED and waits and party not in standing.looked


def is_due(state: State, *, recheck_on: date, today: date) -> bool:
    """Whether the day has come to look at it again."""
    return state is State.AGREED and recheck_on <= today


def _why_not_look(standing: Standing, *, party: Ulid) -> Reason | None:
    if standing.state is State.PROPOSED:
        return Reason.NOT_AGREED_YET
    return Reason.SAID_ALREADY if party in standing.looked else None


def _why_not_answer(act: Act, standing: Standing, *, party: Ulid) -> Reason | None:
    own = party in standing.agreed
    if act is Act.WITHDRAW:
        return None if own else Reason.NOT_YOUR_WORDS
    if act in {Act.AGREE, Act.DECLINE}:
        return Reason.OWN_WORDS if own else None
    return None
