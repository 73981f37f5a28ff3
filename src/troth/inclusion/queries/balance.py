"""What a month's balance is computed from: who sat at the table, and what each did in its shared room."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Count, Q, QuerySet

from troth.decisions.models import Vote
from troth.discussions.models import Post, Question
from troth.foundation.kernel.roles import Role
from troth.inclusion.models import Figure, Report
from troth.inclusion.rules.report import Done, Kind, Sitter, month_after
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.rules.rooms import RoomKind

# More people than sit at any table; a table of more has no balance rather than one of some.
MOST_PEOPLE = 400
# How many earlier reports a new one is audited against, and how many a page leads to.
SERIES = 12
TABLES_AT_ONCE = 20


@dataclass(frozen=True)
class Span:
    """A month as two moments."""

    begins: datetime
    ends: datetime

    def of(self, field: str) -> Q:
        """What lies in it by this field."""
        return Q(**{f"{field}__gte": self.begins, f"{field}__lt": self.ends})


def span_of(month: date) -> Span:
    """The month that begins on this day, by the clock of UTC."""
    ends = month_after(month)
    return Span(datetime.combine(month, time(), UTC), datetime.combine(ends, time(), UTC))


def without_report(month: date) -> list[Room]:
    """Shared rooms of open tables that were open in that month and have no balance of it yet."""
    rows = Room.objects.filter(kind=RoomKind.SHARED, partnership__phase=Phase.OPEN)
    rows = rows.filter(partnership__opened_at__lte=span_of(month).begins)
    done = Report.objects.filter(month=month).values("room_id")
    # In any order: one that cannot be computed today is not the first again in the next round.
    waiting = rows.exclude(pk__in=done).order_by("?")
    return list(waiting.select_related("partnership")[:TABLES_AT_ONCE])


def sitters(
    partnership: Partnership, span: Span, *, throughout: bool = False
) -> list[Sitter] | None:
    """Who sat for an organisation at the end of the month, or `throughout`; whoever sat for two counts for neither.

    None where more sat than a balance is made for: one of some of them would be none.
    """
    since = Q(since__lte=span.begins) if throughout else Q(since__lt=span.ends)
    rows = Seat.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=span.ends),
        since,
        partnership=partnership,
        party__isnull=False,
        role__in=[Role.ADMIN.value, Role.MEMBER.value],
    )
    seats: dict[str, set[str]] = defaultdict(set)
    taken = rows.values_list("person_id", "party_id")[: 2 * MOST_PEOPLE + 1]
    for person, party in taken:
        seats[person].add(party)
    if len(taken) > 2 * MOST_PEOPLE or len(seats) > MOST_PEOPLE:
        return None
    return [
        Sitter(id=person, party=next(iter(parties)))
        for person, parties in sorted(seats.items())
        if len(parties) == 1
    ]


def by_person(rows: QuerySet[Any], path: str) -> Mapping[str, int]:
    """How often each person stands in these rows."""
    counted = rows.order_by().values_list(path).annotate(n=Count("pk"))
    return {person: n for person, n in counted[: 4 * MOST_PEOPLE] if person}


def wrote(room: Room, span: Span) -> Mapping[str, int]:
    """Posts with a name that stand; what was said unnamed counts for nobody."""
    rows = Post.objects.in_rooms([room.id]).filter(span.of("at"), taken_back_at=None)
    return by_person(rows, "seat__person")


def asked(room: Room, span: Span) -> Mapping[str, int]:
    """Questions, by whoever asked them."""
    rows = Question.objects.in_rooms([room.id]).filter(
        span.of("asked_at"), post__taken_back_at=None
    )
    return by_person(rows, "post__seat__person")


def answered(room: Room, span: Span) -> Mapping[str, int]:
    """Answers that were marked as one, by whoever gave them."""
    rows = Question.objects.in_rooms([room.id]).filter(
        span.of("answered_at"), answer__taken_back_at=None
    )
    return by_person(rows, "answer__seat__person")


def decided(room: Room, span: Span) -> Mapping[str, int]:
    """Decisions somebody had a say in, however often they changed their mind."""
    rows = Vote.objects.filter(span.of("at"), place__decision__room=room)
    pairs = rows.values_list("seat__person", "place__decision").distinct().order_by()
    return Counter(person for person, _decision in pairs[: 100 * MOST_PEOPLE])


# What is counted; meetings add speaking and inconvenient hours here.
COUNTED: Mapping[Kind, Callable[[Room, Span], Mapping[str, int]]] = {
    Kind.WRITING: wrote,
    Kind.ASKING: asked,
    Kind.ANSWERING: answered,
    Kind.DECIDING: decided,
}


def done_in(room: Room, span: Span) -> Done:
    """Everything that is counted of this room and month."""
    return {kind: count(room, span) for kind, count in COUNTED.items()}


def shown_before(room: Room, month: date) -> dict[Kind, list[frozenset[str]]]:
    """Whom the figures of earlier reports were about, by what they counted."""
    earlier = Report.objects.filter(room=room, month__lt=month).order_by("-month")[:SERIES]
    rows = Figure.objects.filter(report__in=list(earlier), hidden="")
    found: dict[Kind, list[frozenset[str]]] = defaultdict(list)
    for kind, people in rows.values_list("kind", "people"):
        if frozenset(people) not in found[Kind(kind)]:
            found[Kind(kind)].append(frozenset(people))
    return found


def reports_of(room: Room) -> list[Report]:
    """The balances of this table, the latest first."""
    return list(Report.objects.in_rooms([room.id]).order_by("-month")[:SERIES])


def figures_of(report: Report) -> list[Figure]:
    """The lines of one report; whom they are about is not read."""
    rows = report.figures.defer("people")
    return list(rows.order_by("kind", "cut", "key")[: 40 * len(Kind)])
