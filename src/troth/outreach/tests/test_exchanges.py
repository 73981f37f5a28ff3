"""Asking privately, answering, and agreeing on what then happens openly."""

from datetime import datetime, timedelta

import pytest

from troth.checkins.models import Pause
from troth.checkins.rules.pauses import Days
from troth.commitments import actions as promised
from troth.commitments.models import Commitment
from troth.conftest import Refused
from troth.foundation.kernel.roles import Role
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.queries import head
from troth.outreach import actions
from troth.outreach.actions.changing import Dates, neutral_reason
from troth.outreach.models import Change, Exchange, Line, Offered
from troth.outreach.queries.exchanges import may_be_asked, movable, room_for
from troth.outreach.rules.refusals import Reason
from troth.outreach.rules.states import MOST_A_DAY
from troth.outreach.tests.conftest import (
    ANSWER,
    DAY,
    QUESTION,
    AskPrivately,
    MakePromise,
    Refuses,
    facts_in,
    kinds,
)
from troth.partnerships.actions.inviting import invite_guest
from troth.partnerships.models import Room
from troth.partnerships.queries.door import rooms_of
from troth.partnerships.rules.refusals import Reason as AtTheTable
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def test_a_question_stands_in_a_room_of_two(cast: Cast, ask: AskPrivately) -> None:
    others = (cast.tor, cast.meera, cast.facilitator, cast.guest)
    size = head(cast.shared.id)
    one = ask()
    assert one.room.kind == RoomKind.CLOSED
    assert {seat.id for seat in one.room.seats.all()} == {cast.ravi.id, cast.ingrid.id}
    assert one.room in rooms_of(cast.ingrid)
    assert not any(one.room in rooms_of(seat) for seat in others)
    assert kinds(one.room, 2) == ["room:opened", "outreach:asked"]
    assert head(cast.shared.id) == size
    assert Line.objects.get().words == QUESTION


def test_the_same_two_have_one_room(cast: Cast, ask: AskPrivately) -> None:
    first = ask()
    actions.end(first, by=cast.ingrid)
    again = ask()
    back = ask(by=cast.ingrid, person=cast.ravi)
    assert first.room == again.room == back.room
    assert room_for([cast.ingrid, cast.tor]) is None


def test_others_in_it_have_a_room_of_their_own(cast: Cast, ask: AskPrivately) -> None:
    first = ask()
    actions.end(first, by=cast.ravi)
    second = ask(also=[cast.meera, cast.tor])
    assert second.room != first.room
    assert second.room.seats.count() == 4
    assert first.room not in rooms_of(cast.meera)


def test_somebody_is_asked_once_at_a_time(cast: Cast, ask: AskPrivately, refuses: Refuses) -> None:
    one = ask()
    with refuses(Reason.OPEN_ALREADY) as refused:
        ask()
    assert refused.value.about == one
    assert ask(by=cast.meera) != one


def test_who_cannot_be_asked(cast: Cast, ask: AskPrivately, refuses: Refuses) -> None:
    for said, reason in (
        ({"person": cast.meera}, Reason.OWN_SIDE),
        ({"person": cast.facilitator}, Reason.NOBODY_ASKED),
        ({"words": " "}, Reason.WORDS_MISSING),
        ({"also": [cast.tor, cast.siri]}, Reason.NOT_OF_THE_TWO),
        ({"by": cast.facilitator}, Reason.NO_SIDE),
    ):
        with refuses(reason):
            ask(**said)
    assert not Exchange.objects.exists()
    assert not Room.objects.filter(kind=RoomKind.CLOSED).exists()


def test_nobody_asks_everybody_on_one_day(cast: Cast, ask: AskPrivately, refuses: Refuses) -> None:
    one = ask()
    for _n in range(MOST_A_DAY - 1):
        Exchange.objects.create(
            room=one.room, asker=cast.ravi, asked=cast.tor, at=now(), last_at=now()
        )
    with refuses(Reason.ENOUGH_TODAY):
        ask(person=cast.siri)
    with clock.at(now() + timedelta(days=1, minutes=1)):
        assert ask(person=cast.siri).asked == cast.siri


