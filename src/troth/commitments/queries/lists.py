"""Promises in lists: what is open, what has finished, a page at a time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet, Sum, prefetch_related_objects

from troth.commitments.models import Commitment
from troth.commitments.rules.outcome import Outcome
from troth.commitments.rules.states import State
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web import cursors
from troth.foundation.web.cursors import Page
from troth.foundation.web.prepared import prepared
from troth.ledger.kept import Kept
from troth.partnerships.models import Party
from troth.people.zones import known_zone

PAGE = 50
# What the life of a promise is read from.
LIVES = ("moves", "deliveries")
OPEN_SHOWN = 200
GONE = (State.DECLINED.value, State.WITHDRAWN.value)
FINISHED = (Outcome.KEPT.value, Outcome.LATE.value, Outcome.DROPPED.value)


def open_ones(rooms: Iterable[str]) -> QuerySet[Commitment]:
    """Promises that still wait for somebody, the nearest date first; imported ones too."""
    inside = Commitment.objects.in_rooms(rooms).with_parties().prefetch_related(*LIVES)
    return inside.filter(outcome_at__isnull=True).exclude(state__in=GONE).order_by("due", "id")


def shown(rooms: Iterable[str], *, recent: int) -> tuple[list[Commitment], list[Commitment]]:
    """What a page shows: as many open ones as it holds, and the latest that have finished."""
    here = list(rooms)
    still, ended = first_open(here), last_finished(here, recent)
    prefetch_related_objects([*still, *ended], *LIVES)
    return still, ended


def answers_reaching(room: str, *, first: date, now: datetime) -> list[Commitment]:
    """Deliveries whose time to answer ends on this day of their own zone or later, in the order of the record."""
    waiting = Commitment.objects.in_rooms([room]).with_parties()
    waiting = waiting.filter(
        state=State.DELIVERED.value, settled_at__isnull=True, answer_by__gte=now
    )
    return [one for one in waiting.order_by("answer_by", "id") if ends_from(one, first)]


def ends_from(one: Commitment, first: date) -> bool:
    """Whether its time to answer ends on this day of its own zone or later."""
    there = ZoneInfo(known_zone(one.zone))
    return one.answer_by is not None and one.answer_by.astimezone(there).date() >= first


@prepared
def first_open(rooms: Collection[str]) -> QuerySet[Commitment]:
    """As many open ones as a page shows."""
    return open_ones(rooms).prefetch_related(None)[:OPEN_SHOWN]


@prepared
def last_finished(rooms: Collection[str], most: int) -> QuerySet[Commitment]:
    """The latest that have finished."""
    return chosen(rooms).prefetch_related(None)[:most]


@prepared
def made_here(rooms: Collection[str], most: int) -> QuerySet[Commitment]:
    """Open ones that no file has brought."""
    return open_ones(rooms).filter(batch__isnull=True)[:most]


MOVED = "moved"
KINDS = (*FINISHED, Outcome.OPEN.value, MOVED)


def chosen(
    rooms: Iterable[str],
    *,
    promiser: Ulid | None = None,
    receiver: Ulid | None = None,
    kind: str = "",
) -> QuerySet[Commitment]:
    """Promises of one direction and one kind, the latest date first; without a kind what has finished.

    What was promised to all was promised to each.
    """
    rows = Commitment.objects.in_rooms(rooms).with_parties()
    if kind == Outcome.OPEN.value:
        rows = rows.filter(outcome_at__isnull=True, outcome=kind)
    elif kind == MOVED:
        rows = rows.filter(renegotiated__gt=0)
    else:
        rows = rows.filter(outcome_at__isnull=False, outcome__in=[kind] if kind else FINISHED)
    if promiser:
        rows = rows.filter(promiser_id=promiser)
    if receiver:
        rows = rows.filter(Q(receiver_id=receiver) | Q(receiver__isnull=True))
    return rows.prefetch_related(*LIVES).order_by("-due", "-id")


def page_of(rows: QuerySet[Commitment], *, before: str = "") -> Page[Commitment]:
    """The page after a cursor `<iso date>,<id>`; a cursor nobody gave out begins at the start."""
    return cursors.page_of(rows, by="due", before=before, most=PAGE)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How one party's promises came out, and how many moves were agreed, beside the outcomes."""

    party: Party
    kept: int
    late: int
    dropped: int
    moved: int

    @property
    def finished(self) -> int:
        """How many have an outcome."""
        return self.kept + self.late + self.dropped


TALLIES = 200
Counts = dict[str, dict[str, int]]
known: Kept[Counts] = Kept()


def tallies(room: str, *, among: Iterable[Party] = ()) -> list[Tally]:
    """Counts by promising party, alphabetical: no order that could be read as a ranking.

    `among` are parties that have been looked up already.
    """
    counts = known.get(room, partial(counted, room))
    parties: dict[str, Party] = {party.id: party for party in among if party.id in counts}
    missing = counts.keys() - parties.keys()
    if missing:
        parties |= {party.id: party for party in Party.objects.filter(pk__in=missing)}
    ordered = sorted(parties.values(), key=lambda party: (party.name.casefold(), party.id))
    return [Tally(party=party, **counts[party.id]) for party in ordered]


def counted(room: str) -> Counts:
    """What came of the promises of a room, by promiser; of those who finished one.

    Moves count whether or not the promise has finished: they are agreed, whatever comes of it.
    """
    accepted = Commitment.objects.in_rooms([room]).that_count().exclude(outcome="")
    counts = {outcome: Count("id", filter=Q(outcome=outcome)) for outcome in FINISHED}
    rows = accepted.values("promiser").annotate(moved=Sum("renegotiated"), **counts)
    ended = rows.annotate(ended=Count("outcome_at")).filter(ended__gt=0)
    names = ("promiser", "moved", *FINISHED)
    found = ended.order_by("promiser__name").values(*names)[:TALLIES]
    return {row.pop("promiser"): row for row in map(dict[str, Any], found)}
