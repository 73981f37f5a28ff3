"""What came of promises is counted by their dates: rows as rules read them, and figures that move as time passes."""

from datetime import datetime

import pytest

from troth.commitments import actions
from troth.commitments.models import Commitment
from troth.commitments.rules.outcome import Outcome
from troth.foundation.kernel.shapes import shaped
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.queries import head
from troth.partnerships.models import Terms
from troth.partnerships.testing import Cast
from troth.trust.actions.accounting import add_up
from troth.trust.models import Account
from troth.trust.queries.measured import Stretch, Way, compared, reliability_fell
from troth.trust.queries.promises import promises, settles_between
from troth.trust.queries.readings import Readings
from troth.trust.rules.calibration import Sums
from troth.trust.rules.hands import Dimension
from troth.trust.rules.promises import Promise
from troth.trust.tests.conftest import DAY, Make

pytestmark = pytest.mark.django_db


def only(cast: Cast, *, at: datetime | None = None) -> Promise:
    (found,) = promises(cast.shared, now=at or now())
    return found


@pytest.fixture
def slow_answers(cast: Cast) -> None:
    """A table at which the receiver has sixty working days to look at a delivery."""
    Terms.objects.create(partnership=cast.table, since=now() - 400 * DAY, answer_days=60)


@pytest.fixture
def delivered(cast: Cast, made: Make) -> Commitment:
    """Due thirty days ago, delivered five days before that, and not answered yet."""
    one = made(40)
    with clock.at(one.proposed_at + 5 * DAY):
        return actions.deliver(one, by=cast.ravi)


@pytest.mark.usefixtures("slow_answers")
def test_a_delivery_in_time_waits_while_its_answer_time_runs(
    cast: Cast, delivered: Commitment
) -> None:
    found = only(cast)
    assert (found.outcome, found.waits) == (Outcome.OPEN, True)
    assert not found.counts_at(now())
    actions.confirm(delivered, by=cast.ingrid)
    found = only(cast)
    assert (found.outcome, found.waits) == (Outcome.KEPT, False)
    assert found.counts_at(now())


@pytest.mark.usefixtures("slow_answers")
def test_what_was_sent_back_waits_for_no_answer(cast: Cast, delivered: Commitment) -> None:
    with clock.at(now() - 20 * DAY):
        actions.send_back(delivered, missing="The cable.", by=cast.ingrid)
    found = only(cast)
    assert (found.outcome, found.waits) == (Outcome.OPEN, False)
    assert found.counts_at(now())


def test_silence_past_the_answer_time_lets_it_stand_and_it_counts_as_kept(
    cast: Cast, delivered: Commitment
) -> None:
    found = only(cast)
    assert (found.outcome, found.waits) == (Outcome.KEPT, False)


def test_what_was_never_delivered_waits_for_nobody(cast: Cast, made: Make) -> None:
    made(25)
    found = only(cast)
    assert (found.outcome, found.waits) == (Outcome.OPEN, False)
    assert found.counts_at(now())


def way(cast: Cast) -> Way:
    """Lumen about Kaveri."""
    return Way(about=cast.kaveri, towards=cast.lumen, dimension=Dimension.RELIABILITY)


def fresh(cast: Cast) -> int:
    """How many promises since sixty days ago are compared with what was before."""
    stretch = Stretch(since=now() - 60 * DAY, until=now())
    readings = Readings(cast.shared, now=now())
    return compared(readings, way(cast), stretch, viewer=cast.ingrid).fresh


@pytest.mark.usefixtures("slow_answers", "delivered")
def test_no_adjustment_is_blamed_for_what_the_receiver_has_not_answered(cast: Cast) -> None:
    assert fresh(cast) == 0


def test_a_keep_ahead_of_its_date_shows_no_help_yet(cast: Cast, made: Make, finished: Make) -> None:
    finished(22, after=1)
    assert fresh(cast) == 0
    made(25)
    assert fresh(cast) == 1


def test_who_delivers_nothing_and_withdraws_nothing_has_fallen(
    cast: Cast, made: Make, finished: Make
) -> None:
    for n in range(10):
        finished(160 - 8 * n)
    whole = Readings(cast.shared, now=now())
    assert not reliability_fell(whole, about=cast.kaveri.id, receiver=cast.lumen.id)
    for n in range(8):
        made(38 - n)
    cut = Readings(cast.shared, now=now())
    assert reliability_fell(cut, about=cast.kaveri.id, receiver=cast.lumen.id)


def kept_sums(cast: Cast) -> Sums:
    return shaped(Sums, Account.objects.get(room=cast.shared).sums)


def test_what_adds_up_follows_the_calendar_though_nothing_is_recorded(
    cast: Cast, finished: Make
) -> None:
    finished(15, after=1)
    size, today = head(cast.shared.id), now()
    add_up(cast.shared, now=today)
    assert kept_sums(cast).count == 0
    add_up(cast.shared, now=today + 8 * DAY)
    assert kept_sums(cast).count == 0
    add_up(cast.shared, now=today + 9 * DAY)
    assert (kept_sums(cast).count, kept_sums(cast).kept) == (1, 1)
    assert head(cast.shared.id) == size


def test_a_date_comes_to_count_once_between_two_looks(cast: Cast, made: Make) -> None:
    one = made(30)
    settled = one.due + 14 * DAY
    assert settles_between(cast.shared, since=settled - DAY, until=settled)
    assert not settles_between(cast.shared, since=settled, until=settled + DAY)
    assert not settles_between(cast.shared, since=settled - 2 * DAY, until=settled - DAY)
    assert not settles_between(cast.lumen_side, since=settled - DAY, until=settled)
