"""By when a side has agreed to answer, where an agreement that all signed says so."""

from collections.abc import Callable
from datetime import datetime

from troth.foundation.kernel.ulid import Ulid
from troth.partnerships.models import Party
from troth.partnerships.queries.calendars import calendars_of
from troth.partnerships.queries.terms import TermsThroughTime, terms_through_time
from troth.partnerships.rules.calendar import WorkCalendar, answer_by
from troth.slips.models import Slip


class Agreed:
    """The answer times of the tables of one page; each table and each calendar is looked up once."""

    def __init__(self) -> None:
        self.terms: dict[Ulid, TermsThroughTime] = {}
        self.calendars: dict[str, Callable[[datetime], WorkCalendar]] = {}

    def until(self, slip: Slip, party: Party) -> tuple[int, datetime] | None:
        """How many working days this side has, and until when; None where no agreement is signed."""
        table = Ulid(party.partnership_id)
        if table not in self.terms:
            self.terms[table] = terms_through_time(table)
        limits = self.terms[table].at(slip.owned_at)
        if not limits.signed:
            return None
        if party.id not in self.calendars:
            self.calendars[party.id] = calendars_of(party)
        calendar = self.calendars[party.id](slip.owned_at)
        days = limits.answer_days
        return days, answer_by(slip.owned_at, days=days, calendar=calendar)
