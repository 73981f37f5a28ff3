"""Reminders as part of a promise's story."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from troth.foundation.web.offers import Reminded
from troth.notices.models import Reminder
from troth.people.zones import known_zone

MOST = 50


def reminded(about: str) -> Sequence[Reminded]:
    """The reminders that went out about this."""
    rows = Reminder.objects.filter(about=about).select_related("person").order_by("at", "id")
    return [
        Reminded(at=row.at, days=days_before(row), person=row.person_id, party=row.party_id)
        for row in rows[:MOST]
    ]


def days_before(row: Reminder) -> int:
    """How many days it really was, by the person's own calendar: days off move a reminder forward."""
    zone = ZoneInfo(known_zone(row.person.zone))
    return (row.due_at.astimezone(zone).date() - row.at.astimezone(zone).date()).days
