"""What the forecaster is told about a promise with a given outcome."""

from datetime import UTC, datetime, timedelta

import pytest

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.happenings import Happening, Kept, Moved, Promised, Withdrawn
from troth.trust.rules.promises import Move, Promise, days, happenings, moment

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def promise(outcome: Outcome, *, ended: float | None = None, **more: object) -> Promise:
    values: dict[str, object] = {
        "commitment": "c",
        "promiser": "kaveri",
        "receiver": "lumen",
        "promised_at": START,
        "due": START + 10 * DAY,
        "outcome": outcome,
        "ended_at": None if ended is None else START + ended * DAY,
        **more,
    }
    return Promise(**values)  # type: ignore[arg-type]  # built for the test


def told(one: Promise) -> list[Happening]:
    return list(happenings(one))


def since(happening: Happening) -> float:
    """Days from the start, as people count."""
    return round(happening.at - days(START), 6)


def test_days_and_moments_undo_each_other() -> None:
    noon = datetime(2026, 3, 12, 12, tzinfo=UTC)
    assert days(noon) % 1 == 0.5
    assert moment(days(noon)) == noon


def test_a_kept_promise_is_known_when_it_was_delivered() -> None:
    made, kept = told(promise(Outcome.KEPT, ended=4))
    assert isinstance(made, Promised)
    assert isinstance(kept, Kept)
    assert since(kept) == 4


def test_kept_on_a_day_without_an_hour_is_known_by_the_deadline() -> None:
    assert since(told(promise(Outcome.KEPT, ended=10.5))[1]) == 10
    assert since(told(promise(Outcome.KEPT))[1]) == 10


def test_delivered_before_it_was_written_down_is_known_from_the_beginning() -> None:
    assert since(told(promise(Outcome.KEPT, ended=-3))[1]) == 0


@pytest.mark.parametrize("outcome", [Outcome.LATE, Outcome.OPEN, Outcome.DROPPED])
def test_a_miss_is_not_told_before_the_deadline(outcome: Outcome) -> None:
    assert [type(one) for one in told(promise(outcome, ended=12))] == [Promised]


def test_taken_back_before_the_deadline_is_told_at_once() -> None:
    made, back = told(promise(Outcome.DROPPED, ended=3))
    assert isinstance(back, Withdrawn)
    assert since(back) == 3
    assert made.at < back.at


def test_moves_are_told_in_order_and_the_last_deadline_counts() -> None:
    moves = tuple(
        Move(agreed_at=START + at * DAY, due=START + due * DAY) for at, due in ((2, 20), (15, 30))
    )
    moved = promise(Outcome.KEPT, ended=25, moves=moves)
    assert moved.due_in_force == START + 30 * DAY
    assert [type(one) for one in told(moved)] == [Promised, Moved, Moved, Kept]


def test_what_is_contested_is_not_told_at_all() -> None:
    assert told(promise(Outcome.LATE, contested=True)) == []


def test_imported_promises_weigh_half() -> None:
    (made, _) = told(promise(Outcome.KEPT, ended=4, imported=True))
    assert isinstance(made, Promised)
    assert made.weight == 0.5
