"""What people do with promises: one verb, one transaction, one fact."""

from troth.commitments.actions.answering import accept, confirm, decline, send_back
from troth.commitments.actions.moving import (
    agree_move,
    ask_move,
    hold_together,
    keep_date,
    move_together,
    rest_answers,
    suggest_date,
)
from troth.commitments.actions.passing import drop, let_stand, miss
from troth.commitments.actions.promising import deliver, propose, withdraw
from troth.commitments.actions.turns import NotPossible

__all__ = [
    "NotPossible",
    "accept",
    "agree_move",
    "ask_move",
    "confirm",
    "decline",
    "deliver",
    "drop",
    "hold_together",
    "keep_date",
    "let_stand",
    "miss",
    "move_together",
    "propose",
    "rest_answers",
    "send_back",
    "suggest_date",
    "withdraw",
]
