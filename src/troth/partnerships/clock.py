"""What passing time does to seats: a visit that was to end ends, on record."""

from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from troth.partnerships.actions.seating import run_out
from troth.partnerships.models import Seat

AT_ONCE: Final = 200


def over(now: datetime) -> QuerySet[Seat]:
    """Seats whose last day has passed and nobody has said so yet. The gate keeps them out anyway."""
    seats = Seat.objects.filter(ended_at__isnull=True, until__lte=now)
    return seats.select_related("partnership").order_by("until")[:AT_ONCE]


def due(now: datetime) -> int:
    """Do everything that is due; returns how many facts were recorded."""
    return sum(run_out(seat) for seat in over(now))
