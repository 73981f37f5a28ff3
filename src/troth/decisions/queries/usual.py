"""How this table decides unless somebody says otherwise: what its charter holds, or the mild limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from troth.decisions.rules.deadline import Calendar
from troth.foundation.facts.decisions import Method
from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Party
from troth.partnerships.queries.calendars import work_calendar
from troth.partnerships.queries.terms import terms


@dataclass(frozen=True, kw_only=True)
class Usual:
    """The decision rule in force. `quorum` is in percent of the voices, `days` are working days."""

    method: Method
    share: str
    quorum: int
    least: int
    days: int
    proxies: bool
    way_out: str
    signed: bool


def usual(table: Ulid, at: datetime, *, voices: int = 0) -> Usual:
    """The rule that holds for what is put to the vote at this moment; `least` of so many must take part."""
    limits = terms(table, at)
    rule = limits.decision
    return Usual(
        method=Method(rule.by.value),
        share=rule.share,
        quorum=rule.quorum,
        least=max(rule.quorum_of(voices), 1),
        days=rule.days,
        proxies=rule.proxies,
        way_out=rule.deadlock.value,
        signed=limits.signed,
    )


def calendars_of(parties: Iterable[Party], today: date) -> dict[str, Calendar]:
    """When each of these organisations works around a day, by its name."""
    return {party.short: work_calendar(party, today) for party in parties}
