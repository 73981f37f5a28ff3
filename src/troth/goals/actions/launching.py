"""Launching an initiative. Whether the sides expect the same of it is asked before, by a higher noun."""

from django.db import transaction

from troth.foundation.facts.goals import GoalLaunched
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.goals.actions.holding import hold
from troth.goals.actions.refusing import NotPossible, needs_party
from troth.goals.models import Goal
from troth.goals.queries.checks import holding
from troth.goals.queries.plans import in_force
from troth.goals.rules.refusals import Refusal
from troth.ledger.actions import record
from troth.partnerships.models import Seat


@transaction.atomic
def launch(goal: Goal, *, by: Seat) -> None:
    """Launch the initiative under the version in force, once; checks that hold it must have passed.

    Raises `NotPossible`.
    """
    needs_party(by)
    goal.agreement = hold(goal).agreement
    plan = in_force(goal)
    if plan is None or goal.agreement.withdrawn_at:
        raise NotPossible(Refusal.NOT_AGREED)
    if plan.launch_on is None:
        raise NotPossible(Refusal.NO_LAUNCH_DAY)
    if holding(goal):
        raise NotPossible(Refusal.CHECK_HOLDS)
    moment = now()
    here = Goal.objects.filter(pk=goal.pk, launched_at__isnull=True)
    if not here.update(launched_at=moment, launched_by=by):
        raise NotPossible(Refusal.LAUNCHED_ALREADY)
    goal.launched_at, goal.launched_by = moment, by
    record(
        GoalLaunched(
            room=Ulid(goal.room_id),
            by=by.actor,
            goal=goal.id,
            version=plan.number,
            planned=plan.launch_on,
        )
    )
