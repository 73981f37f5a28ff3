"""What the working agreement says about talk: the time to answer, and whether one may speak unnamed."""

from collections.abc import Sequence
from datetime import datetime

from troth.discussions.models import Question
from troth.partnerships.models import Party, Seat
from troth.partnerships.queries.calendars import answers_by, work_calendar
from troth.partnerships.queries.terms import terms
from troth.partnerships.rules.calendar import working_days_between
from troth.people.zones import known_zone


def answer_until(parties: Sequence[Party], *, by: Seat, at: datetime) -> datetime:
    """When a question asked now should be answered: in the working days of every side that was asked."""
    limits = terms(by.partnership_id, at)
    zone = by.party.zone if by.party else known_zone(by.person.zone)
    return answers_by(at, days=limits.question_days, parties=parties, zone=zone)


def days_waited(question: Question, *, party: Party, at: datetime) -> int:
    """How many of this side's working days have begun since it was asked."""
    calendar = work_calendar(party, question.asked_at.date())
    start, end = calendar.today(question.asked_at), calendar.today(at)
    return working_days_between(start, end, calendar=calendar)


def unnamed_agreed(seat: Seat, at: datetime) -> bool:
    """Whether the working agreement lets people post without their name."""
    return terms(seat.partnership_id, at).unnamed_allowed
