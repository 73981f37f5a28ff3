"""Promises and slips between Lumen and Kaveri for the tests of this noun."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from troth.commitments import actions as promised
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.foundation.facts.fact import Fact
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.ledger.queries import facts_at, head
from troth.partnerships.models import Party, Room, Seat, Terms
from troth.partnerships.testing import Cast
from troth.slips import actions
from troth.slips.actions.owning import Draft
from troth.slips.models import Slip
from troth.slips.rules.refusals import NotPossible, Reason

MakePromise = Callable[..., Commitment]
Own = Callable[..., Slip]
Refuses = Callable[[Reason], "pytest.RaisesExc[NotPossible]"]
HERE = "/p/lumen-kaveri/care/slips/"
LINES = {
    "what": "The weather data came a day after it was promised.",
    "effect": "Arjun could not begin on Tuesday.",
    "repair": "All 14 stations are in the folder now.",
    "next": "Tor says on Monday when a logger is silent.",
}


@pytest.fixture
def refuses() -> Refuses:
    """Expect that an act is refused for exactly one reason."""

    def expect(reason: Reason) -> "pytest.RaisesExc[NotPossible]":
        return pytest.RaisesExc(NotPossible, check=lambda error: error.reason is reason)

    return expect


@pytest.fixture
def promise(cast: Cast) -> MakePromise:
    """Lumen promised Kaveri the weather data; accepted, and due in so many days (before today: missed)."""

    def make(
        *,
        days: float = -1,
        accepted: bool = True,
        room: Room | None = None,
        to: Party | None = None,
    ) -> Commitment:
        due = now() + timedelta(days=days)
        said = Promise(
            deliverable="Winter sample data",
            due=due,
            zone="Europe/Oslo",
            receiver=to or cast.kaveri,
            holder=cast.ingrid.person,
        )
        with clock.at(min(due, now()) - timedelta(days=3)):
            one = promised.propose(said, room=room or cast.shared, by=cast.ingrid)
            if accepted:
                promised.accept(one, by=cast.ravi)
        if due < now():
            late = due + timedelta(minutes=1)
            with clock.at(late):
                promised.miss(one, now=late)
        return Commitment.objects.with_parties().get(pk=one.pk)

    return make


@pytest.fixture
def own(cast: Cast) -> Own:
    """Ingrid says what happened on Lumen's side, to Kaveri."""

    def make(*, by: Seat | None = None, room: Room | None = None, **said: object) -> Slip:
        seat = by or cast.ingrid
        other = cast.kaveri if seat.party_id == cast.lumen.id else cast.lumen
        given: dict[str, object] = {**LINES, "towards": other, **said}
        draft = Draft(**given)  # type: ignore[arg-type]  # a test's shorthand
        return actions.own(draft, room=room or cast.shared, by=seat)

    return make


@pytest.fixture
def agreed(cast: Cast) -> Callable[..., Terms]:
    """Both sides have signed how many working days an answer may take."""

    def limits(**said: object) -> Terms:
        return Terms.objects.create(
            partnership=cast.table,
            since=now(),
            agreement="01J00000000000000000000000",
            reminder_days=[3, 1],
            **said,
        )

    return limits


def newest(room: Room) -> Fact:
    """The last fact of a room."""
    found = facts_at(room.id, [head(room.id) - 1])[0][1]
    assert found
    return found


def kinds(room: Room, last: int) -> list[str]:
    """The kinds of the last facts of a room."""
    end = head(room.id)
    return [fact.kind for _, fact in facts_at(room.id, range(end - last, end)) if fact]
