"""What people do with goals: write, change, sign, launch, measure, and say what is in the way."""

from troth.goals.actions.launching import launch
from troth.goals.actions.obstacles import close_obstacle, log_obstacle
from troth.goals.actions.planning import KIND, draft_goal, reached, revise_goal
from troth.goals.actions.refusing import NotPossible
from troth.goals.actions.signing import sign, take_back

__all__ = [
    "KIND",
    "NotPossible",
    "close_obstacle",
    "draft_goal",
    "launch",
    "log_obstacle",
    "reached",
    "revise_goal",
    "sign",
    "take_back",
]
