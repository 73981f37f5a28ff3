"""A dimension over time: at every moment the estimate that was shown then, and nothing before the first reading."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.estimate import stand_of
from troth.trust.rules.hands import Dimension
from troth.trust.rules.pieces import Piece
from troth.trust.rules.series import POINTS, series
from troth.trust.rules.table import Kind

BEGUN = datetime(2026, 3, 2, 9, tzinfo=UTC)
NOW = BEGUN + timedelta(days=200)
OPEN = (Kind.ANSWERED, Kind.ANSWERED_LATE, Kind.UNANSWERED)


def piece(kind: Kind, *, day: float) -> Piece:
    at = BEGUN + timedelta(days=day)
    return Piece(idx=int(day), kind=kind, about="K", towards="L", at=at, subject=str(day))


def answered(*days: float, kind: Kind = Kind.ANSWERED) -> list[Piece]:
    return [piece(kind, day=day) for day in days]


def test_before_the_first_reading_there_is_no_line() -> None:
    assert series(answered(1, 2, 3, 4), Dimension.OPENNESS, at=NOW) == []
    assert series([], Dimension.OPENNESS, at=NOW) == []
    assert series(answered(1, 2, 3, 4, 200), Dimension.OPENNESS, at=NOW) == []


def test_it_begins_with_the_fifth_piece_and_ends_now() -> None:
    found = series(answered(1, 2, 3, 4, 5), Dimension.OPENNESS, at=NOW)
    assert len(found) == POINTS
    assert found[0].at == BEGUN + timedelta(days=5)
    assert abs(found[-1].at - NOW) < timedelta(seconds=1)


def test_it_falls_where_answers_stay_away() -> None:
    told = [*answered(*range(1, 20)), *answered(*range(100, 110), kind=Kind.UNANSWERED)]
    found = series(told, Dimension.OPENNESS, at=NOW)
    early = max(one.chance for one in found if one.at < BEGUN + timedelta(days=95))
    assert early - found[-1].chance > 0.1


def test_with_time_and_nothing_new_the_band_widens() -> None:
    found = series(answered(*range(1, 30)), Dimension.OPENNESS, at=NOW)
    after = [one for one in found if one.at > BEGUN + timedelta(days=31)]
    widths = [one.high - one.low for one in after]
    assert widths == sorted(widths)


@given(
    st.lists(st.tuples(st.sampled_from(OPEN), st.integers(0, 190)), min_size=5, max_size=40),
    st.integers(0, POINTS - 1),
)
def test_every_point_is_the_estimate_from_what_had_happened_by_then(
    said: list[tuple[Kind, int]], number: int
) -> None:
    told = [piece(kind, day=day) for kind, day in sorted(said, key=lambda one: one[1])]
    point = series(told, Dimension.OPENNESS, at=NOW)[number]
    known = [one for one in told if one.at <= point.at]
    alone = stand_of(known, at=point.at).estimate(Dimension.OPENNESS)
    assert abs(point.chance - alone.mid / 10) < 1e-12
    assert abs(point.low - alone.low / 10) < 1e-12
    assert abs(point.high - alone.high / 10) < 1e-12
    assert point.low <= point.chance <= point.high


@given(st.lists(st.integers(0, 140), min_size=5, max_size=30), st.lists(st.integers(151, 190)))
def test_what_comes_later_moves_no_earlier_point(early: list[int], late: list[int]) -> None:
    until = BEGUN + timedelta(days=150)
    told = answered(*sorted(early))
    line = series(told, Dimension.OPENNESS, at=until)
    more = [*told, *answered(*sorted(late), kind=Kind.UNANSWERED)]
    assert series(more, Dimension.OPENNESS, at=until) == line
