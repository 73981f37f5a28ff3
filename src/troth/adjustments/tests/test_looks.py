"""How adjustments are looked up and shown: order, cursors, what each reader can do, what is found."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from troth.adjustments import actions
from troth.adjustments.finding import SEARCH, documents, touched
from troth.adjustments.models import Adjustment
from troth.adjustments.offers import agreed_here
from troth.adjustments.owed import ahead, open_here, owed
from troth.adjustments.queries.helpful import counted, helpful
from troth.adjustments.queries.looks import (
    inside,
    may_wait_for,
    open_in,
    over_in,
    standing_for,
)
from troth.adjustments.rules.states import Act, State
from troth.adjustments.tests.conftest import Propose, way_of, words_of
from troth.adjustments.views.seen import PERMISSIONS, SIGNS, Shown, shown
from troth.foundation.facts.adjustments import Helped
from troth.foundation.facts.trust import Dimension
from troth.foundation.kernel.ulid import Ulid, make_ulid
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.cursors import place_of
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
Look = Callable[..., Adjustment]
DAY = timedelta(days=1)
SOME_KEY = make_ulid(1, bytes(10))


def request_of(seat: Seat, cast: Cast) -> HttpRequest:
    """A request as the door leaves it, at the shared table."""
    request = RequestFactory().get("/")
    found = Seat.objects.select_related("partnership", "person", "party").get(pk=seat.pk)
    vars(request).update(seat=found, person=found.person, room=cast.shared, partnership=cast.table)
    return request


def seen_by(seat: Seat, one: Adjustment, cast: Cast) -> Shown:
    """One adjustment as somebody finds it."""
    return shown(request_of(seat, cast), inside([cast.shared.id]).get(pk=one.pk))


# ------------------------------------------------------------------------------ looking up


def test_what_is_looked_at_first_stands_first(cast: Cast, propose: Propose) -> None:
    later = propose(recheck_on=(now() + 90 * DAY).date())
    sooner = propose(way=way_of(cast.lumen, cast.kaveri), recheck_on=(now() + 20 * DAY).date())
    assert open_in(cast.shared) == [sooner, later]


def test_what_was_taken_back_is_in_no_list(cast: Cast, propose: Propose) -> None:
    actions.withdraw(propose(), by=cast.ingrid, seen=1)
    assert open_in(cast.shared) == []
    assert over_in(cast.shared).rows == []


def test_what_was_declined_is_kept_with_what_was_looked_at(cast: Cast, propose: Propose) -> None:
    one = actions.decline(propose(), by=cast.ravi, seen=1, reason="Later.")
    assert over_in(cast.shared).rows == [one]


def test_what_stands_for_a_direction_is_found_for_that_alone(cast: Cast, propose: Propose) -> None:
    one = propose()
    assert standing_for(cast.shared, way_of(cast.kaveri, cast.lumen)) == one
    assert standing_for(cast.shared, way_of(cast.lumen, cast.kaveri)) is None
    assert standing_for(cast.shared, way_of(cast.kaveri, cast.lumen, Dimension.CARE)) is None
    assert standing_for(cast.lumen_side, way_of(cast.kaveri, cast.lumen)) is None


def test_other_rooms_are_never_asked(cast: Cast, propose: Propose) -> None:
    propose()
    today = now().date()
    assert not may_wait_for([cast.kaveri.id], [cast.lumen_side.id], today=today).exists()
    assert may_wait_for([cast.kaveri.id], [cast.shared.id], today=today).count() == 1


def test_one_that_was_looked_at_twice_waits_once(cast: Cast, agreed: Propose, looked: Look) -> None:
    """The steps are joined, and still each row comes once."""
    again = (now() + 100 * DAY).date()
    one = looked(agreed(), cast.ravi, Helped.TOO_EARLY, again_on=again)
    looked(one, cast.ingrid, Helped.TOO_EARLY, again_on=again)
    rows = may_wait_for([cast.kaveri.id], [cast.shared.id], today=now().date())
    assert list(rows) == [one]


@given(
    st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
)
def test_a_cursor_comes_back_as_it_was_given(moment: datetime) -> None:
    assert place_of(f"{moment.isoformat()},{SOME_KEY}") == (moment, SOME_KEY)
    # In an address a plus is a blank.
    assert place_of(f"{moment.isoformat().replace('+', ' ')},{SOME_KEY}") == (moment, SOME_KEY)


@given(st.text(max_size=60))
def test_anything_else_is_no_cursor(typed: str) -> None:
    found = place_of(typed)
    assert found is None or typed.count(",") == 1


# ------------------------------------------------------------------------------ shown


def test_each_state_has_its_sign_and_each_act_its_permission() -> None:
    assert set(SIGNS) == set(State)
    assert set(PERMISSIONS) == set(Act)


def test_each_reader_is_offered_what_they_can_do(cast: Cast, propose: Propose) -> None:
    one = propose()
    assert seen_by(cast.ravi, one, cast).acts == {"agree", "decline", "change"}
    assert seen_by(cast.meera, one, cast).acts == {"agree", "decline", "change"}
    assert seen_by(cast.ingrid, one, cast).acts == {"change", "withdraw"}
    assert seen_by(cast.facilitator, one, cast).acts == frozenset()
    assert [seen_by(seat, one, cast).waits for seat in (cast.ravi, cast.ingrid)] == [True, False]


def test_an_answer_answers_to_the_version_and_a_look_to_the_round(
    cast: Cast, propose: Propose, looked: Look
) -> None:
    one = actions.change(propose(), words_of(cast), by=cast.ravi, seen=1)
    assert seen_by(cast.ingrid, one, cast).seen == 2
    one = actions.agree(one, by=cast.ingrid, seen=2)
    assert seen_by(cast.ingrid, one, cast).seen == 1
    again = (now() + 100 * DAY).date()
    one = looked(one, cast.ravi, Helped.TOO_EARLY, again_on=again)
    one = looked(one, cast.ingrid, Helped.NOT)
    assert seen_by(cast.ravi, one, cast).seen == 2


def test_every_step_stands_on_the_side_of_whoever_took_it(cast: Cast, agreed: Propose) -> None:
    one = agreed()
    for seat, sides in ((cast.ingrid, ["near", "far"]), (cast.ravi, ["far", "near"])):
        found = seen_by(seat, one, cast)
        assert [step.side for step in found.steps] == sides
        assert [step.sentence for step in found.steps] == ["Ingrid proposed it.", "Ravi agreed."]
        assert all(f"/record/{step.entry}/" in step.entry_url for step in found.steps)


def test_only_what_both_agreed_to_is_measured(cast: Cast, propose: Propose) -> None:
    one = propose()
    assert not seen_by(cast.ingrid, one, cast).is_measured
    actions.agree(one, by=cast.ravi, seen=1)
    assert seen_by(cast.ingrid, one, cast).is_measured


def test_the_person_who_sees_to_it_is_named_with_their_side(cast: Cast, propose: Propose) -> None:
    assert seen_by(cast.ravi, propose(person=cast.ravi), cast).keeper == "Ravi of Kaveri"


# ------------------------------------------------------------------------------ elsewhere


def test_what_is_owed_and_what_comes_is_looked_up_once_for_a_page(
    cast: Cast, agreed: Propose
) -> None:
    agreed()
    request = request_of(cast.ingrid, cast)
    open_here(request)
    with CaptureQueriesContext(connection) as found:
        assert len(list(ahead(request, limit=5))) == 1
        assert agreed_here(request, None)
        open_here(request)
    assert not [one for one in found.captured_queries if "adjustments_adjustment" in one["sql"]]


def test_on_its_day_both_sides_owe_a_word(cast: Cast, agreed: Propose) -> None:
    one = agreed()
    with clock.at(datetime(*one.recheck_on.timetuple()[:3], 12, tzinfo=UTC)):
        lines = list(owed(request_of(cast.ingrid, cast), limit=5))
        assert {line.party for line in lines} == {cast.lumen.id, cast.kaveri.id}
        assert list(ahead(request_of(cast.ingrid, cast), limit=5)) == []


@pytest.mark.parametrize("who", ["guest", "contributor"])
def test_guests_learn_of_none_of_it(cast: Cast, agreed: Propose, who: str) -> None:
    agreed()
    request = request_of(getattr(cast, who), cast)
    assert open_here(request) == []
    assert not list(owed(request, limit=5))
    assert not list(ahead(request, limit=5))
    assert agreed_here(request, None) == ""


def test_what_is_found_leads_to_its_page(cast: Cast, propose: Propose) -> None:
    one = propose()
    (found,) = documents([one.id])
    assert (found.item, found.title, found.text) == (one.id, one.title, one.change)
    assert (found.page, found.parts, found.parties_only) == (
        "adjustments.one",
        {"pk": one.id},
        True,
    )
    assert found.state in SEARCH.states
    fact = facts_at(cast.shared.id, [head(cast.shared.id) - 1])[0][1]
    assert fact is not None
    assert touched(fact) == [one.id]


def test_what_others_found_is_counted_once_a_day(cast: Cast, agreed: Propose) -> None:
    """Whoever looks again and again sees no partnership come."""
    agreed()
    table = Ulid(cast.table.id)
    assert counted(table) == helpful(table) == {}
    with CaptureQueriesContext(connection) as found:
        helpful(table)
    assert not [one for one in found.captured_queries if "adjustments_adjustment" in one["sql"]]
