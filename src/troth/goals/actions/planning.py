"""Writing goals: the first version, and every change of plan after it."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from troth.agreements import actions as agreements
from troth.agreements.models import Agreement
from troth.foundation.facts.goals import GoalChanged
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.goals.actions.holding import hold
from troth.goals.actions.obstacles import turn_obstacle
from troth.goals.actions.refusing import NotPossible, needs_party, refuse
from troth.goals.models import Defined, Goal, Measure, Obstacle, Plan
from troth.goals.queries.plans import agreed_before, latest, measures_so_far, terms_of
from troth.goals.rules.changes import changes
from troth.goals.rules.plan import MeasureTerms, Terms, carries_on, why_not
from troth.goals.rules.refusals import Refusal
from troth.goals.rules.wording import Labels, compose
from troth.ledger.actions import record
from troth.partnerships.models import Room, Seat

KIND = "goal"


def text_of(terms: Terms) -> str:
    """The text to be signed, in the server's own language, so that two authors write the same lines."""
    with translation.override(settings.LANGUAGE_CODE):
        labels = Labels(
            by_when=_("Reached by"),
            launch_on=_("Launch planned for"),
            measured_by=_("Measured by"),
            from_to=_("from %(start)s to %(target)s %(unit)s"),
            day=lambda day: formats.date_format(day, "l j F Y"),
        )
        return compose(terms, labels)


@transaction.atomic
def draft_goal(
    *,
    title: str,
    words: str,
    by_when: date | None = None,
    launch_on: date | None = None,
    measures: Iterable[MeasureTerms] = (),
    room: Room,
    by: Seat,
) -> Goal:
    """Write the first version of a goal; it is agreed once every organisation has signed it.

    With `launch_on` it is an initiative. Raises `NotPossible`.
    """
    needs_party(by)
    terms = Terms(words=words, by_when=by_when, launch_on=launch_on, measures=tuple(measures))
    refuse(why_not(terms))
    agreement = agreements.draft(title=title, text=text_of(terms), room=room, by=by, kind=KIND)
    goal = Goal.objects.create(id=agreement.id, room=room, agreement=agreement)
    write_plan(goal, terms, number=1, before=())
    return goal


def write_plan(goal: Goal, terms: Terms, *, number: int, before: Sequence[MeasureTerms]) -> Plan:
    """Keep the parts of a version; a measure that stays the same one keeps its id and its readings."""
    plan = Plan.objects.create(
        goal=goal,
        number=number,
        words=terms.words.strip(),
        by_when=terms.by_when,
        launch_on=terms.launch_on,
    )
    for place, one in enumerate(terms.measures):
        kept = one.id if carries_on(one, before) else None
        Defined.objects.create(
            plan=plan,
            measure_id=kept or Measure.objects.create(goal=goal).id,
            place=place,
            name=one.name.strip(),
            unit=one.unit.strip(),
            start=one.start,
            target=one.target,
        )
    return plan


@transaction.atomic
def revise_goal(
    goal: Goal,
    *,
    terms: Terms,
    why: str,
    seen: int,
    by: Seat,
    obstacle: Obstacle | None = None,
) -> Plan:
    """Write a new version, with the reason; signatures on earlier ones become stale.

    Raises `NotPossible`; with `CHANGED_MEANWHILE` where somebody else wrote one since `seen`: then
    nothing is kept here, and the caller offers the same words again as the version after that.
    """
    needs_party(by)
    refuse(None if why.strip() else Refusal.WHY_MISSING)
    refuse(why_not(terms))
    before = latest(goal)
    refuse(why_not_change(hold(goal), terms_of(before), after=terms))
    try:
        made = agreements.revise(goal.agreement, text=text_of(terms), why=why, seen=seen, by=by)
    except agreements.ChangedMeanwhile as refused:
        raise NotPossible(Refusal.CHANGED_MEANWHILE) from refused
    plan = write_plan(goal, terms, number=made.number, before=measures_so_far(goal))
    if obstacle is not None:
        turn_obstacle(obstacle, goal=goal, version=plan.number, by=by)
    return plan


def why_not_change(goal: Goal, before: Terms, *, after: Terms) -> Refusal | None:
    """Why this is no change that could be signed, or None."""
    if goal.launched_at and before.launch_on != after.launch_on:
        return Refusal.LAUNCHED_ALREADY
    return None if changes(before, after) else Refusal.NOTHING_CHANGED


def reached(agreement: Agreement, version: int, by: Seat) -> None:
    """Every organisation has signed this version: it is the plan in force from now on."""
    goal = Goal.objects.get(pk=agreement.pk)
    plan = goal.plans.get(number=version)
    goal.plans.filter(number=version).update(agreed_at=now())
    before = agreed_before(goal, version)
    if before is None:
        return
    fact = GoalChanged(
        room=Ulid(goal.room_id),
        by=by.actor,
        goal=goal.id,
        version=version,
        was_version=before.number,
        by_when=plan.by_when,
        by_when_was=before.by_when,
        launch_on=plan.launch_on,
        launch_on_was=before.launch_on,
        why=agreement.versions.values_list("why", flat=True).get(number=version) or None,
    )
    record(fact)
