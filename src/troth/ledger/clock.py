"""What the record does by itself: every half minute it signs the logs that grew."""

import logging
from datetime import datetime, timedelta

from django.db.models import F

from troth.foundation.kernel.ulid import Ulid
from troth.ledger.checkpoints import sign_now
from troth.ledger.models import Head, Once

MOST = 200
KEYS_KEPT = timedelta(days=30)
log_ = logging.getLogger("troth.ledger")


def due(now: datetime) -> list[Ulid]:  # noqa: ARG001  # every clock is asked with the time
    """Logs that grew since they were signed, and did not stop."""
    grown = Head.objects.filter(size__gt=F("signed"), stopped="")
    return [Ulid(log) for log in grown.values_list("log", flat=True)[:MOST]]


def ring(now: datetime) -> int:
    """Sign what is due, and forget the keys of forms that were sent long ago."""
    signed = sum(sign_or_say(log) for log in due(now))
    old = Once.objects.filter(at__lt=now - KEYS_KEPT).values("key")[:MOST]
    Once.objects.filter(key__in=list(old.values_list("key", flat=True))).delete()
    return signed


def sign_or_say(log: Ulid) -> bool:
    """Sign one log; a fault in it does not keep the others from being signed."""
    try:
        return sign_now(log) is not None
    except Exception:
        log_.exception("log %s could not be signed now", log)
        return False
