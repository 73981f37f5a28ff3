"""A promise comes to more people as a new one: whoever prepared it shares it, or all who see it agree."""

from datetime import timedelta

import pytest

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.actions.sharing import NOUN
from troth.commitments.models import Commitment
from troth.commitments.rules.states import Act
from troth.conftest import Refused, Visit
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_widen
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.models import Motion, Room
from troth.partnerships.rules.refusals import Reason
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def promised_in(room: Room, cast: Cast) -> Commitment:
    """Lumen promises Kaveri something in this room."""
    due = now() + timedelta(days=5)
    said = Promise(deliverable="Price list", due=due, zone="Europe/Oslo", receiver=cast.kaveri)
    return actions.propose(said, room=room, by=cast.ingrid)


@pytest.fixture
def both(cast: Cast) -> Room:
    """A room for both organisations, to which no guest comes."""
    return open_room("Both", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)


@pytest.fixture
def asked(cast: Cast, both: Room) -> Motion:
    """Lumen asks to show its promise of that room to the whole table."""
    one = promised_in(both, cast)
    return ask_to_widen(
        NOUN, one.id, origin=both, wider=cast.shared, by=cast.ingrid, reason="All ask."
    ).motion


def test_who_promised_stays_who_promised_whoever_agrees_last(cast: Cast, asked: Motion) -> None:
    assent(asked, by=cast.ravi, yes=True)
    (shown,) = Commitment.objects.in_rooms([cast.shared.id])
    assert (shown.promiser, shown.receiver, shown.state) == (cast.lumen, cast.kaveri, "proposed")


def test_a_promise_whose_day_has_passed_is_not_carried_over_and_the_motion_waits(
    cast: Cast, asked: Motion, refused: Refused
) -> None:
    with clock.at(now() + timedelta(days=6)), refused(Reason.NOT_AS_IT_STANDS):
        assent(asked, by=cast.ravi, yes=True)
    asked.refresh_from_db()
    assert (asked.outcome, asked.assents.count()) == ("open", 1)


def test_sharing_what_has_passed_says_so(cast: Cast, visit: Visit) -> None:
    one = promised_in(cast.lumen_side, cast)
    Commitment.objects.filter(pk=one.id).update(due=now() - timedelta(days=1))
    answer = visit(cast.ingrid).post(f"/p/lumen-kaveri/side/commitments/{one.id}/share/")
    assert answer.status_code == 409
    assert "cannot be shown to more people" in answer.content.decode()


@pytest.mark.parametrize("act", Act)
def test_what_is_prepared_in_a_side_room_is_promised_to_nobody_yet(
    cast: Cast, visit: Visit, act: Act
) -> None:
    one = promised_in(cast.lumen_side, cast)
    url = f"/p/lumen-kaveri/side/commitments/{one.id}/{act}/"
    client = visit(cast.ingrid)
    assert client.get(url).status_code == client.post(url, {"words": "x"}).status_code == 404
