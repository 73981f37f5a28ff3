"""Tables of three and rooms of some: whose word a gap needs; and what exactly stands in the record."""

import re
from datetime import timedelta

import pytest

from troth.conftest import Visit
from troth.foundation.facts.voices import (
    VoicesConsulted,
    VoicesGapAcknowledged,
    VoicesGroupNamed,
    VoicesNobodyElse,
    VoicesSpokenFor,
)
from troth.foundation.web.clock import now
from troth.goals import actions as goals
from troth.goals.models import Goal
from troth.goals.testing import fresh
from troth.inclusion.actions.acknowledging import acknowledge, nobody_else
from troth.inclusion.actions.hearing import Talk, consulted, speaks_for
from troth.inclusion.actions.naming import Named, name_groups
from troth.inclusion.models import Acknowledged, Affected
from troth.inclusion.offers import gate, waiting
from troth.inclusion.queries.voices import board_of
from troth.inclusion.rules.standing import Refusal, Stand
from troth.inclusion.tests.conftest import GUARDS, HERE, Name, Refuses, facts
from troth.organisations.actions import NewOrganisation
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_add
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Room, Seat
from troth.partnerships.testing import Cast, person

pytestmark = pytest.mark.django_db
TERN = NewOrganisation(name="Tern Logistics", place="Aberdeen", zone="Europe/London", slug="tern")


@pytest.fixture
def fiona(cast: Cast) -> Seat:
    """Tern sits down as well, by consent of both."""
    newcomer = person("Fiona", TERN)
    asked = ask_to_add(TERN.name, newcomer.email, by=cast.ingrid, reason="They own the ships.")
    invited = assent(asked.motion, by=cast.ravi, yes=True).invited
    assert invited is not None
    return accept(invited.token, by=newcomer, house=TERN)


def initiative(room: Room, *, by: Seat) -> Goal:
    """Something with a launch day in this room."""
    made = goals.draft_goal(
        title="The quiet one",
        words="Only here.",
        launch_on=now().date() + timedelta(days=5),
        room=room,
        by=by,
    )
    return fresh(made)


def test_of_three_every_one_has_to_say_why(cast: Cast, fiona: Seat, beta: Goal, name: Name) -> None:
    one = name()
    for seat in (cast.ingrid, cast.ravi):
        acknowledge(one, reason="In May.", by=seat)
    assert gate(beta) is not None
    assert len(list(waiting([fiona], limit=9))) == 1
    acknowledge(one, reason="We carry nobody at night.", by=fiona)
    assert gate(beta) is None
    last = facts(cast.shared, 1)[0]
    assert isinstance(last, VoicesGapAcknowledged)
    assert last.all_have


