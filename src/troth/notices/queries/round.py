"""What a round of reminders has to know, looked up once for all its promises."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q

from troth.commitments.models import Commitment
from troth.commitments.rules.reminders import WorkingHours
from troth.foundation.kernel.roles import Role
from troth.notices.models import Reminder
from troth.partnerships.models import Seat
from troth.partnerships.queries.terms import terms
from troth.people.models import Person
from troth.people.zones import known_zone

NINE, FIVE = time(9), time(17)
Key = tuple[str, str, datetime]


@dataclass(frozen=True)
class Round:
    """Who sits for whom, what was agreed, and what has gone out already."""

    seats: Mapping[str, Sequence[Seat]]
    limits: Mapping[str, tuple[int, ...]]
    sent: Mapping[Key, Sequence[Reminder]]

    def responsible(self, commitment: Commitment) -> list[Person]:
        """Whoever holds the promise and still sits for that side; where nobody does, its admins."""
        seats = self.seats.get(commitment.promiser_id, ())
        own = [seat.person for seat in seats if seat.person_id == commitment.holder_id]
        admins = [seat.person for seat in seats if seat.is_admin]
        return [person for person in own[:1] or admins if person.is_active]

    def days_before(self, commitment: Commitment) -> tuple[int, ...]:
        """How many days before a date people are reminded at this table."""
        return self.limits[commitment.room.partnership_id]

    def gone_out(self, commitment: Commitment, person: Person) -> Sequence[Reminder]:
        """What this person was told before about this promise and date."""
        return self.sent.get((person.id, commitment.id, commitment.due), ())


def look_around(found: Collection[Commitment], *, now: datetime) -> Round:
    """Three statements, and one for each table."""
    tables = {one.room.partnership_id for one in found}
    return Round(
        seats=seats_of({one.promiser_id for one in found}, found, now=now),
        limits={str(table): terms(table, now).reminder_days for table in tables},
        sent=sent_about([one.id for one in found]),
    )


def seats_of(
    parties: Collection[str], found: Collection[Commitment], *, now: datetime
) -> Mapping[str, Sequence[Seat]]:
    """Seats of those who may be responsible: holders and admins."""
    holders = {one.holder_id for one in found if one.holder_id}
    taken = Seat.objects.taken(now).filter(party__in=list(parties))
    rows = taken.filter(Q(role=Role.ADMIN.value) | Q(person__in=holders)).select_related("person")
    by_party: dict[str, list[Seat]] = defaultdict(list)
    for seat in rows.order_by("since", "id"):
        by_party[str(seat.party_id)].append(seat)
    return by_party


def sent_about(promises: Collection[str]) -> Mapping[Key, Sequence[Reminder]]:
    """What has gone out about these promises, by person and date."""
    rows: dict[Key, list[Reminder]] = defaultdict(list)
    for row in Reminder.objects.filter(about__in=list(promises)):
        rows[row.person_id, row.about, row.due_at].append(row)
    return rows


def sits_for(waiting: Collection[Reminder], *, now: datetime) -> set[tuple[str, str]]:
    """Person and party of every seat among these that still holds."""
    people = {one.person_id for one in waiting}
    parties = {one.party_id for one in waiting}
    taken = Seat.objects.taken(now).filter(person__in=people, party__in=parties)
    return {(str(person), str(party)) for person, party in taken.values_list("person", "party")}


def hours_of(person: Person) -> WorkingHours:
    """When this person works."""
    days = frozenset(int(day) for day in person.work_days if day.isdigit())
    start, end = sorted((person.work_from, person.work_until))
    if start == end:
        start, end = NINE, FIVE
    return WorkingHours(zone=ZoneInfo(known_zone(person.zone)), days=days, start=start, end=end)
