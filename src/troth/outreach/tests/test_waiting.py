"""What waits for whom on the home page, and the ways that lead here from other pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.conftest import Visit
from troth.foundation.web.clock import now
from troth.outreach import actions
from troth.outreach.actions.changing import Dates
from troth.outreach.models import Exchange, Line, Offered
from troth.outreach.offers import waiting
from troth.outreach.tests.conftest import (
    ANSWER,
    DAY,
    QUESTION,
    AskPrivately,
    MakePromise,
    MakeSignal,
)
from troth.partnerships.models import Seat
from troth.partnerships.models.seats import Phase
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def waits(*seats: Seat, limit: int = 20) -> list[str]:
    """What waits for whoever holds these seats."""
    return [one.sentence for one in waiting(seats, limit=limit)]


def test_a_question_waits_until_somebody_of_the_asked_side_has_answered(
    cast: Cast, ask: AskPrivately
) -> None:
    one = ask(also=[cast.tor])
    assert waits(cast.ingrid) == ["Ravi asks how something is for you"]
    assert waits(cast.tor) == waits(cast.ravi) == [], "only whoever was asked is asked"
    actions.say(one, words="Are you there?", by=cast.ravi)
    assert waits(cast.ingrid)
    actions.say(one, words=ANSWER, by=cast.tor)
    assert waits(cast.ingrid) == []


def test_what_was_ended_waits_for_nobody(cast: Cast, ask: AskPrivately) -> None:
    actions.end(ask(), by=cast.ravi)
    assert waits(cast.ingrid) == []


def test_a_proposal_waits_for_the_side_that_did_not_make_it(
    cast: Cast, ask: AskPrivately, promise: MakePromise
) -> None:
    one, what = ask(also=[cast.tor]), promise()
    change = actions.propose(one, Dates(due={what.id: what.due + DAY}), by=cast.tor)
    assert waits(cast.ravi) == ["Tor proposes something privately"]
    assert waits(cast.tor) == []
    assert waits(cast.ingrid) == ["Ravi asks how something is for you"]
    actions.decline(one, seen=change.id, by=cast.ravi)
    assert waits(cast.ravi) == []


def test_signals_and_drafts_wait_for_admins(cast: Cast, draft: Offered) -> None:
    assert draft.party == cast.kaveri
    assert waits(cast.ingrid) == ["Something is uneven: Answers on both sides"]
    assert waits(cast.ravi) == ["A private question to Lumen is drafted for you"]
    assert waits(cast.tor) == waits(cast.meera) == waits(cast.facilitator) == []
    actions.leave(draft)
    assert waits(cast.ravi) == []


def test_nothing_waits_at_a_closed_table(cast: Cast, ask: AskPrivately, signal: MakeSignal) -> None:
    ask()
    signal()
    cast.ingrid.partnership.phase = Phase.CLOSED
    assert waits(cast.ingrid) == []


def test_what_waits_takes_the_same_statements_however_much_it_is(
    cast: Cast, ask: AskPrivately
) -> None:
    one = ask()
    counts: list[int] = []
    for _n in range(2):
        for _m in range(3):
            more = Exchange.objects.create(
                room=one.room, asker=cast.ravi, asked=cast.ingrid, at=now(), last_at=now()
            )
            Line.objects.create(exchange=more, seat=cast.ravi, words=QUESTION, at=now())
        with CaptureQueriesContext(connection) as seen:
            assert len(waits(cast.ingrid)) == 4 + 3 * len(counts)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 8
    assert len(waits(cast.ingrid, limit=2)) == 2


@pytest.mark.parametrize("who", ["guest", "contributor", "facilitator"])
def test_whoever_sits_for_no_side_is_offered_no_question(
    cast: Cast, visit: Visit, who: str
) -> None:
    page = visit(getattr(cast, who)).get("/p/lumen-kaveri/people/").content.decode()
    assert "Ask privately" not in page


def test_nobody_is_offered_to_ask_a_guest_or_a_facilitator(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ravi).get("/p/lumen-kaveri/people/").content.decode()
    assert f"?to={cast.ingrid.id}" in page
    for seat in (cast.guest, cast.facilitator, cast.meera):
        assert f"?to={seat.id}" not in page


def test_in_a_side_room_there_is_nobody_to_ask(cast: Cast, visit: Visit) -> None:
    page = visit(cast.ravi).get("/p/lumen-kaveri/side/people/").content.decode()
    assert "Ask privately" not in page
