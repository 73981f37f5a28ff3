"""The limits in force at a moment."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.prepared import prepared
from troth.partnerships.models import Terms
from troth.partnerships.rules.terms import Limits
from troth.partnerships.rules.terms_data import from_data

# More changes of the limits than any table makes; the newest are looked at.
MOST = 500


def terms(partnership: Ulid, at: datetime) -> Limits:
    """What reminders and clocks measure against; the defaults where nothing was written yet."""
    rows = latest(partnership, at)
    return limits_of(rows[0]) if rows else Limits()


@prepared
def latest(partnership: Ulid, at: datetime) -> QuerySet[Terms]:
    """The row in force at a moment, where there is one."""
    rows = Terms.objects.filter(partnership_id=partnership, since__lte=at)
    return rows.order_by("-since", "-id")[:1]


def limits_of(row: Terms) -> Limits:
    """One row of limits, as rules read them."""
    return from_data(vars(row), signed=bool(row.agreement))


@dataclass(frozen=True)
class TermsThroughTime:
    """Every change of a table's limits, so that what began under earlier ones is measured by them."""

    since: Sequence[datetime]
    limits: Sequence[Limits]

    def at(self, moment: datetime) -> Limits:
        """The limits that were in force then."""
        place = bisect_right(self.since, moment)
        return self.limits[place - 1] if place else Limits()


@prepared
def every(partnership: Ulid) -> QuerySet[Terms]:
    """All rows of a table, the latest first."""
    return Terms.objects.filter(partnership_id=partnership).order_by("-since", "-id")[:MOST]


def terms_through_time(partnership: Ulid) -> TermsThroughTime:
    """All limits a table has had, in one statement."""
    told = list(reversed(every(partnership)))
    return TermsThroughTime([row.since for row in told], [limits_of(row) for row in told])
