"""What people do in a kickoff: one verb, one transaction, one fact; what is sealed makes none."""

from troth.kickoff.actions.board import add, end_line, join, make_goal, own_line
from troth.kickoff.actions.opening import open_together
from troth.kickoff.actions.sessions import begin, close, say_ready, write_on
from troth.kickoff.actions.turns import NotPossible
from troth.kickoff.actions.writing import take_back, write

__all__ = [
    "NotPossible",
    "add",
    "begin",
    "close",
    "end_line",
    "join",
    "make_goal",
    "open_together",
    "own_line",
    "say_ready",
    "take_back",
    "write",
    "write_on",
]
