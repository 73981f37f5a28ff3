"""What passing time does to the library: files that stopped coming are forgotten, and deleting what was withdrawn."""

import logging
from datetime import datetime, timedelta

from troth.resources.actions.files import drop, picture_of
from troth.resources.actions.looks import let_go
from troth.resources.actions.sending import stop
from troth.resources.models import Upload, Version

AT_ONCE = 200
PATIENCE = timedelta(days=2)

log = logging.getLogger("troth.resources")


def due(now: datetime) -> int:
    """Forget what nobody has gone on with for two days; returns how many there were."""
    clear_withdrawn()
    waiting = Upload.objects.filter(touched_at__lt=now - PATIENCE).order_by("touched_at")
    gone = list(waiting[:AT_ONCE])
    for one in gone:
        stop(one)
    return len(gone)


def clear_withdrawn() -> int:
    """Delete what was withdrawn once more, and be sure of it: a bucket may have been out of reach then."""
    rows = Version.objects.filter(resource__withdrawn_at__isnull=False).exclude(key="")
    left = list(rows.order_by("id")[:AT_ONCE])
    for done, one in enumerate(left):
        try:
            drop(one.key, picture_of(one.key))
        except OSError:
            log.exception("%s withdrawn files could not be deleted yet", len(left) - done)
            return done
        let_go(one)
    return len(left)
