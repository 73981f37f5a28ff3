"""What two are shown beforehand is, to the letter, what everybody reads afterwards: nothing of it is news."""

from datetime import UTC, datetime

import pytest

from troth.checkins.rules.pauses import Days
from troth.commitments import actions as promised
from troth.commitments.models import Commitment
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.queries import head
from troth.outreach import actions
from troth.outreach.actions.asking import Asked
from troth.outreach.actions.changing import Dates
from troth.outreach.ahead import Ahead, Wish, ahead_of, wish_of
from troth.outreach.models import Change
from troth.outreach.queries.exchanges import resting, waiting_change
from troth.outreach.queries.signals import shared_room
from troth.outreach.tests.conftest import (
    DAY,
    QUESTION,
    AskPrivately,
    MakePromise,
)
from troth.outreach.tests.three import promised_by, read_since, three_sides
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast, party_of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2027, 3, 1, 9, tzinfo=UTC)


def shown_for(change: Change) -> Ahead:
    """What the page of the exchange says while the change waits."""
    waits = waiting_change(change.exchange)
    assert waits
    return ahead_of(change.exchange, wish_of(waits))


# ------------------------------------------------------------------------------ at a table of two


def test_moved_dates_read_as_they_were_previewed(
    cast: Cast, ask: AskPrivately, promise: MakePromise
) -> None:
    with clock.at(MONDAY):
        one, first, second = ask(), promise("Drift run"), promise("Report", days=20)
        due: dict[str, datetime] = {each.id: each.due + 7 * DAY for each in (second, first)}
        before = ahead_of(
            one,
            Wish(
                by=party_of(cast.ravi).id, moves=[(each, due[each.id]) for each in (first, second)]
            ),
        )
        change = actions.propose(one, Dates(due=due), by=cast.ravi)
        waits, size = shown_for(change), head(cast.shared.id)
        actions.agree(one, seen=change.id, by=cast.ingrid)
        after = [
            read_since(size, room=cast.shared, reader=seat) for seat in (cast.ravi, cast.ingrid)
        ]
    assert before.sentences == waits.sentences == after[0] == after[1]
    assert after[0] == [
        "Kaveri asked to move “Drift run” to Thursday 18 March 10:00 Bergen",
        "Lumen agreed: “Drift run” is now due Thursday 18 March 10:00 Bergen",
        "Kaveri asked to move “Report” to Sunday 28 March 11:00 Bergen",
        "Lumen agreed: “Report” is now due Sunday 28 March 11:00 Bergen",
    ]


@pytest.mark.parametrize("asker", ["ravi", "ingrid"])
def test_a_pause_reads_as_it_was_previewed(
    cast: Cast, ask: AskPrivately, promise: MakePromise, asker: str
) -> None:
    other = {"ravi": cast.ingrid, "ingrid": cast.ravi}[asker]
    by: Seat = getattr(cast, asker)
    one, done = ask(), promise("Logger")
    promise("Report", days=12)
    promise("Drift run")
    promised.deliver(done, by=cast.ingrid)
    days = Days((now() + DAY).date(), (now() + 3 * DAY).date())
    rests = resting(one, days, shared=cast.shared)
    before = ahead_of(
        one, Wish(by=party_of(by).id, moves=[(each, each.due) for each in rests], days=days)
    )
    change = actions.propose(one, Dates(pause=days), by=by)
    waits, size = shown_for(change), head(cast.shared.id)
    actions.agree(one, seen=change.id, by=other)
    after = [read_since(size, room=cast.shared, reader=seat) for seat in (by, other)]
    assert before.sentences == waits.sentences == after[0] == after[1]
    assert not waits.only_proposed
    assert len(after[0]) == 5
    assert after[0][0].startswith(f"{party_of(by).short} proposed a pause from ")
    assert "“Drift run” is now due" in after[0][1]
    assert after[0][3] == "The time to answer “Logger” moved with the pause that was agreed"
    assert after[0][4].endswith("is agreed; its dates moved")


def test_a_time_to_answer_that_ends_before_the_pause_is_not_spoken_of(
    cast: Cast, ask: AskPrivately, promise: MakePromise
) -> None:
    one, done = ask(), promise("Logger")
    promised.deliver(done, by=cast.ingrid)
    far = (now() + 60 * DAY).date()
    wish = Wish(by=party_of(cast.ravi).id, moves=[], days=Days(far, far))
    assert len(ahead_of(one, wish).sentences) == 2
    near = (now() + DAY).date()
    wish = Wish(by=party_of(cast.ravi).id, moves=[], days=Days(near, near))
    assert len(ahead_of(one, wish).sentences) == 3


