"""On the overview: which side has not written, answered or read, and what opens or launches when."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from troth.foundation.facts.kickoff import Group
from troth.foundation.facts.launch import Question
from troth.foundation.web import clock
from troth.goals import actions as goals
from troth.goals.models import Goal
from troth.goals.testing import initiative
from troth.kickoff import actions
from troth.kickoff.actions import answering, settling
from troth.kickoff.models import Kickoff
from troth.kickoff.owed import ahead, owed
from troth.partnerships.actions.leaving import party_leaves
from troth.partnerships.models import Partnership, Room, Seat
from troth.partnerships.testing import Cast

Visit = Callable[[Seat | None], Client]
TABLE = "/p/lumen-kaveri/"
LUMEN = dict.fromkeys(Question, "A month of readings")
KAVERI = dict.fromkeys(Question, "Thirty days of data")
WHOM, COST = Question.WHOM, Question.COST


def asked(cast: Cast, by: Seat, *, room: Room | None = None) -> HttpRequest:
    """A request as the overview has it: this seat, in the shared room."""
    request = HttpRequest()
    table = Partnership.objects.get(pk=cast.table.pk)
    vars(request).update(
        seat=by, person=by.person, partnership=table, room=room or cast.shared, rooms=set()
    )
    return request


def lines(cast: Cast, by: Seat, *, limit: int = 50) -> list[tuple[str, str]]:
    """Which side owes what, as this seat reads it."""
    names = {str(cast.lumen.id): "Lumen", str(cast.kaveri.id): "Kaveri"}
    found = owed(asked(cast, by), limit=limit)
    return [(names.get(one.party, one.party), one.sentence) for one in found]


def moments(cast: Cast, by: Seat, *, limit: int = 6) -> list[str]:
    """What comes next, as this seat reads it."""
    return [one.sentence for one in ahead(asked(cast, by), limit=limit)]


@pytest.fixture
def beta(cast: Cast) -> Goal:
    """An initiative that both have signed."""
    return initiative(cast)


# -------------------------------------------------------------------------------------- kickoffs


def test_a_side_that_has_not_written_owes_it(cast: Cast, kickoff: Kickoff) -> None:
    write = "Write for the kickoff “Calibrated-sensor beta”, unseen"
    assert lines(cast, cast.ingrid) == [("Lumen", write), ("Kaveri", write)]
    actions.say_ready(kickoff, by=cast.ingrid)
    for seat in (cast.ingrid, cast.ravi, cast.facilitator):
        assert lines(cast, seat) == [("Kaveri", write)]
    actions.say_ready(kickoff, by=cast.ravi)
    assert lines(cast, cast.ingrid) == []


def test_whoever_writes_on_owes_the_word_again(cast: Cast, kickoff: Kickoff) -> None:
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.write_on(kickoff, by=cast.ingrid)
    # The reader's own side comes first.
    assert [who for who, _what in lines(cast, cast.ravi)] == ["Kaveri", "Lumen"]


def test_how_much_was_written_changes_nothing_of_what_is_owed(cast: Cast, kickoff: Kickoff) -> None:
    before = lines(cast, cast.ingrid)
    more = [(Group.GOAL, f"Line {n}") for n in range(9)]
    actions.write(kickoff, more, named=True, by=cast.meera)
    actions.write(kickoff, more, named=False, by=cast.arjun)
    assert lines(cast, cast.ingrid) == before


def test_once_it_is_open_or_closed_nobody_owes_it_anything(cast: Cast, opened: Kickoff) -> None:
    assert lines(cast, cast.ingrid) == []
    actions.close(opened, words="Later.", by=cast.ravi)
    assert lines(cast, cast.ingrid) == []


def test_guests_read_of_it_only_where_it_invites_them(cast: Cast) -> None:
    actions.begin(title="Ours", room=cast.shared, by=cast.ingrid)
    assert lines(cast, cast.contributor) == lines(cast, cast.guest) == []
    Kickoff.objects.update(guests=True)
    assert len(lines(cast, cast.contributor)) == 2


def test_the_agreed_moment_stands_among_the_next_ones(cast: Cast) -> None:
    moment = clock.now() + timedelta(days=2)
    actions.begin(title="Beta", room=cast.shared, by=cast.ingrid, opens_at=moment)
    assert moments(cast, cast.ravi) == ["The lines open: Beta"]
    assert moments(cast, cast.contributor) == []
    with clock.at(moment + timedelta(seconds=1)):
        assert moments(cast, cast.ravi) == []


def test_without_an_agreed_moment_there_is_none(cast: Cast, kickoff: Kickoff) -> None:
    assert moments(cast, cast.ravi) == []


def test_in_a_side_room_and_at_a_closed_table_nothing_is_owed(cast: Cast, kickoff: Kickoff) -> None:
    side = asked(cast, cast.ingrid, room=cast.lumen_side)
    assert not list(owed(side, limit=9))
    assert not list(ahead(side, limit=9))
    Partnership.objects.filter(pk=cast.table.pk).update(phase="closed")
    assert not lines(cast, cast.ingrid)
    assert not moments(cast, cast.ingrid)


# -------------------------------------------------------------------------------------- launches


def test_what_is_owed_follows_the_check_word_by_word(cast: Cast, beta: Goal) -> None:
    assert lines(cast, cast.tor) == []
    answering.answer(beta, KAVERI, by=cast.ravi)
    assert lines(cast, cast.tor) == [("Lumen", "Answer before the launch of “The beta”, unseen")]
    answering.answer(beta, LUMEN, by=cast.ingrid)
    fits = "Say which answers fit before the launch of “The beta”"
    assert lines(cast, cast.tor) == [("Lumen", fits), ("Kaveri", fits)]
    settling.read_answers(beta, [WHOM, COST], by=cast.ravi)
    assert lines(cast, cast.meera) == [("Lumen", fits)]
    settling.read_answers(beta, [], by=cast.ingrid)
    assert lines(cast, cast.tor) == []
    settling.propose_wording(beta, WHOM, text="Ten pilots", seen=0, by=cast.ravi)
    assert lines(cast, cast.tor) == [("Lumen", "Read one wording before the launch of “The beta”")]
    settling.accept_wording(beta, WHOM, seen=1, by=cast.ingrid)
    assert lines(cast, cast.tor) == []


def test_a_reason_to_go_on_is_a_word_to_every_later_wording(cast: Cast, beta: Goal) -> None:
    answering.answer(beta, KAVERI, by=cast.ravi)
    answering.answer(beta, LUMEN, by=cast.ingrid)
    for seat in (cast.ravi, cast.ingrid):
        settling.read_answers(beta, [WHOM], by=seat)
    settling.override(beta, WHOM, reason="It is a trial.", by=cast.ingrid)
    settling.propose_wording(beta, WHOM, text="Ten pilots", seen=0, by=cast.ravi)
    assert lines(cast, cast.tor) == []


def test_what_somebody_answered_for_themselves_tells_nobody_that_it_has_begun(
    cast: Cast, beta: Goal
) -> None:
    answering.answer_for_oneself(beta, KAVERI, by=cast.meera)
    assert lines(cast, cast.ingrid) == lines(cast, cast.ravi) == []


def test_guests_and_strangers_read_of_no_launch(cast: Cast, beta: Goal) -> None:
    answering.answer(beta, KAVERI, by=cast.ravi)
    for seat in (cast.guest, cast.contributor):
        assert not lines(cast, seat)
        assert not moments(cast, seat)


def test_a_planned_launch_stands_among_the_next_moments(cast: Cast, beta: Goal) -> None:
    assert moments(cast, cast.meera) == ["Launch: The beta"]
    with clock.at(clock.now() + timedelta(days=20)):
        assert moments(cast, cast.meera) == []


def test_a_launch_of_today_still_stands_there(cast: Cast) -> None:
    initiative(cast, days=2)
    zone_day = clock.now() + timedelta(days=2)
    with clock.at(zone_day.replace(hour=12)):
        assert moments(cast, cast.ingrid) == ["Launch: The beta"]


def test_what_not_all_have_signed_is_no_launch_to_come(cast: Cast) -> None:
    initiative(cast, signed=False)
    assert moments(cast, cast.ingrid) == []


def test_what_was_launched_is_ahead_no_more(cast: Cast, beta: Goal) -> None:
    goals.launch(beta, by=cast.ingrid)
    assert moments(cast, cast.ingrid) == []


def test_many_launches_end_and_the_nearest_come_first(cast: Cast) -> None:
    for days in (9, 4, 7):
        initiative(cast, title=f"In {days} days", days=days)
    assert moments(cast, cast.ingrid, limit=2) == ["Launch: In 4 days", "Launch: In 7 days"]


def test_many_checks_cost_no_more_queries_than_one(cast: Cast, beta: Goal) -> None:
    def count() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            found = lines(cast, cast.ingrid)
        return len(queries), len(found)

    answering.answer(beta, KAVERI, by=cast.ravi)
    few, one = count()
    for number in range(5):
        more = initiative(cast, title=f"Next {number}")
        answering.answer(more, KAVERI, by=cast.ravi)
    many, six = count()
    assert (one, six) == (1, 6)
    assert many <= few


def test_the_overview_says_whose_word_is_next(
    cast: Cast, visit: Visit, kickoff: Kickoff, beta: Goal
) -> None:
    answering.answer(beta, KAVERI, by=cast.ravi)
    page = visit(cast.ingrid).get(TABLE).content.decode()
    assert "Write for the kickoff “Calibrated-sensor beta”, unseen" in page
    assert "Answer before the launch of “The beta”, unseen" in page
    assert "Launch: The beta" in page
    assert "Thirty days of data" not in page


def test_an_organisation_that_left_owes_nothing(
    cast: Cast, kickoff: Kickoff, join: Callable[[], Any]
) -> None:
    fiona = join()
    assert len(lines(cast, cast.ingrid)) == 3
    party_leaves(by=fiona)
    assert len(lines(cast, cast.ingrid)) == 2
