"""What somebody stated, for that person's own page alone; and what the report of a year is made from."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time

from django.db.models import QuerySet

from troth.foundation.kernel.ulid import Ulid
from troth.inclusion.models import Stated, StatedReport, StatedShare
from troth.inclusion.queries.balance import TABLES_AT_ONCE, Span
from troth.inclusion.rules.classes import Class
from troth.inclusion.rules.report import Kind, months_later
from troth.inclusion.rules.stated import FIRST, MEMORY, YEAR, By, begins_on, span
from troth.inclusion.stating import CALLED
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.rules.rooms import RoomKind

# One report a year for as long as classes are remembered.
REMEMBERED = MEMORY // YEAR + 1
MOST_SHARES = sum(map(len, CALLED.values())) * len(Kind)


def stated_by(seat: Seat) -> dict[str, str]:
    """Region and role of this person at this table; empty where nothing was stated."""
    found = Stated.objects.filter(person=seat.person_id, partnership=seat.partnership_id).first()
    return {"region": found.region, "role": found.role} if found else {"region": "", "role": ""}


def statements(partnership: Partnership, people: Collection[str]) -> dict[By, dict[str, str]]:
    """What these people stated, region and role as they were in the same moment."""
    rows = Stated.objects.filter(partnership=partnership, person__in=[Ulid(one) for one in people])
    found = list(rows.values_list("person", "region", "role"))
    return {
        By.REGION: {person: region for person, region, _role in found if region},
        By.ROLE: {person: role for person, _region, role in found if role},
    }


def begun(partnership: Partnership) -> date | None:
    """The first full month of an open table, by the clock of UTC."""
    opened = partnership.opened_at
    if opened is None:
        return None
    at = opened.astimezone(UTC)
    return begins_on(at.date(), at_midnight=at.time() == time())


def due_on(today: date) -> list[tuple[Room, tuple[date, date]]]:
    """Shared rooms of open tables with the months of the report they are due today."""
    month = today.replace(day=1)
    rows = Room.objects.filter(kind=RoomKind.SHARED, partnership__phase=Phase.OPEN)
    rows = rows.filter(partnership__opened_at__lte=midnight(months_later(month, -FIRST)))
    done = StatedReport.objects.filter(ends__gt=months_later(month, -YEAR)).values("room_id")
    # In any order, as with the balances of a month.
    waiting = rows.exclude(pk__in=done).order_by("?").select_related("partnership")
    found = []
    for room in waiting[:TABLES_AT_ONCE]:
        began = begun(room.partnership)
        months = span(began, today) if began else None
        if months:
            found.append((room, months))
    return found


def midnight(day: date) -> datetime:
    """Where a day begins, by the clock of UTC."""
    return datetime.combine(day, time(), UTC)


def months_of(months: tuple[date, date]) -> Span:
    """These months as two moments."""
    return Span(midnight(months[0]), midnight(months[1]))


def earlier_classes(room: Room, ends: date) -> list[Class]:
    """Who was counted together in the reports that are remembered, each class once, the latest first."""
    rows = StatedReport.objects.filter(
        room=room, ends__lt=ends, ends__gte=months_later(ends, -MEMORY)
    )
    kept = rows.order_by("-ends").values_list("classes", flat=True)[:REMEMBERED]
    return list(dict.fromkeys(frozenset(people) for classes in kept for people in classes))


def stated_reports(room: Room) -> QuerySet[StatedReport]:
    """The reports of a table, the latest first, without who was counted together."""
    rows: QuerySet[StatedReport] = StatedReport.objects.in_rooms([room.id])
    return rows.defer("classes").order_by("-ends")


def shares_of(room: Room) -> Sequence[StatedShare]:
    """The figures of the latest report; it takes a statement whether there is one or not."""
    latest = stated_reports(room).values("pk")[:1]
    rows = StatedShare.objects.filter(report__in=latest)
    return list(rows.order_by("by", "key", "kind")[:MOST_SHARES])
