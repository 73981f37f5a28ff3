"""The launch gate: who is affected has to be asked, and each gap closed or acknowledged by every organisation."""

from datetime import timedelta

import pytest

from troth.conftest import Visit
from troth.foundation.web.clock import now
from troth.goals.models import Goal
from troth.goals.testing import fresh
from troth.inclusion.actions.acknowledging import acknowledge, nobody_else
from troth.inclusion.actions.hearing import Talk, consulted, no_longer, speaks_for
from troth.inclusion.actions.naming import Named, name_groups, take_back
from troth.inclusion.models import Acknowledged, Affected, NobodyElse
from troth.inclusion.offers import gate
from troth.inclusion.rules.standing import Refusal
from troth.inclusion.tests.conftest import Name, Refuses, facts, kinds
from troth.kickoff.actions import settling
from troth.kickoff.actions.answering import CheckNotPossible
from troth.kickoff.rules.settling import CheckRefusal
from troth.ledger.queries import head
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def held() -> "pytest.RaisesExc[CheckNotPossible]":
    """Expect that the launch is held by what this noun asks."""
    return pytest.RaisesExc(
        CheckNotPossible, check=lambda error: error.reason is CheckRefusal.HELD_ELSEWHERE
    )


def talk(days_ago: int = 0) -> Talk:
    """A talk with some of them."""
    on = now().date() - timedelta(days=days_ago)
    return Talk(
        on=on, how="By phone with five.", heard="No visit in May.", changed="We come in June."
    )


def test_nothing_is_launched_before_somebody_has_asked_who_else_is_affected(
    cast: Cast, compared: Goal
) -> None:
    with held():
        settling.launch(compared, by=cast.ravi)
    assert fresh(compared).launched_at is None
    hold = gate(compared)
    assert hold is not None
    assert hold.url_name == "voices.goal"


def test_a_group_that_nobody_speaks_for_holds_it(cast: Cast, compared: Goal, name: Name) -> None:
    name()
    hold = gate(compared)
    assert hold is not None
    assert "Night guards of the roofs" in hold.sentence
    with held():
        settling.launch(compared, by=cast.ingrid)


def test_once_somebody_speaks_for_them_it_goes(cast: Cast, compared: Goal, name: Name) -> None:
    speaks_for(name(), cast.arjun, by=cast.ravi)
    assert gate(compared) is None
    settling.launch(compared, by=cast.ravi)
    assert fresh(compared).launched_at is not None


def test_an_invited_guest_can_speak_for_them(cast: Cast, compared: Goal, name: Name) -> None:
    speaks_for(name(), cast.contributor, by=cast.ingrid)
    assert gate(compared) is None


def test_when_whoever_spoke_has_left_the_voice_is_missing_again(
    cast: Cast, compared: Goal, name: Name
) -> None:
    speaks_for(name(), cast.contributor, by=cast.ingrid)
    end_seat(cast.contributor, by=cast.ingrid)
    assert gate(compared) is not None


def test_when_a_guests_last_day_has_passed_the_voice_is_missing_again(
    cast: Cast, compared: Goal, name: Name
) -> None:
    speaks_for(name(), cast.contributor, by=cast.ingrid)
    cast.contributor.until = now() - timedelta(minutes=1)
    cast.contributor.save(update_fields=["until"])
    assert gate(compared) is not None


def test_having_spoken_with_them_is_enough(cast: Cast, compared: Goal, name: Name) -> None:
    consulted(name(), talk(3), by=cast.ingrid)
    settling.launch(compared, by=cast.ravi)


def test_a_gap_goes_only_once_every_organisation_has_said_why(
    cast: Cast, compared: Goal, name: Name
) -> None:
    one = name()
    acknowledge(one, reason="We ask them in May.", by=cast.ingrid)
    with held():
        settling.launch(compared, by=cast.ingrid)
    acknowledge(one, reason="Siri asks them.", by=cast.ravi)
    settling.launch(compared, by=cast.ingrid)
    first, second = (fact for fact in facts(cast.shared, 4) if fact.kind.endswith("acknowledged"))
    assert [getattr(fact, "all_have", None) for fact in (first, second)] == [False, True]


def test_that_nobody_else_is_affected_is_said_by_every_organisation(
    cast: Cast, compared: Goal
) -> None:
    nobody_else(compared, reason="Only we two read it.", by=cast.ingrid)
    with held():
        settling.launch(compared, by=cast.ingrid)
    nobody_else(compared, reason="We see it so, too.", by=cast.ravi)
    settling.launch(compared, by=cast.ingrid)


def test_as_soon_as_a_group_is_named_the_list_counts(
    cast: Cast, compared: Goal, name: Name
) -> None:
    for seat in (cast.ingrid, cast.ravi):
        nobody_else(compared, reason="Only we two read it.", by=seat)
    assert gate(compared) is None
    name()
    assert gate(compared) is not None


def test_later_talks_are_recorded_after_the_launch(cast: Cast, compared: Goal, name: Name) -> None:
    one = name()
    for seat in (cast.ingrid, cast.ravi):
        acknowledge(one, reason="We ask them in May.", by=seat)
    settling.launch(compared, by=cast.ingrid)
    made = consulted(one, talk(), by=cast.ravi)
    assert made.idx is not None
    assert kinds(cast.shared, 1) == ["voices:consulted"]


# ------------------------------------------------------------------------------ refused acts


