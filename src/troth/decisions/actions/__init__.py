"""What people and the clock do with decisions; nothing else changes one."""

from troth.decisions.actions.closing import close_due, strike
from troth.decisions.actions.proxies import hand_on, take_back
from troth.decisions.actions.raising import Proposal, put, revise, withdraw
from troth.decisions.actions.voting import Said, vote

__all__ = [
    "Proposal",
    "Said",
    "close_due",
    "hand_on",
    "put",
    "revise",
    "strike",
    "take_back",
    "vote",
    "withdraw",
]
