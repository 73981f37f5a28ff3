"""What kinds of evidence are worth: measured on shared rooms alone, without what is contested, and told in sums."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.commitments.models import Commitment
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.clock import now
from troth.foundation.web.ids import new_ulid
from troth.ledger.follower import catch_up
from troth.ledger.queries import head
from troth.partnerships.models import Partnership, Room
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.testing import Cast
from troth.trust.actions import contest
from troth.trust.actions.experiencing import Line, say
from troth.trust.follower import EvidenceFollower
from troth.trust.models import Contest, Evidence
from troth.trust.queries import worth
from troth.trust.queries.evidence import weighed
from troth.trust.queries.experiences import said_by, seen_of
from troth.trust.queries.worth import as_said, directions_of, measure, tables_with_evidence
from troth.trust.rules.estimate import logit_of
from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import Piece
from troth.trust.rules.table import Kind
from troth.trust.rules.worth import TABLES, Verdict, Worth
from troth.trust.tests.conftest import DAY

pytestmark = pytest.mark.django_db
BY_TURNS = (Kind.ANSWERED, Kind.UNDERSTOOD, Kind.ANSWERED_LATE, Kind.MOVED)


def table(
    name: str, *, number: int = 40, last: datetime | None = None, sort: str = "shared"
) -> Room:
    """A table of two sides about whom so many things are known, the newest at a moment."""
    made = Partnership.objects.create(name=name, slug=name, phase="open")
    room: Room = Room.objects.create(partnership=made, kind=sort)
    first, second = new_ulid(), new_ulid()
    until = last or now() - DAY
    Evidence.objects.bulk_create(
        row(room, idx=place, about=first, towards=second, at=until - (number - 1 - place) * DAY)
        for place in range(number)
    )
    return room


def row(room: Room, *, idx: int, about: Ulid, towards: Ulid, at: datetime) -> Evidence:
    """One piece of a kind that comes by turns."""
    kind = BY_TURNS[idx % len(BY_TURNS)]
    return Evidence(
        room=room, idx=idx, kind=kind, about=about, towards=towards, at=at, subject=new_ulid()
    )


def found() -> dict[Kind, Worth]:
    """What is measured now."""
    told = measure(tables_with_evidence(), now=now(), progress=lambda _place: None)
    return {one.kind: one for one in told.worths}


def follow(room: Room) -> None:
    """Let the follower read the log of a room to its end."""
    while (catch_up(EvidenceFollower(), room.id) or 0) < head(room.id):
        pass


def pieces(room: Room) -> list[Piece]:
    """Everything that is measured at a table."""
    return [one for line in directions_of(room, now=now()) for one in line]


def many(names: Iterable[str]) -> list[Room]:
    """A table of each name."""
    return [table(name) for name in names]


def test_a_server_without_evidence_has_nothing_to_measure() -> None:
    assert tables_with_evidence() == []
    told = measure([], now=now(), progress=lambda _place: None)
    assert told.tables == 0
    assert all(one == Worth(kind=one.kind) for one in told.worths)


def test_four_tables_show_nothing_and_five_show_sums() -> None:
    many("abcd")
    assert all(one == Worth(kind=one.kind) for one in found().values())
    table("e")
    told = found()[Kind.UNDERSTOOD]
    assert (told.tables, told.directions, told.pieces) == (TABLES, TABLES, 50)
    # Twenty answers of each table, without those from before the first time that something was understood.
    assert told.later == TABLES * 19
    assert told.verdict is Verdict.NOT_YET


@pytest.mark.parametrize("sort", [one for one in RoomKind if one is not RoomKind.SHARED])
def test_rooms_that_are_not_shared_are_never_read(sort: RoomKind) -> None:
    many("abcd")
    private = table("e", sort=sort)
    assert private not in tables_with_evidence()
    assert list(directions_of(private, now=now())) == []
    assert found()[Kind.UNDERSTOOD].gains is None


def test_what_is_contested_has_no_weight(cast: Cast, past: list[Commitment]) -> None:
    follow(cast.shared)
    entry = Evidence.objects.filter(kind=Kind.ANNOUNCED, about=cast.kaveri.id).get()
    before = pieces(cast.shared)
    contest(cast.shared, entry.idx, by=cast.ravi, reason="We never said that.")
    aside = Contest.objects.get()
    after = pieces(cast.shared)
    assert len(past) == 9
    assert (entry.idx, cast.kaveri.id) not in {(one.idx, one.about) for one in after}
    assert len(after) < len(before)
    assert aside.idx == entry.idx


def test_both_directions_of_a_table_are_read_apart(cast: Cast, past: list[Commitment]) -> None:
    follow(cast.shared)
    lines = list(directions_of(cast.shared, now=now()))
    assert len(past) == 9
    assert {frozenset((one.about, one.towards) for one in line) for line in lines} == {
        frozenset({(cast.kaveri.id, cast.lumen.id)}),
        frozenset({(cast.lumen.id, cast.kaveri.id)}),
    }


def test_open_words_are_read_as_they_were_said_and_not_as_later_words_correct_them(
    cast: Cast,
) -> None:
    seen = seen_of(said_by(cast.shared, cast.lumen).values())
    line = Line(about=cast.kaveri.id, dimension=Dimension.CARE, figure=10)
    say([line], room=cast.shared, by=cast.ingrid, seen=seen)
    follow(cast.shared)
    way = {"about": cast.kaveri.id, "towards": cast.lumen.id}
    (shown,) = weighed(cast.shared, **way, now=now()).pieces
    (measured,) = pieces(cast.shared)
    assert measured.y == logit_of(10) > shown.y
    assert as_said(shown, {}) == shown


def test_the_tables_where_something_happened_last_come_first() -> None:
    old, new = table("old", last=now() - 90 * DAY), table("new", last=now() - DAY)
    assert tables_with_evidence() == [new, old]


def test_reading_ends_at_so_many_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = many("abcdef")
    places: list[int] = []
    monkeypatch.setattr(worth, "MOST_PIECES", 200)
    told = measure(rooms, now=now(), progress=places.append)
    assert told.tables == 5
    # The bar is told every table, and the end.
    assert places == [1, 2, 3, 4, 5, 6]


def test_only_so_many_tables_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    many("abc")
    monkeypatch.setattr(worth, "MOST_TABLES", 2)
    assert len(tables_with_evidence()) == 2


def test_a_table_takes_as_many_statements_with_much_evidence_as_with_little() -> None:
    little, much = table("little", number=4), table("much", number=300)
    counts = []
    for room in (little, much):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            list(directions_of(room, now=now()))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 6


def test_measuring_writes_nothing(cast: Cast, past: list[Commitment]) -> None:
    follow(cast.shared)
    with CaptureQueriesContext(connection) as asked:
        found()
    assert len(past) == 9
    assert {one["sql"].split()[0] for one in asked} == {"SELECT"}


def test_what_has_not_happened_yet_is_not_read() -> None:
    room = table("a", last=now() + timedelta(days=10))
    assert len(pieces(room)) < 40
    assert np.all([one.at <= now() for one in pieces(room)])
