"""How evenly a side answers: counted against the agreed time."""

from datetime import UTC, datetime, timedelta

import pytest

from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.foundation.web import clock
from troth.partnerships.testing import Cast
from troth.trust.queries.answers import answers_of
from troth.trust.rules.answers import Answers, Asked, answers

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


def asked(days: float | None, *, owed: float = 5) -> Asked:
    answered = NOON + timedelta(days=days) if days is not None else None
    return Asked(at=NOON, owed_by=NOON + timedelta(days=owed), answered_at=answered)


def test_in_time_later_and_silent_are_told_apart() -> None:
    found = answers([asked(1), asked(5), asked(6), asked(None)], now=NOON + timedelta(days=9))
    assert (found.owed, found.in_time, found.later, found.silent) == (4, 2, 1, 1)


def test_what_still_has_time_is_not_counted() -> None:
    assert answers([asked(None)], now=NOON + timedelta(days=4)).owed == 0


def test_days_wait_for_five_answers() -> None:
    few = answers([asked(1)] * 4, now=NOON + timedelta(days=9))
    enough = answers([asked(1)] * 4 + [asked(3)], now=NOON + timedelta(days=9))
    assert (few.enough, enough.enough) == (False, True)
    assert (enough.middle_days, enough.longest_days) == (1, 3)


def test_nothing_asked_is_nothing_and_not_zero_days() -> None:
    assert answers([], now=NOON) == Answers(owed=0, in_time=0, later=0, silent=0)


@pytest.mark.django_db
def test_lumens_answers_to_kaveri_are_counted_for_that_direction_alone(cast: Cast) -> None:
    due = clock.now() + timedelta(days=20)
    promise = Promise(deliverable="Drift report", due=due, zone="Asia/Kolkata", receiver=cast.lumen)
    one = actions.accept(actions.propose(promise, room=cast.shared, by=cast.ravi), by=cast.ingrid)
    actions.confirm(actions.deliver(one, by=cast.ravi), by=cast.ingrid)
    now = clock.now()
    ours = answers_of(cast.shared, answering=cast.lumen, asking=cast.kaveri, now=now)
    theirs = answers_of(cast.shared, answering=cast.kaveri, asking=cast.lumen, now=now)
    assert (ours.owed, ours.in_time, theirs.owed) == (2, 2, 0)
