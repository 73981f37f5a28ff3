"""A prepared statement finds what the queryset would have found, and refuses what it could get wrong."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.test.utils import CaptureQueriesContext

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web import prepared as module
from troth.foundation.web.prepared import Prepared, prepared
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


@prepared
def seats_of_parties(parties: Collection[Ulid], limit: int) -> QuerySet[Seat]:
    """Seats with person and party, by name."""
    rows = Seat.objects.filter(party__in=parties).select_related("person", "party")
    return rows.order_by("person__name")[:limit]


@prepared
def sat_down(table: Ulid, *, since: datetime, until: datetime) -> QuerySet[Seat]:
    """Seats of a table between two moments."""
    return Seat.objects.filter(partnership=table, since__gte=since, since__lt=until)


@prepared
def rooms_with(kind: RoomKind, seat: str) -> QuerySet[Room]:
    """Rooms of a kind at the table of a seat, with the seats they list."""
    here = Seat.objects.filter(pk=seat, partnership=OuterRef("partnership"))
    return Room.objects.filter(Exists(here), kind=kind).prefetch_related("seats")


def test_it_finds_the_same_with_what_is_selected_beside(cast: Cast) -> None:
    colleague = cast.tor
    found = seats_of_parties([cast.lumen.id], 10)
    assert found == list(seats_of_parties.plain([cast.lumen.id], 10)) == [cast.ingrid, colleague]
    with CaptureQueriesContext(connection) as asked:
        assert [(one.person.name, str(one.party)) for one in found] == [
            (cast.ingrid.person.name, str(cast.lumen)),
            (colleague.person.name, str(cast.lumen)),
        ]
    assert not asked.captured_queries


def test_other_values_are_asked_for_with_the_same_statement(cast: Cast) -> None:
    seats_of_parties([cast.lumen.id], 10)
    with CaptureQueriesContext(connection) as asked:
        assert seats_of_parties([cast.kaveri.id], 10) == [cast.ravi]
    assert len(asked) == 1


@pytest.mark.parametrize("count", range(6))
def test_lists_of_any_length_find_exactly_what_is_in_them(cast: Cast, count: int) -> None:
    named = [cast.lumen.id, cast.kaveri.id, *(Ulid(f"{n:026}") for n in range(4))][:count]
    assert set(seats_of_parties(named, 10)) == set(seats_of_parties.plain(named, 10))
    assert len(seats_of_parties(named, 10)) == min(count, 2)


def test_a_name_said_twice_counts_once(cast: Cast) -> None:
    assert seats_of_parties([cast.lumen.id, cast.lumen.id, cast.lumen.id], 10) == [cast.ingrid]


def test_a_limit_belongs_to_the_statement(cast: Cast) -> None:
    both = [cast.lumen.id, cast.kaveri.id]
    assert [len(seats_of_parties(both, n)) for n in (1, 2, 1)] == [1, 2, 1]


def test_moments_are_compared_as_the_database_keeps_them(cast: Cast) -> None:
    since, tick = cast.ingrid.since, timedelta(microseconds=1)
    table = cast.table.id
    for begins, ends, there in (
        (since, since + tick, True),
        (since + tick, since + timedelta(days=1), False),
        (since - timedelta(days=1), since, False),
    ):
        assert (cast.ingrid in sat_down(table, since=begins, until=ends)) is there


def test_moments_that_are_given_the_other_way_round_find_nothing(cast: Cast) -> None:
    """Two values of one kind are not taken for each other."""
    early, late = datetime(2000, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)
    assert sat_down(cast.table.id, since=early, until=late)
    assert sat_down(cast.table.id, since=late, until=early) == []


def test_the_order_in_which_arguments_are_named_does_not_matter(cast: Cast) -> None:
    early, late = datetime(2000, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)
    assert sat_down(until=late, since=early, table=cast.table.id) == sat_down(
        cast.table.id, since=early, until=late
    )


def test_words_of_a_fixed_kind_belong_to_the_statement(cast: Cast) -> None:
    assert rooms_with(RoomKind.SHARED, cast.ingrid.id) == [cast.shared]
    assert cast.lumen_side in rooms_with(RoomKind.SIDE, cast.ingrid.id)
    assert rooms_with(RoomKind.SHARED, cast.neighbour.id) != [cast.shared]


def test_what_is_fetched_before_is_there(cast: Cast) -> None:
    cast.shared.seats.add(cast.guest)
    (room,) = rooms_with(RoomKind.SHARED, cast.ingrid.id)
    with CaptureQueriesContext(connection) as asked:
        assert list(room.seats.all()) == [cast.guest]
    assert not asked.captured_queries


def test_what_is_found_is_fresh_each_time(cast: Cast) -> None:
    assert seats_of_parties([cast.lumen.id], 5) == [cast.ingrid]
    Seat.objects.filter(pk=cast.ingrid.pk).update(role="member")
    assert [one.role for one in seats_of_parties([cast.lumen.id], 5)] == ["member"]


def test_a_day_is_a_value(cast: Cast) -> None:
    @prepared
    def on(day: date) -> QuerySet[Seat]:
        return Seat.objects.filter(since__date__gte=day)

    today = cast.ingrid.since.astimezone(UTC).date()
    assert cast.ingrid in on(today)
    assert cast.ingrid not in on(today + timedelta(days=1))


def test_rows_that_are_told_apart_by_something_unselected_stay_whole(cast: Cast) -> None:
    @prepared
    def by_room(table: Ulid) -> QuerySet[Party]:
        return Party.objects.filter(partnership=table).order_by("partnership__rooms__id").distinct()

    found = by_room(cast.table.id)
    assert found == list(by_room.plain(cast.table.id))
    assert {one.name for one in found} == {cast.lumen.name, cast.kaveri.name}


# ------------------------------------------------------------------------------ what it refuses


def test_a_value_that_is_changed_before_it_is_asked_for_is_refused(cast: Cast) -> None:
    @prepared
    def shouted(name: str) -> QuerySet[Party]:
        return Party.objects.filter(name=f"{name}!")

    with pytest.raises(TypeError, match="shouted does something with its arguments"):
        shouted("Lumen")


def test_a_value_that_decides_what_is_asked_is_refused(cast: Cast) -> None:
    @prepared
    def choosing(name: str) -> QuerySet[Party]:
        return Party.objects.filter(**{"name" if name.startswith("1") else "zone": name})

    with pytest.raises(TypeError, match="choosing"):
        choosing("Lumen")


def test_a_thing_that_is_no_value_is_refused(cast: Cast) -> None:
    with pytest.raises(TypeError, match="Seat is no value"):
        rooms_with(RoomKind.SHARED, cast.ingrid)  # type: ignore[arg-type]  # that is what is refused


def test_rows_of_something_else_than_a_model_are_refused(cast: Cast) -> None:
    def names(table: Ulid) -> QuerySet[Party]:
        return Party.objects.filter(partnership=table).values("name")  # type: ignore[return-value]  # as above

    with pytest.raises(TypeError, match="something else than rows of a model"):
        Prepared(names)(cast.table.id)


def test_it_keeps_no_more_statements_than_it_may(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_SHAPES", 3)

    @prepared
    def some(names: Collection[str], limit: int) -> QuerySet[Party]:
        return Party.objects.filter(name__in=names)[:limit]

    for limit in range(1, 9):
        assert len(some([cast.lumen.name, cast.kaveri.name], limit)) == min(limit, 2)
        assert len(vars(some)["_statements"]) <= 3


def test_a_statement_that_another_thread_forgets_is_asked_all_the_same(cast: Cast) -> None:
    class Forgetting(dict[object, object]):
        """Statements of which another thread drops every one as soon as it is kept."""

        def __setitem__(self, shape: object, statement: object) -> None:
            """Keep nothing."""

    found = Prepared(seats_of_parties.plain)
    vars(found)["_statements"] = Forgetting()
    for _turn in range(2):
        assert found([cast.lumen.id], 10) == [cast.ingrid]
