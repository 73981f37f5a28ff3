"""Putting questions to the vote, speaking, changing one's mind, and what comes out."""

from datetime import timedelta

import pytest

from troth.decisions import actions
from troth.decisions.actions.raising import Proposal
from troth.decisions.actions.voting import Said
from troth.decisions.models import Decision, Place, State
from troth.decisions.models import Vote as Spoken
from troth.decisions.queries.rolls import places_of
from troth.decisions.rules.refusals import Reason
from troth.decisions.tests.conftest import Five, Put, Refuses, Vote, kinds, place_for
from troth.foundation.facts.decisions import Choice, Method
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
YES, NO, ASIDE, OBJECT = Choice.YES, Choice.NO, Choice.ASIDE, Choice.OBJECT


def test_the_roll_is_written_down_when_it_is_opened(cast: Cast, put: Put) -> None:
    one = put()
    assert {place.party.short for place in places_of([one])} == {"Lumen", "Kaveri"}
    assert kinds(cast.shared, 1) == ["decision:proposed"]


def test_each_person_has_a_voice_where_people_decide(cast: Cast, put: Put) -> None:
    people = {seat.person_id for seat in (cast.ingrid, cast.ravi, cast.tor)}
    assert cast.guest.party_id is None
    assert cast.facilitator.party_id is None
    one = put(method=Method.PEOPLE)
    assert {place.person_id for place in places_of([one])} == people


def test_both_say_yes_and_it_is_carried_at_once(cast: Cast, put: Put, vote: Vote) -> None:
    one = put()
    vote(one, cast.ingrid, YES)
    assert one.state == State.OPEN
    done = vote(one, cast.ravi, YES, "It suits the lab.")
    assert done.state == State.CARRIED
    assert kinds(cast.shared, 3) == ["decision:voted", "decision:voted", "decision:reached"]


def test_an_objection_of_the_last_voice_refuses_it(cast: Cast, put: Put, vote: Vote) -> None:
    one = put()
    vote(one, cast.ingrid, YES)
    assert vote(one, cast.ravi, OBJECT, "Mondays are release days.").state == State.REFUSED


def test_an_objection_without_a_reason_is_not_taken(
    cast: Cast, put: Put, vote: Vote, refuses: Refuses
) -> None:
    one = put()
    with refuses(Reason.REASON_NEEDED):
        vote(one, cast.ravi, OBJECT, " ")
    assert not Spoken.objects.exists()


def test_a_vote_can_be_changed_and_every_word_of_it_is_kept(
    cast: Cast, put: Put, vote: Vote
) -> None:
    one = put()
    vote(one, cast.ravi, OBJECT, "Mondays are release days.")
    vote(one, cast.ravi, YES, "We moved the release.")
    assert place_for(one, cast.ravi).choice == "yes"
    assert [said.choice for said in Spoken.objects.order_by("at")] == ["object", "yes"]
    assert vote(one, cast.ingrid, YES).state == State.CARRIED


def test_after_the_deadline_nobody_votes(
    cast: Cast, put: Put, vote: Vote, refuses: Refuses
) -> None:
    one = put()
    with clock.at(one.until), refuses(Reason.VOTING_OVER):
        vote(one, cast.ingrid, YES)


def test_what_is_decided_takes_no_more_votes(
    cast: Cast, put: Put, vote: Vote, refuses: Refuses
) -> None:
    one = put()
    vote(one, cast.ingrid, YES)
    vote(one, cast.ravi, YES)
    with refuses(Reason.VOTING_OVER):
        vote(one, cast.ravi, OBJECT, "After all, no.")


def test_a_member_does_not_speak_for_the_organisation(
    cast: Cast, put: Put, vote: Vote, refuses: Refuses
) -> None:
    one = put()
    with refuses(Reason.ADMINS_VOTE):
        vote(one, cast.tor, YES)


def test_a_member_speaks_for_themselves_where_people_decide(
    cast: Cast, put: Put, vote: Vote
) -> None:
    cast.tor.refresh_from_db()
    one = put(method=Method.PEOPLE)
    vote(one, cast.tor, YES)
    assert place_for(one, cast.tor).choice == "yes"


def test_nobody_speaks_the_voice_of_the_other_side(
    cast: Cast, put: Put, vote: Vote, refuses: Refuses
) -> None:
    one = put()
    with refuses(Reason.NOT_ON_ROLL):
        vote(one, cast.ingrid, YES, place=place_for(one, cast.ravi))


