"""Ending what is open in somebody's browsers, in the transaction that takes the access away."""

from functools import partial

from django.db import transaction

from troth.foundation.live import hints
from troth.foundation.web.clock import now
from troth.people.models import AccessChange

EVERYTHING = "*"
KEPT_FOR = 24 * 3600


def cut_access(person_id: str, room: str = EVERYTHING) -> None:
    """Write that the person may see less, and close open streams once that is committed."""
    AccessChange.objects.create(person_id=person_id, room=room, at=now().timestamp())
    transaction.on_commit(partial(hints.cut, person_id, room))


def forget_access_changes(*, before: float) -> int:
    """Drop rows that live has long seen; how many that were."""
    gone, _ = AccessChange.objects.filter(at__lt=before - KEPT_FOR).delete()
    return gone
