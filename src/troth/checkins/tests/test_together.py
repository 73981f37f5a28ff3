"""Two pauses at the very same moment on PostgreSQL: no day is taken twice, and no date moves twice."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from troth.checkins.actions import ending, pausing
from troth.checkins.actions.pausing import Wanted
from troth.checkins.actions.refusing import NotPossible, SomebodyWasQuicker
from troth.checkins.models import Pause
from troth.checkins.queries.days import today_for
from troth.checkins.rules.pauses import Days, State
from troth.checkins.rules.refusals import Refusal
from troth.checkins.tests.conftest import again
from troth.commitments import actions as promised
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.foundation.web import clock
from troth.foundation.web.testing import meanwhile
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("seals_go_too"),
]


def promise(cast: Cast, *, days: int) -> Commitment:
    """Kaveri promised Lumen something that is due so many days from now."""
    said = Promise(
        deliverable=f"Report {days}",
        due=clock.now() + timedelta(days=days),
        zone="Asia/Kolkata",
        receiver=cast.lumen,
        holder=cast.ravi.person,
    )
    return promised.accept(promised.propose(said, room=cast.shared, by=cast.ravi), by=cast.ingrid)


def proposed(
    cast: Cast, *, by: Seat, first: int, last: int, resting: Iterable[Commitment] = ()
) -> Pause:
    """A pause so many days from today."""
    today = today_for(by)
    days = Days(today + timedelta(days=first), today + timedelta(days=last))
    wanted = Wanted(days=days, commitments=[one.id for one in resting], reason="Holi.")
    return pausing.propose(wanted, room=cast.shared, by=by)


def agreed() -> int:
    """How many pauses hold."""
    return Pause.objects.filter(state=State.AGREED.value).count()


def test_of_two_pauses_on_the_same_days_one_is_agreed(cast: Cast) -> None:
    one = proposed(cast, by=cast.ingrid, first=3, last=6)
    other = proposed(cast, by=cast.ravi, first=5, last=9)
    came = meanwhile(
        lambda: pausing.agree(one, by=cast.ravi), lambda: pausing.agree(other, by=cast.ingrid)
    )
    assert isinstance(came, NotPossible)
    assert came.reason is Refusal.OVERLAPS
    assert agreed() == 1


@pytest.mark.parametrize("way", ["begins", "ends earlier"])
def test_whoever_delivers_one_of_many_waits_for_nobody_who_moves_them(cast: Cast, way: str) -> None:
    first, second = (promise(cast, days=each) for each in (20, 21))
    pause = proposed(cast, by=cast.ingrid, first=3, last=9, resting=(first, second))
    if way == "ends earlier":
        pausing.agree(pause, by=cast.ravi)
        with clock.at(clock.now() + timedelta(days=4)):
            ending.ask_end(pause, end=pause.first + timedelta(days=2), by=cast.ingrid)
    act = pausing.agree if way == "begins" else ending.agree_end
    came = meanwhile(
        lambda: Commitment.objects.select_for_update(of=("self",)).get(pk=second.pk),
        lambda: act(pause, by=cast.ravi),
        then=lambda: promised.deliver(again(second), by=cast.ravi),
    )
    assert came is True or isinstance(came, SomebodyWasQuicker), came
    assert again(second).state == "delivered"


def test_whoever_keeps_the_end_waits_for_nobody_who_agrees_to_an_earlier_one(cast: Cast) -> None:
    pause = proposed(cast, by=cast.ingrid, first=3, last=9, resting=[promise(cast, days=20)])
    pausing.agree(pause, by=cast.ravi)
    ending.ask_end(pause, end=pause.first + timedelta(days=2), by=cast.ingrid)
    same = Pause.objects.select_related("room").get(pk=pause.pk)
    came = meanwhile(
        lambda: Pause.objects.select_for_update(no_key=True).get(pk=pause.pk),
        lambda: ending.agree_end(same, by=cast.ravi),
        then=lambda: ending.keep_end(pause, by=cast.ingrid),
    )
    assert isinstance(came, SomebodyWasQuicker), came
    assert Pause.objects.get().end is None
    assert Pause.objects.get().last == pause.last


def test_two_pauses_apart_are_both_agreed(cast: Cast) -> None:
    one = proposed(cast, by=cast.ingrid, first=3, last=6)
    other = proposed(cast, by=cast.ravi, first=8, last=9)
    came = meanwhile(
        lambda: pausing.agree(one, by=cast.ravi), lambda: pausing.agree(other, by=cast.ingrid)
    )
    assert came is True
    assert agreed() == 2


def test_a_pause_is_agreed_once_by_two_of_one_side(cast: Cast) -> None:
    one, tor = proposed(cast, by=cast.ravi, first=3, last=6), cast.tor
    same = Pause.objects.select_related("room").get(pk=one.pk)
    came = meanwhile(
        lambda: pausing.agree(one, by=cast.ingrid), lambda: pausing.agree(same, by=tor)
    )
    assert isinstance(came, NotPossible | SomebodyWasQuicker)
    assert agreed() == 1
    assert Pause.objects.get().answers.count() == 1
