"""Where a slip stands, what can be done about it, and who may."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from troth.foundation.kernel.ulid import Ulid
from troth.slips.rules.refusals import Reason


class State(StrEnum):
    """Owned until the other side has confirmed the repair; nothing else makes it repaired."""

    OWNED = "owned"
    SAID = "said"  # the owner says that the repair is done
    REPAIRED = "repaired"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What somebody can say about a slip that stands."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    ADD = "add"
    SAY_REPAIRED = "say-repaired"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


OPEN: Final = frozenset({State.OWNED, State.SAID})
# Only whoever owns it may; everything else is for those whom it concerns.
OWNERS: Final = frozenset({Act.ADD, Act.SAY_REPAIRED, Act.WITHDRAW})
NEEDS_WORDS: Final = frozenset({Act.ANSWER, Act.ADD})
# As many words as anybody reads about one slip; the rest is talk.
MOST_WORDS: Final = 60


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What has to be known about a slip to say who may do what with it.

    `acknowledged`: the sides that have acknowledged it; `heard`: the other sides that have said anything;
    `words`: how many words stand below it.
    """

    state: State
    owner: Ulid
    towards: Ulid | None
    acknowledged: frozenset[Ulid] = frozenset()
    heard: frozenset[Ulid] = frozenset()
    words: int = 0

    def concerns(self, party: Ulid) -> bool:
        """Whether it is for this side to answer."""
        return party != self.owner and self.towards in {None, party}


def why_not(act: Act, standing: Standing, *, party: Ulid | None) -> Reason | None:
    """Why this side cannot do this now; None if it can."""
    if party is None:
        return Reason.NO_SIDE
    if (act in OWNERS) is not (party == standing.owner):
        return Reason.OWNER_ONLY if act in OWNERS else Reason.OWN_SLIP
    if act not in OWNERS and not standing.concerns(party):
        return Reason.FOR_ANOTHER
    if standing.state is State.WITHDRAWN:
        return Reason.TAKEN_BACK
    return _not_now(act, standing, party=party)


def possible(standing: Standing, *, party: Ulid | None) -> tuple[Act, ...]:
    """What this side can do now."""
    return tuple(act for act in Act if why_not(act, standing, party=party) is None)


def leads_to(act: Act, state: State) -> State:
    """Where an act leads: an answer to a repair that waits gives it back to its owner."""
    if act is Act.ANSWER and state is State.SAID:
        return State.OWNED
    ends = {
        Act.SAY_REPAIRED: State.SAID,
        Act.CONFIRM: State.REPAIRED,
        Act.WITHDRAW: State.WITHDRAWN,
    }
    return ends.get(act, state)


def words_missing(act: Act, words: str) -> Reason | None:
    """Some acts are nothing without words; blanks are none."""
    return Reason.WORDS_MISSING if act in NEEDS_WORDS and not words.strip() else None


def awaits(standing: Standing, *, party: Ulid) -> bool:
    """Whether this side's word is the next one: to a repair, else to a slip it has said nothing about yet."""
    if not standing.concerns(party):
        return False
    if standing.state is State.SAID:
        return True
    return standing.state is State.OWNED and party not in standing.heard


def repair_is_due(standing: Standing, *, repair_by: date | None, today: date) -> bool:
    """Whether the day has come that the owner named, and it has not said that the repair is done."""
    return standing.state is State.OWNED and repair_by is not None and repair_by <= today


def _not_now(act: Act, standing: Standing, *, party: Ulid) -> Reason | None:
    if act is Act.ACKNOWLEDGE and party in standing.acknowledged:
        return Reason.ALREADY_ACKNOWLEDGED
    if act is Act.WITHDRAW and standing.heard:
        return Reason.HEARD_ALREADY
    if act in {Act.SAY_REPAIRED, Act.CONFIRM} and standing.state is State.REPAIRED:
        return Reason.ALREADY_REPAIRED
    if act is Act.SAY_REPAIRED and standing.state is State.SAID:
        return Reason.ALREADY_SAID
    if act is Act.CONFIRM and standing.state is State.OWNED:
        return Reason.NOT_SAID_YET
    # Taking back and confirming end it; they are never one word too many.
    full = standing.words >= MOST_WORDS and act not in {Act.WITHDRAW, Act.CONFIRM}
    return Reason.ENOUGH_SAID if full else None
