"""What falls due: tables that are looked at once a week, and signals whose days are over."""

import logging
from datetime import datetime

from troth.foundation.kernel.ulid import Ulid
from troth.ledger.queries import stopped
from troth.outreach.actions.noticing import begin_looking, look, move_on
from troth.outreach.models import Look, Signal
from troth.outreach.queries.signals import days_over
from troth.outreach.rules.states import Next
from troth.partnerships.models import Room
from troth.partnerships.models.seats import Phase

# In one ringing; the next ringing goes on.
AT_ONCE = 100

log = logging.getLogger("troth.outreach")


def due(now: datetime) -> int:
    """Look at the tables whose time has come, and move on with what is over; returns how much was done."""
    begin_looking(now=now, most=AT_ONCE)
    looks = Look.objects.filter(next_at__lte=now, room__partnership__phase=Phase.OPEN)
    looks = looks.exclude(room__in=halted()).select_related("room__partnership")
    done = sum(look_at(one.room, now=now) for one in looks.order_by("next_at", "pk")[:AT_ONCE])
    return done + sum(go_on(one, now=now) for one in days_over(now, most=AT_ONCE))


def halted() -> list[Ulid]:
    """Rooms whose record has stopped."""
    return [Ulid(room) for room, _why in stopped()]


def look_at(room: Room, *, now: datetime) -> int:
    """One table; what goes wrong at one does not keep the others waiting."""
    try:
        return look(room, now=now)
    except Exception:
        log.exception("the clock could not look at room %s", room.id)
        return 0


def go_on(signal: Signal, *, now: datetime) -> bool:
    """One signal; the same."""
    try:
        return move_on(signal, now=now) in {Next.OFFER, Next.EASED}
    except Exception:
        log.exception("the clock could not go on with a signal")
        return False
