"""Counts with dates: shown from the first promise on, whatever else cannot be said yet."""

from datetime import UTC, datetime, timedelta

from troth.commitments.rules.outcome import Outcome
from troth.foundation.kernel.shapes import plain, shaped
from troth.trust.rules.promises import Move, Promise
from troth.trust.rules.tally import Tally, tally

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def promise(name: str, outcome: Outcome, *, ended: float | None = None, **more: object) -> Promise:
    values: dict[str, object] = {
        "commitment": name,
        "promiser": "kaveri",
        "receiver": "lumen",
        "promised_at": START,
        "due": START + 10 * DAY,
        "outcome": outcome,
        "ended_at": None if ended is None else START + ended * DAY,
        **more,
    }
    return Promise(**values)  # type: ignore[arg-type]  # built for the test


def names(dated: object) -> list[str]:
    return [one.commitment for one in dated]  # type: ignore[attr-defined]  # Dated


def test_outcomes_are_counted_with_their_dates_oldest_first() -> None:
    counted = tally(
        [
            promise("k2", Outcome.KEPT, ended=5),
            promise("k1", Outcome.KEPT, ended=4),
            promise("l", Outcome.LATE, ended=12),
            promise("d", Outcome.DROPPED, ended=3),
            promise("o", Outcome.OPEN),
        ]
    )
    assert names(counted.kept) == ["k1", "k2"]
    assert counted.late[0].at == START + 12 * DAY
    assert counted.open[0].at == START + 10 * DAY
    assert counted.finished == 4
    assert not counted.enough


def test_five_finished_ones_are_enough() -> None:
    assert tally([promise(f"{n}", Outcome.KEPT, ended=1) for n in range(5)]).enough


def test_moves_are_counted_beside_the_outcome() -> None:
    moves = (Move(agreed_at=START + DAY, due=START + 20 * DAY),) * 2
    counted = tally([promise("k", Outcome.KEPT, ended=15, moves=moves)])
    assert names(counted.renegotiated) == ["k", "k"]
    assert names(counted.kept) == ["k"]


def test_what_is_contested_is_set_aside_and_counts_nowhere_else() -> None:
    counted = tally([promise("c", Outcome.LATE, ended=12, contested=True)])
    assert names(counted.set_aside) == ["c"]
    assert (counted.finished, counted.weight, counted.late) == (0, 0, ())


def test_weight_counts_imported_ones_half_and_shared_units_once() -> None:
    counted = tally(
        [
            promise("signed", Outcome.KEPT, ended=1),
            promise("imported", Outcome.KEPT, ended=1, imported=True),
            *[promise(f"tiny {n}", Outcome.KEPT, ended=1, kind="reply") for n in range(10)],
        ]
    )
    assert counted.finished == 12
    assert counted.imported == 1
    assert round(counted.weight, 9) == 2.5


def test_what_is_counted_of_nothing_is_kept_and_read_back_like_everything_else() -> None:
    empty = tally([])
    assert shaped(Tally, plain(empty)) == empty
