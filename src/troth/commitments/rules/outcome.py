"""What came of a commitment: kept, late, dropped or open; worked out, never stored by hand.

* kept: delivered by the deadline then in force, and confirmed, or not sent back within the answer
  time;
* late: delivered after it;
* dropped: withdrawn after acceptance, or undelivered so long after it (30 days unless the terms
  say otherwise); what was sent back counts as undelivered, and has as long from that day;
* open: everything else that was accepted.

Moves agreed before the deadline are counted beside the outcome and never as late. What was
declined, withdrawn before acceptance or never answered has no outcome at all.

A delivery that was sent back and is confirmed after all stands from the day it was made: the
receiver is the one who can say so. That is the only way from dropped back to kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from troth.commitments.rules.life import Delivery, Life


class Outcome(StrEnum):
    """What came of an accepted commitment."""

    KEPT = "kept"
    LATE = "late"
    DROPPED = "dropped"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The outcome with what a page says beside it.

    `due` is the deadline that counted, `since` the moment the outcome came about (None while
    open), `final` whether no later act between the two sides can change it.
    """

    outcome: Outcome
    due: datetime
    renegotiated: int
    since: datetime | None = None
    delivered_at: datetime | None = None
    final: bool = False


def verdict(life: Life, *, now: datetime) -> Verdict | None:
    """The outcome as known at `now`; None for what was not accepted, which counts nowhere."""
    life = life.known(now)
    if life.accepted_at is None:
        return None
    sent_back: Delivery | None = None
    for delivery in life.deliveries:
        if delivery.at > _end(life, sent_back):
            break
        if delivery.sent_back_at is None:
            return _delivered(life, delivery, now=now)
        sent_back = delivery
    return _undelivered(life, sent_back, now=now)


def missed_at(life: Life, *, now: datetime) -> datetime | None:
    """The deadline that passed while nothing lay with the receiver, if one did: a fact, no state.

    Delivered on the minute is in time. What was sent back before the deadline lies with the
    promiser again; what is sent back after it was not missed, and may still become late.
    """
    life = life.known(now)
    due = life.due_at(now)
    if life.accepted_at is None or now <= due:
        return None
    if life.withdrawn_at is not None and life.withdrawn_at <= due:
        return None
    then = life.known(due).deliveries
    return None if then and then[-1].sent_back_at is None else due


def drop_at(life: Life, *, now: datetime) -> datetime | None:
    """The last moment before it counts as dropped, if nothing more happens; None where it will not."""
    said = verdict(life, now=now)
    if said is None or said.outcome is not Outcome.OPEN or said.delivered_at is not None:
        return None
    sent_back = life.known(now).deliveries
    return _limit(life, sent_back[-1] if sent_back else None)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many of each; `renegotiated` counts the agreed moves, beside the outcomes."""

    kept: int = 0
    late: int = 0
    dropped: int = 0
    open: int = 0
    renegotiated: int = 0

    @property
    def finished(self) -> int:
        """How many have an outcome."""
        return self.kept + self.late + self.dropped


def count(verdicts: Iterable[Verdict | None]) -> Counts:
    """Count outcomes; what has none is left out."""
    counted = [one for one in verdicts if one is not None]
    of = {outcome: sum(one.outcome is outcome for one in counted) for outcome in Outcome}
    return Counts(
        kept=of[Outcome.KEPT],
        late=of[Outcome.LATE],
        dropped=of[Outcome.DROPPED],
        open=of[Outcome.OPEN],
        renegotiated=sum(one.renegotiated for one in counted),
    )


def _limit(life: Life, sent_back: Delivery | None) -> datetime:
    """The last moment at which what lies with the promiser can still come and be late."""
    due = life.agreed_due
    since = sent_back.sent_back_at if sent_back else None
    return max(due, since or due) + life.silence


def _end(life: Life, sent_back: Delivery | None) -> datetime:
    """The last moment at which a delivery counts at all."""
    limit = _limit(life, sent_back)
    return limit if life.withdrawn_at is None else min(limit, life.withdrawn_at)


def _delivered(life: Life, delivery: Delivery, *, now: datetime) -> Verdict:
    due = life.due_at(delivery.at)
    settled_at = delivery.settled_at(now)
    outcome, since = Outcome.OPEN, None
    if delivery.at > due:
        outcome, since = Outcome.LATE, delivery.at
    elif settled_at is not None:
        outcome, since = Outcome.KEPT, settled_at
    return Verdict(
        outcome=outcome,
        due=due,
        renegotiated=len(life.agreed_moves),
        since=since,
        delivered_at=delivery.at,
        final=settled_at is not None,
    )


def _undelivered(life: Life, sent_back: Delivery | None, *, now: datetime) -> Verdict:
    limit = _limit(life, sent_back)
    still = Verdict(outcome=Outcome.OPEN, due=life.agreed_due, renegotiated=len(life.agreed_moves))
    if life.withdrawn_at is not None and life.withdrawn_at <= limit:
        return replace(still, outcome=Outcome.DROPPED, since=life.withdrawn_at, final=True)
    if now <= limit:
        return still
    # Only the receiver's "it is all there" about its last answer can still change this.
    may_be_confirmed = sent_back is not None and life.deliveries[-1] is sent_back
    may_be_confirmed = may_be_confirmed and life.withdrawn_at is None
    return replace(still, outcome=Outcome.DROPPED, since=limit, final=not may_be_confirmed)
