"""What passing time does to the library: files that stopped coming are forgotten, and give their room back."""

from datetime import datetime, timedelta

from troth.resources.actions.sending import stop
from troth.resources.models import Upload

AT_ONCE = 200
PATIENCE = timedelta(days=2)


def due(now: datetime) -> int:
    """Forget what nobody has gone on with for two days; returns how many there were."""
    waiting = Upload.objects.filter(touched_at__lt=now - PATIENCE).order_by("touched_at")
    gone = list(waiting[:AT_ONCE])
    for one in gone:
        stop(one)
    return len(gone)
