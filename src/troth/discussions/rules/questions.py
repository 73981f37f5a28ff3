"""Questions: who says what the answer is, and for whom one waits."""

from dataclasses import dataclass
from enum import StrEnum

from troth.discussions.rules.refusals import Refusal
from troth.foundation.kernel.ulid import Ulid


class QuestionState(StrEnum):
    """Where a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as the rules see it. `asked_party` None: everybody else in the room."""

    state: QuestionState
    asking_person: Ulid | None
    asking_party: Ulid | None
    asked_party: Ulid | None


def may_mark(asked: Asked, *, person: Ulid, party: Ulid | None) -> bool:
    """Whether this person says what the answer is: the asker, their side, or the side that was asked."""
    if person == asked.asking_person:
        return True
    if party is None:
        return False
    return party == asked.asking_party or asked.asked_party in {None, party}


def mark_refusal(asked: Asked, *, person: Ulid, party: Ulid | None) -> Refusal | None:
    """Why this person cannot mark an answer now."""
    if not may_mark(asked, person=person, party=party):
        return Refusal.NOT_ASKED_NOR_ASKER
    return None if asked.state is QuestionState.OPEN else Refusal.NOT_OPEN


def reopen_refusal(asked: Asked, *, person: Ulid, party: Ulid | None) -> Refusal | None:
    """Why this person cannot say that it is still open."""
    same_side = party is not None and party == asked.asking_party
    if person != asked.asking_person and not same_side:
        return Refusal.ONLY_THE_ASKER
    return None if asked.state is QuestionState.ANSWERED else Refusal.OPEN_ALREADY


def waits_for(asked: Asked, party: Ulid | None) -> bool:
    """Whether the next word is this party's."""
    if asked.state is not QuestionState.OPEN or party is None:
        return False
    return party == asked.asked_party or (asked.asked_party is None and party != asked.asking_party)
