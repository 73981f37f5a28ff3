"""What is counted for a balance: asked, answered and decided in the shared room, within the month, by name."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from troth.decisions import actions as voting
from troth.decisions.actions.raising import Proposal
from troth.decisions.actions.voting import Said
from troth.decisions.models import Decision, Vote
from troth.decisions.queries.rolls import places_of
from troth.discussions.actions import asking
from troth.discussions.actions.writing import Words, begin, write
from troth.discussions.models import Post, Question
from troth.foundation.facts.decisions import Choice, Method
from troth.inclusion.queries.balance import (
    COUNTED,
    done_in,
    reports_of,
    shown_before,
    sitters,
    span_of,
    without_report,
)
from troth.inclusion.rules.report import Kind
from troth.inclusion.tests.balancing import IN_APRIL, IN_MARCH, MARCH
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
IN_FEBRUARY = datetime(2026, 2, 27, tzinfo=UTC)


def counted(kind: Kind, cast: Cast, *, room: Room | None = None) -> Mapping[str, int]:
    """What is counted of March."""
    return done_in(room or cast.shared, span_of(MARCH))[kind]


def question(cast: Cast, *, room: Room | None = None, by: Seat | None = None) -> Question:
    """Ingrid asks."""
    words = Words(text="Which logger is it?", asks=True)
    post = begin("Loggers", words, room=room or cast.shared, by=by or cast.ingrid)
    return Question.objects.select_related("post__topic", "post__seat").get(post=post)


def answered(cast: Cast, one: Question, *, by: Seat) -> Post:
    """Somebody answers, and Ingrid marks it."""
    post = write(one.post.topic, Words(text="The one in Voss."), room=cast.shared, by=by)
    asking.answer(one, with_post=post, by=cast.ingrid)
    return post


def put_to_the_vote(cast: Cast) -> Decision:
    """Something on which everybody has a voice of their own."""
    said = Proposal(question="Shall we meet on Mondays?", method=Method.PEOPLE, quorum=1)
    return voting.put(said, room=cast.shared, by=cast.ingrid)


def say(decision: Decision, by: Seat, choice: Choice) -> None:
    """Somebody gives their voice."""
    decision.refresh_from_db()
    place = next(one for one in places_of([decision]) if one.person_id == by.person_id)
    said = Said(place=place.id, choice=choice, version=decision.version, seen=place.turn)
    voting.vote(decision, said, by=by)


def test_every_kind_is_counted() -> None:
    assert set(COUNTED) == set(Kind)


def test_a_question_counts_for_whoever_asked_it(cast: Cast) -> None:
    one = question(cast)
    Question.objects.filter(pk=one.pk).update(asked_at=IN_MARCH)
    assert counted(Kind.ASKING, cast) == {cast.ingrid.person_id: 1}


@pytest.mark.parametrize("moment", [IN_FEBRUARY, IN_APRIL])
def test_one_of_another_month_does_not(cast: Cast, moment: datetime) -> None:
    one = question(cast)
    Question.objects.filter(pk=one.pk).update(asked_at=moment)
    assert counted(Kind.ASKING, cast) == {}


def test_an_answer_counts_for_whoever_gave_it_and_not_for_whoever_marked_it(cast: Cast) -> None:
    one = question(cast)
    answered(cast, one, by=cast.meera)
    Question.objects.filter(pk=one.pk).update(answered_at=IN_MARCH)
    assert counted(Kind.ANSWERING, cast) == {cast.meera.person_id: 1}


def test_an_answer_that_was_taken_back_counts_for_nobody(cast: Cast) -> None:
    one = question(cast)
    post = answered(cast, one, by=cast.meera)
    Question.objects.filter(pk=one.pk).update(answered_at=IN_MARCH)
    Post.objects.filter(pk=post.pk).update(taken_back_at=IN_MARCH)
    assert counted(Kind.ANSWERING, cast) == {}


def test_what_is_asked_in_a_side_room_counts_nowhere(cast: Cast) -> None:
    one = question(cast, room=cast.lumen_side)
    Question.objects.filter(pk=one.pk).update(asked_at=IN_MARCH)
    Post.objects.update(at=IN_MARCH)
    assert counted(Kind.ASKING, cast) == {}
    assert counted(Kind.WRITING, cast) == {}


def test_a_decision_counts_once_for_whoever_had_a_say_however_often_they_changed_it(
    cast: Cast,
) -> None:
    people = [cast.ingrid, cast.ravi, cast.meera]
    one = put_to_the_vote(cast)
    say(one, people[0], Choice.YES)
    say(one, people[0], Choice.NO)
    say(one, people[1], Choice.YES)
    Vote.objects.update(at=IN_MARCH)
    assert counted(Kind.DECIDING, cast) == {people[0].person_id: 1, people[1].person_id: 1}


def test_a_month_ends_where_the_next_begins() -> None:
    march = span_of(MARCH)
    assert march.begins == datetime(2026, 3, 1, tzinfo=UTC)
    assert march.ends == datetime(2026, 4, 1, tzinfo=UTC)


def test_guests_and_facilitators_sit_for_nobody_and_are_not_counted(cast: Cast) -> None:
    named = (cast.guest, cast.contributor, cast.facilitator)
    Seat.objects.update(since=IN_FEBRUARY)
    found = {one.id for one in sitters(cast.table, span_of(MARCH)) or ()}
    assert found == {cast.ingrid.person_id, cast.ravi.person_id}
    assert found.isdisjoint({one.person_id for one in named})


def test_whoever_sat_down_after_the_month_is_not_counted(cast: Cast) -> None:
    late = cast.tor
    Seat.objects.update(since=IN_FEBRUARY)
    Seat.objects.filter(pk=late.pk).update(since=IN_APRIL)
    assert late.person_id not in {one.id for one in sitters(cast.table, span_of(MARCH)) or ()}


def test_only_open_tables_of_that_month_are_looked_at(cast: Cast) -> None:
    Partnership.objects.update(opened_at=IN_FEBRUARY)
    assert [room.pk for room in without_report(MARCH)] == [cast.shared.pk]
    for later in (IN_MARCH, IN_APRIL + timedelta(days=1)):
        Partnership.objects.update(opened_at=later)
        assert without_report(MARCH) == []


def test_a_table_without_a_report_has_none_and_nothing_was_shown_before(cast: Cast) -> None:
    assert reports_of(cast.shared) == []
    assert shown_before(cast.shared, MARCH) == {}
