"""What people do with goals: write, change, sign, launch, measure, check, and say what is in the way."""

from troth.goals.actions.checking import (
    CheckTerms,
    assent_check,
    propose_check,
    withdraw_check,
)
from troth.goals.actions.launching import launch
from troth.goals.actions.looking import Seen, confirm_result, doubt_result, record_result
from troth.goals.actions.measuring import bring_in, read_measure, take_back_reading
from troth.goals.actions.obstacles import close_obstacle, log_obstacle
from troth.goals.actions.planning import KIND, draft_goal, reached, revise_goal
from troth.goals.actions.refusing import NotPossible
from troth.goals.actions.showing import approve, put_together, stop_showing
from troth.goals.actions.signing import sign, take_back

__all__ = [
    "KIND",
    "CheckTerms",
    "NotPossible",
    "Seen",
    "approve",
    "assent_check",
    "bring_in",
    "close_obstacle",
    "confirm_result",
    "doubt_result",
    "draft_goal",
    "launch",
    "log_obstacle",
    "propose_check",
    "put_together",
    "reached",
    "read_measure",
    "record_result",
    "revise_goal",
    "sign",
    "stop_showing",
    "take_back",
    "take_back_reading",
    "withdraw_check",
]