def test_the_clock_time_stays_over_the_night_when_clocks_change(
    cast: Cast, ask: AskPrivately, promise: MakePromise
) -> None:
    with clock.at(MONDAY + 20 * DAY):
        one, what = ask(), promise("Drift run", days=6)
        days = Days((now() + DAY).date(), (now() + 3 * DAY).date())
        wish = Wish(by=party_of(cast.ravi).id, moves=[(what, what.due)], days=days)
        said = ahead_of(one, wish).sentences
    assert said[1] == "Lumen agreed: “Drift run” is now due Tuesday 30 March 10:00 Bergen"


def test_a_preview_puts_nothing_on_record(
    cast: Cast, ask: AskPrivately, promise: MakePromise
) -> None:
    one, what = ask(), promise()
    sizes = [head(room.id) for room in (cast.shared, one.room)]
    ahead_of(one, Wish(by=party_of(cast.ravi).id, moves=[(what, what.due + DAY)]))
    assert [head(room.id) for room in (cast.shared, one.room)] == sizes
    assert Commitment.objects.get(pk=what.pk).due == what.due


def test_no_person_is_named_in_what_all_read(
    cast: Cast, ask: AskPrivately, promise: MakePromise
) -> None:
    one, what = ask(also=[cast.meera, cast.tor]), promise()
    change = actions.propose(one, Dates(due={what.id: what.due + DAY}), by=cast.meera)
    said = " ".join(shown_for(change).sentences)
    for seat in (cast.meera, cast.tor, cast.ravi, cast.ingrid):
        assert seat.person.name not in said
    assert said.startswith("Kaveri asked")


# ------------------------------------------------------------------------------ at a table of three


def test_to_a_third_side_a_pause_is_only_proposed() -> None:
    three = three_sides()
    ingrid, ravi, otto = three
    room = shared_room(ingrid.partnership_id)
    what = promised_by(ingrid, ravi, room)
    one = actions.begin(Asked(person=ingrid, words=QUESTION), by=ravi)
    days = Days((now() + DAY).date(), (now() + 3 * DAY).date())
    wish = Wish(by=party_of(ravi).id, moves=[(what, what.due)], days=days)
    before = ahead_of(one, wish)
    change = actions.propose(one, Dates(pause=days), by=ravi)
    waits, size = shown_for(change), head(room.id)
    actions.agree(one, seen=change.id, by=ingrid)
    after = [read_since(size, room=room, reader=seat) for seat in three]
    assert before.sentences == waits.sentences == after[0] == after[1] == after[2]
    assert (before.only_proposed, waits.only_proposed) == (True, True)
    assert len(after[0]) == 2
    assert after[0][0].startswith("Kaveri proposed a pause from ")
    assert after[0][1] == "Lumen agreed to it; the pause waits for the others"
    assert Commitment.objects.get(pk=what.pk).due == what.due
    assert otto.party_id not in {ingrid.party_id, ravi.party_id}


def test_dates_between_two_move_whoever_else_sits_there() -> None:
    three = three_sides()
    ingrid, ravi, _otto = three
    room = shared_room(ingrid.partnership_id)
    what = promised_by(ingrid, ravi, room)
    one = actions.begin(Asked(person=ingrid, words=QUESTION), by=ravi)
    change = actions.propose(one, Dates(due={what.id: what.due + 2 * DAY}), by=ingrid)
    waits, size = shown_for(change), head(room.id)
    actions.agree(one, seen=change.id, by=ravi)
    after = [read_since(size, room=room, reader=seat) for seat in three]
    assert waits.sentences == after[0] == after[1] == after[2]
    assert not waits.only_proposed
    assert after[0][0].startswith("Lumen asked to move")
    assert after[0][1].startswith("Kaveri agreed:")


def test_the_mark_of_an_announcement_follows_its_words_alone() -> None:
    said = ("Kaveri asked to move “Drift run”", "Lumen agreed")
    assert Ahead(sentences=said).mark == Ahead(sentences=list(said)).mark
    for other in (said[:1], said[::-1], (said[0], "Kaveri agreed"), ()):
        assert Ahead(sentences=other).mark != Ahead(sentences=said).mark
