"""Saying openly how one's side experiences the other: who may, what is recorded, what is refused."""

import pytest
from pytest_django import DjangoAssertNumQueries

from troth.conftest import Refused
from troth.foundation.facts.fact import Fact
from troth.foundation.facts.trust import ExperienceSaid, ExperienceWithdrawn
from troth.foundation.web.offers import Names
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.rules.refusals import Reason
from troth.partnerships.testing import Cast
from troth.trust.actions.experiencing import Line, say
from troth.trust.models import Experience
from troth.trust.queries.experiences import experiences, own_figures, said_by, seen_of
from troth.trust.rules.hands import Dimension
from troth.trust.telling import tell

pytestmark = pytest.mark.django_db


def line(about: str, figure: int | None, words: str = "", **more: Dimension) -> Line:
    """One thing to be said, of reliability unless the test names another."""
    dimension = more.get("dimension", Dimension.RELIABILITY)
    return Line(about=about, dimension=dimension, figure=figure, words=words)


def say_now(cast: Cast, by: Seat, *lines: Line) -> int:
    """Say it after a look at how it stands."""
    assert by.party
    seen = seen_of(said_by(cast.shared, by.party).values())
    return say(lines, room=cast.shared, by=by, seen=seen)


def recorded(cast: Cast, *, since: int) -> list[Fact]:
    """The facts of the shared room since this place."""
    found = [fact for _entry, fact in facts_at(cast.shared.id, range(since, head(cast.shared.id)))]
    return [fact for fact in found if fact is not None]


def test_what_a_side_says_stands_and_is_on_record(cast: Cast) -> None:
    since = head(cast.shared.id)
    assert say_now(cast, cast.ingrid, line(cast.kaveri.id, 8, "It comes when it was said.")) == 1
    (one,) = experiences(cast.shared)
    assert (one.saying_party, one.about, one.figure) == (cast.lumen, cast.kaveri, 8)
    (fact,) = recorded(cast, since=since)
    assert isinstance(fact, ExperienceSaid)
    assert (fact.experience, fact.saying_party, fact.about) == (
        one.pk,
        cast.lumen.id,
        cast.kaveri.id,
    )
    assert (fact.dimension, fact.figure) == ("reliability", 8)
    assert fact.words == "It comes when it was said."


def test_said_anew_it_replaces_what_stood_and_the_record_keeps_both(cast: Cast) -> None:
    since = head(cast.shared.id)
    say_now(cast, cast.ingrid, line(cast.kaveri.id, 8))
    say_now(cast, cast.tor, line(cast.kaveri.id, 6, "Twice late."))
    (one,) = experiences(cast.shared)
    assert (one.figure, one.words, one.seat) == (6, "Twice late.", cast.tor)
    first, second = recorded(cast, since=since)[0], recorded(cast, since=since)[-1]
    assert isinstance(first, ExperienceSaid)
    assert isinstance(second, ExperienceSaid)
    assert first.experience == second.experience
    assert (first.figure, second.figure) == (8, 6)


def test_the_same_words_again_are_nothing_new(cast: Cast) -> None:
    say_now(cast, cast.ingrid, line(cast.kaveri.id, 8, "Good."))
    since = head(cast.shared.id)
    assert say_now(cast, cast.ingrid, line(cast.kaveri.id, 8, "Good.")) == 0
    assert say_now(cast, cast.ingrid, line(cast.kaveri.id, None, dimension=Dimension.CARE)) == 0
    assert head(cast.shared.id) == since


def test_what_was_said_is_withdrawn_and_can_be_said_again(cast: Cast) -> None:
    say_now(cast, cast.ingrid, line(cast.kaveri.id, 8))
    since = head(cast.shared.id)
    assert say_now(cast, cast.ingrid, line(cast.kaveri.id, None)) == 1
    assert experiences(cast.shared) == []
    (fact,) = recorded(cast, since=since)
    assert isinstance(fact, ExperienceWithdrawn)
    assert say_now(cast, cast.ingrid, line(cast.kaveri.id, None)) == 0
    assert say_now(cast, cast.ingrid, line(cast.kaveri.id, 8)) == 1
    assert [one.pk for one in experiences(cast.shared)] == [fact.experience]


