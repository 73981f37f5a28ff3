"""The life of one commitment: the moments that its outcome is worked out from."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from troth.partnerships.rules.terms import Limits

# Until a promise is accepted under the terms of its table, and in tests: the mild time.
SILENCE = timedelta(days=Limits().silence_days)


@dataclass(frozen=True, kw_only=True)
class Move:
    """An agreement about another deadline."""

    agreed_at: datetime
    due: datetime


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One delivery and what the receiver said about it.

    `answer_by` is the end of the receiver's answer time, already counted in its working days.
    """

    at: datetime
    answer_by: datetime
    confirmed_at: datetime | None = None
    disputed_at: datetime | None = None

    @property
    def disputed_in_time(self) -> bool:
        """Whether the receiver said within the answer time that something is missing."""
        return self.disputed_at is not None and self.disputed_at <= self.answer_by

    @property
    def sent_back_at(self) -> datetime | None:
        """Since when it lies with the promiser again; None if the receiver let it stand after all."""
        return self.disputed_at if self.disputed_in_time and self.confirmed_at is None else None

    def settled_at(self, now: datetime) -> datetime | None:
        """Since when the receiver's word, or its silence, has settled that this was received."""
        if self.disputed_in_time:
            return self.confirmed_at
        if self.confirmed_at is not None and self.confirmed_at <= self.answer_by:
            return self.confirmed_at
        return self.answer_by if now > self.answer_by else None


@dataclass(frozen=True, kw_only=True)
class Life:
    """What happened to one commitment, oldest first where there can be several.

    `silence` is how long after its deadline something undelivered counts as dropped.
    """

    promised_at: datetime
    due: datetime
    accepted_at: datetime | None = None
    withdrawn_at: datetime | None = None
    moves: tuple[Move, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    silence: timedelta = SILENCE

    @property
    def agreed_moves(self) -> tuple[Move, ...]:
        """The moves agreed before the deadline then in force; no other one moves anything."""
        agreed: list[Move] = []
        due = self.due
        for move in self.moves:
            if move.agreed_at < due:
                agreed.append(move)
                due = move.due
        return tuple(agreed)

    @property
    def agreed_due(self) -> datetime:
        """The deadline after the last move that was agreed in time."""
        return self.agreed_moves[-1].due if self.agreed_moves else self.due

    def due_at(self, moment: datetime) -> datetime:
        """The deadline in force at a moment."""
        moves = [move.due for move in self.agreed_moves if move.agreed_at <= moment]
        return moves[-1] if moves else self.due

    def known(self, now: datetime) -> "Life":
        """The same life as far as it was known at a moment."""
        return replace(
            self,
            accepted_at=_past(self.accepted_at, now),
            withdrawn_at=_past(self.withdrawn_at, now),
            moves=tuple(move for move in self.moves if move.agreed_at <= now),
            deliveries=tuple(_known(one, now) for one in self.deliveries if one.at <= now),
        )


def _past(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment is not None and moment <= now else None


def _known(delivery: Delivery, now: datetime) -> Delivery:
    return replace(
        delivery,
        confirmed_at=_past(delivery.confirmed_at, now),
        disputed_at=_past(delivery.disputed_at, now),
    )
