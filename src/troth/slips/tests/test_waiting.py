"""What waits for whom: a word back, a confirmation, a repair whose day has come."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.conftest import Visit
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.foundation.web.offers import Waiting
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Seat, Terms
from troth.partnerships.testing import Cast
from troth.slips import actions
from troth.slips.offers import waiting
from troth.slips.tests.conftest import MakePromise, Own

pytestmark = pytest.mark.django_db
TABLE = "/p/lumen-kaveri/"


def waits(seat: Seat) -> list[Waiting]:
    """What waits for this seat alone."""
    return list(waiting([seat], limit=50))


def test_a_slip_waits_for_a_word_of_the_other_side(
    cast: Cast, own: Own, promise: MakePromise
) -> None:
    slip = own(commitment=promise())
    (line,) = waits(cast.ravi)
    assert "Winter sample data" in line.sentence
    assert line.act == "Acknowledge or answer"
    assert line.url.endswith(f"/care/slips/{slip.id}/")
    assert len(waits(cast.meera)) == 1
    assert waits(cast.ingrid) == []
    assert waits(cast.tor) == []


@pytest.mark.parametrize("said", ["acknowledge", "answer"])
def test_any_word_back_is_enough(cast: Cast, own: Own, said: str) -> None:
    getattr(actions, said)(own(), by=cast.meera, words="Thank you.")
    assert waits(cast.ravi) == []


@pytest.mark.parametrize("who", ["guest", "contributor", "facilitator"])
def test_it_never_waits_for_whoever_sits_for_nobody(cast: Cast, own: Own, who: str) -> None:
    own(towards=None)
    assert waits(getattr(cast, who)) == []


def test_without_an_agreement_the_word_is_only_asked_for(
    cast: Cast, visit: Visit, own: Own
) -> None:
    own()
    (line,) = waits(cast.ravi)
    assert line.why == "A word is enough: that you have read it, or how it looks from your side."
    assert "Hear what Lumen said" not in visit(cast.ravi).get(TABLE).content.decode()


def test_with_agreed_days_it_says_until_when_to_both(
    cast: Cast, visit: Visit, own: Own, agreed: Callable[..., Terms]
) -> None:
    agreed(answer_days=2)
    slip = own()
    (line,) = waits(cast.ravi)
    assert "Your agreement gives 2 working days, until" in line.why
    for seat in (cast.ingrid, cast.ravi):
        assert "Hear what Lumen said about" in visit(seat).get(TABLE).content.decode()
    actions.acknowledge(slip, by=cast.ravi)
    assert "Hear what Lumen said about" not in visit(cast.ravi).get(TABLE).content.decode()


def test_what_is_said_to_be_repaired_waits_to_be_confirmed(
    cast: Cast, visit: Visit, own: Own
) -> None:
    slip = own()
    actions.acknowledge(slip, by=cast.ravi)
    actions.say_repaired(slip, by=cast.ingrid)
    (line,) = waits(cast.meera)
    assert line.act == "Look and confirm"
    assert "Confirm the repair:" in visit(cast.ingrid).get(TABLE).content.decode()
    actions.confirm(slip, by=cast.meera)
    assert waits(cast.ravi) == []
    assert "Confirm the repair:" not in visit(cast.ingrid).get(TABLE).content.decode()


def test_the_owner_is_asked_on_the_day_it_named(cast: Cast, visit: Visit, own: Own) -> None:
    slip = own(repair_by=now().date() + timedelta(days=3))
    assert waits(cast.ingrid) == []
    with clock.at(now() + timedelta(days=4)):
        (line,) = waits(cast.tor)
        assert line.sentence.startswith("Is it made good?")
        assert "Say whether" in visit(cast.ravi).get(TABLE).content.decode()
        actions.say_repaired(slip, by=cast.tor)
        assert waits(cast.ingrid) == []
        actions.answer(slip, by=cast.ravi, words="One is missing.")
        assert len(waits(cast.ingrid)) == 1


def test_what_was_taken_back_waits_for_nobody(cast: Cast, own: Own) -> None:
    actions.withdraw(own(), by=cast.ingrid)
    assert waits(cast.ravi) == []


def test_what_is_said_in_a_room_of_some_waits_there(cast: Cast, own: Own) -> None:
    both = open_room("Both", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    slip = own(room=both)
    (line,) = waits(cast.ravi)
    assert line.url == f"/p/lumen-kaveri/with/{both.id}/care/slips/{slip.id}/"


@pytest.mark.parametrize("signed", [False, True])
def test_it_takes_the_same_statements_however_many_wait(
    cast: Cast, own: Own, agreed: Callable[..., Terms], *, signed: bool
) -> None:
    if signed:
        agreed(answer_days=2)
    own()
    # What is known of the party is looked up once, whoever asks first.
    waits(cast.ravi)
    few = counted(cast.ravi, waiting_now=1)
    for n in range(4):
        actions.add(own(what=f"Number {n}."), by=cast.ingrid, words="More.")
    assert counted(cast.ravi, waiting_now=5) == few


def counted(seat: Seat, *, waiting_now: int) -> int:
    """How many statements it takes to find what waits."""
    with CaptureQueriesContext(connection) as found:
        assert len(waits(seat)) == waiting_now
    return len(found)
