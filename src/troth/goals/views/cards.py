"""One measure, one version, one signature: put together for the page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from troth.agreements.models import Acceptance, Version
from troth.foundation.web.times import in_zone
from troth.goals.models import Goal, Obstacle, Plan
from troth.goals.numbers import change_words, number, progress_words
from troth.goals.picture import Span, draw
from troth.goals.queries.plans import terms_of
from troth.goals.queries.readings import points_of
from troth.goals.rules.changes import changes
from troth.goals.rules.plan import PLACES, MeasureTerms
from troth.goals.rules.progress import Point, even_pace, progress

SHOWN = 6


@dataclass(frozen=True)
class MeasureCard:
    """One measure: what it is, how far it has come, its picture and its last readings."""

    terms: MeasureTerms
    span: str
    words: str = ""
    pace: str = ""
    before: str = ""
    percent: int = 0
    chart: Markup | None = None
    rows: Sequence[tuple[Point, str]] = ()
    count: int = 0


def measure_cards(plan: Plan, span: Span) -> list[MeasureCard]:
    """A card for each measure of a version; one statement for all their readings."""
    terms = terms_of(plan)
    points = points_of(one.id for one in terms.measures if one.id)
    return [measure_card(one, points.get(one.id or "", ()), span=span) for one in terms.measures]


def measure_card(terms: MeasureTerms, points: Sequence[Point], *, span: Span) -> MeasureCard:
    """One measure with its readings."""
    values = {"start": number(terms.start), "target": number(terms.target, terms.unit)}
    way = _("from %(start)s to %(target)s") % values
    if not points:
        return MeasureCard(terms, way)
    latest = points[-1]
    done = progress(start=terms.start, target=terms.target, value=latest.value)
    words = progress_words(latest, done, target=terms.target, unit=terms.unit)
    return MeasureCard(
        terms,
        way,
        words=words,
        pace=pace_words(terms, latest, span=span),
        before=before_words(points, span),
        percent=min(max(done.percent, 0), 100),
        chart=draw(points, terms, span=span, words=words),
        rows=[(one, number(one.value, terms.unit)) for one in reversed(points[-SHOWN:])],
        count=len(points),
    )


def pace_words(terms: MeasureTerms, latest: Point, *, span: Span) -> str:
    """Where an even pace would be on the day of the latest reading; nothing without two days to go by."""
    if span.begun is None or span.by_when is None or not span.begun < latest.day <= span.by_when:
        return ""
    due = even_pace(
        start=terms.start,
        target=terms.target,
        begun=span.begun,
        by_when=span.by_when,
        day=latest.day,
    )
    return _("An even pace would be at %(value)s on that day.") % {
        "value": number(due.quantize(nearest(terms)), terms.unit)
    }


def nearest(terms: MeasureTerms) -> Decimal:
    """How finely an even pace is said: in whole numbers, the finer the closer start and target lie."""
    size = abs(terms.target - terms.start).adjusted()
    return Decimal(1).scaleb(max(min(size - 1, 0), -PLACES))


def before_words(points: Sequence[Point], span: Span) -> str:
    """How many readings lie before the goal was agreed."""
    early = sum(1 for one in points if span.begun and one.day < span.begun)
    if not early:
        return ""
    said = ngettext(
        "One of the readings is from before the goal was agreed.",
        "%(n)s of the readings are from before the goal was agreed.",
        early,
    )
    return said % {"n": early}


def span_of(plan: Plan, first_agreed: datetime | None, *, zone: str) -> Span:
    """From the day on which the goal was agreed first, until the day by which it is to be reached."""
    begun = in_zone(first_agreed, zone).date() if first_agreed else None
    return Span(begun=begun, by_when=plan.by_when)


@dataclass(frozen=True)
class Step:
    """One version in the history: what changed and why, who signed it, and what led to it."""

    plan: Plan
    version: Version
    changes: Sequence[tuple[str, str, str]]
    signed: Sequence[Acceptance]
    obstacles: Sequence[Obstacle]


def steps(goal: Goal, plans: Sequence[Plan], obstacles: Sequence[Obstacle]) -> list[Step]:
    """The history of a goal, the newest version first; two statements."""
    versions = {
        one.number: one
        for one in goal.agreement.versions.select_related("seat__person", "seat__party")
    }
    signed = signatures(goal)
    before = [*(older for _newer, older in pairwise(plans)), None]
    return [
        Step(
            plan=plan,
            version=versions[plan.number],
            changes=said(older, plan) if older else (),
            signed=signed[plan.number],
            obstacles=[one for one in obstacles if one.caused == plan.number],
        )
        for plan, older in zip(plans, before, strict=True)
    ]


def signatures(goal: Goal) -> Mapping[int, list[Acceptance]]:
    """Who signed each version, and when."""
    found: dict[int, list[Acceptance]] = defaultdict(list)
    rows = Acceptance.objects.filter(version__agreement=goal.agreement)
    for one in rows.select_related("version", "party", "seat__person").order_by("at"):
        found[one.version.number].append(one)
    return found


def said(before: Plan, after: Plan) -> list[tuple[str, str, str]]:
    """What differs between two versions, as words."""
    old, new = terms_of(before), terms_of(after)
    return [change_words(one) for one in changes(old, new)]
