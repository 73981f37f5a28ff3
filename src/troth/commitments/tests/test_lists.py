"""The lists: counts that agree with the rules, one direction at a time, and a page that ends."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from troth.commitments import actions
from troth.commitments.actions.importing import show
from troth.commitments.models import Commitment
from troth.commitments.queries.lists import Tally, chosen, open_ones, page_of, tallies
from troth.commitments.queries.lives import life_of
from troth.commitments.rules.outcome import Counts, count, verdict
from troth.commitments.tests.conftest import Make
from troth.commitments.tests.files import HEADER, many, read
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.testing import statements
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person

pytestmark = pytest.mark.django_db
Visit = Callable[[Person | Seat | None], Client]
LIST = "/p/lumen-kaveri/commitments/"


def moved(cast: Cast, one: Commitment, *, times: int) -> Commitment:
    for _ in range(times):
        due = one.due + timedelta(days=1)
        actions.ask_move(one, due=due, reason="A day more.", by=cast.ravi)
        actions.agree_move(one, by=cast.ingrid)
    return one


def kept(cast: Cast, one: Commitment) -> Commitment:
    actions.deliver(one, by=cast.ravi)
    return actions.confirm(one, by=cast.ingrid)


@pytest.fixture
def several(cast: Cast, accepted: Make, promised: Make) -> list[Commitment]:
    """One of each outcome, with moves; and what counts nowhere."""
    late, dropped = accepted(days=1), accepted(days=30)
    with clock.at(late.due + timedelta(hours=1)):
        actions.deliver(late, by=cast.ravi)
    actions.withdraw(dropped, by=cast.ravi)
    declined = actions.decline(promised(), by=cast.ingrid, reason="Not now.")
    return [
        kept(cast, moved(cast, accepted(days=3), times=2)),
        kept(cast, accepted(days=3)),
        late,
        dropped,
        moved(cast, accepted(days=4), times=1),
        promised(),
        declined,
        actions.withdraw(promised(), by=cast.ravi),
    ]


def the_one(cast: Cast) -> Tally:
    (tally,) = tallies(cast.shared.id)
    return tally


def by_the_rules(cast: Cast) -> Counts:
    rows = Commitment.objects.in_rooms([cast.shared.id])
    return count(verdict(life_of(one), now=now() + timedelta(days=2)) for one in rows)


def test_counts_are_those_of_the_rules_moves_among_them(
    cast: Cast, several: list[Commitment]
) -> None:
    tally, said = the_one(cast), by_the_rules(cast)
    assert tally.party == cast.kaveri
    assert (tally.kept, tally.late, tally.dropped) == (said.kept, said.late, said.dropped)
    assert (tally.moved, said.renegotiated) == (3, 3)


def test_a_promise_moved_twice_counts_two_moves(cast: Cast, accepted: Make) -> None:
    kept(cast, moved(cast, accepted(), times=2))
    assert (the_one(cast).kept, the_one(cast).moved) == (1, 2)


def test_counts_follow_every_act_at_once(cast: Cast, accepted: Make) -> None:
    assert tallies(cast.shared.id) == []
    kept(cast, accepted())
    assert the_one(cast).finished == 1
    kept(cast, accepted())
    assert the_one(cast).finished == 2


def test_the_side_that_finished_nothing_is_not_counted(cast: Cast, accepted: Make) -> None:
    moved(cast, accepted(), times=1)
    assert tallies(cast.shared.id) == []


def test_another_rooms_promises_are_not_counted(cast: Cast, several: list[Commitment]) -> None:
    assert tallies(cast.lumen_side.id) == []


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        ("", [0, 1, 2, 3]),
        ("kept", [0, 1]),
        ("late", [2]),
        ("dropped", [3]),
        ("open", [4]),
        ("moved", [0, 4]),
    ],
)
def test_one_kind_at_a_time(
    cast: Cast, several: list[Commitment], kind: str, places: list[int]
) -> None:
    found = chosen([cast.shared.id], promiser=cast.kaveri.id, kind=kind)
    assert {one.id for one in found} == {several[place].id for place in places}


def test_one_direction_at_a_time(cast: Cast, several: list[Commitment]) -> None:
    towards = chosen([cast.shared.id], promiser=cast.kaveri.id, receiver=cast.lumen.id)
    assert towards.count() == 4
    assert not chosen([cast.shared.id], promiser=cast.lumen.id).exists()
    assert not chosen([cast.shared.id], receiver=cast.kaveri.id).exists()


def test_what_still_waits_is_open_and_what_is_gone_is_not(
    cast: Cast, several: list[Commitment]
) -> None:
    assert {one.id for one in open_ones([cast.shared.id])} == {several[4].id, several[5].id}


def test_pages_of_a_list_hold_each_promise_once(cast: Cast) -> None:
    show(read(many(130), cast.shared), by=None)
    rows, seen, before = chosen([cast.shared.id]), [], ""
    while True:
        page = page_of(rows, before=before)
        seen += [one.id for one in page.rows]
        if not page.older:
            break
        before = page.older
    assert len(seen) == len(set(seen)) == 130


@pytest.mark.parametrize(
    "before", ["x", "x,y", "2026-01-01", "2026-13-40,01ARZ3NDEKTSV4RRFFQ69G5FAV"]
)
def test_a_cursor_that_nobody_gave_out_begins_at_the_start(cast: Cast, before: str) -> None:
    show(read(many(3), cast.shared), by=None)
    assert len(page_of(chosen([cast.shared.id]), before=before).rows) == 3


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_of_a_direction_says_which_one_it_is(
    cast: Cast, visit: Visit, several: list[Commitment]
) -> None:
    way = f"?party={cast.kaveri.id}&receiver={cast.lumen.id}"
    page = words(visit(cast.ingrid), f"{LIST}finished/{way}&outcome=late")
    assert "What Kaveri Analytics promised Lumen Sensors" in page
    assert several[2].id in page
    assert several[0].id not in page
    assert f"{way.replace('&', '&amp;')}&amp;outcome=moved" in page
    assert f'<a class="a" href="{way.replace("&", "&amp;")}&amp;outcome=late" aria-current' in page


def test_what_nobody_offers_in_the_address_is_left_out(
    cast: Cast, visit: Visit, several: list[Commitment]
) -> None:
    page = words(visit(cast.ingrid), f"{LIST}finished/?party=nobody&outcome=worst")
    assert "Promises that have finished" in page
    assert several[0].id in page


def test_another_tables_party_is_no_party_here(cast: Cast, visit: Visit) -> None:
    theirs = cast.neighbour.party_id
    assert "Delta" not in words(visit(cast.ingrid), f"{LIST}finished/?party={theirs}")


def test_an_older_page_keeps_what_was_chosen(cast: Cast, visit: Visit) -> None:
    show(read(many(130), cast.shared), by=None)
    page = words(visit(cast.ingrid), f"{LIST}finished/?outcome=dropped")
    assert "outcome=dropped&amp;before=" not in page
    page = words(visit(cast.ingrid), f"{LIST}finished/")
    assert "before=" in page


def test_more_than_a_page_shows_is_counted_whole_and_can_be_opened(
    cast: Cast, visit: Visit
) -> None:
    rows = [f"O{n},Mylab,Kenya,2011-01-03,2099-02-01," for n in range(205)]
    show(read("\n".join([HEADER, *rows]).encode(), cast.shared), by=None)
    page = words(visit(cast.ingrid), LIST)
    assert "205 are open." in page
    assert "?outcome=open" in page


@pytest.mark.parametrize(
    ("path", "most"), [("", 20), ("board/", 10), ("finished/", 18), ("new/", 16)]
)
def test_a_page_asks_few_questions(
    cast: Cast, visit: Visit, several: list[Commitment], path: str, most: int
) -> None:
    assert statements(visit(cast.ingrid), LIST + path) <= most
