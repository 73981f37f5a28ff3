"""What falls due for check-ins: the round that begins."""

import logging
from datetime import datetime

from troth.checkins.actions.opening import open_round, times_of
from troth.checkins.queries.pauses import agreed_days
from troth.checkins.queries.rhythms import begun, seated, series_of
from troth.checkins.queries.rounds import newest_at
from troth.checkins.rules.series import Moment
from troth.ledger.queries import stopped
from troth.partnerships.models import Party, Room
from troth.partnerships.models.seats import Phase
from troth.partnerships.rules.rooms import RoomKind

# Tables that are looked at in one ringing; the next ringing goes on behind them.
AT_ONCE = 200

log = logging.getLogger("troth.checkins")


class Rounds:
    """Goes through the open tables, so many a ringing, and opens what has begun."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self.at_once = at_once
        self.after = ""

    def take(self) -> list[Room]:
        """The next shared rooms; from the beginning again after the last."""
        rooms = Room.objects.filter(kind=RoomKind.SHARED, partnership__phase=Phase.OPEN)
        rooms = rooms.exclude(pk__in=[room for room, _why in stopped()]).filter(pk__gt=self.after)
        found = list(rooms.select_related("partnership").order_by("pk")[: self.at_once])
        self.after = found[-1].id if len(found) == self.at_once else ""
        return found

    def ring(self, now: datetime) -> int:
        """Open what has begun; returns how many facts were recorded."""
        return sum(ring_at(room, now=now) for room in self.take())


rounds = Rounds()


def due(now: datetime) -> int:
    """Open every check-in that has begun."""
    return rounds.ring(now)


def ring_at(room: Room, *, now: datetime) -> bool:
    """One table; what goes wrong at one does not keep the others waiting."""
    try:
        return open_at(room, now=now)
    except Exception:
        log.exception("the clock could not open a check-in in room %s", room.id)
        return False


def open_at(room: Room, *, now: datetime) -> bool:
    """Open the check-in that began last, unless it is open already or lies in a pause.

    Where nobody rang for weeks, only the last one opens, and only while somebody can still answer:
    nobody has missed what they were never asked.
    """
    parties = seated(room.partnership_id)
    series = series_of(room.partnership, parties, now=now)
    one = begun(series, now=now) if series else None
    last = newest_at(room.id)
    if series is None or one is None or (last is not None and last >= one.at):
        return False
    if any(days.takes(one.day) for days in agreed_days(room.id, since=one.day)):
        return False
    if is_over(one, parties, answer_days=series.limits.answer_days, now=now):
        return False
    made = open_round(one, room=room, parties=parties, answer_days=series.limits.answer_days)
    return made is not None


def is_over(one: Moment, parties: list[Party], *, answer_days: int, now: datetime) -> bool:
    """Whether everybody's time to answer has passed before anybody was asked."""
    return all(
        now > times_of(party, one.at, answer_days=answer_days).answer_by for party in parties
    )
