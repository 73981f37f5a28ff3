"""Two at the very same moment on PostgreSQL: one question, one room, and nothing moves that was not read."""

from datetime import timedelta

import pytest
from django.http import HttpResponse

from troth.checkins.actions import load as loads
from troth.checkins.actions import pausing
from troth.checkins.models import Pause
from troth.checkins.rules.load import About
from troth.checkins.rules.pauses import Days
from troth.commitments import actions as promised
from troth.commitments.models import Commitment
from troth.conftest import Visit
from troth.foundation.web.clock import now
from troth.foundation.web.testing import meanwhile
from troth.organisations.actions import NewOrganisation
from troth.outreach import actions
from troth.outreach.actions.answering import Openly
from troth.outreach.actions.changing import Dates
from troth.outreach.actions.noticing import move_on
from troth.outreach.models import Change, Exchange, Signal
from troth.outreach.rules.refusals import NotPossible, Reason
from troth.outreach.rules.states import MOST_A_DAY, Next, SignalState
from troth.outreach.tests.conftest import DAY, AskPrivately, MakePromise, MakeSignal, kinds
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_add
from troth.partnerships.actions.seating import end_seat
from troth.partnerships.models import Room
from troth.partnerships.rules.rooms import RoomKind
from troth.partnerships.testing import Cast, person

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("seals_go_too"),
]
TERN = NewOrganisation(name="Tern Logistics", place="Aberdeen", zone="Europe/London", slug="tern")


def refused_for(came: object) -> Reason | None:
    """Why it was refused; None where it was not."""
    return came.reason if isinstance(came, NotPossible) else None


def resting_change(one: Exchange, cast: Cast) -> Change:
    """Ravi proposes a pause of three days."""
    days = Days((now() + 2 * DAY).date(), (now() + 4 * DAY).date())
    return actions.propose(one, Dates(pause=days), by=cast.ravi)


def test_a_word_said_at_the_table_while_the_clock_goes_on_is_heard(
    cast: Cast, signal: MakeSignal
) -> None:
    one = signal()
    said = loads.Signal(about=About.US, until=(now() + 3 * DAY).date())
    came = meanwhile(
        lambda: loads.signal(said, room=cast.shared, by=cast.ingrid),
        lambda: move_on(one, now=one.until + DAY),
    )
    assert came is Next.NOTHING
    one.refresh_from_db()
    assert one.stands is SignalState.SAID
    assert kinds(cast.lumen_side, 1) == ["imbalance:noticed"]


@pytest.mark.parametrize("who", ["the clock", "a colleague"])
def test_whoever_puts_it_aside_waits_for_nobody_who_goes_on_with_it(
    cast: Cast, signal: MakeSignal, who: str
) -> None:
    one, tor = signal(), cast.tor
    same = Signal.objects.select_related("party", "room").get(pk=one.pk)
    openly = Openly(title="How it is for us", words="It is a lot.")
    came = meanwhile(
        lambda: Signal.objects.select_for_update(no_key=True).get(pk=one.pk),
        lambda: (
            move_on(same, now=same.until + DAY)
            if who == "the clock"
            else actions.say_openly(same, openly, by=tor)
        ),
        then=lambda: actions.set_aside(one, by=cast.ingrid),
    )
    assert came is Next.NOTHING or refused_for(came) is Reason.ANSWERED_ALREADY, came
    assert kinds(cast.lumen_side, 1) == ["imbalance:set-aside"]


def test_what_is_said_openly_while_the_clock_goes_on_is_said_once(
    cast: Cast, signal: MakeSignal
) -> None:
    one = signal()
    same = Signal.objects.select_related("party", "room").get(pk=one.pk)
    openly = Openly(title="How it is for us", words="It is a lot.")
    came = meanwhile(
        lambda: actions.say_openly(one, openly, by=cast.ingrid),
        lambda: move_on(same, now=same.until + DAY),
    )
    assert came is Next.NOTHING
    assert kinds(cast.lumen_side, 1) == ["imbalance:said"]


def test_a_question_sent_twice_at_once_is_asked_once(cast: Cast, ask: AskPrivately) -> None:
    came = meanwhile(ask, ask)
    assert refused_for(came) is Reason.OPEN_ALREADY
    assert Exchange.objects.get().asked_id == cast.ingrid.id
    assert Room.objects.filter(kind=RoomKind.CLOSED).count() == 1


