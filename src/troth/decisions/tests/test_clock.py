"""What passing time and leaving do to decisions, and that it happens once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.decisions import actions
from troth.decisions.actions.raising import Proposal
from troth.decisions.clock import due
from troth.decisions.models import Decision, Place, State
from troth.decisions.queries.rolls import places_of
from troth.decisions.tests.conftest import Five, Put, Vote, kinds, place_for
from troth.foundation.facts.decisions import Choice, Method
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Partnership, Party, Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
YES, NO, OBJECT = Choice.YES, Choice.NO, Choice.OBJECT


def after(one: Decision) -> Decision:
    """A minute after its end, when the clock has come by."""
    due(one.until + timedelta(minutes=1))
    one.refresh_from_db()
    return one


def test_consent_is_there_when_nobody_has_objected_by_the_end(
    cast: Cast, put: Put, vote: Vote
) -> None:
    one = put(quorum=1)
    vote(one, cast.ingrid, YES)
    assert after(one).state == State.CARRIED
    assert one.closed_at == one.until


def test_below_the_quorum_it_is_not_carried_and_says_so(cast: Cast, put: Put, vote: Vote) -> None:
    one = put(quorum=2)
    vote(one, cast.ingrid, YES)
    assert after(one).state == State.TOO_FEW


def test_an_objection_that_stands_at_the_end_refuses_it(cast: Cast, put: Put, vote: Vote) -> None:
    one = put(quorum=1)
    vote(one, cast.ravi, OBJECT, "Mondays are release days.")
    assert after(one).state == State.REFUSED


def test_the_clock_says_it_once(cast: Cast, put: Put) -> None:
    one = put()
    moment = one.until + timedelta(minutes=1)
    assert [due(moment), due(moment)] == [1, 0]
    assert kinds(cast.shared, 2) == ["decision:proposed", "decision:reached"]


def test_nothing_is_closed_before_its_moment(put: Put) -> None:
    assert due(put().until - timedelta(seconds=1)) == 0


def test_at_a_closed_table_nothing_is_decided_any_more(cast: Cast, put: Put) -> None:
    one = put()
    Partnership.objects.filter(pk=cast.table.pk).update(phase="closed")
    assert after(one).state == State.OPEN


def test_what_goes_wrong_with_one_keeps_no_other_waiting(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = put(), put()
    real = actions.closing.close

    def broken(decision: Decision, *rest: object, **more: object) -> None:
        if decision.pk == first.pk:
            raise RuntimeError("the disk is full")
        real(decision, *rest, **more)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr("troth.decisions.actions.closing.close", broken)
    assert due(second.until + timedelta(minutes=1)) == 1
    second.refresh_from_db()
    assert second.state == State.TOO_FEW


# ------------------------------------------------------------------------------ who is on the roll


@pytest.fixture
def table(five: object) -> Five:
    """Five of them."""
    return five()  # type: ignore[operator,no-any-return]  # the fixture makes one


def asked(table: Five, method: Method, **more: object) -> Decision:
    said = Proposal(question="One data format?", method=method, **more)  # type: ignore[arg-type]
    return actions.put(said, room=table.shared, by=table.seats[0])


def test_an_organisation_that_leaves_is_no_longer_counted_and_holds_nobody_up(
    table: Five, vote: Vote
) -> None:
    one = asked(table, Method.UNANIMITY)
    for seat in table.seats[:4]:
        vote(one, seat, YES)
    party_leaves(by=table.seats[4])
    assert due(now()) == 1
    one.refresh_from_db()
    assert one.state == State.CARRIED
    assert kinds(table.shared, 2) == ["decision:roll-changed", "decision:reached"]


def test_the_word_of_one_that_left_stays_to_be_read_and_counts_no_more(
    table: Five, vote: Vote
) -> None:
    one = asked(table, Method.UNANIMITY)
    vote(one, table.seats[4], NO, "We are about to leave.")
    party_leaves(by=table.seats[4])
    due(now())
    place = Place.objects.get(decision=one, party=table.seats[4].party_id)
    assert (place.choice, place.struck_at is not None) == ("no", True)
    for seat in table.seats[:4]:
        vote(one, seat, YES)
    one.refresh_from_db()
    assert one.state == State.CARRIED


def test_with_too_few_left_for_the_quorum_it_ends_and_says_why(table: Five) -> None:
    one = asked(table, Method.ORGANISATIONS, quorum=5)
    party_leaves(by=table.seats[4])
    due(now())
    one.refresh_from_db()
    assert one.state == State.TOO_FEW


def test_an_organisation_that_joins_in_the_middle_has_no_voice_on_it(
    cast: Cast, put: Put, table: Five
) -> None:
    one = put()
    joined = Party.objects.get(pk=table.seats[0].party_id)
    Party.objects.filter(pk=joined.pk).update(partnership=cast.table)
    assert len(places_of([one])) == 2
    assert len(places_of([put(question="And now?")])) == 3


def test_a_voice_that_was_handed_to_one_that_left_comes_back(table: Five) -> None:
    one = asked(table, Method.ORGANISATIONS, proxies=True)
    a, e = table.seats[0], table.seats[4]
    actions.hand_on(one, place=place_for(one, a).id, to=place_for(one, e).id, by=a)
    party_leaves(by=e)
    due(now())
    assert place_for(one, a).proxy_id is None
    assert "decision:proxy-ended" in kinds(table.shared, 3)


def test_a_person_who_leaves_is_off_a_roll_of_people(cast: Cast, put: Put) -> None:
    tor = cast.tor
    one = put(method=Method.PEOPLE)
    end_seat(tor, by=cast.ingrid)
    assert due(now()) == 1
    assert Place.objects.get(decision=one, person=tor.person_id).struck_at is not None
    assert due(now()) == 0


def test_whoever_left_counts_no_more_even_before_the_clock_comes_by(
    table: Five, vote: Vote
) -> None:
    one = asked(table, Method.UNANIMITY)
    for seat in table.seats[:3]:
        vote(one, seat, YES)
    party_leaves(by=table.seats[4])
    assert vote(one, table.seats[3], YES).state == State.CARRIED


def test_the_round_of_the_clock_costs_the_same_however_many_are_open(put: Put) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            due(now())
        return len(found)

    put()
    few = cost()
    for _n in range(5):
        put()
    assert cost() == few


def test_a_seat_that_a_person_takes_again_is_on_the_next_roll(cast: Cast, put: Put) -> None:
    assert Seat.objects.filter(partnership=cast.table).count() == 2
    with clock.at(now() + timedelta(days=1)):
        assert len(places_of([put(method=Method.PEOPLE)])) == 2
