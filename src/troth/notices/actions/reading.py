"""Marking as read."""

from troth.foundation.web.clock import now
from troth.notices.models import Notice, Reminder
from troth.people.models import Person


def read_all(person: Person, *, until: str) -> int:
    """Everything up to this line has been seen; returns how many were new."""
    moment = now()
    new = {"person": person, "seen_at__isnull": True, "id__lte": until}
    return sum(
        rows.filter(**new).update(seen_at=moment) for rows in (Notice.objects, Reminder.objects)
    )
