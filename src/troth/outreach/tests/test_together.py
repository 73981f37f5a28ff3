"""Two at the very same moment on PostgreSQL: one question, one room, and nothing moves that was not read."""

from datetime import timedelta

import pytest

from troth.checkins.models import Pause
from troth.checkins.rules.pauses import Days
from troth.commitments import actions as promised
from troth.commitments.models import Commitment
from troth.foundation.web.clock import now
from troth.foundation.web.testing import meanwhile
from troth.organisations.actions import NewOrganisation
from troth.outreach import actions
from troth.outreach.actions.changing import Dates
from troth.outreach.models import Change, Exchange
from troth.outreach.rules.refusals import NotPossible, Reason
from troth.outreach.rules.states import MOST_A_DAY
from troth.outreach.tests.conftest import DAY, AskPrivately, MakePromise
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_add
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


def test_a_question_sent_twice_at_once_is_asked_once(cast: Cast, ask: AskPrivately) -> None:
    came = meanwhile(ask, ask)
    assert refused_for(came) is Reason.OPEN_ALREADY
    assert Exchange.objects.get().asked_id == cast.ingrid.id
    assert Room.objects.filter(kind=RoomKind.CLOSED).count() == 1


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
