"""From a reading to a finger: figures on the scale of ten, the newest evidence, and nothing from too little."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.queries.hands import estimate_of, newest_of, reliability, shown
from troth.trust.queries.readings import Direction
from troth.trust.rules.fingers import OLD
from troth.trust.rules.forecaster import Forecast
from troth.trust.rules.hands import Dimension, Estimate, Finger
from troth.trust.rules.reliability import OfTen, Point, Reading, Reliability
from troth.trust.rules.tally import Dated, Tally

NOW = datetime(2026, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CHANCES = st.floats(0, 1)


def tally(kept: int = 0, *, ago: int = 10, set_aside: int = 0) -> Tally:
    ended = tuple(Dated(f"K{n}", NOW - (ago + n) * DAY) for n in range(kept))
    contested = tuple(Dated(f"S{n}", NOW) for n in range(set_aside))
    return Tally(kept=ended, set_aside=contested)


def direction(counted: Tally, reading: Reading | None = None, *, at: datetime = NOW) -> Direction:
    return Direction(Reliability(counted, reading), at, at < NOW, newest_only=False)


def reading(chance: float = 0.8, *, then: float = 0.8) -> Reading:
    forecast = Forecast(chance, chance - 0.1, chance + 0.1)
    series = (
        Point(NOW - 100 * DAY, then, then - 0.05, then + 0.05),
        Point(NOW, chance, chance - 0.05, chance + 0.05),
    )
    return Reading(
        forecast=forecast, of_ten=OfTen(8, 7, 9), start=0.6, reasons=(), series=series, open=()
    )


def test_without_promises_there_is_nothing() -> None:
    found = reliability(direction(tally()), now=NOW)
    assert found == Finger(dimension=Dimension.RELIABILITY, count=0)


def test_with_four_there_is_a_count_and_no_figure() -> None:
    found = reliability(direction(tally(4)), now=NOW)
    assert (found.count, found.estimate) == (4, None)


def test_a_reading_becomes_an_estimate_of_ten() -> None:
    found = reliability(direction(tally(7, set_aside=2), reading()), now=NOW)
    assert found.count == 7
    assert found.set_aside == 2
    assert found.estimate is not None
    assert found.estimate.mid == pytest.approx(8)
    assert found.estimate.low == pytest.approx(7)
    assert found.estimate.high == pytest.approx(9)
    assert found.before is None


def test_a_certain_change_says_where_it_was() -> None:
    found = reliability(direction(tally(7), reading(then=0.5)), now=NOW)
    assert found.before == pytest.approx(5)


@given(CHANCES, CHANCES, CHANCES)
def test_the_range_always_holds_the_guess(one: float, other: float, chance: float) -> None:
    found = estimate_of(Forecast(chance, *sorted((one, other))))
    assert 0 <= found.low <= found.mid <= found.high <= 10


@pytest.mark.parametrize(("ago", "old"), [(OLD.days, False), (OLD.days + 1, True), (3, False)])
def test_evidence_grows_old(ago: int, old: bool) -> None:
    found = reliability(direction(tally(1, ago=ago)), now=NOW)
    assert found.old is old
    assert found.last == NOW - ago * DAY


def test_a_file_of_long_ago_is_old_though_it_speaks_of_its_own_day() -> None:
    then = NOW - 900 * DAY
    found = reliability(direction(tally(6, ago=901), at=then), now=NOW)
    assert found.old


def test_the_newest_is_the_last_that_ended_whatever_came_of_it() -> None:
    later = Dated("D", NOW - DAY)
    assert newest_of(Tally(kept=tally(3).kept, dropped=(later,))) == later.at
    assert newest_of(Tally(open=(later,))) is None


@pytest.mark.parametrize("first", [True, False])
def test_only_what_is_held_is_kept_from_the_other_side(first: bool) -> None:
    estimate = Estimate(low=1, mid=2, high=3)
    free = Finger(dimension=Dimension.TRUTH, count=9, estimate=estimate)
    kept = Finger(
        dimension=Dimension.CARE, count=9, estimate=estimate, own=4, set_aside=3, held_until=NOW
    )
    found = shown((free, kept), seen_first=first)
    assert found[0] == free
    bare = Finger(dimension=Dimension.CARE, count=0, held_until=NOW)
    assert found[1] == (kept if first else bare)
