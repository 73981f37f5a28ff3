"""An initiative at the table of the cast, for the tests of goals and of every noun that builds on them."""

from datetime import timedelta

from troth.foundation.web.clock import now
from troth.goals import actions
from troth.goals.models import Goal
from troth.partnerships.testing import Cast


def initiative(cast: Cast, *, title: str = "The beta", days: int = 9, signed: bool = True) -> Goal:
    """What Ingrid wrote to be launched in so many days; both have signed it, unless a test says otherwise."""
    made = actions.draft_goal(
        title=title,
        words="Ten sites report every hour.",
        launch_on=now().date() + timedelta(days=days),
        room=cast.shared,
        by=cast.ingrid,
    )
    for seat in (cast.ingrid, cast.ravi) if signed else ():
        actions.sign(made, version=1, by=seat)
    return fresh(made)


def fresh(goal: Goal) -> Goal:
    """The goal as it stands in the database."""
    rows = Goal.objects.select_related("agreement__room", "room__partnership")
    one: Goal = rows.get(pk=goal.pk)
    return one
