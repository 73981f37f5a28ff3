"""What is done about adjustments: one verb, one transaction, its facts."""

from troth.adjustments.actions.agreeing import agree, decline, withdraw
from troth.adjustments.actions.looking import Word, ask, conclude, look
from troth.adjustments.actions.proposing import Draft, Words, change, propose

__all__ = [
    "Draft",
    "Word",
    "Words",
    "agree",
    "ask",
    "change",
    "conclude",
    "decline",
    "look",
    "propose",
    "withdraw",
]
