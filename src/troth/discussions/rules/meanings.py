"""Is this what you meant? Who may ask and answer, and when it happens often in a topic."""

from datetime import timedelta
from enum import StrEnum

from troth.discussions.rules.refusals import Refusal
from troth.foundation.kernel.ulid import Ulid


class MeaningState(StrEnum):
    """Where it stands."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"


# So many times within this span, and a topic is named to both sides; both are said on the page.
OFTEN = 3
SPAN = timedelta(days=60)


def ask_refusal(
    *, author: Ulid | None, asker: Ulid, taken_back: bool, waits: bool
) -> Refusal | None:
    """Why nobody can be asked what was meant by a post."""
    if taken_back:
        return Refusal.TAKEN_BACK
    if author is None:
        return Refusal.NOBODY_IS_NAMED
    if author == asker:
        return Refusal.OWN_WORDS
    return Refusal.ASKED_ALREADY if waits else None


def answer_refusal(
    state: MeaningState, *, author: Ulid | None, person: Ulid, taken_back: bool
) -> Refusal | None:
    """Why this person cannot confirm or correct."""
    if person != author:
        return Refusal.NOT_THE_AUTHOR
    if taken_back:
        return Refusal.TAKEN_BACK
    return None if state is MeaningState.ASKED else Refusal.ANSWERED_ALREADY


def happens_often(asked: int) -> bool:
    """Whether meaning was asked for so often in a topic that both sides should know."""
    return asked >= OFTEN
