"""Who may do what with a commitment at a moment, and why not.

A receiver is one party or everybody else at the table. When a promise is made to all, each other
party may accept, answer a wish to move, confirm or send back: the first one to act acts for all.
"""

from dataclasses import dataclass
from datetime import datetime

from troth.commitments.rules.clocks import FARTHEST
from troth.commitments.rules.refusals import Refusal
from troth.commitments.rules.states import (
    ANSWERS_TO_A_MOVE,
    DOERS,
    LEADS_TO,
    MOVING,
    NEEDS_WORDS,
    Act,
    Side,
    State,
)
from troth.foundation.kernel.ulid import Ulid


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A wish to move the deadline that waits for the other side."""

    by: Side
    due: datetime


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What has to be known about a commitment to say who may do what with it."""

    state: State
    promiser: Ulid
    receiver: Ulid | None  # None: everybody else at the table
    due: datetime  # the deadline in force
    ask: Ask | None = None
    answer_by: datetime | None = None  # until when the last delivery can be sent back

    def side(self, party: Ulid) -> Side | None:
        """On which side of the promise a party stands, if on any."""
        if party == self.promiser:
            return Side.PROMISER
        if self.receiver in {None, party}:
            return Side.RECEIVER
        return None


def refusal(act: Act, standing: Standing, *, party: Ulid | None, now: datetime) -> Refusal | None:
    """Why this party cannot do this now; None if it can."""
    if party is None:
        return Refusal.NO_PARTY
    side = standing.side(party)
    if side is None or side not in DOERS[act]:
        return _wrong_side(act)
    if act not in LEADS_TO[standing.state]:
        return _wrong_state(act, standing.state)
    return _wrong_moment(act, standing, now=now) or _wrong_answer(
        act, standing.ask, side=side, now=now
    )


def possible(standing: Standing, *, party: Ulid | None, now: datetime) -> tuple[Act, ...]:
    """What this party can do now, in the order in which a page offers it."""
    return tuple(act for act in Act if refusal(act, standing, party=party, now=now) is None)


def waits_for(standing: Standing, *, now: datetime) -> Side | None:
    """The side whose word or work comes next; None when nothing waits."""
    if standing.ask and now < standing.due and standing.state in {State.ACCEPTED, State.DISPUTED}:
        return Side.RECEIVER if standing.ask.by is Side.PROMISER else Side.PROMISER
    return {
        State.PROPOSED: Side.RECEIVER,
        State.ACCEPTED: Side.PROMISER,
        State.DELIVERED: Side.RECEIVER,
        State.DISPUTED: Side.PROMISER,
    }.get(standing.state)


def new_date_refusal(new: datetime, *, due: datetime, now: datetime) -> Refusal | None:
    """Why a deadline cannot be asked to move to this moment."""
    if new <= now:
        return Refusal.DATE_HAS_PASSED
    if new - now > FARTHEST:
        return Refusal.TOO_FAR
    return Refusal.SAME_DATE if new == due else None


def is_moot(asked: datetime | None, *, was: datetime, due: datetime) -> bool:
    """Whether a wish to move from `was` is more than fulfilled once all moved together to `due`."""
    return asked is not None and was < asked <= due


def words_refusal(act: Act, words: str) -> Refusal | None:
    """Some acts are owed a reason; blanks are none."""
    return Refusal.WORDS_MISSING if act in NEEDS_WORDS and not words.strip() else None


def proposal_refusal(
    *, promiser: Ulid, receiver: Ulid | None, due: datetime, sure: int | None, now: datetime
) -> Refusal | None:
    """Why something cannot be promised like this."""
    if promiser == receiver:
        return Refusal.PROMISE_TO_ITSELF
    if due <= now:
        return Refusal.DATE_HAS_PASSED
    if due - now > FARTHEST:
        return Refusal.TOO_FAR
    if sure is not None and not 0 <= sure <= 100:
        return Refusal.SURENESS_OUT_OF_RANGE
    return None


def _wrong_side(act: Act) -> Refusal:
    if len(DOERS[act]) > 1:
        return Refusal.ONLY_THE_TWO
    return Refusal.ONLY_PROMISER if Side.PROMISER in DOERS[act] else Refusal.ONLY_RECEIVER


def _wrong_state(act: Act, state: State) -> Refusal:
    early = {Act.ACCEPT, Act.DECLINE}
    refusals = {
        State.PROPOSED: Refusal.NOT_ACCEPTED_YET,
        State.ACCEPTED: Refusal.NOT_DELIVERED_YET,
        State.DELIVERED: Refusal.ALREADY_DELIVERED,
        State.DISPUTED: Refusal.ALREADY_SENT_BACK,
        State.CONFIRMED: Refusal.ALREADY_CONFIRMED,
        State.DECLINED: Refusal.DECLINED,
        State.WITHDRAWN: Refusal.WITHDRAWN,
    }
    under_way = state in {State.ACCEPTED, State.DELIVERED, State.DISPUTED}
    return Refusal.ALREADY_ACCEPTED if act in early and under_way else refusals[state]


def _wrong_moment(act: Act, standing: Standing, *, now: datetime) -> Refusal | None:
    if act is Act.ACCEPT and now >= standing.due:
        return Refusal.DAY_HAS_PASSED
    if act in MOVING and now >= standing.due:
        return Refusal.NO_MOVE_AFTER_THE_DAY
    if act is Act.SEND_BACK and standing.answer_by is not None and now > standing.answer_by:
        return Refusal.ANSWER_TIME_HAS_PASSED
    return None


def _wrong_answer(act: Act, ask: Ask | None, *, side: Side, now: datetime) -> Refusal | None:
    if act is Act.ASK_MOVE:
        # One may change one's own wish, and answers that of the other side first.
        return Refusal.MOVE_WAITS_FOR_ANSWER if ask and ask.by is not side else None
    if act not in ANSWERS_TO_A_MOVE:
        return None
    if ask is None:
        return Refusal.NOBODY_ASKED_TO_MOVE
    if ask.by is side:
        return Refusal.OWN_MOVE
    return Refusal.DATE_HAS_PASSED if act is Act.AGREE_MOVE and ask.due <= now else None
