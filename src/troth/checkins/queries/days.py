"""Which day it is for whom."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from troth.foundation.web.clock import now
from troth.partnerships.models import Party, Seat
from troth.people.zones import known_zone


def day_in(zone: str, moment: datetime | None = None) -> date:
    """The day on the clock of this zone, now or at a moment."""
    return (moment or now()).astimezone(ZoneInfo(known_zone(zone))).date()


def today_for(seat: Seat) -> date:
    """The day where this person is."""
    return day_in(seat.person.zone)


def today_at(party: Party) -> date:
    """The day where this organisation is."""
    return day_in(party.zone)
