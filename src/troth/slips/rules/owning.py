"""What can be owned: by whose word, about which promise, and until when it is to be made good."""

from dataclasses import dataclass
from datetime import date, timedelta

from troth.foundation.kernel.ulid import Ulid
from troth.slips.rules.refusals import Reason

# A repair farther ahead is a promise of its own, and a slip of the pen beyond that.
FARTHEST = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Promised:
    """What has to be known about a promise to own a slip about it; the date is no part of that.

    What is announced before its day is as welcome as what is said afterwards.
    """

    room: Ulid
    promiser: Ulid
    accepted: bool
    from_file: bool


def why_not_about(promise: Promised, *, room: Ulid, party: Ulid) -> Reason | None:
    """Why this side cannot own a slip about this promise."""
    if promise.room != room:
        return Reason.NOT_IN_THIS_ROOM
    if promise.promiser != party:
        return Reason.NOT_YOUR_PROMISE
    if promise.from_file:
        return Reason.FROM_A_FILE
    return None if promise.accepted else Reason.NOT_PROMISED


def why_not_towards(towards: Ulid | None, *, party: Ulid, inside: frozenset[Ulid]) -> Reason | None:
    """Why a slip cannot be owned towards this side; `inside`: those who sit in the room."""
    if towards == party:
        return Reason.TOWARDS_OWN_SIDE
    if towards is not None and towards not in inside:
        return Reason.NOT_IN_THIS_ROOM
    return None


def why_not_day(repair_by: date | None, *, today: date) -> Reason | None:
    """Why a repair cannot be named for this day; naming none is always possible."""
    if repair_by is None:
        return None
    if repair_by < today:
        return Reason.DAY_PASSED
    return Reason.DAY_TOO_FAR if repair_by - today > FARTHEST else None


def why_not_words(*lines: str) -> Reason | None:
    """All four lines say something; how little is up to whoever writes."""
    return None if all(line.strip() for line in lines) else Reason.WORDS_MISSING
