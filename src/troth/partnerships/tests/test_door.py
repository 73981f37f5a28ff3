"""The door: which seats, which rooms, and one answer for whatever is not there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from troth.foundation.kernel.roles import Role
from troth.foundation.web.ids import new_ulid
from troth.partnerships.models import Partnership, Party, Room, Seat
from troth.partnerships.queries.audience import seats_in
from troth.partnerships.queries.door import rooms_of, seats_at
from troth.partnerships.rules.rooms import RoomKind, RoomView, SeatView, may_enter
from troth.partnerships.testing import Cast
from troth.people.models import Person

KINDS = (RoomKind.SUBSET, RoomKind.CLOSED)
some = st.lists(st.integers(0, 2), max_size=3, unique=True)
seat_plans = st.lists(
    st.tuples(st.sampled_from(sorted(Role)), st.sampled_from([0, 1, 2, None])),
    min_size=1,
    max_size=4,
)
room_plans = st.lists(st.tuples(st.sampled_from(KINDS), some, some), max_size=3)


def lay(
    phase: str,
    seats: list[tuple[Role, int | None]],
    rooms: list[tuple[RoomKind, list[int], list[int]]],
) -> tuple[list[Seat], list[Room]]:
    """A table with three parties, these seats, and every kind of room."""
    tag = new_ulid()
    table = Partnership.objects.create(slug=tag.lower(), name=tag, phase=phase)
    parties = [
        Party.objects.create(partnership=table, name=name, standing="joined") for name in "ABC"
    ]
    seated = [
        Seat.objects.create(
            partnership=table,
            person=Person.objects.create_user(f"{tag.lower()}-{n}@x.example", str(n)),
            party=None if party is None else parties[party],
            role=role.value,
            since=timezone.now(),
        )
        for n, (role, party) in enumerate(seats)
    ]
    laid = [Room.objects.create(partnership=table, kind=kind) for kind in ("shared", "public")]
    laid += [Room.objects.create(partnership=table, kind="side", party=party) for party in parties]
    for kind, of, listed in rooms:
        room = Room.objects.create(partnership=table, kind=kind.value)
        room.parties.set([parties[n] for n in of])
        room.seats.set([seated[n] for n in listed if n < len(seated)])
        laid.append(room)
    return seated, laid


def view_of_room(room: Room, phase: str) -> RoomView:
    """The room as the rule sees it."""
    return RoomView(
        kind=RoomKind(room.kind),
        open=phase != "proposed",
        party=room.party_id,
        parties=frozenset(room.parties.values_list("pk", flat=True)),
        seats=frozenset(room.seats.values_list("pk", flat=True)),
    )


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(phase=st.sampled_from(["proposed", "open", "closed"]), seats=seat_plans, rooms=room_plans)
def test_the_statement_says_what_the_rule_says(
    phase: str,
    seats: list[tuple[Role, int | None]],
    rooms: list[tuple[RoomKind, list[int], list[int]]],
) -> None:
    seated, laid = lay(phase, seats, rooms)
    views = {room.id: view_of_room(room, phase) for room in laid}
    for seat in seated:
        view = SeatView(id=seat.id, role=seat.kind, party=seat.party_id)
        allowed = {key for key, room in views.items() if may_enter(view, room)}
        assert {room.id for room in rooms_of(seat)} == allowed


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seats=seat_plans, rooms=room_plans)
def test_the_audience_is_exactly_who_may_enter(
    seats: list[tuple[Role, int | None]],
    rooms: list[tuple[RoomKind, list[int], list[int]]],
) -> None:
    seated, laid = lay("open", seats, rooms)
    for room in laid:
        view = view_of_room(room, "open")
        allowed = {
            seat.id
            for seat in seated
            if may_enter(SeatView(id=seat.id, role=seat.kind, party=seat.party_id), view)
        }
        assert {seat.id for seat in seats_in(room)} == allowed


def test_a_seat_counts_from_its_first_to_its_last_moment(cast: Cast) -> None:
    now = timezone.now()
    later, over = cast.tor, cast.siri
    Seat.objects.filter(pk=later.pk).update(since=now + timedelta(hours=1))
    Seat.objects.filter(pk=over.pk).update(until=now - timedelta(seconds=1))
    for seat in (later, over, cast.ex_member, cast.ex_guest):
        assert seats_at("lumen-kaveri", seat.person) == ()


def test_the_seat_chosen_last_comes_first(cast: Cast) -> None:
    seat = cast.colleague("Sara", cast.ravi)
    other = Seat.objects.create(
        partnership=cast.table,
        person=seat.person,
        party=cast.lumen,
        role="member",
        since=timezone.now(),
    )
    assert [one.id for one in seats_at("lumen-kaveri", seat.person)] == [seat.id, other.id]
    Seat.objects.filter(pk=other.pk).update(chosen_at=timezone.now())
    assert [one.id for one in seats_at("lumen-kaveri", seat.person)] == [other.id, seat.id]


def test_asking_costs_two_statements_however_many_there_are(cast: Cast) -> None:
    for name in ("Uma", "Vik", "Wil"):
        cast.colleague(name, cast.ingrid)
    with CaptureQueriesContext(connection) as asked:
        seats = seats_at("lumen-kaveri", cast.ingrid.person)
        assert rooms_of(seats[0])
        assert seats[0].party
        assert seats[0].partnership.name
    assert len(asked) == 2


def test_a_row_read_quickly_is_the_row(cast: Cast) -> None:
    seat = seats_at("lumen-kaveri", cast.ingrid.person)[0]
    slow = Seat.objects.select_related("partnership", "party").get(pk=seat.pk)
    for quick, real in (
        (seat, slow),
        (seat.partnership, slow.partnership),
        (seat.party, slow.party),
    ):
        assert vars_of(quick) == vars_of(real)


def vars_of(row: object) -> dict[str, object]:
    """The values of a row, without what Django keeps beside them."""
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}
