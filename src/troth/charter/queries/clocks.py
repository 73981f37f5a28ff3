"""What a time of the charter means now, on each side's clock and calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from troth.foundation.web.lists import commas
from troth.foundation.web.times import date_words
from troth.organisations.models import Organisation
from troth.partnerships.models import Party, Seat
from troth.partnerships.models.seats import Standing
from troth.partnerships.queries.calendars import DayOff, days_off_ahead, work_calendar
from troth.partnerships.queries.tables import MOST_PARTIES
from troth.partnerships.rules.calendar import answer_by, working_days_from

NEXT = 3
AHEAD = timedelta(days=92)
MOST_AHEAD = 6


@dataclass(frozen=True, kw_only=True)
class SideClock:
    """One side: its day, its next working days, its days off ahead, and until when it would answer."""

    party: Party
    today: date
    works_today: bool
    next_days: tuple[date, ...]
    ahead: Sequence[DayOff]
    answers_by: datetime

    @property
    def house(self) -> Organisation | None:
        """The organisation whose calendar it is."""
        return self.party.organisation

    @property
    def today_words(self) -> str:
        """The day it is there."""
        return date_words(self.today, today=self.today)

    @property
    def next_words(self) -> str:
        """The next days on which this side works."""
        return commas(date_words(day, today=self.today) for day in self.next_days)

    @property
    def ahead_words(self) -> Sequence[tuple[str, str]]:
        """Each day off ahead with what it is."""
        return [(date_words(one.day, today=self.today), one.name) for one in self.ahead]

    @property
    def knows_holidays(self) -> bool:
        """Whether its country is known."""
        return bool(self.house and self.house.country)


def side_clocks(seat: Seat, *, days: int, at: datetime) -> Sequence[SideClock]:
    """Every side that sits here: the reader's own first, then by name; one statement."""
    rows = Party.objects.filter(partnership=seat.partnership_id, standing=Standing.JOINED)
    found = rows.select_related("organisation").order_by("name", "id")[:MOST_PARTIES]
    ordered = sorted(found, key=lambda one: (one.id != seat.party_id, one.name.casefold()))
    return [side_clock(party, days=days, at=at) for party in ordered]


def side_clock(party: Party, *, days: int, at: datetime) -> SideClock:
    """What asking this side now would mean."""
    calendar = work_calendar(party, at.date())
    today = calendar.today(at)
    return SideClock(
        party=party,
        today=today,
        works_today=calendar.is_working_day(today),
        next_days=working_days_from(today, count=NEXT, calendar=calendar),
        ahead=days_off_ahead(party, today, until=today + AHEAD)[:MOST_AHEAD],
        answers_by=answer_by(at, days=days, calendar=calendar),
    )
