"""What falls due for reminders: deadlines that come near, and mail that has not left yet."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from troth.commitments.models import Commitment
from troth.commitments.rules.reminders import WorkingHours, may_remind, remind_at
from troth.commitments.rules.states import State
from troth.foundation.kernel.roles import Role
from troth.notices.actions.reminding import mail, remind
from troth.notices.models import Reminder
from troth.partnerships.models import Seat
from troth.partnerships.queries.terms import terms
from troth.people.models import Person
from troth.people.zones import known_zone

AT_ONCE = 200
# A weekend and a holiday may lie between the working hour of a reminder and its day.
FARTHEST = timedelta(days=45)
WITH_THE_PROMISER = (State.ACCEPTED.value, State.DISPUTED.value)


def due(now: datetime) -> int:
    """Remind whom it is time to remind, then send what waits to be mailed."""
    sent = sum(remind_about(commitment, now=now) for commitment in nearing(now))
    return sent + mail_waiting(now)


def nearing(now: datetime) -> Iterable[Commitment]:
    """Open promises whose deadline comes near, the nearest first."""
    rows = Commitment.objects.filter(batch__isnull=True, state__in=WITH_THE_PROMISER)
    rows = rows.filter(due__gt=now, due__lt=now + FARTHEST).exclude(room__kind="side")
    return rows.select_related("promiser", "holder", "room__partnership").order_by("due")[
        : AT_ONCE * 5
    ]


def remind_about(commitment: Commitment, *, now: datetime) -> int:
    """Every reminder of this promise whose moment has come; of several only the latest goes out."""
    days_before = terms(commitment.room.partnership_id, now).reminder_days
    found = 0
    for person in reminded(commitment, now=now):
        hours = hours_of(person)
        ripe = [days for days in days_before if is_ripe(commitment.due, days, hours, now=now)]
        if ripe:
            found += remind(commitment, person, days=min(ripe), now=now)
    return found


def is_ripe(due: datetime, days: int, hours: WorkingHours, *, now: datetime) -> bool:
    """Whether the reminder so many days before may go out by now."""
    planned = remind_at(due, days=days, hours=hours)
    return may_remind(now, planned=planned, due=due, hours=hours)


def reminded(commitment: Commitment, *, now: datetime) -> list[Person]:
    """Whoever holds the promise; where nobody does, the admins of the promising side."""
    holds = Seat.objects.taken(now).filter(party_id=commitment.promiser_id).select_related("person")
    own = holds.filter(person_id=commitment.holder_id) if commitment.holder_id else holds.none()
    seats = list(own[:1]) or list(holds.filter(Q(role=Role.ADMIN.value))[:20])
    return [seat.person for seat in seats if seat.person.is_active]


def hours_of(person: Person) -> WorkingHours:
    """When this person works."""
    days = frozenset(int(day) for day in person.work_days if day.isdigit())
    start, end = (
        sorted((person.work_from, person.work_until))
        if person.work_from != person.work_until
        else (
            time(9),
            time(17),
        )
    )
    return WorkingHours(zone=ZoneInfo(known_zone(person.zone)), days=days, start=start, end=end)


def mail_waiting(now: datetime) -> int:
    """Send what waits; what is no longer true is not sent."""
    waiting = Reminder.objects.filter(mail=True, mailed_at__isnull=True, due_at__gt=now)
    waiting = waiting.filter(Q(not_before__isnull=True) | Q(not_before__lte=now)).select_related(
        "person"
    )
    sent = 0
    for reminder in waiting.order_by("at")[:AT_ONCE]:
        rows = Commitment.objects.select_related(
            "promiser", "receiver", "room__partnership", "room__party"
        )
        commitment = rows.filter(
            pk=reminder.about, due=reminder.due_at, state__in=WITH_THE_PROMISER
        ).first()
        if commitment is not None:
            sent += mail(reminder, commitment, now=now)
    return sent
