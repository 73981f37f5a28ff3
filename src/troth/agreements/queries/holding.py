"""Who has had a text for longer than an answer takes, and what is possible then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from troth.agreements.rules.standing import Standing
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Party
from troth.partnerships.queries.calendars import resting_days, with_rest, work_calendar
from troth.partnerships.queries.terms import terms
from troth.partnerships.rules.calendar import working_days_between
from troth.partnerships.sentences import way_out_words

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Held:
    """A side and for how many of its own working days it has had the words."""

    party: Party
    days: int


@dataclass(frozen=True)
class WayOn:
    """What a page says when a signature does not come: who has the words, and the way out that was agreed."""

    held: Sequence[Held]
    way_out: str
    agreed: bool


def way_on(
    parties: Sequence[Party], stands: Standing, *, own: str, since: datetime, at: datetime
) -> WayOn | None:
    """How to go on where another side has had the latest words longer than an answer takes; None before."""
    late = [one.id for one in parties if one.id in stands.missing and one.id != own]
    # Within a day no answer time has passed anywhere, and nothing needs to be asked.
    if not late or at - since < A_DAY:
        return None
    table = Ulid(parties[0].partnership_id)
    limits, rest = terms(table, at), resting_days(table)
    found = []
    for party in Party.objects.filter(pk__in=late).select_related("organisation").order_by("name"):
        calendar = with_rest(work_calendar(party, at.date()), rest)
        days = working_days_between(calendar.today(since), calendar.today(at), calendar=calendar)
        if days > limits.answer_days:
            found.append(Held(party, days))
    if not found:
        return None
    return WayOn(found, way_out_words(limits.decision.deadlock.value), limits.signed)


def may_take_back(stands: Standing, *, own: str, writer: str | None) -> bool:
    """Whether a side may take back what it wrote first: never agreed, and signed by nobody else."""
    signed = set(stands.signed) | set(stands.stale)
    return stands.agreed_version is None and writer == own and not signed - {own}
