"""The goals of a room, the page of one, and what changed from one version to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from troth.agreements.models import Version
from troth.agreements.queries.standings import standings, version
from troth.agreements.rules.difference import difference
from troth.agreements.rules.standing import Standing
from troth.agreements.views.pages import going_on
from troth.foundation.access.door import needs
from troth.foundation.access.permissions import Permission
from troth.foundation.web.lists import commas
from troth.foundation.web.times import when
from troth.goals.models import Goal, Obstacle, Plan
from troth.goals.numbers import day_words, number
from troth.goals.queries.plans import plans, plans_in_force, terms_of
from troth.goals.queries.readings import latest_of
from troth.goals.rules.plan import MeasureTerms
from troth.goals.rules.progress import Point, progress
from troth.goals.views.cards import Step, measure_cards, said, span_of, steps
from troth.goals.views.checks_seen import block
from troth.goals.views.finding import found_or_404, inside, may, may_tell, reads_obstacles
from troth.partnerships.models import Party
from troth.partnerships.queries.audience import audience_of
from troth.partnerships.queries.tables import parties_of
from troth.partnerships.requests import MemberRequest
from troth.people.zones import known_zone

PAGE = 100
MOST_OBSTACLES = 100


@dataclass(frozen=True)
class Line:
    """One goal in a list: how it stands, its days, and each measure with how far it is."""

    goal: Goal
    stands: Standing
    plan: Plan | None
    measures: Sequence[tuple[str, str, int]]
    for_us: bool = False


@dataclass(frozen=True)
class Signature:
    """One party's signature: the version that stands signed, one that has changed since, or neither."""

    party: Party
    signed: int | None
    stale: int | None = None


def lines(request: MemberRequest, *, most: int = PAGE, agreed: bool = False) -> list[Line]:
    """The goals of this room, or only what is agreed; the same number of statements, however many."""
    there = inside(request)
    if agreed:
        there = there.filter(agreement__agreed_version__isnull=False)
    rows = list(there.order_by("-id")[:most])
    found = standings([one.agreement for one in rows], request.room)
    force, newest = plans_in_force(rows), latest_of(rows)
    return [
        Line(
            one,
            found[one.id],
            force.get(one.id),
            measured(force.get(one.id), newest),
            waits_for_us(request, found[one.id]),
        )
        for one in rows
    ]


def measured(plan: Plan | None, newest: Mapping[str, Point]) -> Sequence[tuple[str, str, int]]:
    """Each measure of the plan in force: its name, how far it is in words, and in per cent."""
    if plan is None:
        return ()
    return [
        far(one, newest[one.id]) for one in terms_of(plan).measures if one.id and one.id in newest
    ]


def far(terms: MeasureTerms, point: Point) -> tuple[str, str, int]:
    """One measure in a line."""
    done = progress(start=terms.start, target=terms.target, value=point.value)
    words = f"{number(point.value)} / {number(terms.target, terms.unit)}"
    return terms.name, words, min(max(done.percent, 0), 100)


@needs(Permission.AGREEMENT_READ)
@require_safe
def goals(request: MemberRequest) -> HttpResponse:
    """What all want to reach, and how far it is."""
    found = lines(request)
    context = {
        "lines": found,
        "first": next((line.goal.id for line in found if line.for_us), ""),
        "parties": {party.id: party for party in parties_of(request.seat)},
        "may_draft": may(request, Permission.AGREEMENT_DRAFT),
        "audience": audience_of(request.room),
    }
    return render(request, "goals/list.html", context)


@needs(Permission.AGREEMENT_READ)
@require_safe
def goal(request: MemberRequest, pk: str) -> HttpResponse:
    """One goal: its words, who signed which version, its measures, its history."""
    return render(request, "goals/one.html", context_of(request, found_or_404(request, pk)))


