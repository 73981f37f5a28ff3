"""The balance of a month is computed once, by the clock, and never again."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from troth.inclusion.models import Figure, Report
from troth.inclusion.queries.balance import SERIES, done_in, shown_before, sitters, span_of
from troth.inclusion.rules.report import Line, report
from troth.partnerships.models import Room


def publish(room: Room, month: date, *, now: datetime) -> bool:
    """Compute and keep the balance of this month; False where there is one already.

    Where more people sit than a balance is made for it has no line.
    """
    # Computed before anything is held: the audit of a large table takes its time.
    before = months_of(room)
    span = span_of(month)
    people = sitters(room.partnership, span)
    earlier = shown_before(room, month)
    lines = [] if people is None else report(people, done_in(room, span), earlier=earlier)
    return keep(room, month, lines=lines, before=before, now=now)


def months_of(room: Room) -> list[date]:
    """The months of which there is a report, the latest first."""
    rows = Report.objects.filter(room=room).order_by("-month")
    return list(rows.values_list("month", flat=True)[: SERIES + 1])


@transaction.atomic
def keep(
    room: Room, month: date, *, lines: Sequence[Line], before: Sequence[date], now: datetime
) -> bool:
    """Keep these lines; False where another clock was here since, and they were audited against less than was shown."""
    Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
    known = months_of(room)
    if month in known or known != before:
        return False
    made = Report.objects.create(room=room, month=month, computed_at=now)
    Figure.objects.bulk_create(
        Figure(
            report=made,
            kind=line.kind.value,
            cut=line.cut.value,
            key=line.key,
            of_people=line.of_people,
            share=line.share,
            hidden=line.hidden.value if line.hidden else "",
            people=sorted(line.people),
        )
        for line in lines
    )
    forget(room, before=made)
    return True


def forget(room: Room, *, before: Report) -> None:
    """Whom figures were about is kept only as long as it protects them: while later reports are audited by it."""
    audited = Report.objects.filter(room=room, month__lt=before.month).order_by("-month")[:SERIES]
    oldest = min((one.month for one in audited), default=before.month)
    Figure.objects.filter(report__room=room, report__month__lt=oldest).update(people=[])
