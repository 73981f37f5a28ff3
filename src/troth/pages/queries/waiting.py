"""Waiting for you: everything that needs this person, across partnerships."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import connection
from django.utils import timezone

from troth.foundation.web.clock import now
from troth.foundation.web.offers import Waiting, offered
from troth.foundation.web.rows import moment
from troth.partnerships.models import Seat
from troth.partnerships.queries.door import with_rooms
from troth.people.models import Person

SEATS = 50
MOST = 100
# What waits changes with the record of one's rooms; what stands in no room is looked at this often.
AFRESH: Final = timedelta(minutes=1)
MOST_KEPT = 2000
Stood = tuple[tuple[str, str, int], ...]
STOOD: Final = f"""
    select e.id, e.role, coalesce((
        select sum(h.size) from partnerships_room r join ledger_head h on h.log = r.id
        where r.partnership_id = e.partnership_id), 0)
    from partnerships_seat e
    where e.person_id = %s and e.since <= %s and e.ended_at is null
        and (e.until is null or e.until > %s)
    order by e.id limit {SEATS}
"""  # noqa: S608  # a number of our own; values are bound
_kept: dict[str, tuple[Stood, datetime, int]] = {}


def seats_of(person: Person) -> Sequence[Seat]:
    """The seats a person holds now, with party and table."""
    taken = Seat.objects.taken(timezone.now()).filter(person=person)
    return list(
        taken.select_related("partnership", "party").order_by("partnership__name", "id")[:SEATS]
    )


def waiting(person: Person, seats: Sequence[Seat] | None = None) -> list[Waiting]:
    """What needs this person, the oldest first."""
    held = with_rooms(seats_of(person) if seats is None else seats)
    found = [one for offer in offered.waiting for one in offer(held, limit=MOST)]
    return sorted(found, key=lambda one: one.since)[:MOST]


def waiting_count(person: Person) -> int:
    """How many things; the only counter in the product.

    Every page asks. It is counted anew when something happened in a room of this person, and once a minute.
    """
    stood = standing(person)
    kept = _kept.get(person.id)
    if kept and kept[0] == stood and timedelta() <= now() - kept[1] < AFRESH:
        return kept[2]
    found = len(waiting(person))
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[person.id] = (stood, now(), found)
    return found


def standing(person: Person) -> Stood:
    """Which seats this person holds, and how far the records of their tables have come; one prepared statement.

    Every page asks this, and rooms that the person does not enter count as well: then it is counted for nothing.
    """
    moment_now = moment()
    with connection.cursor() as cursor:
        cursor.execute(STOOD, [person.id, moment_now, moment_now])
        return tuple((str(seat), str(role), int(size)) for seat, role, size in cursor.fetchall())
