"""What is done about what is uneven, and in private exchanges: one verb, one transaction, one fact."""

from troth.outreach.actions.answering import leave, say_openly, set_aside
from troth.outreach.actions.asking import Asked, begin, end, say
from troth.outreach.actions.changing import Dates, agree, decline, propose, take_back
from troth.outreach.actions.noticing import look, move_on

__all__ = [
    "Asked",
    "Dates",
    "agree",
    "begin",
    "decline",
    "end",
    "leave",
    "look",
    "move_on",
    "propose",
    "say",
    "say_openly",
    "set_aside",
    "take_back",
]
