"""Two at once, the same form twice, and a power cut: one of them counts, and nothing is left halfway."""

import re
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from troth.checkins.models import Pause
from troth.checkins.rules.pauses import Days
from troth.commitments import actions as promised
from troth.commitments.models import Commitment
from troth.conftest import Visit
from troth.discussions.models import Topic
from troth.foundation.web.clock import now
from troth.ledger.queries import head
from troth.outreach import actions
from troth.outreach.actions.answering import Openly
from troth.outreach.actions.changing import Dates
from troth.outreach.actions.noticing import look, offer
from troth.outreach.models import Change, Exchange, Line, Look, MovedDate, Offered, Signal
from troth.outreach.rules.refusals import Reason
from troth.outreach.tests.conftest import (
    ANSWER,
    DAY,
    QUESTION,
    SHARED,
    SIDE,
    AskPrivately,
    MakePromise,
    MakeSignal,
    Refuses,
)
from troth.partnerships.actions.holding import SeatGone
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Partnership, Party, Room
from troth.partnerships.models.seats import Phase, Standing
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
OPENLY = Openly(title="How it is for us", words="It is a lot.")


def key_of(browser: Client, path: str) -> str:
    """The key that makes a form of this page count once."""
    found = re.search(r'name="once" value="([^"]+)"', browser.get(path).content.decode())
    assert found
    return found[1]


def same(one: Signal) -> Signal:
    """The signal as a colleague looked at it before anything happened."""
    found: Signal = Signal.objects.select_related("party", "room").get(pk=one.pk)
    return found


# ------------------------------------------------------------------------------ in the side room


def test_of_two_colleagues_one_says_something(
    cast: Cast, signal: MakeSignal, refuses: Refuses
) -> None:
    one = signal()
    other, tor = same(one), cast.tor
    actions.say_openly(one, OPENLY, by=cast.ingrid)
    size = head(cast.shared.id)
    with refuses(Reason.ANSWERED_ALREADY):
        actions.say_openly(other, OPENLY, by=tor)
    assert (Topic.objects.count(), head(cast.shared.id)) == (1, size)


def test_what_was_put_aside_can_still_be_spoken_of(
    cast: Cast, signal: MakeSignal, refuses: Refuses
) -> None:
    one = signal()
    other = same(one)
    actions.set_aside(one, by=cast.ingrid)
    with refuses(Reason.ANSWERED_ALREADY):
        actions.say_openly(other, OPENLY, by=cast.tor)
    with refuses(Reason.ANSWERED_ALREADY):
        actions.set_aside(same(one), by=cast.tor)
    actions.say_openly(same(one), OPENLY, by=cast.tor)
    assert Topic.objects.count() == 1


def test_nothing_is_said_without_words(cast: Cast, signal: MakeSignal, refuses: Refuses) -> None:
    with refuses(Reason.WORDS_MISSING):
        actions.say_openly(signal(), Openly(title="How it is", words=" "), by=cast.ingrid)


def test_a_draft_is_laid_there_once(cast: Cast, signal: MakeSignal) -> None:
    one = signal()
    for _n in range(2):
        offer(one, now=now())
    assert Offered.objects.count() == 1


def test_of_two_clocks_one_looks(cast: Cast, signed: object) -> None:
    assert signed
    Look.objects.create(room=cast.shared, next_at=now())
    assert look(cast.shared, now=now()) == 0
    moved = Look.objects.get().next_at
    assert look(cast.shared, now=now()) == 0
    assert Look.objects.get().next_at == moved


def test_putting_it_away_twice_is_one_act(cast: Cast, visit: Visit, signal: MakeSignal) -> None:
    ingrid, path = visit(cast.ingrid), f"{SIDE}{signal().id}/"
    said = {"once": key_of(ingrid, path)}
    size = head(cast.lumen_side.id)
    for _n in range(2):
        assert ingrid.post(f"{path}not-now/", said).status_code == 302
    assert head(cast.lumen_side.id) == size + 1


# ------------------------------------------------------------------------------ in private


def test_a_question_sent_twice_is_asked_once(cast: Cast, visit: Visit) -> None:
    ravi = visit(cast.ravi)
    said = {"person": cast.ingrid.id, "words": QUESTION, "once": key_of(ravi, f"{SHARED}new/")}
    places = {ravi.post(f"{SHARED}new/", said)["Location"] for _n in range(2)}
    assert len(places) == 1
    assert (Exchange.objects.count(), Line.objects.count()) == (1, 1)


def test_one_who_ends_it_and_one_who_goes_on(
    cast: Cast, ask: AskPrivately, refuses: Refuses
) -> None:
    one = ask()
    seen = Exchange.objects.get(pk=one.pk)
    actions.end(one, by=cast.ingrid)
    with refuses(Reason.ENDED):
        actions.say(seen, words="And the logs?", by=cast.ravi)
    assert Line.objects.count() == 1


def test_two_who_agree_at_once_move_it_once(
    cast: Cast, ask: AskPrivately, promise: MakePromise, refuses: Refuses
) -> None:
    one, what = ask(also=[cast.tor]), promise()
    change = actions.propose(one, Dates(due={what.id: what.due + DAY}), by=cast.ravi)
    actions.agree(one, seen=change.id, by=cast.ingrid)
    with refuses(Reason.NOTHING_PROPOSED):
        actions.agree(one, seen=change.id, by=cast.tor)
    assert Commitment.objects.get(pk=what.pk).renegotiated == 1