def test_in_a_room_of_two_the_third_is_not_asked(cast: Cast, fiona: Seat, refuses: Refuses) -> None:
    both = open_room("Both", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    goal = initiative(both, by=cast.ingrid)
    (one,) = name_groups(goal, [Named(name=GUARDS)], by=cast.ravi)
    with refuses(Refusal.NO_SIDE):
        acknowledge(one, reason="Why not.", by=fiona)
    with refuses(Refusal.NOT_SITTING):
        speaks_for(one, fiona, by=cast.ingrid)
    for seat in (cast.ingrid, cast.ravi):
        acknowledge(one, reason="In May.", by=seat)
    assert gate(goal) is None
    assert board_of(goal).lines == [(one, Stand.ACKNOWLEDGED)]


def test_a_group_of_one_room_is_not_found_through_another(
    cast: Cast, visit: Visit, beta: Goal
) -> None:
    both = open_room("Both", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    goal = initiative(both, by=cast.ingrid)
    (one,) = name_groups(goal, [Named(name=GUARDS)], by=cast.ravi)
    browser = visit(cast.ingrid)
    assert browser.get(f"{HERE}{beta.pk}/{one.pk}/").status_code == 404
    assert browser.get(f"{HERE}{goal.pk}/{one.pk}/").status_code == 404
    there = f"/p/lumen-kaveri/with/{both.id}/agreements/voices-missing/{goal.pk}/{one.pk}/"
    assert browser.get(there).status_code == 200


def test_a_goal_without_a_launch_day_has_no_list(cast: Cast, visit: Visit) -> None:
    plain = goals.draft_goal(title="No day", words="Some day.", room=cast.shared, by=cast.ingrid)
    assert visit(cast.ingrid).get(f"{HERE}{plain.pk}/").status_code == 404


def test_the_record_keeps_every_word_apart_from_what_stays_readable(
    cast: Cast, beta: Goal, name: Name
) -> None:
    one = name(how="Somebody climbs at night.")
    speaks_for(one, cast.arjun, by=cast.ravi)
    talk = Talk(on=now().date(), how="By phone.", heard="The ladder is wet.", changed="A rail.")
    consulted(one, talk, by=cast.ravi)
    named, spoken, heard = (
        fact for fact in facts(cast.shared, 6) if fact.kind.startswith("voices:")
    )
    assert isinstance(named, VoicesGroupNamed)
    assert (named.called, named.how) == (GUARDS, "Somebody climbs at night.")
    assert isinstance(spoken, VoicesSpokenFor)
    assert (spoken.group, spoken.seat) == (one.id, cast.arjun.id)
    assert isinstance(heard, VoicesConsulted)
    assert (heard.on, heard.heard, heard.changed) == (talk.on, "The ladder is wet.", "A rail.")
    assert heard.by.party == cast.kaveri.id


def test_that_nobody_else_is_affected_stands_in_the_record_with_its_reason(
    cast: Cast, beta: Goal
) -> None:
    nobody_else(beta, reason="  Only we two read it. ", by=cast.ingrid)
    said = facts(cast.shared, 1)[0]
    assert isinstance(said, VoicesNobodyElse)
    assert (said.reason, said.party, said.all_have) == (
        "Only we two read it.",
        cast.lumen.id,
        False,
    )


def test_the_same_form_sent_twice_counts_once(
    cast: Cast, visit: Visit, beta: Goal, name: Name
) -> None:
    one, browser = name(), visit(cast.ravi)
    path = f"{HERE}{beta.pk}/{one.pk}/"
    found = re.search(r'name="once" value="([^"]+)"', browser.get(path).content.decode())
    assert found
    for _n in range(2):
        said = {"reason": "Siri asks them.", "once": found[1]}
        assert browser.post(f"{path}acknowledge/", said).status_code == 302
    assert Acknowledged.objects.count() == 1


def test_what_fails_halfway_names_no_group(
    cast: Cast, beta: Goal, refuses: Refuses, name: Name
) -> None:
    name()
    groups = [Named(template="nights"), Named(name=GUARDS)]
    with refuses(Refusal.NAMED_ALREADY):
        name_groups(beta, groups, by=cast.ravi)
    assert [one.title for one in Affected.objects.all()] == [GUARDS]


@pytest.mark.parametrize(
    ("who", "seen", "unseen"),
    [
        ("ravi", ["Record who speaks for them", "Go on without them"], ["Take it off the list"]),
        ("meera", ["Record who speaks for them"], ["Go on without them", "Take it off the list"]),
        ("tor", ["Take it off the list"], ["Go on without them"]),
        ("facilitator", [], ["Record who speaks for them", "Take it off the list"]),
    ],
)
def test_everybody_is_offered_what_they_may_do_and_no_more(
    cast: Cast, visit: Visit, name: Name, *, who: str, seen: list[str], unseen: list[str]
) -> None:
    one = name()
    page = visit(getattr(cast, who)).get(f"{HERE}{one.goal_id}/{one.pk}/").content.decode()
    assert [words for words in seen if words not in page] == []
    assert [words for words in unseen if words in page] == []
