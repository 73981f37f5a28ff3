"""Shares by what people stated are computed once a year, by the clock, and never again."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from troth.inclusion.models import StatedReport, StatedShare
from troth.inclusion.queries.balance import done_in, sitters
from troth.inclusion.queries.stated import earlier_classes, months_of, statements
from troth.inclusion.rules.classes import Class, classes_of
from troth.inclusion.rules.report import months_later
from troth.inclusion.rules.stated import YEAR, Missing, Share, shares
from troth.partnerships.models import Room

Months = tuple[date, date]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A report before it is kept."""

    classes: list[Class] = field(default_factory=list)
    lines: list[Share] = field(default_factory=list)
    missing: Missing | None = None


def publish_stated(room: Room, months: Months, *, now: datetime) -> bool:
    """Compute and keep the report of these months; False where there is one already, or one of the same year.

    A report without a line counts as well: what it does not show says something too.
    """
    return keep_stated(room, months, made=made_of(room, months), now=now)


def made_of(room: Room, months: Months) -> Made:
    """What the report says; only those who sat here through all of these months count."""
    within = months_of(months)
    people = sitters(room.partnership, within, throughout=True)
    if people is None:
        return Made(missing=Missing.MANY_PEOPLE)
    here = [one.id for one in people]
    done = done_in(room, within)
    classes = classes_of(here, list(done.values()), earlier=earlier_classes(room, months[1]))
    if not classes:
        return Made(missing=Missing.FEW_PEOPLE)
    stated = statements(room.partnership, here)
    lines = [
        line for by, said in stated.items() for line in shares(by, said, classes=classes, done=done)
    ]
    return Made(classes=classes, lines=lines)


@transaction.atomic
def keep_stated(room: Room, months: Months, *, made: Made, now: datetime) -> bool:
    """Keep it; False where another clock was here since."""
    Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
    begins, ends = months
    if StatedReport.objects.filter(room=room, ends__gt=months_later(ends, -YEAR)).exists():
        return False
    report = StatedReport.objects.create(
        room=room,
        begins=begins,
        ends=ends,
        computed_at=now,
        missing=made.missing.value if made.missing else "",
        classes=[sorted(one) for one in made.classes],
    )
    StatedShare.objects.bulk_create(
        StatedShare(
            report=report,
            by=one.by.value,
            key=one.key,
            kind=one.kind.value,
            of_people=one.of_people,
            share=one.share,
        )
        for one in made.lines
    )
    return True
