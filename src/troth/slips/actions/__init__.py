"""What is done about slips: one verb, one transaction, one fact."""

from troth.slips.actions.owning import Draft, own, withdraw
from troth.slips.actions.saying import acknowledge, add, answer, confirm, say_repaired

__all__ = [
    "Draft",
    "acknowledge",
    "add",
    "answer",
    "confirm",
    "own",
    "say_repaired",
    "withdraw",
]
