"""One act after the other about one goal, so that what was looked at is what is acted on."""

from troth.goals.models import Goal


def hold(goal: Goal) -> Goal:
    """The goal as it is now, held until the transaction ends; taken before its checks and its texts."""
    Goal.objects.select_for_update(no_key=True).get(pk=goal.pk)
    # Read after it was waited for: what is joined to a row that is waited for is as it was before.
    found: Goal = Goal.objects.select_related("agreement", "room__partnership").get(pk=goal.pk)
    return found