def test_the_database_keeps_to_one_open_change_and_one_date_for_a_promise(
    cast: Cast, ask: AskPrivately, promise: MakePromise
) -> None:
    one, what = ask(), promise()
    change = actions.propose(one, Dates(due={what.id: what.due + DAY}), by=cast.ravi)
    second = Change(exchange=one, seat=cast.ravi, kind="dates", at=now())
    again = MovedDate(change=change, commitment=what, was=what.due, due=what.due + 2 * DAY)
    for row in (second, again):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_what_fails_halfway_leaves_no_room(
    cast: Cast, ask: AskPrivately, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_args: object, **_more: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("troth.outreach.actions.asking.add_line", break_off)
    with pytest.raises(RuntimeError):
        ask()
    assert not Exchange.objects.exists()
    assert not Room.objects.filter(kind=RoomKind.CLOSED).exists()


def test_whoever_has_left_is_in_no_private_exchange(
    cast: Cast, visit: Visit, ask: AskPrivately
) -> None:
    one = ask(person=cast.tor)
    path = f"/p/lumen-kaveri/with/{one.room_id}/trust/outreach/{one.id}/"
    tor = visit(cast.tor)
    assert tor.get(path).status_code == 200
    end_seat(cast.tor, by=cast.ingrid)
    assert tor.get(path).status_code == 404
    assert ANSWER not in visit(cast.ravi).get(path).content.decode()
    assert visit(cast.ingrid).get(path).status_code == 404


def test_nobody_is_asked_who_has_left_since_the_page_was_opened(
    cast: Cast, ask: AskPrivately, refuses: Refuses
) -> None:
    tor, meera = cast.tor, cast.meera
    end_seat(tor, by=cast.ingrid)
    for said in ({"person": tor}, {"also": (tor,)}):
        with refuses(Reason.HAS_LEFT):
            ask(**said)
    end_seat(meera, by=cast.ravi)
    with pytest.raises(SeatGone):
        ask(by=meera)
    assert not Exchange.objects.exists()
    assert not Room.objects.filter(kind=RoomKind.CLOSED).exists()


def test_nobody_is_asked_at_a_table_that_was_closed_meanwhile(
    cast: Cast, ask: AskPrivately, refuses: Refuses
) -> None:
    Partnership.objects.filter(pk=cast.table.pk).update(phase=Phase.CLOSED)
    with refuses(Reason.CHANGED_MEANWHILE):
        ask()
    assert not Exchange.objects.exists()


def test_what_somebody_proposed_who_has_left_moves_nothing(
    cast: Cast, ask: AskPrivately, promise: MakePromise, refuses: Refuses
) -> None:
    one, what = ask(by=cast.meera), promise()
    change = actions.propose(one, Dates(due={what.id: what.due + DAY}), by=cast.meera)
    end_seat(cast.meera, by=cast.ravi)
    with refuses(Reason.CHANGED_MEANWHILE):
        actions.agree(one, seen=change.id, by=cast.ingrid)
    assert Commitment.objects.get(pk=what.pk).due == what.due


# ------------------------------------------------------------------------------ a pause as both have read it


@pytest.fixture
def resting(cast: Cast, ask: AskPrivately, promise: MakePromise) -> Change:
    """Ravi proposes a pause in which two promises rest."""
    promise("Drift run")
    promise("Report")
    days = Days((now() + 2 * DAY).date(), (now() + 4 * DAY).date())
    return actions.propose(ask(), Dates(pause=days), by=cast.ravi)


def moves_away(what: Commitment, cast: Cast) -> None:
    """Both have agreed on another day since."""
    promised.ask_move(what, due=what.due + DAY, reason="Ice.", by=cast.ingrid)
    promised.agree_move(Commitment.objects.with_parties().get(pk=what.pk), by=cast.ravi)


def is_delivered(what: Commitment, cast: Cast) -> None:
    """It arrived since."""
    promised.deliver(what, by=cast.ingrid)


def comes_too(_what: Commitment, cast: Cast) -> None:
    """A third organisation sits at the table since, and has a word in every pause."""
    Party.objects.create(
        partnership=cast.table, name="Tern", standing=Standing.JOINED, joined_at=now()
    )


def leaves_again(_what: Commitment, cast: Cast) -> None:
    """A third organisation has left since, whose word the pause would have waited for."""
    Party.objects.create(partnership=cast.table, name="Tern", standing=Standing.LEFT, left_at=now())


@pytest.mark.parametrize("happens", [moves_away, is_delivered, comes_too, leaves_again])
def test_a_pause_that_would_not_be_as_both_have_read_it_is_none(
    cast: Cast, resting: Change, refuses: Refuses, happens: Callable[[Commitment, Cast], None]
) -> None:
    one = resting.exchange
    moved = resting.moves.select_related("commitment").order_by("id")
    happens(Commitment.objects.with_parties().get(pk=moved[0].commitment_id), cast)
    dues = dict(Commitment.objects.values_list("pk", "due"))
    with refuses(Reason.CHANGED_MEANWHILE):
        actions.agree(one, seen=resting.id, by=cast.ingrid)
    assert not Pause.objects.exists()
    assert dict(Commitment.objects.values_list("pk", "due")) == dues
    actions.take_back(one, seen=resting.id, by=cast.ravi)
    assert Change.objects.get().state == "withdrawn", "it can be proposed anew as it is now"


def test_what_was_promised_since_does_not_rest_and_holds_nothing_up(
    cast: Cast, resting: Change, promise: MakePromise
) -> None:
    later, was = promise("A second report"), dict(Commitment.objects.values_list("pk", "due"))
    actions.agree(resting.exchange, seen=resting.id, by=cast.ingrid)
    assert Pause.objects.get().state == "agreed"
    assert Commitment.objects.get(pk=later.pk).due == later.due
    moved = [one for one in Commitment.objects.all() if one.due != was[one.pk]]
    assert {one.deliverable for one in moved} == {"Drift run", "Report"}
