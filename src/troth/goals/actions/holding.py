"""One act after the other about one goal, so that what was looked at is what is acted on."""

from troth.goals.actions.refusing import NotPossible
from troth.goals.models import Goal
from troth.goals.rules.refusals import Refusal


def hold(goal: Goal) -> Goal:
    """The goal as it is now, held until the transaction ends; taken before its checks and its texts."""
    Goal.objects.select_for_update(no_key=True).get(pk=goal.pk)
    # Read after it was waited for: what is joined to a row that is waited for is as it was before.
    found: Goal = Goal.objects.select_related("agreement", "room__partnership").get(pk=goal.pk)
    return found


def hold_standing(goal: Goal) -> Goal:
    """The same. Raises `NotPossible` for a goal that was taken back, so that nothing new is written about it."""
    found = hold(goal)
    if found.agreement.withdrawn_at:
        raise NotPossible(Refusal.NOT_THERE)
    return found