def test_those_who_can_be_asked_sit_for_another_organisation(cast: Cast) -> None:
    people = {cast.ingrid.id, cast.tor.id}
    visitors = {cast.guest.id, cast.facilitator.id}
    assert {seat.id for seat in may_be_asked(cast.ravi)} == people
    assert not people & visitors


def test_answering_and_ending(cast: Cast, ask: AskPrivately, refuses: Refuses) -> None:
    one = ask()
    actions.say(one, words=ANSWER, by=cast.ingrid)
    with refuses(Reason.WORDS_MISSING):
        actions.say(one, words="  ", by=cast.ingrid)
    actions.end(one, by=cast.ingrid)
    with refuses(Reason.ENDED):
        actions.end(one, by=cast.ravi)
    with refuses(Reason.ENDED):
        actions.say(one, words=ANSWER, by=cast.ravi)
    assert [line.words for line in one.lines.order_by("at")] == [QUESTION, ANSWER]
    assert kinds(one.room, 2) == ["outreach:said", "outreach:ended"]


def test_a_draft_is_sent_once(
    cast: Cast, ask: AskPrivately, draft: Offered, refuses: Refuses
) -> None:
    ask(draft=draft)
    draft.refresh_from_db()
    assert draft.state == "sent"
    with refuses(Reason.ANSWERED_ALREADY):
        ask(person=cast.tor, draft=draft)
    assert Exchange.objects.count() == 1
    with refuses(Reason.ANSWERED_ALREADY):
        actions.leave(draft)


def test_a_draft_that_is_left_leaves_no_trace(cast: Cast, draft: Offered) -> None:
    sizes = [head(room.id) for room in (cast.shared, cast.lumen_side, cast.kaveri_side)]
    actions.leave(draft)
    assert [head(room.id) for room in (cast.shared, cast.lumen_side, cast.kaveri_side)] == sizes


def test_a_guest_never_comes_into_it(cast: Cast, ask: AskPrivately, refused: Refused) -> None:
    room = ask().room
    with refused(AtTheTable.NEVER_A_CLOSED_ROOM):
        invite_guest(
            "x@y.example",
            by=cast.ravi,
            role=Role.GUEST_READ,
            rooms=[room.id],
            until=now() + 9 * DAY,
        )


# ------------------------------------------------------------------------------ changes


@pytest.fixture
def asked(cast: Cast, ask: AskPrivately) -> Exchange:
    """Ravi has asked Ingrid."""
    return ask()


def proposed(one: Exchange, *promises: Commitment, cast: Cast, days: int = 7) -> Change:
    """Ravi proposes to move these by so many days."""
    due: dict[str, datetime] = {each.id: each.due + days * DAY for each in promises}
    return actions.propose(one, Dates(due=due), by=cast.ravi)


def test_what_two_agree_on_moves_openly_with_a_neutral_reason(
    cast: Cast, asked: Exchange, promise: MakePromise
) -> None:
    one, size = promise(), head(cast.shared.id)
    change = proposed(asked, one, cast=cast)
    assert head(cast.shared.id) == size, "nothing is visible before both agree"
    actions.agree(asked, seen=change.id, by=cast.ingrid)
    moved = Commitment.objects.get(pk=one.pk)
    assert (moved.due, moved.renegotiated) == (one.due + 7 * DAY, 1)
    assert kinds(cast.shared, 2) == ["commitment:move-asked", "commitment:moved"]
    asked_fact = facts_in(cast.shared)[-2]
    assert getattr(asked_fact, "reason", "") == neutral_reason()
    assert asked.id not in repr(facts_in(cast.shared))
    assert kinds(asked.room, 2) == ["outreach:change-proposed", "outreach:change-agreed"]


def test_a_pause_that_two_agree_on_is_a_pause_as_any_other(
    cast: Cast, asked: Exchange, promise: MakePromise
) -> None:
    one = promise(days=10)
    days = Days((now() + 2 * DAY).date(), (now() + 4 * DAY).date())
    change = actions.propose(asked, Dates(pause=days), by=cast.ingrid)
    actions.agree(asked, seen=change.id, by=cast.ravi)
    pause = Pause.objects.get()
    assert (pause.state, pause.reason) == ("agreed", neutral_reason())
    assert Commitment.objects.get(pk=one.pk).due.date() == (one.due + 3 * DAY).date()