def test_what_a_side_says_of_itself_is_kept_apart(cast: Cast) -> None:
    say_now(
        cast,
        cast.ingrid,
        line(cast.lumen.id, 9, dimension=Dimension.CARE),
        line(cast.kaveri.id, 4, dimension=Dimension.CARE),
    )
    say_now(cast, cast.ravi, line(cast.lumen.id, 3, dimension=Dimension.CARE))
    assert own_figures(cast.shared, cast.lumen) == {Dimension.CARE: 9.0}
    assert own_figures(cast.shared, cast.kaveri) == {}
    say_now(cast, cast.ingrid, line(cast.lumen.id, None, dimension=Dimension.CARE))
    assert own_figures(cast.shared, cast.lumen) == {}


@pytest.mark.parametrize("who", ["ingrid", "tor", "ravi", "meera"])
def test_admins_and_members_speak_for_their_side(cast: Cast, who: str) -> None:
    seat: Seat = getattr(cast, who)
    other = cast.kaveri if seat.party_id == cast.lumen.id else cast.lumen
    assert say_now(cast, seat, line(other.id, 7)) == 1
    assert experiences(cast.shared)[0].saying_party_id == seat.party_id


@pytest.mark.parametrize("who", ["guest", "contributor", "facilitator"])
def test_guests_and_facilitators_speak_for_no_side(cast: Cast, refused: Refused, who: str) -> None:
    seat: Seat = getattr(cast, who)
    reason = Reason.NOT_FOR_GUESTS if seat.party else Reason.NO_SIDE
    with refused(reason):
        say([line(cast.kaveri.id, 1)], room=cast.shared, by=seat, seen=seen_of([]))
    assert not Experience.objects.exists()


def test_it_is_said_in_the_shared_room_alone(cast: Cast, refused: Refused) -> None:
    with refused(Reason.ROOM_NOT_YOURS):
        say([line(cast.kaveri.id, 1)], room=cast.lumen_side, by=cast.ingrid, seen=seen_of([]))


def test_nothing_is_said_of_somebody_who_does_not_sit_here(cast: Cast, refused: Refused) -> None:
    with refused(Reason.NOTHING_THERE):
        say_now(cast, cast.ingrid, line(cast.table.id, 1))


def test_at_a_closed_table_nothing_is_said(cast: Cast, refused: Refused) -> None:
    cast.table.phase = Phase.CLOSED
    cast.table.save(update_fields=["phase"])
    with refused(Reason.CLOSED):
        say_now(cast, cast.ingrid, line(cast.kaveri.id, 1))


def test_of_two_colleagues_who_say_it_at_once_one_wins(cast: Cast, refused: Refused) -> None:
    seen = seen_of([])
    say([line(cast.kaveri.id, 8)], room=cast.shared, by=cast.ingrid, seen=seen)
    with refused(Reason.SOMEBODY_WAS_QUICKER):
        say([line(cast.kaveri.id, 2)], room=cast.shared, by=cast.tor, seen=seen)
    assert [one.figure for one in experiences(cast.shared)] == [8]


def test_the_other_side_speaks_at_the_same_time_without_harm(cast: Cast) -> None:
    seen = seen_of([])
    say([line(cast.kaveri.id, 8)], room=cast.shared, by=cast.ingrid, seen=seen)
    say([line(cast.lumen.id, 7)], room=cast.shared, by=cast.ravi, seen=seen)
    assert [one.figure for one in experiences(cast.shared)] == [8, 7]


def test_reading_takes_one_statement(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    say_now(cast, cast.ingrid, *(line(cast.kaveri.id, 7, dimension=one) for one in Dimension))
    with django_assert_num_queries(1):
        assert [one.about.short for one in experiences(cast.shared)] == ["Kaveri"] * 5
    with django_assert_num_queries(1):
        own_figures(cast.shared, cast.lumen)


def test_each_fact_is_one_sentence_also_when_words_were_erased(cast: Cast) -> None:
    since = head(cast.shared.id)
    say_now(cast, cast.ingrid, line(cast.kaveri.id, 8, "Good."), line(cast.lumen.id, 6))
    say_now(cast, cast.ingrid, line(cast.lumen.id, None))
    names = Names(parties={cast.lumen.id: "Lumen", cast.kaveri.id: "Kaveri"}, people={})
    said = [told.sentence for told in tell(recorded(cast, since=since), names)]
    assert said == [
        "Lumen said openly how it experiences Kaveri. Reliability: 8 of 10. “Good.”",
        "Lumen said openly how it sees itself. Reliability: 6 of 10",
        "Lumen withdrew something it had said openly about an experience",
    ]
