"""What one version of a goal says: its words, its days and its measures; and when that will not do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from troth.foundation.kernel.ulid import Ulid
from troth.goals.rules.refusals import Refusal

MOST_MEASURES = 8
EARLIEST, LATEST = 2000, 2199
# Fifteen figures are what every database we keep numbers in gives back exactly.
PLACES = 4
LARGEST = Decimal("99999999999.9999")


@dataclass(frozen=True, kw_only=True)
class MeasureTerms:
    """One measure as a version defines it; `id` says which measure it carries on, None for a new one."""

    name: str
    unit: str = ""
    start: Decimal = Decimal(0)
    target: Decimal
    id: Ulid | None = None


@dataclass(frozen=True, kw_only=True)
class Terms:
    """Everything a version of a goal binds to. With a launch day it is an initiative."""

    words: str
    by_when: date | None = None
    launch_on: date | None = None
    measures: tuple[MeasureTerms, ...] = ()


def why_not(terms: Terms) -> Refusal | None:
    """Why this cannot be a version, or None."""
    days = [day for day in (terms.by_when, terms.launch_on) if day is not None]
    if any(map(is_far, days)):
        return Refusal.DAY_FAR
    if terms.by_when and terms.launch_on and terms.launch_on > terms.by_when:
        return Refusal.LAUNCH_AFTER_END
    if len(terms.measures) > MOST_MEASURES:
        return Refusal.TOO_MANY_MEASURES
    names = [one.name.casefold() for one in terms.measures]
    if len(set(names)) < len(names):
        return Refusal.MEASURE_TWICE
    return next(filter(None, map(why_not_measure, terms.measures)), None)


def is_far(day: date) -> bool:
    """Whether its year is most likely a slip of the hand."""
    return not EARLIEST <= day.year <= LATEST


def why_not_measure(one: MeasureTerms) -> Refusal | None:
    """Why this cannot be a measure, or None."""
    if not one.name.strip():
        return Refusal.MEASURE_NAMELESS
    if not (fits(one.start) and fits(one.target)):
        return Refusal.OUT_OF_RANGE
    return Refusal.TARGET_IS_START if one.start == one.target else None


def fits(number: Decimal) -> bool:
    """Whether the number comes out of every database as it went in."""
    if not number.is_finite() or abs(number) > LARGEST:
        return False
    return number == number.quantize(Decimal(1).scaleb(-PLACES))


def carries_on(one: MeasureTerms, before: Sequence[MeasureTerms]) -> bool:
    """Whether it is still the same measure: it may get another name or target, never another unit."""
    return any(one.id == old.id and same(one.unit, old.unit) for old in before if old.id)


def same(unit: str, other: str) -> bool:
    """Whether two units are one."""
    return unit.strip().casefold() == other.strip().casefold()
