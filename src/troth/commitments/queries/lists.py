"""Promises in lists: what is open, what has finished, a page at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from troth.commitments.models import Commitment
from troth.commitments.rules.outcome import Outcome
from troth.commitments.rules.states import State
from troth.partnerships.models import Party

PAGE = 50
OPEN_SHOWN = 200
GONE = (State.DECLINED.value, State.WITHDRAWN.value)
FINISHED = (Outcome.KEPT.value, Outcome.LATE.value, Outcome.DROPPED.value)


def open_ones(rooms: Iterable[str]) -> QuerySet[Commitment]:
    """Promises that still wait for somebody, the nearest date first; imported ones too."""
    inside = (
        Commitment.objects.in_rooms(rooms).with_parties().prefetch_related("moves", "deliveries")
    )
    return inside.exclude(outcome__in=FINISHED).exclude(state__in=GONE).order_by("due", "id")


def open_shown(rooms: Iterable[str]) -> list[Commitment]:
    """As many open ones as a page shows; late ones that are not yet confirmed stay in sight."""
    return list(open_ones(rooms)[:OPEN_SHOWN])


def finished(rooms: Iterable[str]) -> QuerySet[Commitment]:
    """Promises with an outcome, the latest date first."""
    return (
        Commitment.objects.in_rooms(rooms)
        .filter(outcome__in=FINISHED)
        .with_parties()
        .prefetch_related("moves", "deliveries")
        .order_by("-due", "-id")
    )


@dataclass(frozen=True)
class Page:
    """One page of a list, and the cursor to the next."""

    rows: Sequence[Commitment]
    older: str = ""


def page_of(rows: QuerySet[Commitment], *, before: str = "") -> Page:
    """The page after a cursor `<iso date>,<id>`; a cursor nobody gave out begins at the start."""
    due, _, key = before.partition(",")
    if key:
        try:
            moment = datetime.fromisoformat(due)
        except ValueError:
            return page_of(rows)
        rows = rows.filter(Q(due__lt=moment) | Q(due=moment, id__lt=key))
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    older = f"{shown[-1].due.isoformat()},{shown[-1].id}" if len(found) > PAGE else ""
    return Page(shown, older)


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How one party's promises came out, with how many were moved by agreement."""

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


def tallies(rooms: Iterable[str]) -> list[Tally]:
    """Counts by promising party in one statement, alphabetical: no order that could be read as a ranking."""
    ended = Commitment.objects.in_rooms(rooms).filter(outcome__in=FINISHED)
    counts = {outcome: Count("id", filter=Q(outcome=outcome)) for outcome in FINISHED}
    rows = ended.values("promiser").annotate(
        moved=Count("id", filter=Q(renegotiated__gt=0)), **counts
    )
    found: dict[str, dict[str, int]] = {
        row["promiser"]: {name: row[name] for name in (*FINISHED, "moved")}  # type: ignore[literal-required]  # built above
        for row in rows.order_by("promiser__name")[:TALLIES]
    }
    parties = Party.objects.filter(pk__in=found).order_by("name")
    return [Tally(party=party, **found[party.id]) for party in parties]