def test_who_leaves_while_being_asked_is_not_asked_and_the_words_stay(
    cast: Cast, visit: Visit
) -> None:
    tor, browser = cast.tor, visit(cast.ravi)
    form = {"person": tor.id, "words": "How is it for you?"}
    came = meanwhile(
        lambda: end_seat(tor, by=cast.ingrid),
        lambda: browser.post("/p/lumen-kaveri/trust/outreach/new/", form),
    )
    assert isinstance(came, HttpResponse)
    said = came.content.decode()
    assert came.status_code == 422
    assert "no longer sits here" in said
    assert form["words"] in said
    assert not Exchange.objects.exists()


def test_two_who_ask_each_other_at_once_meet_in_one_room(cast: Cast, ask: AskPrivately) -> None:
    came = meanwhile(ask, lambda: ask(by=cast.ingrid, person=cast.ravi))
    assert isinstance(came, Exchange)
    assert Exchange.objects.count() == 2
    assert Room.objects.filter(kind=RoomKind.CLOSED).count() == 1


def test_nobody_asks_one_more_than_a_day_allows_by_asking_two_at_once(
    cast: Cast, ask: AskPrivately
) -> None:
    tor, one = cast.tor, ask()
    for _n in range(MOST_A_DAY - 2):
        Exchange.objects.create(
            room=one.room, asker=cast.ravi, asked=cast.ingrid, at=now(), last_at=now()
        )
    siri = cast.siri
    came = meanwhile(lambda: ask(person=tor), lambda: ask(person=siri))
    assert refused_for(came) is Reason.ENOUGH_TODAY
    assert Exchange.objects.count() == MOST_A_DAY


def test_whoever_sits_down_while_a_pause_is_agreed_is_not_passed_over(
    cast: Cast, ask: AskPrivately, promise: MakePromise
) -> None:
    one, what = ask(), promise()
    change = resting_change(one, cast)
    fiona = person("Fiona", TERN)
    asked = ask_to_add(TERN.name, fiona.email, by=cast.ingrid, reason="They own the ships.")
    invited = assent(asked.motion, by=cast.ravi, yes=True).invited
    assert invited
    came = meanwhile(
        lambda: accept(invited.token, by=fiona, house=TERN),
        lambda: actions.agree(one, seen=change.id, by=cast.ingrid),
    )
    assert refused_for(came) is Reason.CHANGED_MEANWHILE
    assert not Pause.objects.exists()
    assert Commitment.objects.get(pk=what.pk).due == what.due


def test_whoever_agrees_to_another_pause_never_waits_for_one_that_waits_for_it(
    cast: Cast, ask: AskPrivately, promise: MakePromise
) -> None:
    one, what = ask(), promise()
    change = resting_change(one, cast)
    came = meanwhile(
        lambda: pausing.hold(cast.shared.id),
        lambda: actions.agree(one, seen=change.id, by=cast.ingrid),
        then=lambda: Commitment.objects.select_for_update(nowait=True, of=("self",)).get(
            pk=what.pk
        ),
    )
    assert refused_for(came) is None
    assert Pause.objects.get().state == "agreed"


@pytest.mark.parametrize("what", ["dates", "a pause"])
def test_whoever_delivers_one_of_many_waits_for_nobody_who_moves_them(
    cast: Cast, ask: AskPrivately, promise: MakePromise, what: str
) -> None:
    one, promises = ask(), [promise("Drift run"), promise("Report", days=11)]
    dates = Dates(due={each.id: each.due + DAY for each in promises})
    change = (
        actions.propose(one, dates, by=cast.ravi) if what == "dates" else resting_change(one, cast)
    )
    second = promises[1]
    came = meanwhile(
        lambda: Commitment.objects.select_for_update(of=("self",)).get(pk=second.pk),
        lambda: actions.agree(one, seen=change.id, by=cast.ingrid),
        then=lambda: promised.deliver(second, by=cast.ingrid),
    )
    assert refused_for(came) is Reason.CHANGED_MEANWHILE
    assert [each.due for each in Commitment.objects.order_by("due")] == [
        each.due for each in promises
    ]


def test_a_promise_delivered_while_a_pause_is_agreed_leaves_all_as_it_was(
    cast: Cast, ask: AskPrivately, promise: MakePromise
) -> None:
    one, first, second = ask(), promise("Drift run"), promise("Report")
    change = resting_change(one, cast)
    came = meanwhile(
        lambda: promised.deliver(second, by=cast.ingrid),
        lambda: actions.agree(one, seen=change.id, by=cast.ingrid),
    )
    assert refused_for(came) is Reason.CHANGED_MEANWHILE
    assert not Pause.objects.exists()
    assert Commitment.objects.get(pk=first.pk).due == first.due
    assert Change.objects.get(pk=change.pk).state == "proposed"
    assert Commitment.objects.get(pk=second.pk).due - second.due < timedelta(seconds=1)
