"""How slips are looked up: lists that end, cursors nobody gave out, who sits in a room, what waits."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.cursors import place_of
from troth.foundation.web.ids import new_ulid
from troth.foundation.web.times import in_zone
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Room
from troth.partnerships.models.seats import Standing as Sitting
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.testing import Cast, party_of
from troth.people.zones import known_zone
from troth.slips import actions
from troth.slips.models import LONGEST_TITLE, Said, Slip, Word, standing_of
from troth.slips.queries import looks
from troth.slips.queries.looks import (
    about,
    inside,
    insiders,
    may_wait_for,
    open_in,
    repaired_in,
)
from troth.slips.rules.states import State, awaits, repair_is_due
from troth.slips.tests.conftest import MakePromise, Own


def titled(what: str) -> str:
    """What a slip with these first words is called."""
    return Slip(what=what).title


# ------------------------------------------------------------------------------ without a database


@given(st.text(max_size=60))
def test_a_cursor_nobody_gave_out_is_none_of_ours(text: str) -> None:
    assert place_of(text) is None or "," in text


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_cursor_leads_back_to_its_place(at: datetime) -> None:
    key = new_ulid()
    assert place_of(f"{at.isoformat()},{key}") == (at, key)
    assert place_of(f"{at.isoformat()},{key}x") is None


@given(st.text(min_size=1, max_size=400))
def test_a_title_is_one_short_line(what: str) -> None:
    title = titled(what)
    assert len(title) <= LONGEST_TITLE + 2
    assert "\n" not in title
    assert title == " ".join(title.split()) or title.endswith(" …")


@pytest.mark.parametrize(
    ("what", "title"),
    [
        ("The call was cut off.", "The call was cut off."),
        ("The call\n\nwas  cut off.", "The call was cut off."),
        ("x" * 90, "x" * 90),
        ("x" * 91, "x" * 90 + " …"),
        ("word " * 20, "word " * 17 + "word …"),
    ],
)
def test_what_is_long_is_cut_between_words(what: str, title: str) -> None:
    assert titled(what) == title


# ------------------------------------------------------------------------------ who sits here


@pytest.mark.django_db
def test_those_who_sit_in_each_kind_of_room(cast: Cast) -> None:
    both = {cast.lumen.id, cast.kaveri.id}
    subset = open_room("Both", parties=sorted(both), by=cast.ingrid)
    closed = Room.objects.create(partnership=cast.table, kind=RoomKind.CLOSED)
    closed.seats.add(cast.ingrid)
    for room, inside_it in (
        (cast.shared, both),
        (subset, both),
        (cast.lumen_side, {cast.lumen.id}),
        (closed, {cast.lumen.id}),
    ):
        assert {party.id for party in insiders(room)} == inside_it, room.kind


@pytest.mark.django_db
def test_whoever_has_left_is_nobody_to_tell(cast: Cast) -> None:
    type(cast.kaveri).objects.filter(pk=cast.kaveri.pk).update(standing=Sitting.LEFT)
    assert [party.id for party in insiders(cast.shared)] == [cast.lumen.id]


# ------------------------------------------------------------------------------ lists


def done(own: Own, cast: Cast, *, days: int) -> Slip:
    """A slip that was made good so many days ago."""
    with clock.at(now() - timedelta(days=days)):
        slip = own(what=f"{days} days ago.")
        actions.say_repaired(slip, by=cast.ingrid)
        return actions.confirm(slip, by=cast.ravi)


@pytest.mark.django_db
@pytest.mark.parametrize(("size", "pages"), [(1, 5), (2, 3), (3, 2), (5, 1), (6, 1)])
def test_pages_hold_everything_once_and_in_order(
    cast: Cast, own: Own, monkeypatch: pytest.MonkeyPatch, size: int, pages: int
) -> None:
    monkeypatch.setattr(looks, "PAGE", size)
    wanted = [done(own, cast, days=days).pk for days in range(5)]
    found, seen, cursor = [], 0, ""
    while cursor or not seen:
        page = repaired_in(cast.shared, before=cursor)
        found += [one.pk for one in page.rows]
        seen, cursor = seen + 1, page.older
    assert (found, seen) == (wanted, pages)


@pytest.mark.django_db
def test_two_of_one_moment_are_both_in_the_list(
    cast: Cast, own: Own, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "PAGE", 1)
    pair = {done(own, cast, days=1).pk, done(own, cast, days=1).pk}
    Slip.objects.update(owned_at=now())
    first = repaired_in(cast.shared)
    second = repaired_in(cast.shared, before=first.older)
    assert {first.rows[0].pk, second.rows[0].pk} == pair


@pytest.mark.django_db
def test_what_is_open_comes_latest_first_and_ends(
    cast: Cast, own: Own, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "MOST_OPEN", 2)
    for days in (3, 2, 1):
        with clock.at(now() - timedelta(days=days)):
            own()
    found = open_in(cast.shared)
    assert len(found) == 2
    assert all(one.owned_at > other.owned_at for one, other in pairwise(found))


@pytest.mark.django_db
def test_of_several_about_a_promise_the_latest_that_stands_is_shown(
    cast: Cast, own: Own, promise: MakePromise
) -> None:
    one = promise()
    key, room = Ulid(one.pk), Ulid(cast.shared.id)
    assert about(key, room=room) is None
    first = own(commitment=one)
    actions.say_repaired(first, by=cast.ingrid)
    actions.confirm(first, by=cast.ravi)
    second = own(commitment=one)
    assert about(key, room=room) == second
    actions.withdraw(second, by=cast.ingrid)
    assert about(key, room=room) == first
    assert about(key, room=Ulid(cast.lumen_side.id)) is None


@pytest.mark.django_db
def test_a_slip_of_another_room_is_never_among_them(cast: Cast, own: Own) -> None:
    both = open_room("Both", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    slip = own(room=both)
    assert list(inside([cast.shared.id])) == []
    assert list(inside([both.id])) == [slip]
    assert list(inside([])) == []


# ------------------------------------------------------------------------------ what waits


@pytest.mark.django_db
def test_what_the_rules_wait_for_is_among_what_is_looked_up(cast: Cast, own: Own) -> None:
    today = in_zone(now(), known_zone(cast.lumen.zone)).date()
    told = {
        "silent": own(),
        "heard": actions.answer(own(), by=cast.ravi, words="Which?"),
        "said": actions.say_repaired(own(), by=cast.ingrid),
        "repaired": done(own, cast, days=1),
        "gone": actions.withdraw(own(), by=cast.ingrid),
        "due": own(repair_by=today),
        "theirs": own(by=cast.ravi),
        "all": own(towards=None),
    }
    for party in (cast.lumen, cast.kaveri):
        found = set(may_wait_for([party.id], [Ulid(cast.shared.id)], today=today))
        for name, slip in told.items():
            standing = standing_of(slip, list(slip.said.all()))
            asked = awaits(standing, party=Ulid(party.id))
            due = repair_is_due(standing, repair_by=slip.repair_by, today=today)
            if asked or (due and slip.party_id == party.id):
                assert slip in found, (party.name, name)
        assert not found & {told["repaired"], told["gone"]}


@pytest.mark.django_db
def test_a_slip_as_the_rules_see_it(cast: Cast, own: Own) -> None:
    slip = own()
    for kind, seat in (
        (Said.ACKNOWLEDGED, cast.ravi),
        (Said.ANSWERED, cast.ravi),
        (Said.ADDED, cast.ingrid),
    ):
        Word.objects.create(slip=slip, kind=kind, party=party_of(seat), seat=seat, at=now())
    standing = standing_of(slip, list(slip.said.all()))
    assert standing.state is State.OWNED
    assert (standing.owner, standing.towards) == (cast.lumen.id, cast.kaveri.id)
    assert standing.acknowledged == standing.heard == {cast.kaveri.id}
    assert standing.words == 3
