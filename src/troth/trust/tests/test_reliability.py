"""The reading of one direction: nothing below five, then a chance, its reasons and its past."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.forecaster import Forecast
from troth.trust.rules.promises import Move, Promise
from troth.trust.rules.reasons import ReasonKind, shapley
from troth.trust.rules.reliability import OfTen, Reading, Reliability, of_ten, read

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
NOW = START + 200 * DAY


def promise(
    name: str, outcome: Outcome = Outcome.KEPT, *, at: float = 0, long: float = 10, **more: object
) -> Promise:
    """Promised `at` days after the start for `long` days; kept in the middle unless said otherwise."""
    began = START + at * DAY
    ended = {Outcome.KEPT: long / 2, Outcome.LATE: long + 3, Outcome.DROPPED: long / 3}
    values: dict[str, object] = {
        "commitment": name,
        "promiser": "kaveri",
        "receiver": "lumen",
        "promised_at": began,
        "due": began + long * DAY,
        "outcome": outcome,
        "ended_at": began + ended[outcome] * DAY if outcome in ended else None,
        **more,
    }
    return Promise(**values)  # type: ignore[arg-type]  # built for the test


def several(
    count: int, outcome: Outcome = Outcome.KEPT, *, since: float = 0, imported: bool = False
) -> list[Promise]:
    """As many, one every twelve days."""
    return [
        promise(f"{outcome} {since} {n}", outcome, at=since + 12 * n, imported=imported)
        for n in range(count)
    ]


def reading(promises: list[Promise], *, others: list[Promise] | None = None) -> Reading:
    found = read(promises, at=NOW, others=others or []).reading
    assert found is not None
    return found


def of(found: Reading, kind: ReasonKind) -> float:
    return sum(reason.share for reason in found.reasons if reason.kind is kind)


def test_below_five_finished_there_are_counts_and_no_figure_at_all() -> None:
    found = read([*several(4), promise("open", Outcome.OPEN, at=195)], at=NOW)
    assert found == Reliability(found.tally, None)
    assert (found.tally.finished, len(found.tally.open), found.needed) == (4, 1, 5)


def test_nothing_at_all_is_no_error() -> None:
    assert read([], at=NOW).reading is None


def test_contested_ones_do_not_help_to_reach_five() -> None:
    assert read([*several(4), promise("c", contested=True)], at=NOW).reading is None


def test_eight_kept_read_better_than_eight_missed() -> None:
    kept, missed = reading(several(8)), reading(several(8, Outcome.LATE))
    assert missed.forecast.high < kept.forecast.low
    assert kept.of_ten.middle > 7
    assert missed.of_ten.middle < 4


def test_more_promises_narrow_the_interval() -> None:
    few, many = reading(several(5)).forecast, reading(several(16)).forecast
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(
    ("forecast", "said"),
    [
        (Forecast(0.81, 0.62, 0.91), OfTen(8, 6, 9)),
        (Forecast(0.995, 0.99, 0.999), OfTen(9, 9, 10)),
        (Forecast(0.004, 0.001, 0.01), OfTen(1, 0, 1)),
    ],
)
def test_the_answer_in_tenths_never_says_all_or_none(forecast: Forecast, said: OfTen) -> None:
    assert of_ten(forecast) == said


def test_reasons_add_up_to_the_difference_from_the_start() -> None:
    found = reading([*several(6), *several(2, Outcome.LATE, since=80)])
    difference = 10 * (found.forecast.chance - found.start)
    assert sum(reason.share for reason in found.reasons) == pytest.approx(difference)


def test_each_reason_names_its_commitments_newest_first() -> None:
    found = reading([*several(3), *several(2, since=150), *several(2, Outcome.LATE, since=80)])
    named = {reason.kind: reason.commitments for reason in found.reasons}
    assert named[ReasonKind.KEPT_RECENTLY] == ("kept 150 1", "kept 150 0")
    assert named[ReasonKind.KEPT_BEFORE] == ("kept 0 2", "kept 0 1", "kept 0 0")
    assert named[ReasonKind.LATE] == ("late 80 1", "late 80 0")


def test_keeps_add_and_misses_take_away() -> None:
    found = reading(
        [
            *several(6),
            *several(2, Outcome.LATE, since=80),
            *several(1, Outcome.DROPPED, since=110),
            promise("silent", Outcome.OPEN, at=150, long=20),
            promise("open", Outcome.OPEN, at=170, long=31),
        ]
    )
    assert of(found, ReasonKind.KEPT_BEFORE) > 0
    for kind in (ReasonKind.LATE, ReasonKind.DROPPED, ReasonKind.PASSED, ReasonKind.OPEN):
        assert of(found, kind) < 0, kind


def test_a_moved_promise_is_shown_with_nothing_and_never_as_late() -> None:
    moves = (Move(agreed_at=START + DAY, due=START + 30 * DAY),)
    moved = promise("moved", moves=moves, ended_at=START + 25 * DAY)
    found = reading([*several(5), moved])
    shown = next(reason for reason in found.reasons if reason.kind is ReasonKind.MOVED)
    assert (shown.share, shown.commitments) == (0.0, ("moved",))
    assert not [reason for reason in found.reasons if reason.kind is ReasonKind.LATE]


def test_what_is_contested_is_shown_with_nothing_and_changes_nothing() -> None:
    contested = promise("contested", Outcome.LATE, at=100, contested=True)
    with_it, without = reading([*several(6), contested]), reading(several(6))
    assert with_it.forecast == without.forecast
    assert with_it.reasons[-1].kind is ReasonKind.SET_ASIDE
    assert with_it.reasons[-1].commitments == ("contested",)


def test_settled_again_it_counts_as_if_it_had_never_been_contested() -> None:
    late = promise("settled", Outcome.LATE, at=100)
    assert reading([*several(6), late]).forecast.chance < reading(several(6)).forecast.chance


def test_the_others_at_the_table_say_what_is_usual_here() -> None:
    theirs = [
        promise(f"other {n}", Outcome.LATE, at=12 * n, promiser="tavla", receiver="lumen")
        for n in range(12)
    ]
    alone, among = reading(several(5)), reading(several(5), others=theirs)
    assert among.forecast.chance < alone.forecast.chance
    assert of(among, ReasonKind.PARTNERSHIP) < 0
    named = next(one for one in among.reasons if one.kind is ReasonKind.PARTNERSHIP)
    assert set(named.commitments) == {one.commitment for one in theirs}


def test_what_it_did_for_another_receiver_counts_as_the_partnership() -> None:
    elsewhere = [promise(f"other {n}", Outcome.LATE, at=12 * n, receiver="tavla") for n in range(6)]
    found = reading(several(6), others=elsewhere)
    assert of(found, ReasonKind.PARTNERSHIP) < 0
    difference = 10 * (found.forecast.chance - found.start)
    assert sum(reason.share for reason in found.reasons) == pytest.approx(difference)


def test_imported_reasons_stand_apart() -> None:
    found = reading([*several(6, imported=True), *several(2, since=150)])
    imported = {reason.kind for reason in found.reasons if reason.imported}
    assert imported == {ReasonKind.KEPT_BEFORE}


def test_three_signed_misses_are_heard_after_thousands_of_imported_keeps() -> None:
    imported = [promise(f"i{n:04}", at=-1_000 + n / 2, long=5, imported=True) for n in range(2_000)]
    signed = several(3, Outcome.LATE, since=150)
    before, after = reading(imported).forecast, reading([*imported, *signed]).forecast
    assert after.chance < before.chance - 0.02
    assert after.low < before.low


def test_a_hundred_small_promises_of_one_day_and_kind_are_one() -> None:
    tiny = [promise(f"{n:03}", at=150 + n / 1000, long=1, kind="reply") for n in range(100)]
    found = read(tiny, at=NOW)
    assert found.tally.weight == pytest.approx(1)
    assert found.reading is not None
    assert found.reading.forecast.chance < reading(several(5)).forecast.chance


def test_the_line_over_time_begins_with_the_fifth_and_ends_now() -> None:
    found = reading(several(8))
    moments = [point.at for point in found.series]
    assert moments == sorted(moments)
    assert moments[0] >= several(8)[4].decided_at
    assert moments[-1] == NOW
    assert found.series[-1].chance == found.forecast.chance
    assert all(point.low <= point.chance <= point.high for point in found.series)


def test_a_partnership_a_day_old_can_be_read_once_five_are_finished() -> None:
    made = [promise(f"{n}", at=199 + n / 100, long=0.5) for n in range(5)]
    found = reading(made)
    assert 0 < found.forecast.low < found.forecast.high < 1
    assert len(found.series) > 1


def test_open_promises_are_forecast_one_by_one_and_less_likely_as_time_runs_out() -> None:
    fresh = promise("fresh", Outcome.OPEN, at=199, long=20)
    pressing = promise("pressing", Outcome.OPEN, at=180, long=20.1)
    passed = promise("passed", Outcome.OPEN, at=150, long=20)
    found = reading([*several(8), fresh, pressing, passed])
    chances = {one.commitment: one.forecast.chance for one in found.open}
    assert chances["pressing"] < chances["fresh"]
    assert set(chances) == {"fresh", "pressing"}


@given(
    st.lists(
        st.tuples(st.sampled_from(list(Outcome)), st.floats(0, 180), st.booleans(), st.booleans()),
        min_size=5,
        max_size=15,
    ),
)
@settings(max_examples=40, deadline=None)
def test_every_reading_is_whole_and_does_not_depend_on_the_order_of_rows(
    made: list[tuple[Outcome, float, bool, bool]],
) -> None:
    promises = [
        promise(f"{n:02}", outcome, at=at, imported=imported, contested=contested)
        for n, (outcome, at, imported, contested) in enumerate(made)
    ]
    found = read(promises, at=NOW)
    if found.reading is None:
        assert found.tally.finished < 5
        return
    assert read(list(reversed(promises)), at=NOW) == found
    said = found.reading
    assert 0 < said.forecast.low <= said.forecast.chance <= said.forecast.high < 1
    difference = 10 * (said.forecast.chance - said.start)
    assert sum(reason.share for reason in said.reasons) == pytest.approx(difference, abs=1e-9)
    assert all(abs(reason.share) <= 10 for reason in said.reasons)


@given(st.lists(st.floats(-30, 30), max_size=8), st.floats(-3, 3))
def test_shares_add_up_keep_their_sign_and_stay_on_the_scale(
    parts: list[float], start: float
) -> None:
    shares = shapley(parts, start=start)
    ends = shapley([sum(parts)], start=start)
    assert sum(shares) == pytest.approx(ends[0], abs=1e-9)
    assert all(abs(share) <= 1 for share in shares)
    assert all(share * part >= 0 for share, part in zip(shares, parts, strict=True))


def test_two_equal_parts_get_equal_shares() -> None:
    first, second, _ = shapley([1.5, 1.5, -4.0], start=0.3)
    assert first == pytest.approx(second)
