"""Rooms for some: opened by a member, known to their people alone; and sharing outward."""

from collections.abc import Iterator

import pytest

from troth.conftest import Refused
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web.ids import new_ulid
from troth.ledger.models import Entry
from troth.partnerships.actions.rooms import open_closed_room, open_room, public_room
from troth.partnerships.actions.sharing import share_out
from troth.partnerships.actions.widening import Widener, register, wideners
from troth.partnerships.models import Room, Seat
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.rules.refusals import Reason
from troth.partnerships.testing import DELTA, KAVERI, LUMEN, Cast, party_of, sit_down


@pytest.fixture
def three(db: None) -> list[Seat]:
    """The admins of Lumen, Kaveri and Delta at one table."""
    return sit_down(slug="three", name="Three", first=LUMEN, others=(KAVERI, DELTA))


def test_a_room_for_two_of_three_is_theirs_alone(three: list[Seat]) -> None:
    ingrid, ravi, otto = three
    room = open_room(" Prices ", parties=[party_of(ingrid).id, party_of(ravi).id], by=ingrid)
    assert room.name == "Prices"
    assert room in rooms_of(ingrid)
    assert room in rooms_of(ravi)
    assert room not in rooms_of(otto)


def test_a_member_opens_rooms_and_a_guest_does_not(cast: Cast, refused: Refused) -> None:
    both = [cast.lumen.id, cast.kaveri.id]
    assert open_room("Design", parties=both, by=cast.tor).kind == "subset"
    for seat in (cast.guest, cast.contributor, cast.facilitator):
        with refused(Reason.NO_SIDE):
            open_room("Design", parties=both, by=seat)


def test_a_room_needs_a_name_the_own_side_and_another(three: list[Seat], refused: Refused) -> None:
    ingrid, ravi, otto = three
    lumen, others = party_of(ingrid).id, [party_of(ravi).id, party_of(otto).id]
    with refused(Reason.NAME_MISSING):
        open_room("  ", parties=[lumen, *others], by=ingrid)
    with refused(Reason.OWN_SIDE_TOO):
        open_room("Theirs", parties=others, by=ingrid)
    with refused(Reason.PARTIES_NEEDED):
        open_room("Alone", parties=[lumen], by=ingrid)
    with refused(Reason.PARTIES_NEEDED):
        open_room("Unknown", parties=[lumen, new_ulid()], by=ingrid)


def test_a_closed_room_holds_the_listed_and_its_opener(cast: Cast) -> None:
    room = open_closed_room("Ear", seats=[cast.facilitator], by=cast.tor)
    assert room in rooms_of(cast.tor)
    assert room in rooms_of(cast.facilitator)
    assert room not in rooms_of(cast.ingrid)


def test_seats_of_another_table_are_not_listed(cast: Cast) -> None:
    room = open_closed_room("Ear", seats=[cast.neighbour], by=cast.tor)
    assert list(room.seats.all()) == [cast.tor]


def test_there_is_one_public_room(cast: Cast) -> None:
    assert public_room(cast.table) == public_room(cast.table)


@pytest.fixture
def notes() -> Iterator[dict[Ulid, Ulid]]:
    """A noun whose items are notes: which room each stands in."""
    kept: dict[Ulid, Ulid] = {}

    def copy(item: Ulid, *, origin: Room, wider: Room, by: Seat) -> Ulid:
        made = new_ulid()
        kept[made] = wider.id
        return made

    def title(item: Ulid, room: Ulid) -> str | None:
        return "A note"

    register("note", Widener(title=title, copy=copy))
    yield kept
    wideners.pop("note")


def test_sharing_outward_makes_a_new_item_and_one_fact_in_each_log(
    cast: Cast, notes: dict[Ulid, Ulid]
) -> None:
    item = new_ulid()
    made = share_out(item, noun="note", origin=cast.lumen_side, wider=cast.shared, by=cast.tor)
    assert notes == {made: cast.shared.id}
    there = Entry.objects.filter(log=cast.shared.id).latest("idx")
    here = Entry.objects.filter(log=cast.lumen_side.id).latest("idx")
    assert (there.kind, here.kind) == ("item:shared", "item:shared-out")
    assert item.encode() not in bytes(there.entry_bytes)
    assert item.encode() in bytes(here.entry_bytes)


def test_nobody_shares_what_is_not_theirs(
    cast: Cast, notes: dict[Ulid, Ulid], refused: Refused
) -> None:
    item = new_ulid()
    with refused(Reason.ROOM_NOT_YOURS):
        share_out(item, noun="note", origin=cast.kaveri_side, wider=cast.shared, by=cast.ingrid)
    with refused(Reason.NEEDS_CONSENT):
        share_out(
            item, noun="note", origin=cast.shared, wider=public_room(cast.table), by=cast.ingrid
        )
    with refused(Reason.NO_SIDE):
        share_out(item, noun="note", origin=cast.lumen_side, wider=cast.shared, by=cast.facilitator)
    with refused(Reason.NOTHING_THERE):
        share_out(item, noun="dream", origin=cast.lumen_side, wider=cast.shared, by=cast.ingrid)
    assert notes == {}
