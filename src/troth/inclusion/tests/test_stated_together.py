"""What is stated while somebody gets up, and two clocks at once: on PostgreSQL too, the one comes before the other."""

from datetime import date

import pytest

from troth.foundation.web.testing import meanwhile
from troth.inclusion.actions.stating import state
from troth.inclusion.actions.yearly import publish_stated
from troth.inclusion.models import Stated, StatedReport
from troth.inclusion.tests.balancing import IN_MAY
from troth.partnerships.actions.holding import SeatGone
from troth.partnerships.actions.seating import leave
from troth.partnerships.testing import Cast

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("seals_go_too"),
]
SPRING = date(2026, 2, 1), date(2026, 5, 1)


def test_what_was_stated_a_moment_before_leaving_goes_with_the_seat(cast: Cast) -> None:
    tor = cast.tor
    came = meanwhile(lambda: state(tor, region="africa"), lambda: leave(by=tor))
    assert not isinstance(came, Exception), came
    tor.refresh_from_db()
    assert tor.ended_at is not None
    assert not Stated.objects.exists()


def test_what_is_stated_a_moment_after_leaving_is_not_kept(cast: Cast) -> None:
    tor = cast.tor
    came = meanwhile(lambda: leave(by=tor), lambda: state(tor, region="africa"))
    assert isinstance(came, SeatGone)
    assert not Stated.objects.exists()


def test_of_two_windows_at_once_the_later_word_stands(cast: Cast) -> None:
    came = meanwhile(
        lambda: state(cast.ingrid, region="africa", role="field"),
        lambda: state(cast.ingrid, region="oceania"),
    )
    assert isinstance(came, Stated), came
    assert list(Stated.objects.values_list("region", "role")) == [("oceania", "")]


def test_of_two_clocks_at_once_one_keeps_its_report(cast: Cast) -> None:
    came = meanwhile(
        lambda: publish_stated(cast.shared, SPRING, now=IN_MAY),
        lambda: publish_stated(cast.shared, SPRING, now=IN_MAY),
    )
    assert came is False
    assert StatedReport.objects.count() == 1
