"""What people do with goals: write, change, sign, launch, measure, and say what is in the way."""

from troth.goals.actions.launching import launch
from troth.goals.actions.measuring import bring_in, read_measure, take_back_reading
from troth.goals.actions.obstacles import close_obstacle, log_obstacle
from troth.goals.actions.planning import KIND, draft_goal, reached, revise_goal
from troth.goals.actions.refusing import NotPossible
from troth.goals.actions.signing import sign, take_back

__all__ = [
    "KIND",
    "NotPossible",
    "bring_in",
    "close_obstacle",
    "draft_goal",
    "launch",
    "log_obstacle",
    "reached",
    "read_measure",
    "revise_goal",
    "sign",
    "take_back",
    "take_back_reading",
]
