"""What is kept of a promise, a question, a paraphrase or a slip until its story has ended; made from facts alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from troth.foundation.facts.fact import Fact
from troth.foundation.kernel.ulid import Ulid

# The field of a fact that names what it is about, the most exact first.
SUBJECTS = ("meaning", "question", "slip", "experience", "commitment", "answers", "post")


@dataclass(frozen=True, kw_only=True)
class Known:
    """The story so far. `party` promised, asked or owned up; `other` is who it was for, None for everybody.

    `idx` is the entry it began with; `owed` until when a word is owed; `said` when it came; `mover` who last asked
    for another date; `nth` its place among its like of one day.
    """

    subject: str
    idx: int
    party: str
    other: str | None
    at: datetime
    nth: int = 1
    due: datetime | None = None
    owed: datetime | None = None
    said: datetime | None = None
    sure: int | None = None
    moves: int = 0
    mover: str | None = None
    sent_back: bool = False
    in_time: bool | None = None
    missed: bool = False
    owned: str | None = None
    ended: bool = False
    promise: str | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a fact stands: its entry, its moment, the story so far, who sits here, and what only the calendar says.

    `owed` is until when a promise wants to be answered, `nth` the place of a new promise among its like of the day,
    `beside` the story of the promise that a slip hangs on, or of the question that is answered by asking back.
    """

    idx: int
    at: datetime
    known: Known | None = None
    parties: Sequence[str] = ()
    owed: datetime | None = None
    nth: int = 1
    beside: Known | None = None


def subject_of(fact: Fact) -> Ulid | None:
    """What a fact is about, among the things of which something is kept."""
    for name in SUBJECTS:
        found: Ulid | None = getattr(fact, name, None)
        if found is not None:
            return found
    return None
