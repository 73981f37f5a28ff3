"""What falls due for trust: the review of a quarter that is over, and what adds up of our forecasts."""

import logging
from datetime import datetime

from troth.partnerships.models import Room
from troth.trust.actions.accounting import add_up, put_off
from troth.trust.actions.reviewing import prepare
from troth.trust.queries.forecasts import stale
from troth.trust.queries.reviews import without_review
from troth.trust.rules.quarters import Quarter

AT_ONCE = 100
# A table of thousands of promises takes half a second.
ACCOUNTS_AT_ONCE = 3

log = logging.getLogger("troth.trust")


def due(now: datetime) -> int:
    """Prepare the review of the last whole quarter at every table; returns how many facts were recorded."""
    quarter = Quarter.of(now).before
    return sum(prepare_at(room, quarter) for room in without_review(quarter)[:AT_ONCE])


def prepare_at(room: Room, quarter: Quarter) -> bool:
    """One table; what goes wrong at one does not keep the others waiting."""
    try:
        return prepare(room, quarter) is not None
    except Exception:
        log.exception("the clock could not prepare a review in room %s", room.id)
        return False


def accounts_due(now: datetime) -> int:
    """Add up the forecasts of the table that was looked at longest ago; returns how many were."""
    rooms = stale(now, limit=ACCOUNTS_AT_ONCE)
    return sum(add_up_at(room, now=now) for room in rooms)


def add_up_at(room: Room, *, now: datetime) -> bool:
    """One table; one that cannot be added up is looked at again tomorrow, and the others before."""
    try:
        add_up(room, now=now)
    except Exception:
        log.exception("the clock could not add up the forecasts of room %s", room.id)
        put_off(room, now=now)
        return False
    return True
