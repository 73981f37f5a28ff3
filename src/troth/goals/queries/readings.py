"""The readings of measures: those that stand, those that were replaced, the latest of many measures."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from troth.goals.models import Goal, Measure, Reading
from troth.goals.rules.progress import Point

PAGE = 50
MOST_GONE = 100


def standing(measure: Measure) -> QuerySet[Reading]:
    """The readings that stand, by day."""
    found: QuerySet[Reading] = measure.readings.filter(replaced_at__isnull=True).order_by("day")
    return found


def points_of(measures: Iterable[str]) -> Mapping[str, Sequence[Point]]:
    """All standing readings of these measures as points, in one statement."""
    found: dict[str, list[Point]] = defaultdict(list)
    rows = Reading.objects.filter(measure__in=list(measures), replaced_at__isnull=True)
    for measure, day, value in rows.order_by("day").values_list("measure_id", "day", "value"):
        found[measure].append(Point(day, value))
    return found


def latest_of(goals: Iterable[Goal]) -> Mapping[str, Point]:
    """The latest reading of every measure of these goals, by the measure's id; one statement."""
    standing_ones = Reading.objects.filter(measure=OuterRef("pk"), replaced_at__isnull=True)
    newest = standing_ones.order_by("-day").values("pk")[:1]
    rows = Measure.objects.filter(goal__in=list(goals)).annotate(newest=Subquery(newest))
    found = Reading.objects.filter(pk__in=rows.values("newest"))
    return {one.measure_id: Point(one.day, one.value) for one in found}


@dataclass(frozen=True)
class ReadingPage:
    """Some readings, the newest day first, and the day from which older ones go on."""

    rows: Sequence[Reading]
    before: str


def page_of(measure: Measure, *, before: date | None = None) -> ReadingPage:
    """A page of standing readings, the newest day first."""
    found = standing(measure).select_related("seat__person", "seat__party").reverse()
    if before:
        found = found.filter(day__lt=before)
    rows = list(found[: PAGE + 1])
    more = rows[PAGE - 1].day.isoformat() if len(rows) > PAGE else ""
    return ReadingPage(rows[:PAGE], more)


def gone(measure: Measure) -> Sequence[Reading]:
    """The readings that were corrected or taken back, the latest first."""
    found = measure.readings.filter(replaced_at__isnull=False)
    found = found.select_related("seat__person", "seat__party")
    return list(found.order_by("-replaced_at", "-id")[:MOST_GONE])
