"""Reminders as part of a promise's story."""

from collections.abc import Sequence

from troth.foundation.web.offers import Reminded
from troth.notices.models import Reminder


def reminded(about: str) -> Sequence[Reminded]:
    """The reminders that went out about this."""
    rows = Reminder.objects.filter(about=about).order_by("at")[:50]
    return [
        Reminded(at=row.at, days=row.days, person=row.person_id, party=row.party_id) for row in rows
    ]
