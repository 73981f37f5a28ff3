"""What is uneven is found against what was signed, and said to the side it is about and to nobody else."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.checkins.actions import load as loads
from troth.checkins.models import Checkin, Report
from troth.checkins.rules.load import About
from troth.discussions.models import Question
from troth.foundation.facts.outreach import Share
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.queries import head
from troth.outreach import clock as outreach_clock
from troth.outreach.actions.noticing import look, move_on, notice, scope_of
from troth.outreach.models import Look, Offered, Signal
from troth.outreach.queries import shares
from troth.outreach.queries.shares import (
    MEASURES,
    Measure,
    Scope,
    Uneven,
    answered,
    open_before,
    open_now,
    uneven,
)
from troth.outreach.rules.states import LOOKED_EVERY, Next, SignalState
from troth.outreach.rules.unevenness import Tally
from troth.outreach.tests.conftest import (
    DAY,
    MakePromise,
    MakeSignal,
    asked_often,
    asks,
    facts_in,
    kinds,
)
from troth.partnerships.models import Room, Terms
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.testing import Cast, party_of

pytestmark = pytest.mark.django_db


def uneven_questions(cast: Cast, *, room: Room | None = None) -> None:
    """Lumen answered one of nine questions in time, Kaveri eight of eight."""
    room, at = room or cast.shared, now() - 40 * DAY
    asked_often(room, by=cast.ravi, of=cast.ingrid, in_time=1, late=8, at=at)
    asked_often(room, by=cast.ingrid, of=cast.ravi, in_time=8, late=0, at=at)


def scope(cast: Cast) -> Scope:
    """The table as it is looked at now."""
    return scope_of(cast.shared, now=now())


def look_now(cast: Cast) -> int:
    """The week is over, and the clock looks."""
    Look.objects.update_or_create(room=cast.shared, defaults={"next_at": now()})
    return look(cast.shared, now=now())


# ------------------------------------------------------------------------------ finding


def test_uneven_answers_are_said_to_the_side_they_are_about_and_to_nobody_else(
    cast: Cast, signed: Terms
) -> None:
    uneven_questions(cast)
    sizes = {room: head(room.id) for room in (cast.shared, cast.kaveri_side)}
    assert look_now(cast) == 1
    one = Signal.objects.get()
    assert (one.party_id, one.room_id, one.kind) == (cast.lumen.id, cast.lumen_side.id, "response")
    assert (one.own, one.others) == (Tally(1, 9), Tally(8, 8))
    assert one.until == one.at + timedelta(days=signed.shown_first_days)
    assert kinds(cast.lumen_side, 1) == ["imbalance:noticed"]
    assert {room: head(room.id) for room in sizes} == sizes


def test_without_a_signed_agreement_nobody_is_measured(cast: Cast) -> None:
    uneven_questions(cast)
    assert look_now(cast) == 0
    assert not Signal.objects.exists()


def test_a_table_is_looked_at_once_a_week(cast: Cast, signed: Terms) -> None:
    uneven_questions(cast)
    assert look_now(cast) == 1
    Signal.objects.all().delete()
    assert look(cast.shared, now=now() + LOOKED_EVERY - timedelta(minutes=1)) == 0
    assert look(cast.shared, now=now() + LOOKED_EVERY) == 1


def test_the_same_is_not_said_again_for_thirty_days(cast: Cast, signal: MakeSignal) -> None:
    signal()
    found = Uneven(party=cast.lumen, kind=Share.RESPONSE, own=Tally(1, 9), others=Tally(8, 8))
    later = now() + 29 * DAY
    assert not notice(found, until=later, now=later)
    assert notice(found, until=later, now=now() + 31 * DAY)
    assert Signal.objects.count() == 2


def test_what_is_asked_elsewhere_counts_nowhere(cast: Cast, signed: Terms) -> None:
    closed = Room.objects.create(partnership=cast.table, kind=RoomKind.CLOSED)
    closed.seats.set([cast.ingrid, cast.ravi])
    uneven_questions(cast, room=closed)
    assert answered(scope(cast)) == {cast.lumen.id: Tally(), cast.kaveri.id: Tally()}
    assert look_now(cast) == 0


def test_what_still_has_time_is_owed_by_nobody(cast: Cast) -> None:
    asks(cast.shared, by=cast.ravi, of=cast.ingrid, at=now(), late=False)
    assert answered(scope(cast))[cast.lumen.id] == Tally()
    with clock.at(now() + 30 * DAY):
        assert answered(scope(cast))[cast.lumen.id] == Tally(0, 1)


def test_a_question_to_all_waits_for_the_only_other_side(cast: Cast) -> None:
    asks(cast.shared, by=cast.ravi, of=cast.ingrid, at=now() - 30 * DAY, late=False)
    Question.objects.update(asked=None)
    assert answered(scope(cast))[cast.lumen.id] == Tally(0, 1)


def test_a_question_that_was_taken_back_is_owed_by_nobody(cast: Cast) -> None:
    asks(cast.shared, by=cast.ravi, of=cast.ingrid, at=now() - 30 * DAY, late=False)
    Question.objects.update(state="taken-back")
    assert answered(scope(cast))[cast.lumen.id] == Tally()


def test_what_is_older_than_sixty_days_is_no_news(cast: Cast) -> None:
    asks(cast.shared, by=cast.ravi, of=cast.ingrid, at=now() - 61 * DAY, late=False)
    assert answered(scope(cast))[cast.lumen.id] == Tally()


def test_promises_and_deliveries_wait_for_answers_too(cast: Cast, promise: MakePromise) -> None:
    with clock.at(now() - 40 * DAY):
        one = promise(days=10)
    found = answered(scope(cast))
    assert found[cast.kaveri.id] == Tally(1, 1), "accepted at once"
    one.deliveries.create(at=now() - 30 * DAY, answer_by=now() - 25 * DAY)
    assert answered(scope(cast))[cast.kaveri.id] == Tally(1, 2)
    one.deliveries.update(confirmed_at=now() - 26 * DAY)
    assert answered(scope(cast))[cast.kaveri.id] == Tally(2, 2)
    one.deliveries.update(confirmed_at=None, disputed_at=now() - 20 * DAY)
    assert answered(scope(cast))[cast.kaveri.id] == Tally(1, 2)


@pytest.mark.parametrize(
    ("state", "said", "wanted"),
    [
        ("given", 1, Tally(1, 1)),
        ("given", 9, Tally(0, 1)),
        ("waiting", None, Tally(0, 1)),
        ("skipped", 1, Tally()),
    ],
)
def test_check_ins_are_answers_and_a_reasoned_no_counts_nowhere(
    cast: Cast, state: str, said: int | None, wanted: Tally
) -> None:
    at = now() - 20 * DAY
    checkin = Checkin.objects.create(room=cast.shared, day=at.date(), at=at, zone="Europe/Oslo")
    Report.objects.create(
        checkin=checkin,
        party=cast.lumen,
        begins=at,
        answer_by=at + 5 * DAY,
        state=state,
        said_at=at + said * DAY if said else None,
    )
    assert answered(scope(cast))[cast.lumen.id] == wanted


def test_open_promises_and_questions_are_what_waits(cast: Cast, promise: MakePromise) -> None:
    with clock.at(now() - 70 * DAY):
        promise("Old", days=90)
    promise("New")
    asks(cast.shared, by=cast.ravi, of=cast.ingrid, at=now() - DAY, late=False)
    asks(cast.shared, by=cast.ingrid, of=cast.ravi, at=now() - DAY, late=False)
    assert open_now(scope(cast)) == {cast.lumen.id: 3, cast.kaveri.id: 1}
    assert open_before(scope(cast)) == {cast.lumen.id: 1, cast.kaveri.id: 0}


def test_much_more_than_usual_is_said_to_whoever_carries_it(
    cast: Cast, signed: Terms, promise: MakePromise
) -> None:
    for number in range(12):
        promise(f"Run {number}")
    assert look_now(cast) == 1
    one = Signal.objects.get()
    assert (one.party_id, one.kind, one.own) == (cast.lumen.id, "load", Tally(12, 12))
    assert one.others == Tally()


def test_a_new_share_joins_by_itself(
    cast: Cast, signed: Terms, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always(found: Scope) -> list[Uneven]:
        return [
            Uneven(party=found.parties[0], kind=Share.LOAD, own=Tally(9, 9), others=Tally(1, 9))
        ]

    monkeypatch.setattr(shares, "MEASURES", [*MEASURES, Measure(kind=Share.LOAD, find=always)])
    assert look_now(cast) == 1


def test_one_side_alone_is_uneven_with_nobody(cast: Cast) -> None:
    one = Scope(room=cast.shared, parties=[cast.lumen], since=now() - 60 * DAY, now=now())
    assert uneven(one) == []


def test_looking_takes_the_same_few_statements_however_much_there_is(
    cast: Cast, signed: Terms, promise: MakePromise
) -> None:
    counts = []
    for _n in range(2):
        for number in range(3):
            promise(f"Run {number}")
            asks(cast.shared, by=cast.ravi, of=cast.ingrid, at=now() - 30 * DAY, late=False)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            uneven(scope(cast))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 20


# ------------------------------------------------------------------------------ the clock


def test_the_clock_begins_with_a_table_a_week_later_and_rings_once(
    cast: Cast, signed: Terms
) -> None:
    uneven_questions(cast)
    assert outreach_clock.due(now()) == 0
    assert outreach_clock.due(now()) == 0
    later = now() + LOOKED_EVERY
    with clock.at(later):
        # The questions are still of the last sixty days.
        assert outreach_clock.due(later) == 1
        assert outreach_clock.due(later) == 0
    assert Signal.objects.count() == 1


def test_what_goes_wrong_at_one_table_does_not_keep_others_waiting(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    Look.objects.create(room=cast.shared, next_at=now())

    def broken(_room: Room, *, now: datetime) -> int:
        raise RuntimeError(str(now))

    monkeypatch.setattr("troth.outreach.clock.look", broken)
    assert outreach_clock.due(now()) == 0


def test_a_table_that_is_not_open_is_not_looked_at(cast: Cast, signed: Terms) -> None:
    uneven_questions(cast)
    Look.objects.create(room=cast.shared, next_at=now())
    type(cast.table).objects.filter(pk=cast.table.pk).update(phase="closed")
    assert outreach_clock.due(now()) == 0


# ------------------------------------------------------------------------------ when the days are over


def after_a_week(one: Signal) -> Next:
    """The agreed days are over."""
    later = one.until + timedelta(minutes=1)
    with clock.at(later):
        one.refresh_from_db()
        return move_on(one, now=later)


def test_nothing_is_offered_before_the_days_are_over(cast: Cast, signal: MakeSignal) -> None:
    assert move_on(signal(), now=now()) is Next.WAIT
    assert not Offered.objects.exists()


def test_still_uneven_and_silent_the_others_are_offered_to_ask(cast: Cast, signed: Terms) -> None:
    uneven_questions(cast)
    look_now(cast)
    one, size = Signal.objects.get(), head(cast.shared.id)
    before = [head(room.id) for room in (cast.lumen_side, cast.kaveri_side)]
    assert after_a_week(one) is Next.OFFER
    draft = Offered.objects.get()
    assert (draft.party_id, draft.about_id) == (cast.kaveri.id, cast.lumen.id)
    assert draft.room_id == cast.kaveri_side.id
    assert head(cast.shared.id) == size
    assert [head(room.id) for room in (cast.lumen_side, cast.kaveri_side)] == before
    assert after_a_week(one) is Next.NOTHING
    assert Offered.objects.count() == 1


def test_what_has_evened_out_is_over(cast: Cast, signal: MakeSignal) -> None:
    one = signal()
    assert after_a_week(one) is Next.EASED
    one.refresh_from_db()
    assert one.stands is SignalState.EASED
    assert kinds(cast.lumen_side, 1) == ["imbalance:eased"]
    assert not Offered.objects.exists()


def test_saying_openly_that_it_is_a_lot_is_a_word(cast: Cast, signed: Terms) -> None:
    uneven_questions(cast)
    look_now(cast)
    said = loads.Signal(about=About.US, until=(now() + 3 * DAY).date())
    with clock.at(now() + timedelta(minutes=5)):
        loads.signal(said, room=cast.shared, by=cast.ingrid)
    assert after_a_week(Signal.objects.get()) is Next.NOTHING
    assert not Offered.objects.exists()


def test_what_a_side_says_among_its_own_is_no_word_to_others(cast: Cast, signed: Terms) -> None:
    uneven_questions(cast)
    look_now(cast)
    said = loads.Signal(about=About.US, until=(now() + 3 * DAY).date())
    with clock.at(now() + timedelta(minutes=5)):
        loads.signal(said, room=cast.lumen_side, by=cast.ingrid)
    assert after_a_week(Signal.objects.get()) is Next.OFFER


def test_the_clock_goes_on_by_itself(cast: Cast, signal: MakeSignal) -> None:
    later = signal().until + DAY
    with clock.at(later):
        assert outreach_clock.due(later) == 1
        assert outreach_clock.due(later) == 0


def test_the_fact_says_numbers_and_nobody_s_name(cast: Cast, signal: MakeSignal) -> None:
    signal()
    fact = facts_in(cast.lumen_side)[-1]
    assert (getattr(fact, "did", 0), getattr(fact, "total", 0)) == (5, 16)
    assert fact.by.person is None
    assert party_of(cast.ingrid).id == getattr(fact, "party", "")
