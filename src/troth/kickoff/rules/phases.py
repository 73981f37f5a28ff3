"""How far a session is, what it takes then, and why it does not."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from troth.foundation.facts.kickoff import Ending
from troth.foundation.kernel.ulid import Ulid


class Phase(StrEnum):
    """Writing unseen, then open on the table, then closed."""

    WRITING = "writing"
    OPEN = "open"
    CLOSED = "closed"


class Refusal(StrEnum):
    """Why something cannot be done in this session now."""

    ALREADY_OPENED = "already-opened"
    NOT_OPENED_YET = "not-opened-yet"
    ALREADY_CLOSED = "already-closed"
    STILL_WRITING = "still-writing"
    ALREADY_READY = "already-ready"
    NOT_READY = "not-ready"
    WITHOUT_PARTY = "without-party"
    ANOTHER_IS_RUNNING = "another-is-running"
    TOO_MANY_LINES = "too-many-lines"
    FULL = "full"
    ENDED_ALREADY = "ended-already"
    WORDS_MISSING = "words-missing"
    NOT_TO_ITSELF = "not-to-itself"
    ALREADY_JOINED = "already-joined"
    MOMENT_HAS_PASSED = "moment-has-passed"
    UNNAMED_NOT_AGREED = "unnamed-not-agreed"


# 28 people with 10 lines each fit several times over, and every page and fact stays small.
MOST_NAMED_OF_ONE = 40
MOST_LINES = 1200

# The page that says what must be so, by the phase the act belongs to.
WRONG_PHASE = {
    (Phase.WRITING, Phase.OPEN): Refusal.ALREADY_OPENED,
    (Phase.WRITING, Phase.CLOSED): Refusal.ALREADY_OPENED,
    (Phase.OPEN, Phase.WRITING): Refusal.NOT_OPENED_YET,
    (Phase.OPEN, Phase.CLOSED): Refusal.ALREADY_CLOSED,
}


def why_not_open(
    *,
    parties: frozenset[Ulid],
    ready: frozenset[Ulid],
    opens_at: datetime | None,
    now: datetime,
) -> Refusal | None:
    """All lines open when every party that sits here is ready, or the agreed moment has come."""
    if opens_at is not None and opens_at <= now:
        return None
    return None if parties and parties <= ready else Refusal.STILL_WRITING


def words_refusal(ending: Ending, words: str) -> Refusal | None:
    """Whoever parks a line says why; the other endings speak for themselves."""
    missing = ending is Ending.PARKED and not words.strip()
    return Refusal.WORDS_MISSING if missing else None


def split_lines(text: str) -> list[str]:
    """What was written in one box as lines: one a row, blank ones and repetitions left out."""
    rows = (" ".join(row.split()) for row in text.splitlines())
    return list(dict.fromkeys(row.lstrip("-•* ").strip() for row in rows if row.strip("-•* \t")))


def too_long(lines: Sequence[str], *, longest: int) -> str | None:
    """The first line that is longer than a line may be."""
    return next((line for line in lines if len(line) > longest), None)
