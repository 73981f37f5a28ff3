"""Opening a check-in: the clock's own act."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from troth.checkins.models import Checkin, Report
from troth.checkins.rules.series import Moment, begins_for
from troth.foundation.facts.checkins import CheckinOpened
from troth.foundation.facts.fact import CLOCK
from troth.foundation.kernel.ulid import Ulid
from troth.ledger.actions import record
from troth.partnerships.models import Party, Room
from troth.partnerships.queries.calendars import work_calendar
from troth.partnerships.rules.calendar import answer_by


def open_round(
    one: Moment, *, room: Room, parties: list[Party], answer_days: int
) -> Checkin | None:
    """Open it for every side, each by its own calendar; None where another process was quicker."""
    try:
        return opened(one, room=room, parties=parties, answer_days=answer_days)
    except IntegrityError:
        return None


@transaction.atomic
def opened(one: Moment, *, room: Room, parties: list[Party], answer_days: int) -> Checkin:
    """The round with a report for every side, and its fact."""
    made = Checkin.objects.create(
        room=room, day=one.day, at=one.at, zone=one.zone, note=one.note.value if one.note else ""
    )
    reports = (report(made, party, at=one.at, answer_days=answer_days) for party in parties)
    Report.objects.bulk_create(reports)
    fact = CheckinOpened(
        room=Ulid(room.id), by=CLOCK, checkin=Ulid(made.id), day=one.day, at=one.at
    )
    record(fact)
    return made


@dataclass(frozen=True)
class Times:
    """When a check-in begins for one side, until when its word is awaited, and the day off it was moved from."""

    begins: datetime
    answer_by: datetime
    moved_from: date | None


def times_of(party: Party, at: datetime, *, answer_days: int) -> Times:
    """By the side's own calendar: where it is away, it begins on its next working day."""
    calendar = work_calendar(party, at.date())
    begin = begins_for(at, calendar)
    until = answer_by(begin.at, days=answer_days, calendar=calendar)
    return Times(begin.at, until, begin.moved_from)


def report(made: Checkin, party: Party, *, at: datetime, answer_days: int) -> Report:
    """One side's part."""
    return Report(checkin=made, party=party, **vars(times_of(party, at, answer_days=answer_days)))
