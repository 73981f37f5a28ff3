"""Promises between Lumen and Kaveri for the tests of this noun."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.commitments.models import Commitment
from troth.foundation.web.clock import now
from troth.partnerships.models import Party, Seat, Terms
from troth.partnerships.testing import Cast

Make = Callable[..., Commitment]


def by_kaveri(due: datetime, receiver: Party | None, *, meaning: str = "") -> Promise:
    """A promise of Kaveri's."""
    return Promise(
        deliverable="Calibration API v1",
        due=due,
        zone="Asia/Kolkata",
        receiver=receiver,
        meaning=meaning,
    )


@pytest.fixture
def promised(cast: Cast) -> Make:
    """Kaveri promises Lumen something, due in so many days."""

    def make(days: float = 5, *, by: Seat | None = None, meaning: str = "") -> Commitment:
        promise = by_kaveri(now() + timedelta(days=days), cast.lumen, meaning=meaning)
        return actions.propose(promise, room=cast.shared, by=by or cast.ravi)

    return make


@pytest.fixture
def accepted(cast: Cast, promised: Make) -> Make:
    """The same, accepted by Lumen."""

    def make(days: float = 5) -> Commitment:
        return actions.accept(promised(days), by=cast.ingrid)

    return make


@pytest.fixture
def delivered(cast: Cast, accepted: Make) -> Make:
    """The same, delivered by Kaveri."""

    def make(days: float = 5) -> Commitment:
        return actions.deliver(accepted(days), by=cast.ravi)

    return make


@pytest.fixture
def agreed(cast: Cast) -> Callable[..., Terms]:
    """The two sides have other limits than the usual ones."""

    def limits(**said: int) -> Terms:
        return Terms.objects.create(
            partnership=cast.table, since=now(), reminder_days=[3, 1], **said
        )

    return limits