def test_whoever_sits_for_nobody_has_no_voice(
    cast: Cast, put: Put, vote: Vote, refuses: Refuses
) -> None:
    one = put()
    for seat in (cast.facilitator, cast.guest):
        with refuses(Reason.NO_SIDE):
            vote(one, seat, YES, place=place_for(one, cast.ingrid))
        with refuses(Reason.NO_SIDE):
            actions.put(Proposal(question="Mine?"), room=cast.shared, by=seat)


def test_the_second_of_two_admins_who_vote_at_once_is_told(
    cast: Cast, put: Put, vote: Vote, refuses: Refuses
) -> None:
    one = put()
    place = place_for(one, cast.ingrid)
    said = Said(place=place.id, choice=YES, version=1, seen=place.turn)
    actions.vote(one, said, by=cast.ingrid)
    with refuses(Reason.SOMEBODY_WAS_QUICKER):
        actions.vote(one, said, by=cast.ingrid)
    assert Spoken.objects.count() == 1


def test_two_sides_that_vote_at_once_are_both_counted(cast: Cast, put: Put, vote: Vote) -> None:
    one = put()
    same = Decision.objects.get(pk=one.pk)
    vote(one, cast.ingrid, YES)
    assert vote(same, cast.ravi, YES).state == State.CARRIED


# ------------------------------------------------------------------------------ opening


def test_a_question_is_needed(put: Put, refuses: Refuses) -> None:
    with refuses(Reason.QUESTION_MISSING):
        put(question="   ")


@pytest.mark.parametrize("quorum", [0, 3, 99])
def test_a_quorum_nobody_can_meet_is_refused_with_the_numbers(
    put: Put, refuses: Refuses, quorum: int
) -> None:
    with refuses(Reason.QUORUM_TOO_HIGH) as caught:
        put(quorum=quorum)
    assert caught.value.values == {"quorum": str(quorum), "voices": "2"}
    assert not Decision.objects.exists()


def test_a_moment_that_has_passed_is_refused(put: Put, refuses: Refuses) -> None:
    with refuses(Reason.DAY_PASSED):
        put(until=now() - timedelta(minutes=1))


def test_a_saturday_is_refused_and_the_next_common_day_is_named(put: Put, refuses: Refuses) -> None:
    saturday = now() + timedelta(days=14 + (5 - now().weekday()) % 7)
    with refuses(Reason.DAY_OFF) as caught:
        put(until=saturday)
    assert caught.value.values["next"] == (saturday + timedelta(days=2)).date().isoformat()
    assert "Lumen" in caught.value.values["who"]


def test_what_is_no_share_is_refused(put: Put, refuses: Refuses) -> None:
    with refuses(Reason.RULE_UNKNOWN):
        put(method=Method.ORGANISATIONS, share="1/3")


def test_in_a_side_room_people_decide_among_themselves(
    cast: Cast, put: Put, refuses: Refuses
) -> None:
    cast.tor.refresh_from_db()
    one = put(room=cast.lumen_side, method=None)
    assert one.method == Method.PEOPLE
    assert {place.party_id for place in places_of([one])} == {cast.lumen.id}
    with refuses(Reason.PEOPLE_ONLY):
        put(room=cast.lumen_side)


