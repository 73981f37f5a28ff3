"""Readings of a measure: written, corrected by a later one, taken back, brought in from a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from django.db import transaction

from troth.foundation.facts.goals import (
    GoalMeasured,
    GoalReadingsImported,
    GoalReadingTakenBack,
)
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.times import in_zone
from troth.goals.actions.refusing import NotPossible, needs_party, refuse
from troth.goals.models import Goal, Measure, Reading
from troth.goals.queries.files import beside
from troth.goals.queries.readings import standing
from troth.goals.rules.readings import MOST_READINGS, Row, why_not_reading
from troth.goals.rules.refusals import Refusal
from troth.goals.rules.wording import plain
from troth.ledger.actions import record
from troth.partnerships.models import Seat
from troth.people.zones import known_zone


@dataclass(frozen=True)
class Brought:
    """What a file changed: new readings, corrected ones, and those that were there already."""

    added: int
    corrected: int
    known: int


def today_of(by: Seat) -> date:
    """The day it is where somebody sits."""
    return in_zone(now(), known_zone(by.person.zone)).date()


def taken(measure: Measure) -> Goal:
    """Take the measure for this transaction, so that two people who write the same day come in turn.

    Raises `NotPossible` for a goal that was taken back.
    """
    Measure.objects.select_for_update().get(pk=measure.pk)
    goal: Goal | None = Goal.objects.filter(
        pk=measure.goal_id, agreement__withdrawn_at__isnull=True
    ).first()
    if goal is None:
        raise NotPossible(Refusal.NOT_THERE)
    return goal


@transaction.atomic
def read_measure(
    measure: Measure, *, value: Decimal, day: date, note: str = "", by: Seat
) -> Reading:
    """Write what a measure read on a day; a reading of that day is corrected and stays in the history.

    The same reading twice is one. Raises `NotPossible`.
    """
    needs_party(by)
    refuse(why_not_reading(day, value, today=today_of(by)))
    goal = taken(measure)
    before = measure.readings.filter(day=day, replaced_at__isnull=True).first()
    if before and (before.value, before.note) == (value, note.strip()):
        return before
    if before is None and standing(measure).count() >= MOST_READINGS:
        raise NotPossible(Refusal.TOO_MANY_READINGS)
    moment = now()
    measure.readings.filter(day=day, replaced_at__isnull=True).update(replaced_at=moment)
    made = Reading.objects.create(
        measure=measure, day=day, value=value, note=note.strip(), seat=by, at=moment
    )
    record(
        GoalMeasured(
            room=Ulid(goal.room_id),
            by=by.actor,
            goal=goal.id,
            measure=measure.id,
            reading=made.id,
            day=day,
            value=value,
            note=made.note or None,
            corrects=before.id if before else None,
        )
    )
    return made


@transaction.atomic
def take_back_reading(reading: Reading, *, why: str, by: Seat) -> None:
    """Take a reading back, with the reason; it stays in the history. Raises `NotPossible`."""
    needs_party(by)
    refuse(None if why.strip() else Refusal.WHY_MISSING)
    goal = taken(reading.measure)
    here = Reading.objects.filter(pk=reading.pk, replaced_at__isnull=True)
    if not here.update(replaced_at=now(), why_gone=why.strip()):
        raise NotPossible(Refusal.TAKEN_BACK_ALREADY)
    record(
        GoalReadingTakenBack(
            room=Ulid(goal.room_id),
            by=by.actor,
            goal=goal.id,
            measure=Ulid(reading.measure_id),
            reading=reading.id,
            day=reading.day,
            why=why.strip(),
        )
    )


@transaction.atomic
def bring_in(measure: Measure, rows: Sequence[Row], *, by: Seat) -> Brought:
    """Bring readings in, all of them or none; what is there already is left as it is. Raises `NotPossible`."""
    needs_party(by)
    today = today_of(by)
    for one in rows:
        refuse(why_not_reading(one.day, one.value, today=today))
    goal = taken(measure)
    found = beside(measure, rows)
    if found.standing + len(found.new) > MOST_READINGS:
        raise NotPossible(Refusal.TOO_MANY_READINGS)
    moment, other = now(), [row for _before, row in found.other]
    replace([before.id for before, _row in found.other], at=moment)
    Reading.objects.bulk_create(
        [
            Reading(
                measure=measure, day=one.day, value=one.value, note=one.note, seat=by, at=moment
            )
            for one in (*found.new, *other)
        ],
        batch_size=500,
    )
    if found.new or other:
        record(imported(goal, measure, new=found.new, other=other, by=by))
    return Brought(len(found.new), len(other), found.known)


def replace(keys: Sequence[str], *, at: datetime) -> None:
    """Put readings into the history, few at a time: databases bound how much one statement names."""
    for start in range(0, len(keys), 500):
        Reading.objects.filter(pk__in=keys[start : start + 500]).update(replaced_at=at)


def imported(
    goal: Goal, measure: Measure, *, new: Sequence[Row], other: Sequence[Row], by: Seat
) -> GoalReadingsImported:
    """What a file brought, as a fact; the digest pins down every reading of it."""
    rows = sorted((*new, *other), key=lambda one: one.day)
    lines = "\n".join(f"{one.day.isoformat()} {plain(one.value)}" for one in rows)
    return GoalReadingsImported(
        room=Ulid(goal.room_id),
        by=by.actor,
        goal=goal.id,
        measure=measure.id,
        added=len(new),
        corrected=len(other),
        first=rows[0].day,
        last=rows[-1].day,
        digest=sha256(lines.encode()).hexdigest(),
    )
