"""The balance of a month is computed once, by the clock, and never again."""

from datetime import date, datetime

from django.db import transaction

from troth.inclusion.models import Figure, Report
from troth.inclusion.queries.balance import SERIES, done_in, shown_before, sitters, span_of
from troth.inclusion.rules.report import Cut, Line, report
from troth.partnerships.models import Room


@transaction.atomic
def publish(room: Room, month: date, *, now: datetime) -> bool:
    """Compute and keep the balance of this month; False where there is one already."""
    # Held, so that two clocks make one report, each against all that was shown before.
    room = (
        Room.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=room.pk)
    )
    if Report.objects.filter(room=room, month=month).exists():
        return False
    span = span_of(month)
    lines = report(
        sitters(room.partnership, span), done_in(room, span), earlier=shown_before(room, month)
    )
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
        if is_kept(line)
    )
    forget(room, before=made)
    return True


def is_kept(line: Line) -> bool:
    """Whether the line is kept: that a few have stated a region or role is nobody's business."""
    return line.hidden is None or line.cut in {Cut.ALL, Cut.PARTY}


def forget(room: Room, *, before: Report) -> None:
    """Whom figures were about is kept only as long as it protects them: while later reports are audited by it."""
    audited = Report.objects.filter(room=room, month__lt=before.month).order_by("-month")[:SERIES]
    oldest = min((one.month for one in audited), default=before.month)
    Figure.objects.filter(report__room=room, report__month__lt=oldest).update(people=[])
