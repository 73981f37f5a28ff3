"""Marking as read."""

from troth.foundation.web.clock import now
from troth.notices.models import Notice
from troth.people.models import Person


def read_all(person: Person, *, until: str) -> int:
    """Everything up to this line has been seen; returns how many were new."""
    lines = Notice.objects.filter(person=person, seen_at__isnull=True, id__lte=until)
    return lines.update(seen_at=now())