def test_more_open_questions_than_anybody_answers_are_refused(
    put: Put, refuses: Refuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("troth.decisions.actions.raising.MOST_OPEN", 2)
    put()
    put()
    with refuses(Reason.ENOUGH_OPEN):
        put()


# ------------------------------------------------------------------------------ other words


def test_other_words_clear_the_votes_and_leave_them_to_be_read(
    cast: Cast, put: Put, vote: Vote
) -> None:
    one = put()
    vote(one, cast.ravi, OBJECT, "Mondays are release days.")
    proposal = Proposal(question="Shall we meet on Tuesdays?")
    again = actions.revise(one, proposal, why="Releases.", seen=1, by=cast.ingrid)
    assert (again.version, again.state) == (2, "open")
    assert not any(place.choice for place in places_of([again]))
    assert Place.objects.get(version=1, choice="object").argument == "Mondays are release days."
    vote(again, cast.ravi, YES)
    assert vote(again, cast.ingrid, YES).state == State.CARRIED


def test_a_vote_on_words_that_have_changed_is_not_counted(
    cast: Cast, put: Put, refuses: Refuses
) -> None:
    one = put()
    place = place_for(one, cast.ravi)
    actions.revise(one, Proposal(question="Tuesdays?"), why="So.", seen=1, by=cast.ingrid)
    with refuses(Reason.NEW_WORDS):
        said = Said(place=place.id, choice=YES, version=1, seen=0)
        actions.vote(one, said, by=cast.ravi)


def test_what_was_refused_comes_again_with_its_rule_and_a_new_moment(
    cast: Cast, put: Put, vote: Vote
) -> None:
    one = put(quorum=2)
    vote(one, cast.ingrid, YES)
    vote(one, cast.ravi, OBJECT, "Too early.")
    with clock.at(now() + timedelta(days=40)):
        again = actions.revise(
            one, Proposal(question=one.question), why="It is later now.", seen=1, by=cast.ingrid
        )
        assert again.until > now()
    assert (again.method, again.quorum, again.state) == ("consent", 2, "open")


def test_only_the_side_that_put_it_finds_other_words_for_it(
    cast: Cast, put: Put, refuses: Refuses
) -> None:
    with refuses(Reason.PROPOSER_ONLY):
        actions.revise(put(), Proposal(question="Mine"), why="So.", seen=1, by=cast.ravi)


def test_the_second_of_two_who_write_other_words_is_told(
    cast: Cast, put: Put, refuses: Refuses
) -> None:
    one = put()
    actions.revise(one, Proposal(question="Tuesdays?"), why="So.", seen=1, by=cast.ingrid)
    with refuses(Reason.NEW_WORDS):
        actions.revise(one, Proposal(question="Fridays?"), why="So.", seen=1, by=cast.tor)


def test_the_same_words_are_no_new_version(cast: Cast, put: Put, refuses: Refuses) -> None:
    one = put()
    with refuses(Reason.NOTHING_NEW):
        actions.revise(one, Proposal(question=one.question), why="So.", seen=1, by=cast.ingrid)


def test_what_is_carried_keeps_its_words(
    cast: Cast, put: Put, vote: Vote, refuses: Refuses
) -> None:
    one = put()
    vote(one, cast.ingrid, YES)
    vote(one, cast.ravi, YES)
    with refuses(Reason.VOTING_OVER):
        actions.revise(one, Proposal(question="Other"), why="So.", seen=1, by=cast.ingrid)


# ------------------------------------------------------------------------------ taking it back


def test_it_can_be_taken_back_before_anybody_has_voted(cast: Cast, put: Put) -> None:
    assert actions.withdraw(put(), by=cast.tor).state == State.WITHDRAWN
    assert kinds(cast.shared, 1) == ["decision:withdrawn"]


def test_it_cannot_be_taken_back_after_a_vote_or_by_the_other_side(
    cast: Cast, put: Put, vote: Vote, refuses: Refuses
) -> None:
    one = put()
    with refuses(Reason.PROPOSER_ONLY):
        actions.withdraw(one, by=cast.ravi)
    vote(one, cast.ravi, YES)
    with refuses(Reason.VOTES_THERE):
        actions.withdraw(one, by=cast.ingrid)


def test_the_charter_fills_in_what_nobody_chose(cast: Cast, put: Put, charter: object) -> None:
    charter(by="majority", share="2/3", quorum=80, days=2, proxies=True)  # type: ignore[operator]
    one = put(method=None)
    assert (one.method, one.share, one.quorum, one.proxies) == ("majority", "2/3", 2, True)
    assert one.until - now() < timedelta(days=6)


def test_a_question_keeps_the_rule_under_which_it_was_opened(
    cast: Cast, put: Put, charter: object
) -> None:
    one = put(method=None)
    charter(by="unanimity", quorum=100)  # type: ignore[operator]
    one.refresh_from_db()
    assert one.method == Method.CONSENT


def test_five_organisations_and_one_that_refuses(five: object, vote: Vote) -> None:
    table: Five = five()  # type: ignore[operator]
    for method, expected in (
        (Method.ORGANISATIONS, State.CARRIED),
        (Method.UNANIMITY, State.REFUSED),
    ):
        said = Proposal(question="One data format?", method=method)
        one = actions.put(said, room=table.shared, by=table.seats[0])
        vote(one, table.seats[4], NO, "Ours is older.")
        for seat in table.seats[:4]:
            one.refresh_from_db()
            if one.is_open:
                vote(one, seat, YES)
        one.refresh_from_db()
        assert one.state == expected
