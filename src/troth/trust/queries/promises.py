"""Promises of a shared room as the rules of trust read them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from troth.commitments.models import Batch, Commitment
from troth.commitments.queries.lives import life_of
from troth.commitments.rules.incoming.batches import known_until
from troth.commitments.rules.outcome import Outcome, verdict
from troth.partnerships.models import Room
from troth.partnerships.rules.rooms import RoomKind
from troth.trust.queries.evidence import OF_RELIABILITY, contested_subjects
from troth.trust.rules.promises import SETTLING, Move, Promise

# The newest so many are told; a page must answer in a moment however long the past is.
MOST = 5000
FIGURES = re.compile(r"\d+")
EVERYBODY = "*"


def counted(room: Room) -> QuerySet[Commitment]:
    """Accepted promises of a shared room; any other kind of room counts nowhere."""
    if room.kind != RoomKind.SHARED:
        return Commitment.objects.none()
    rows = Commitment.objects.in_rooms([room.id]).that_count().filter(accepted_at__isnull=False)
    return rows.prefetch_related("moves", "deliveries").order_by("-due", "-id")


def promises(room: Room, *, now: datetime) -> Sequence[Promise]:
    """The newest promises of the room, with what came of each as known now."""
    contested = contested_subjects(room, OF_RELIABILITY)
    shown = Q(batch=None) | Q(batch__visible_at__lte=now)
    known = counted(room).filter(shown, accepted_at__lte=now)
    return [
        replace(promise_of(row, now=now), contested=row.id in contested) for row in known[:MOST]
    ]


def settles_between(room: Room, *, since: datetime, until: datetime) -> bool:
    """Whether a date of the room came to count in this time, though nothing was recorded."""
    settled = counted(room).filter(due__gt=since - SETTLING, due__lte=until - SETTLING)
    return settled.exists()


def kind_of(row: Commitment) -> str:
    """Many small promises of one kind made on one day share one unit; figures make no new kind."""
    return FIGURES.sub("#", row.deliverable.casefold()).strip()


def promise_of(row: Commitment, *, now: datetime) -> Promise:
    """One row as the rules read it."""
    common: dict[str, Any] = {
        "commitment": row.id,
        "promiser": row.promiser_id,
        "receiver": row.receiver_id or EVERYBODY,
        "promised_at": row.proposed_at,
        "due": row.first_due,
        "kind": kind_of(row),
    }
    if row.batch_id:
        return Promise(
            **common, outcome=Outcome(row.outcome), ended_at=ended_in_file(row), imported=True
        )
    life = life_of(row)
    said = verdict(life, now=now)
    outcome = said.outcome if said else Outcome.OPEN
    ended = said.delivered_at or said.since if said and outcome is not Outcome.OPEN else None
    waits = said is not None and outcome is Outcome.OPEN and said.delivered_at is not None
    moves = tuple(Move(agreed_at=one.agreed_at, due=one.due) for one in life.agreed_moves)
    return Promise(**common, outcome=outcome, ended_at=ended, moves=moves, waits=waits)


def ended_in_file(row: Commitment) -> datetime | None:
    """When a promise from a file ended, as far as the file says."""
    return row.kept_at or row.outcome_at


def told_until(room: Room, now: datetime) -> datetime:
    """Now, or the moment a table closed: nobody could act after that, so nothing counts after it."""
    closed = room.partnership.closed_at
    return min(now, closed) if closed else now


def as_of(room: Room, *, only_imported: bool, now: datetime) -> datetime:
    """The moment a reading speaks of: now, or the day of the file where nothing newer counts."""
    if not only_imported:
        return now
    batches = Batch.objects.filter(room=room, visible_at__isnull=False)
    if batches.filter(as_of__isnull=True).exists():
        return now
    batches = batches.order_by("as_of")
    latest = batches.last()
    if latest is None or latest.as_of is None:
        return now
    return min(now, known_until(latest.as_of, ZoneInfo(latest.zone)))
