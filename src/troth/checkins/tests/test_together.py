"""Two pauses at the very same moment on PostgreSQL: no day is taken twice, and no date moves twice."""

from datetime import timedelta

import pytest

from troth.checkins.actions import pausing
from troth.checkins.actions.pausing import Wanted
from troth.checkins.actions.refusing import NotPossible, SomebodyWasQuicker
from troth.checkins.models import Pause
from troth.checkins.queries.days import today_for
from troth.checkins.rules.pauses import Days, State
from troth.checkins.rules.refusals import Refusal
from troth.foundation.web.testing import meanwhile
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("seals_go_too"),
]


def proposed(cast: Cast, *, by: Seat, first: int, last: int) -> Pause:
    """A pause so many days from today."""
    today = today_for(by)
    days = Days(today + timedelta(days=first), today + timedelta(days=last))
    wanted = Wanted(days=days, commitments=[], reason="Holi.")
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
