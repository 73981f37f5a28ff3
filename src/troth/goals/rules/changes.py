"""What a version changes in the plan before it: before and after, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from troth.goals.rules.plan import MeasureTerms, Terms, same

Value = date | Decimal | str | None


class Part(StrEnum):
    """What of a plan can be different."""

    WORDS = "words"
    BY_WHEN = "by-when"
    LAUNCH_ON = "launch-on"
    MEASURE_NEW = "measure-new"
    MEASURE_GONE = "measure-gone"
    NAME = "name"
    START = "start"
    TARGET = "target"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One part as it was and as it is; `measure` names the measure it belongs to."""

    part: Part
    before: Value = None
    after: Value = None
    measure: str = ""
    unit: str = ""


def changes(before: Terms, after: Terms) -> tuple[Change, ...]:
    """Everything that differs, in the order of the page."""
    return (*days(before, after), *measures(before, after), *words(before, after))


def words(before: Terms, after: Terms) -> Iterator[Change]:
    """Whether the words differ; how, the readable difference shows."""
    if before.words.strip() != after.words.strip():
        yield Change(part=Part.WORDS)


def days(before: Terms, after: Terms) -> Iterator[Change]:
    """The days that differ."""
    if before.launch_on != after.launch_on:
        yield Change(part=Part.LAUNCH_ON, before=before.launch_on, after=after.launch_on)
    if before.by_when != after.by_when:
        yield Change(part=Part.BY_WHEN, before=before.by_when, after=after.by_when)


def measures(before: Terms, after: Terms) -> Iterator[Change]:
    """What came of each measure."""
    old = {one.id: one for one in before.measures}
    for one in after.measures:
        if one.id in old and same(one.unit, old[one.id].unit):
            yield from moved(old.pop(one.id), one)
        else:
            yield Change(part=Part.MEASURE_NEW, after=one.target, measure=one.name, unit=one.unit)
    for gone in old.values():
        yield Change(part=Part.MEASURE_GONE, before=gone.target, measure=gone.name, unit=gone.unit)


def moved(was: MeasureTerms, now: MeasureTerms) -> Iterator[Change]:
    """What differs in a measure that stayed."""
    if was.name != now.name:
        yield Change(part=Part.NAME, before=was.name, after=now.name, measure=now.name)
    if was.start != now.start:
        yield Change(
            part=Part.START, before=was.start, after=now.start, measure=now.name, unit=now.unit
        )
    if was.target != now.target:
        yield Change(
            part=Part.TARGET, before=was.target, after=now.target, measure=now.name, unit=now.unit
        )
