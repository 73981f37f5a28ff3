"""What all will read once both agree: the record's own sentences, told beforehand by those who tell them afterwards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from troth.checkins.queries.pauses import asked
from troth.checkins.rules.pauses import Days
from troth.commitments.actions.moving import later
from troth.commitments.models import Commitment
from troth.commitments.queries.lists import answers_reaching
from troth.foundation.facts.checkins import PauseAgreed, PauseProposed, PauseSupported
from troth.foundation.facts.commitments import (
    CommitmentAnswerMoved,
    CommitmentMoveAsked,
    CommitmentMoved,
)
from troth.foundation.facts.fact import Actor, Fact
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.offers import tell
from troth.outreach.models import Change, Exchange
from troth.outreach.queries.exchanges import between
from troth.outreach.queries.signals import shared_room
from troth.outreach.rules.states import ChangeKind
from troth.partnerships.models import Room
from troth.partnerships.queries.names import names_for

# No pause has this name yet, and no sentence says it.
NOT_YET = Ulid("0" * 26)
MARK = 24
Moves = Sequence[tuple[Commitment, datetime]]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What one of the two sides would have: which promises move to when, or rest on which days."""

    by: Ulid
    moves: Moves
    days: Days | None = None


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """The sentences in the order of the record; `only_proposed`: others at the table have a word in it first."""

    sentences: Sequence[str]
    only_proposed: bool = False

    @property
    def mark(self) -> str:
        """By what the same sentences are known again when the form comes back."""
        return sha256("\n".join(self.sentences).encode()).hexdigest()[:MARK]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Where it will be read, which side asks and which agrees; no person is named in it."""

    room: Room
    asks: Actor
    agrees: Actor

    def of(self, by: Actor) -> dict[str, Any]:
        """What every fact says first."""
        return {"room": Ulid(self.room.id), "by": by}


def ahead_of(one: Exchange, wish: Wish) -> Ahead:
    """What the record and every inbox will say: both sides' acts, by the side that did them."""
    room = shared_room(one.asker.partnership_id)
    (other,) = between(one) - {wish.by}
    parts = Parts(room=room, asks=Actor(None, wish.by), agrees=Actor(None, other))
    others = asked(room.partnership_id, by=wish.by) - {other}
    only_proposed = wish.days is not None and bool(others)
    facts = list(facts_of(wish, parts, only_proposed=only_proposed))
    told = tell(facts, names_for(facts, partnership=room.partnership_id))
    return Ahead(sentences=[each.sentence for each in told], only_proposed=only_proposed)


def wish_of(change: Change) -> Wish:
    """What stands in a proposal."""
    days = None
    if change.kind == ChangeKind.PAUSE and change.first and change.last:
        days = Days(change.first, change.last)
    moves = [(move.commitment, move.due) for move in change.moves.all()]
    return Wish(by=Ulid(str(change.seat.party_id)), moves=moves, days=days)


def facts_of(wish: Wish, parts: Parts, *, only_proposed: bool) -> Iterable[Fact]:
    """What the acts of both sides put on record, in that order."""
    if wish.days is None:
        return moving(wish.moves, parts)
    return pausing(wish.days, wish.moves, parts=parts, only_proposed=only_proposed)


def moving(moves: Moves, parts: Parts) -> Iterable[Fact]:
    """One side asks, the other agrees, promise by promise."""
    for promise, due in moves:
        said: dict[str, Any] = {"commitment": promise.id, "was": promise.due, "due": due}
        yield CommitmentMoveAsked(**parts.of(parts.asks), **said, reason=None)
        yield CommitmentMoved(**parts.of(parts.agrees), **said)


def pausing(days: Days, moves: Moves, *, parts: Parts, only_proposed: bool) -> Iterable[Fact]:
    """One side proposes and the other agrees; where nobody else is asked, it all moves with that."""
    agreed = parts.of(parts.agrees) | {"pause": NOT_YET}
    span: dict[str, Any] = {"first": days.first, "last": days.last, "commitments": ()}
    yield PauseProposed(**parts.of(parts.asks), pause=NOT_YET, **span)
    if only_proposed:
        yield PauseSupported(**agreed)
        return
    for promise, _due in moves:
        due = later(promise.due, days=days.length, zone=promise.zone)
        yield CommitmentMoved(**agreed, commitment=promise.id, was=promise.due, due=due)
    for promise in answers_reaching(parts.room.id, first=days.first, now=now()):
        yield CommitmentAnswerMoved(**agreed, commitment=promise.id, **resting(promise, days))
    yield PauseAgreed(**agreed, **span, days=days.length)


def resting(promise: Commitment, days: Days) -> dict[str, Any]:
    """From when to when the time to answer one delivery moves."""
    was = promise.answer_by or promise.due
    return {"was": was, "answer_by": later(was, days=days.length, zone=promise.zone)}
