"""The states of a commitment, what can be done with one, and where each act leads."""

from enum import StrEnum


class State(StrEnum):
    """Where a commitment stands between the two sides."""

    PROPOSED = "proposed"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What somebody can do with a commitment that stands on the table."""

    ACCEPT = "accept"
    DECLINE = "decline"
    DELIVER = "deliver"
    CONFIRM = "confirm"
    SEND_BACK = "send-back"
    WITHDRAW = "withdraw"
    ASK_MOVE = "ask-move"
    AGREE_MOVE = "agree-move"
    KEEP_DATE = "keep-date"
    SUGGEST_DATE = "suggest-date"


class Side(StrEnum):
    """Who promised, and to whom."""

    PROMISER = "promiser"
    RECEIVER = "receiver"


# Moving the deadline is for both: one side asks, the other answers.
DOERS: dict[Act, frozenset[Side]] = {
    Act.ACCEPT: frozenset({Side.RECEIVER}),
    Act.DECLINE: frozenset({Side.RECEIVER}),
    Act.DELIVER: frozenset({Side.PROMISER}),
    Act.CONFIRM: frozenset({Side.RECEIVER}),
    Act.SEND_BACK: frozenset({Side.RECEIVER}),
    Act.WITHDRAW: frozenset({Side.PROMISER}),
    Act.ASK_MOVE: frozenset(Side),
    Act.AGREE_MOVE: frozenset(Side),
    Act.KEEP_DATE: frozenset(Side),
    Act.SUGGEST_DATE: frozenset(Side),
}

MOVING = frozenset({Act.ASK_MOVE, Act.AGREE_MOVE, Act.KEEP_DATE, Act.SUGGEST_DATE})
ANSWERS_TO_A_MOVE = MOVING - {Act.ASK_MOVE}

# A "no" to the other side comes with its reason, and so does a wish to move what was agreed.
NEEDS_WORDS = frozenset({Act.DECLINE, Act.SEND_BACK, Act.ASK_MOVE, Act.KEEP_DATE})

LEADS_TO: dict[State, dict[Act, State]] = {
    State.PROPOSED: {
        Act.ACCEPT: State.ACCEPTED,
        Act.DECLINE: State.DECLINED,
        Act.WITHDRAW: State.WITHDRAWN,
    },
    State.ACCEPTED: {
        Act.DELIVER: State.DELIVERED,
        Act.WITHDRAW: State.WITHDRAWN,
        **dict.fromkeys(MOVING, State.ACCEPTED),
    },
    State.DELIVERED: {
        Act.CONFIRM: State.CONFIRMED,
        Act.SEND_BACK: State.DISPUTED,
    },
    # Confirming what was sent back takes the "something is missing" back.
    State.DISPUTED: {
        Act.DELIVER: State.DELIVERED,
        Act.CONFIRM: State.CONFIRMED,
        Act.WITHDRAW: State.WITHDRAWN,
        **dict.fromkeys(MOVING, State.DISPUTED),
    },
    State.DECLINED: {},
    State.CONFIRMED: {},
    State.WITHDRAWN: {},
}


def may_move(was: State, to: State) -> bool:
    """Whether some act leads from the one state to the other."""
    return to in LEADS_TO[was].values()


def origins(act: Act) -> frozenset[State]:
    """The states in which the act is possible; what a conditional update asks for."""
    return frozenset(state for state, acts in LEADS_TO.items() if act in acts)
