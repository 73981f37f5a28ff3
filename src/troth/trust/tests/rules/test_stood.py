"""How a direction stood on an earlier day: from what was known strictly before it, and as it was read then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.commitments.rules.outcome import Outcome
from troth.trust.rules.forecaster import Question
from troth.trust.rules.promises import Move, Promise, as_known, days, moment
from troth.trust.rules.reliability import Then, read, stood
from troth.trust.rules.retelling import retell
from troth.trust.rules.tally import NEEDED

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
KEPT, LATE, DROPPED, OPEN = Outcome
OUTCOMES = st.sampled_from([KEPT, LATE, DROPPED, OPEN])


def day(number: float) -> datetime:
    return BEGUN + timedelta(days=number)


def promise(number: int, outcome: Outcome = KEPT, *, by: str = "kaveri") -> Promise:
    """One a week for five days: kept on the third, late on the seventh, dropped on the second."""
    made = 7.0 * number
    ended = {KEPT: made + 3, LATE: made + 7, DROPPED: made + 2}.get(outcome)
    return Promise(
        commitment=f"{by}{number:03}",
        promiser=by,
        receiver="lumen",
        promised_at=day(made),
        due=day(made + 5),
        outcome=outcome,
        ended_at=None if ended is None else day(ended),
    )


def several(*outcomes: Outcome, by: str = "kaveri") -> list[Promise]:
    return [promise(number, outcome, by=by) for number, outcome in enumerate(outcomes)]


# ------------------------------------------------------------------------------ on an earlier day


@pytest.mark.parametrize("count", range(NEEDED))
def test_below_five_finished_there_is_a_count_and_no_forecast(count: int) -> None:
    assert stood(several(*[KEPT] * count), at=day(400)) == Then(count)


def test_of_nothing_promised_yet_nothing_is_known() -> None:
    assert stood(several(*[KEPT] * 9), at=day(-1)) == Then(0)
    assert stood([], at=day(0)) == Then(0)


@pytest.mark.parametrize(
    ("number", "count"), [(0, 0), (3, 1), (9.9, 1), (10, 2), (30.9, 4), (31, 5), (59, 9), (400, 9)]
)
def test_a_keep_counts_from_when_it_came(number: float, count: int) -> None:
    assert stood(several(*[KEPT] * 9), at=day(number)).count == count


@pytest.mark.parametrize(("outcome", "known"), [(KEPT, 3), (LATE, 5), (DROPPED, 2)])
def test_each_outcome_is_known_from_its_moment_and_a_late_one_from_its_date(
    outcome: Outcome, known: float
) -> None:
    one = [promise(0, outcome)]
    assert stood(one, at=day(known - 0.01)).count == 0
    assert stood(one, at=day(known)).count == 1


def test_what_is_contested_by_now_counted_then_neither() -> None:
    told = [*several(*[KEPT] * 6), replace(promise(6), contested=True)]
    assert stood(told, at=day(100)) == stood(told[:-1], at=day(100))


def test_it_is_what_the_page_said_that_day() -> None:
    told, at = several(KEPT, KEPT, LATE, KEPT, DROPPED, KEPT, OPEN), day(45.5)
    then = read([as_known(one, at=at) for one in told], at=at)
    assert then.reading is not None
    assert stood(told, at=at) == Then(then.tally.finished, then.reading.forecast)


@settings(max_examples=40, deadline=None)
@given(st.lists(OUTCOMES, min_size=6, max_size=14), st.integers(0, 100), OUTCOMES)
def test_what_came_later_changes_nothing_of_how_it_stood(
    outcomes: list[Outcome], number: int, other: Outcome
) -> None:
    told, at = several(*outcomes), day(number + 0.25)
    rewritten = [
        new if min(one.decided_at, new.decided_at) > at else one
        for one, new in ((one, promise(place, other)) for place, one in enumerate(told))
    ]
    assert stood(rewritten, at=at) == stood(told, at=at)


def test_how_others_kept_their_word_says_what_is_usual_here() -> None:
    own = several(*[KEPT] * 6)
    good, bad = (several(*[outcome] * 6, by="tavla") for outcome in (KEPT, LATE))
    well, badly = (stood(own, at=day(60), others=others).forecast for others in (good, bad))
    assert well is not None
    assert badly is not None
    assert well.chance > badly.chance


def test_others_count_for_no_reading_of_ones_own() -> None:
    assert stood(several(*[KEPT] * 4), at=day(99), others=several(*[KEPT] * 9, by="tavla")) == Then(
        4
    )


# ------------------------------------------------------------------------------ as it was known


def test_a_promise_from_before_its_move_had_its_old_date() -> None:
    moved = replace(promise(0), moves=(Move(agreed_at=day(2), due=day(9)),))
    assert as_known(moved, at=day(1)).due_in_force == day(5)
    assert as_known(moved, at=day(2)).due_in_force == day(9)


@given(OUTCOMES, st.floats(0, 20), st.floats(0, 20))
def test_looking_back_from_later_and_then_earlier_is_looking_back_once(
    outcome: Outcome, one: float, other: float
) -> None:
    early, late = sorted((day(one), day(other)))
    told = promise(0, outcome)
    assert as_known(as_known(told, at=late), at=early) == as_known(told, at=early)


# ------------------------------------------------------------------------------ told again


def ask(at: float) -> Question:
    return Question(party="kaveri", receiver="lumen", promised_at=at, asked_at=at, due=at)


@settings(max_examples=25, deadline=None)
@given(st.lists(OUTCOMES, min_size=1, max_size=10), st.lists(st.integers(0, 90), max_size=5))
def test_stopping_on_the_way_changes_no_later_answer(
    outcomes: list[Outcome], numbers: list[int]
) -> None:
    told, stops = several(*outcomes), sorted({days(day(number)) for number in numbers} | {30_000.0})
    on_the_way = retell(told, stops=stops, ask=ask).forecasts
    at_once = [retell(told, stops=[stop], ask=ask).forecasts[0] for stop in stops]
    for one, other in zip(on_the_way, at_once, strict=True):
        assert one.chance == pytest.approx(other.chance, abs=1e-9)
        assert one.low == pytest.approx(other.low, abs=1e-9)


def test_one_telling_hears_each_outcome_once() -> None:
    told = several(KEPT, LATE, DROPPED, OPEN)
    lessons = retell(told, stops=[days(day(90))], ask=ask).lessons
    taught = sorted({lesson.promise for lesson in lessons})
    assert taught == [one.commitment for one in told]


def test_a_stop_hears_nothing_of_its_own_moment() -> None:
    told = several(KEPT)
    before, after = (
        retell(told, stops=[stop], ask=ask).lessons for stop in (days(day(3)), days(day(3.01)))
    )
    assert before == []
    assert len(after) == 1


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_days_lose_less_than_a_millisecond(at: datetime) -> None:
    assert abs(moment(days(at)) - at) < timedelta(milliseconds=1)