def test_whoever_sits_for_nobody_says_nothing_for_a_side(
    cast: Cast, beta: Goal, name: Name, refuses: Refuses
) -> None:
    one, farah = name(), cast.facilitator
    with refuses(Refusal.NO_SIDE):
        acknowledge(one, reason="Why not.", by=farah)
    with refuses(Refusal.NO_SIDE):
        nobody_else(beta, reason="Why not.", by=farah)
    with refuses(Refusal.NO_SIDE):
        consulted(one, talk(), by=farah)
    with refuses(Refusal.NO_SIDE):
        speaks_for(one, cast.arjun, by=farah)


def test_a_facilitator_can_name_a_group(cast: Cast, name: Name) -> None:
    assert name(by=cast.facilitator).party is None


@pytest.mark.parametrize("again", ["Night guards of the roofs", "night  GUARDS of the roofs "])
def test_a_group_stands_on_the_list_once(
    cast: Cast, name: Name, refuses: Refuses, again: str
) -> None:
    name()
    size = head(cast.shared.id)
    with refuses(Refusal.NAMED_ALREADY):
        name(again, by=cast.ravi)
    assert (head(cast.shared.id), Affected.objects.count()) == (size, 1)


def test_one_of_those_often_forgotten_is_named_once_and_the_rest_with_it(
    cast: Cast, beta: Goal
) -> None:
    first = name_groups(beta, [Named(template="nights")], by=cast.ingrid)
    both = [Named(template="nights"), Named(template="offline")]
    second = name_groups(beta, both, by=cast.ravi)
    assert [one.template for one in (*first, *second)] == ["nights", "offline"]
    assert first[0].title == "People who work at night or at weekends"
    assert first[0].words.startswith("They are asleep")


def test_whoever_named_it_takes_it_off_while_nobody_has_acted(
    cast: Cast, beta: Goal, name: Name, refuses: Refuses
) -> None:
    one = name()
    with refuses(Refusal.NOT_YOURS):
        take_back(one, by=cast.ravi)
    take_back(one, by=cast.tor)
    assert kinds(cast.shared, 1) == ["voices:group-taken-back"]
    with refuses(Refusal.GONE):
        acknowledge(one, reason="Why not.", by=cast.ravi)
    with refuses(Refusal.GONE):
        consulted(one, talk(), by=cast.ravi)
    assert name().pk != one.pk, "it can be named again"


def test_what_somebody_acknowledged_stays_on_the_list(
    cast: Cast, name: Name, refuses: Refuses
) -> None:
    one = name()
    acknowledge(one, reason="We ask them in May.", by=cast.ravi)
    with refuses(Refusal.STAYS):
        take_back(one, by=cast.ingrid)


def test_only_somebody_in_the_room_speaks_for_a_group(
    cast: Cast, name: Name, refuses: Refuses
) -> None:
    one = name()
    for outside in (cast.ex_member, cast.neighbour):
        with refuses(Refusal.NOT_SITTING):
            speaks_for(one, outside, by=cast.ingrid)
    speaks_for(one, cast.arjun, by=cast.ingrid)
    with refuses(Refusal.SPEAKS_ALREADY):
        speaks_for(one, cast.arjun, by=cast.ravi)
    no_longer(one, cast.arjun.id, by=cast.ravi)
    with refuses(Refusal.NOBODY_SPEAKS):
        no_longer(one, cast.arjun.id, by=cast.ravi)
    assert speaks_for(one, cast.arjun, by=cast.ravi).pk


def test_two_of_one_side_at_once_acknowledge_once(cast: Cast, name: Name, refuses: Refuses) -> None:
    one, tor = name(), cast.tor
    seen = Affected.objects.select_related("goal__room").get(pk=one.pk)
    acknowledge(one, reason="We ask them in May.", by=cast.ingrid)
    size = head(cast.shared.id)
    with refuses(Refusal.SAID_ALREADY):
        acknowledge(seen, reason="Tor asks them.", by=tor)
    assert (head(cast.shared.id), Acknowledged.objects.count()) == (size, 1)


def test_a_group_named_at_the_same_moment_wins_over_nobody_else(
    cast: Cast, beta: Goal, name: Name, refuses: Refuses
) -> None:
    name(by=cast.ravi)
    with refuses(Refusal.GROUPS_NAMED):
        nobody_else(beta, reason="Only we two read it.", by=cast.ingrid)
    assert not NobodyElse.objects.exists()


# ------------------------------------------------------------------------------ on the check's own page


def test_the_launch_check_says_what_still_holds_it_and_leads_there(
    cast: Cast, visit: Visit, compared: Goal, name: Name
) -> None:
    one, path = name(), f"/p/lumen-kaveri/agreements/launch/{compared.pk}/"
    page = visit(cast.ingrid).get(path).content.decode()
    assert "Nobody speaks here for: Night guards of the roofs" in page
    assert f"/agreements/voices-missing/{compared.pk}/" in page
    assert "Nothing holds the launch any more" not in page
    refused = visit(cast.ingrid).post(f"{path}launch/")
    assert refused.status_code == 409
    assert "Something else still holds the launch" in refused.content.decode()
    consulted(one, talk(), by=cast.tor)
    page = visit(cast.ingrid).get(path).content.decode()
    assert "Nothing holds the launch any more" in page
    assert "Nobody speaks here for" not in page
