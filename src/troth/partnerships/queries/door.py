"""The access question, as two prepared statements: which seats at this table, and which rooms.

The ORM costs about fifty times more here, and every request asks.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection

from troth.foundation.web.rows import columns, instance, moment, names
from troth.ledger.queries import SIZE_OF
from troth.partnerships.models import Partnership, Party, Room, Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.rules.rooms import IN_SHARED, SITS_FOR_PARTY
from troth.people.models import Person

SEATS_AT_ONE_TABLE = 8
ROOMS_OF_ONE_SEAT = 1000


@cache
def seats_sql() -> str:
    """Seats of one person at one table, with table and party; the seat chosen last comes first."""
    parts = ((Partnership, "t"), (Seat, "e"), (Party, "y"))
    return f"""
        select {", ".join(columns(model, alias) for model, alias in parts)}
        from partnerships_partnership t
        join partnerships_seat e on e.partnership_id = t.id
        left join partnerships_party y on y.id = e.party_id
        where t.slug = %s and e.person_id = %s
            and e.since <= %s and e.ended_at is null and (e.until is null or e.until > %s)
        order by e.chosen_at desc nulls last, e.since, e.id
        limit {SEATS_AT_ONE_TABLE}
    """  # noqa: S608  # column names of our own models; values are bound


def seats_at(slug: str, person: Person) -> tuple[Seat, ...]:
    """The seats this person holds now at the table `slug`, each with its table, party and person."""
    now = moment()
    with connection.cursor() as cursor:
        cursor.execute(seats_sql(), [slug, person.id, now, now])
        rows = cursor.fetchall()
    a = len(names(Partnership))
    b = a + len(names(Seat))
    seats = []
    for row in rows:
        seat = instance(Seat, row[a:b])
        seat.partnership, seat.person = instance(Partnership, row[:a]), person
        seat.party = instance(Party, row[b:]) if row[b] else None
        seats.append(seat)
    return tuple(seats)


@cache
def rooms_sql(*, sits: bool, opened: bool) -> str:
    """Rooms of a seat: the rule of `rules.rooms.may_enter` in SQL; a test holds one against the other."""
    listed = "r.id in (select room_id from partnerships_room_seats where seat_id = %(seat)s)"
    for_party = "r.id in (select room_id from partnerships_room_parties where party_id = %(party)s)"
    ways = ["(r.kind = 'side' and r.party_id = %(party)s)"] if sits else []
    if opened:
        ways += [
            "r.kind = 'public'",
            f"(r.kind <> 'side' and {listed})",
            "(r.kind = 'shared' and %(in_shared)s = 1)",
        ]
        ways += [f"(r.kind = 'subset' and {for_party})"] if sits else []
    return f"""
        select {columns(Room, "r")}, {SIZE_OF.format(log="r.id")} from partnerships_room r
        where r.partnership_id = %(partnership)s and ({" or ".join(ways) or "1 = 0"})
        order by r.id limit {ROOMS_OF_ONE_SEAT}
    """  # noqa: S608  # column names of our own models; values are bound


def with_rooms(seats: Sequence[Seat]) -> Sequence[Seat]:
    """The same seats, each with its rooms of this moment, for a question that many nouns answer at once."""
    for seat in seats:
        vars(seat)["rooms_now"] = asked_rooms(seat)
    return seats


def rooms_of(seat: Seat) -> tuple[Room, ...]:
    """Every room this seat may enter now, with `record_size`; whether the seat still holds is asked before."""
    known: tuple[Room, ...] | None = vars(seat).get("rooms_now")
    return asked_rooms(seat) if known is None else known


def asked_rooms(seat: Seat) -> tuple[Room, ...]:
    """The same, from the database."""
    sits = seat.kind in SITS_FOR_PARTY and seat.party_id is not None
    sql = rooms_sql(sits=sits, opened=seat.partnership.phase != Phase.PROPOSED)
    values: dict[str, Any] = {
        "seat": seat.id,
        "party": seat.party_id,
        "partnership": seat.partnership_id,
        "in_shared": int(seat.kind in IN_SHARED),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(with_size(row) for row in cursor.fetchall())


def with_size(row: tuple[Any, ...]) -> Room:
    """A room that knows how long its record was when it was asked for."""
    room = instance(Room, row[:-1])
    vars(room)["record_size"] = row[-1]
    return room