def test_only_the_other_side_agrees_and_only_the_own_takes_back(
    cast: Cast, asked: Exchange, promise: MakePromise, refuses: Refuses
) -> None:
    change = proposed(asked, promise(), cast=cast)
    with refuses(Reason.OWN_PROPOSAL):
        actions.agree(asked, seen=change.id, by=cast.ravi)
    with refuses(Reason.NOT_YOUR_PROPOSAL):
        actions.take_back(asked, seen=change.id, by=cast.ingrid)
    actions.take_back(asked, seen=change.id, by=cast.ravi)
    with refuses(Reason.NOTHING_PROPOSED):
        actions.agree(asked, seen=change.id, by=cast.ingrid)


def test_declined_nothing_moves(cast: Cast, asked: Exchange, promise: MakePromise) -> None:
    one = promise()
    change = proposed(asked, one, cast=cast)
    actions.decline(asked, seen=change.id, by=cast.ingrid)
    assert Commitment.objects.get(pk=one.pk).due == one.due
    assert proposed(asked, one, cast=cast, days=3).state == "proposed", "something else can be"


def test_one_proposal_at_a_time(
    cast: Cast, asked: Exchange, promise: MakePromise, refuses: Refuses
) -> None:
    one = promise()
    proposed(asked, one, cast=cast)
    with refuses(Reason.PROPOSED_ALREADY):
        proposed(asked, one, cast=cast)


def test_what_was_seen_is_what_is_agreed_to(
    cast: Cast, asked: Exchange, promise: MakePromise, refuses: Refuses
) -> None:
    one = promise()
    first = proposed(asked, one, cast=cast)
    actions.take_back(asked, seen=first.id, by=cast.ravi)
    proposed(asked, one, cast=cast, days=30)
    with refuses(Reason.CHANGED_MEANWHILE):
        actions.agree(asked, seen=first.id, by=cast.ingrid)
    assert Commitment.objects.get(pk=one.pk).due == one.due


@pytest.mark.parametrize("how", ["moved", "delivered", "passed"])
def test_where_a_promise_changed_meanwhile_nothing_moves(
    cast: Cast, asked: Exchange, promise: MakePromise, refuses: Refuses, how: str
) -> None:
    one, other = promise(), promise("Report")
    change = proposed(asked, one, other, cast=cast)
    at = now()
    if how == "moved":
        promised.ask_move(other, due=other.due + DAY, reason="Ice.", by=cast.ingrid)
        promised.agree_move(Commitment.objects.with_parties().get(pk=other.pk), by=cast.ravi)
    elif how == "delivered":
        promised.deliver(other, by=cast.ingrid)
    else:
        at = other.due + timedelta(hours=1)
    size = head(cast.shared.id)
    with clock.at(at), refuses(Reason.CHANGED_MEANWHILE):
        actions.agree(asked, seen=change.id, by=cast.ingrid)
    assert Commitment.objects.get(pk=one.pk).due == one.due
    assert head(cast.shared.id) == size
    assert Change.objects.get(pk=change.pk).state == "proposed"


def test_what_can_move_is_open_and_between_the_two(
    cast: Cast, asked: Exchange, promise: MakePromise
) -> None:
    one, gone, wished = promise("Open"), promise("Delivered"), promise("Asked to move")
    promised.deliver(gone, by=cast.ingrid)
    promised.ask_move(wished, due=wished.due + DAY, reason="Ice.", by=cast.ingrid)
    assert [each.id for each in movable(asked, shared=cast.shared)] == [one.id]


def test_what_cannot_be_proposed(
    cast: Cast, asked: Exchange, promise: MakePromise, refuses: Refuses
) -> None:
    one = promise()
    tries: list[tuple[dict[str, datetime], Reason]] = [
        ({}, Reason.NOTHING_CHOSEN),
        ({"01J00000000000000000000000": now() + DAY}, Reason.NOTHING_CHOSEN),
        ({one.id: now() - DAY}, Reason.DAY_PASSED),
        ({one.id: one.due}, Reason.SAME_DATE),
    ]
    for due, reason in tries:
        with refuses(reason):
            actions.propose(asked, Dates(due=due), by=cast.ravi)
    actions.end(asked, by=cast.ravi)
    with refuses(Reason.ENDED):
        proposed(asked, one, cast=cast)
