"""The limits in force at a moment."""

from datetime import datetime

from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Terms
from troth.partnerships.rules.terms import Limits


def terms(partnership: Ulid, at: datetime) -> Limits:
    """What reminders and clocks measure against; the defaults where nothing was written yet."""
    row = (
        Terms.objects.filter(partnership_id=partnership, since__lte=at)
        .order_by("-since", "-id")
        .first()
    )
    if row is None:
        return Limits()
    return Limits(
        consent_rule=row.consent_rule,
        answer_days=row.answer_days,
        reminder_days=tuple(row.reminder_days),
        silence_days=row.silence_days,
        signed=bool(row.agreement),
    )
