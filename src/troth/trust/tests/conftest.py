"""Promises of Kaveri's to Lumen with their outcomes, for the tests of pages and readings."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.partnerships.models import Party, Room, Seat
from troth.partnerships.testing import Cast

Make = Callable[..., Commitment]
DAY = timedelta(days=1)
WORDS = ("api", "contract", "sensor", "report", "photos", "logger", "manual", "survey", "boxes")


@pytest.fixture
def made(cast: Cast) -> Make:
    """Kaveri promised Lumen something so many days ago, for ten days later; Lumen accepted."""
    count = iter(range(1000))

    def make(
        ago: float = 40,
        *,
        by: Seat | None = None,
        to: Party | None = None,
        room: Room | None = None,
    ) -> Commitment:
        seat, number = by or cast.ravi, next(count)
        receiver = to or (cast.lumen if seat.party_id == cast.kaveri.id else cast.kaveri)
        answers = cast.ingrid if receiver == cast.lumen else cast.ravi
        begun = now() - ago * DAY
        with clock.at(begun):
            said = Promise(
                deliverable=f"{WORDS[number % 9]} {'x' * (number // 9)}",
                due=begun + 10 * DAY,
                zone="UTC",
                receiver=receiver,
                holder=seat.person,
            )
            one = actions.propose(said, room=room or cast.shared, by=seat)
            return actions.accept(one, by=answers)

    return make


@pytest.fixture
def finished(cast: Cast, made: Make) -> Callable[..., Commitment]:
    """The same, delivered so many days after it was promised, and confirmed."""

    def make(ago: float = 40, *, after: float = 5, **said: object) -> Commitment:
        one = made(ago, **said)
        promiser = cast.ravi if one.promiser_id == cast.kaveri.id else cast.ingrid
        receiver = cast.ingrid if promiser is cast.ravi else cast.ravi
        with clock.at(one.proposed_at + after * DAY):
            actions.deliver(one, by=promiser)
        with clock.at(one.proposed_at + (after + 0.5) * DAY):
            return actions.confirm(one, by=receiver)

    return make


@pytest.fixture
def past(cast: Cast, made: Make, finished: Make) -> list[Commitment]:
    """Nine promises: six kept, one late, one dropped, one moved and kept."""
    kept = [finished(200 - 20 * n, after=3 + n) for n in range(6)]
    late = finished(70, after=14)
    dropped = made(60)
    with clock.at(dropped.proposed_at + DAY):
        actions.withdraw(dropped, by=cast.ravi)
    moved = made(50)
    with clock.at(moved.proposed_at + DAY):
        actions.ask_move(moved, due=moved.due + 5 * DAY, reason="Customs.", by=cast.ravi)
        actions.agree_move(moved, by=cast.ingrid)
    with clock.at(moved.proposed_at + 12 * DAY):
        actions.deliver(moved, by=cast.ravi)
        actions.confirm(moved, by=cast.ingrid)
    return [*kept, late, dropped, moved]
