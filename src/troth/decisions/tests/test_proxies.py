"""Voices that are handed on: to whom, until when, and that each counts once."""

import pytest

from troth.decisions import actions
from troth.decisions.actions.raising import Proposal
from troth.decisions.models import Decision, State
from troth.decisions.queries.rolls import places_of
from troth.decisions.rules.refusals import Reason
from troth.decisions.tests.conftest import Five, Refuses, Vote, kinds, place_for
from troth.foundation.facts.decisions import Choice, Method
from troth.partnerships.models import Seat

pytestmark = pytest.mark.django_db
YES, NO = Choice.YES, Choice.NO


@pytest.fixture
def table(five: object) -> Five:
    """Five of them."""
    return five()  # type: ignore[operator,no-any-return]  # the fixture makes one


@pytest.fixture
def asked(table: Five) -> Decision:
    """A question with proxies, by majority, of which four must take part."""
    said = Proposal(
        question="One data format?", method=Method.ORGANISATIONS, quorum=4, proxies=True
    )
    return actions.put(said, room=table.shared, by=table.seats[0])


def hand_on(one: Decision, giver: Seat, to: Seat) -> Decision:
    """One seat's voice goes to another."""
    return actions.hand_on(one, place=place_for(one, giver).id, to=place_for(one, to).id, by=giver)


def test_a_proxy_speaks_both_voices_and_each_counts_once(
    table: Five, asked: Decision, vote: Vote
) -> None:
    a, b, c, *_rest = table.seats
    hand_on(asked, a, b)
    vote(asked, b, YES)
    vote(asked, b, NO, "They asked me to.", place=place_for(asked, a))
    said = {place.party.name: place.choice for place in places_of([asked])}
    assert (said["Aurora"], said["Birk"]) == ("no", "yes")
    vote(asked, c, YES)
    assert asked.is_open
    assert kinds(table.shared, 4)[0] == "decision:proxy-given"


def test_whoever_has_handed_it_on_speaks_again_after_taking_it_back(
    table: Five, asked: Decision, vote: Vote, refuses: Refuses
) -> None:
    a, b, *_rest = table.seats
    hand_on(asked, a, b)
    with refuses(Reason.HANDED_ON):
        vote(asked, a, YES)
    actions.take_back(asked, place=place_for(asked, a).id, by=a)
    vote(asked, a, YES)
    with refuses(Reason.NOT_ON_ROLL):
        vote(asked, b, NO, place=place_for(asked, a))
    with refuses(Reason.NO_PROXY):
        actions.take_back(asked, place=place_for(asked, a).id, by=a)


def test_there_is_no_chain(table: Five, asked: Decision, refuses: Refuses) -> None:
    a, b, c, *_rest = table.seats
    hand_on(asked, a, b)
    with refuses(Reason.PROXY_HOLDS):
        hand_on(asked, b, c)
    with refuses(Reason.PROXY_CHAIN):
        hand_on(asked, c, a)
    with refuses(Reason.PROXY_GIVEN):
        hand_on(asked, a, c)


def test_a_voice_that_has_spoken_stays(
    table: Five, asked: Decision, vote: Vote, refuses: Refuses
) -> None:
    vote(asked, table.seats[0], YES)
    with refuses(Reason.PROXY_VOTED):
        hand_on(asked, table.seats[0], table.seats[1])


def test_nobody_hands_on_a_voice_that_is_not_theirs(
    table: Five, asked: Decision, refuses: Refuses
) -> None:
    a, b, c, *_rest = table.seats
    places = {seat: place_for(asked, seat).id for seat in (a, b, c)}
    with refuses(Reason.NOT_ON_ROLL):
        actions.hand_on(asked, place=places[a], to=places[c], by=b)
    with refuses(Reason.NOT_ON_ROLL):
        actions.hand_on(asked, place=places[a], to="nowhere", by=a)


def test_where_the_rule_knows_no_proxies_nobody_hands_on(table: Five, refuses: Refuses) -> None:
    said = Proposal(question="One data format?", method=Method.CONSENT, proxies=False)
    one = actions.put(said, room=table.shared, by=table.seats[0])
    with refuses(Reason.PROXIES_OFF):
        hand_on(one, table.seats[0], table.seats[1])


def test_with_two_proxies_four_are_there_and_it_is_carried(
    table: Five, asked: Decision, vote: Vote
) -> None:
    a, b, c, d, _e = table.seats
    hand_on(asked, c, a)
    hand_on(asked, d, b)
    vote(asked, a, YES)
    vote(asked, b, YES)
    vote(asked, a, YES, place=place_for(asked, c))
    assert vote(asked, b, NO, place=place_for(asked, d)).state == State.CARRIED
