"""What stands in the way of a goal: said, turned into a change of plan, or closed with a word."""

from django.db import transaction

from troth.foundation.facts.goals import GoalObstacleClosed, GoalObstacleMet, GoalObstacleTurned
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.goals.actions.holding import hold_standing
from troth.goals.actions.refusing import NotPossible, needs_party
from troth.goals.models import Goal, Obstacle
from troth.goals.rules.refusals import Refusal
from troth.ledger.actions import record
from troth.partnerships.models import Seat


@transaction.atomic
def log_obstacle(goal: Goal, *, what: str, opens: str = "", by: Seat) -> Obstacle:
    """Say what stands in the way, and what it opens up. Raises `NotPossible`."""
    needs_party(by)
    hold_standing(goal)
    made = Obstacle.objects.create(
        goal=goal, what=what.strip(), opens=opens.strip(), seat=by, at=now()
    )
    record(
        GoalObstacleMet(
            room=Ulid(goal.room_id),
            by=by.actor,
            goal=goal.id,
            obstacle=made.id,
            what=made.what,
            opens=made.opens or None,
        )
    )
    return made


def turn_obstacle(obstacle: Obstacle, *, goal: Goal, version: int, by: Seat) -> None:
    """Link it to the version it led to, in that version's transaction. Raises `NotPossible`."""
    open_ones = goal.obstacles.filter(pk=obstacle.pk, caused__isnull=True, closed_at__isnull=True)
    if not open_ones.update(caused=version):
        raise NotPossible(Refusal.OBSTACLE_ANSWERED)
    record(
        GoalObstacleTurned(
            room=Ulid(goal.room_id),
            by=by.actor,
            goal=goal.id,
            obstacle=obstacle.id,
            version=version,
        )
    )


@transaction.atomic
def close_obstacle(obstacle: Obstacle, *, words: str, by: Seat) -> None:
    """Close it without a change, with a word. Raises `NotPossible`."""
    needs_party(by)
    if not words.strip():
        raise NotPossible(Refusal.WHY_MISSING)
    goal = hold_standing(obstacle.goal)
    open_ones = Obstacle.objects.filter(pk=obstacle.pk, caused__isnull=True, closed_at__isnull=True)
    if not open_ones.update(closed_at=now(), closed_by=by, closing=words.strip()):
        raise NotPossible(Refusal.OBSTACLE_ANSWERED)
    record(
        GoalObstacleClosed(
            room=Ulid(goal.room_id),
            by=by.actor,
            goal=goal.id,
            obstacle=obstacle.id,
            words=words.strip(),
        )
    )