@needs(Permission.AGREEMENT_READ)
@require_safe
def changes(request: MemberRequest, pk: str, number: int) -> HttpResponse:
    """One version beside the one before it."""
    one = found_or_404(request, pk)
    if request.seat.party_id is None:
        # Beside an agreed version stand drafts, and drafts are for those who agree.
        raise Http404
    after = get_object_or_404(Version, agreement=one.agreement, number=number)
    before = version(one.agreement, number - 1)
    stands = standings([one.agreement], request.room)[one.id]
    context = {
        "goal": one,
        "after": after,
        "stretches": difference(before.text if before else "", after.text),
        "may_sign": after.number == one.agreement.latest and waits_for_us(request, stands),
        "audience": audience_of(request.room),
    }
    return render(request, "goals/changes.html", context)


def waits_for_us(request: MemberRequest, stands: Standing) -> bool:
    """Whether the reader can sign for a side that has not signed the latest version."""
    return may(request, Permission.AGREEMENT_SIGN) and request.seat.party_id in stands.missing


def context_of(request: MemberRequest, one: Goal) -> dict[str, object]:
    """Everything the page of one goal says."""
    stands = standings([one.agreement], request.room)[one.id]
    own = request.seat.party_id is not None
    every = plans(one)
    shown = [plan for plan in every if own or plan.agreed_at]
    force = in_force(every, stands)
    changing = force if own and not stands.agreed else None
    plan = force or every[0]
    obstacles = obstacles_of(one) if reads_obstacles(request) else []
    first = first_agreed(every)
    history = steps(one, shown, obstacles)
    return {
        "goal": one,
        "stands": stands,
        "plan": plan,
        "proposed": history[0] if changing else None,
        "pending": said(changing, every[0]) if changing else (),
        "days": {"by_when": day_words(plan.by_when), "launch_on": day_words(plan.launch_on)},
        "launched": launched_words(request, one),
        "cards": measure_cards(plan, span_of(plan, first, zone=known_zone(request.person.zone))),
        "steps": history,
        "obstacles": obstacles,
        **signing(request, stands, [step.version for step in history] if own else []),
        **({} if own else {"signatures": signed_by(history, plan)}),
        **block(request, one),
        "may_change": may(request, Permission.AGREEMENT_DRAFT),
        "may_tell": may_tell(request),
        "audience": audience_of(request.room),
    }


def in_force(every: Sequence[Plan], stands: Standing) -> Plan | None:
    """The plan that all had signed last."""
    return next((plan for plan in every if plan.number == stands.agreed_version), None)


def first_agreed(every: Sequence[Plan]) -> datetime | None:
    """When a version was agreed for the first time."""
    return min((each.agreed_at for each in every if each.agreed_at), default=None)


def launched_words(request: MemberRequest, one: Goal) -> str:
    """When an initiative was launched, and by whom."""
    if one.launched_at is None or one.launched_by is None:
        return ""
    moment = when(one.launched_at, known_zone(request.person.zone), request.person.place)
    party = one.launched_by.party
    return f"{moment} · {party.name}" if party else moment


def obstacles_of(one: Goal) -> Sequence[Obstacle]:
    """What stood or stands in the way, open ones first."""
    rows = one.obstacles.select_related("seat__person", "seat__party", "closed_by__person")
    found = list(rows.order_by("-at")[:MOST_OBSTACLES])
    return sorted(found, key=lambda each: not each.is_open)


def signing(
    request: MemberRequest, stands: Standing, every: Sequence[Version]
) -> dict[str, object]:
    """How every party that sits here stands to the latest version, and whether it waits for the reader."""
    seated = [
        party for party in parties_of(request.seat) if party.id in stands.signed | stands.missing
    ]
    return {
        "signatures": [signature(party, stands) for party in seated],
        "missing": commas(party.short for party in seated if party.id in stands.missing),
        "may_sign": waits_for_us(request, stands),
        **going_on(request, seated, stands, every),
    }


def signature(party: Party, stands: Standing) -> Signature:
    """One party's signature on the latest version, or on the one it signed last."""
    latest = stands.latest if party.id in stands.signed else None
    return Signature(party, latest, stands.stale.get(party.id))


def signed_by(history: Sequence[Step], plan: Plan) -> list[Signature]:
    """Who signed the version in force when it became so, whoever has come or gone since."""
    step = next((one for one in history if one.plan.number == plan.number), None)
    return [Signature(one.party, plan.number) for one in step.signed] if step else []
