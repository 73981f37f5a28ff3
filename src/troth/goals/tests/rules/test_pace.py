"""How far, how fast, how drawn: what holds for every measure, whatever its numbers."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.ulid import make_ulid
from troth.goals.rules.changes import Part, changes
from troth.goals.rules.frame import END, FOOT, START, TOP, Frame, frame_of
from troth.goals.rules.merging import merged
from troth.goals.rules.plan import LARGEST, MeasureTerms, Terms, fits, why_not, why_not_measure
from troth.goals.rules.progress import MOST_POINTS, Point, Way, even_pace, progress, thinned
from troth.goals.rules.refusals import Refusal
from troth.goals.rules.wording import Labels, compose

FIRST = date(2026, 1, 1)
SMALL = st.decimals(min_value=-(10**6), max_value=10**6, places=2)
DAYS = st.integers(0, 3000).map(lambda n: FIRST + timedelta(days=n))
KEY = make_ulid(1, bytes(10))
LABELS = Labels(
    by_when="By",
    launch_on="Launch",
    measured_by="Measures",
    from_to="%(start)s to %(target)s %(unit)s",
    day=date.isoformat,
)


@given(SMALL, SMALL.filter(bool), st.integers(1, 1000), st.integers(-50, 1100))
def test_an_even_pace_begins_at_the_start_ends_at_the_target_and_never_leaves_them(
    start: Decimal, step: Decimal, length: int, gone: int
) -> None:
    target = start + step
    low, high = sorted((start, target))
    by_when = FIRST + timedelta(days=length)

    def at(day: int) -> Decimal:
        return even_pace(
            start=start,
            target=target,
            begun=FIRST,
            by_when=by_when,
            day=FIRST + timedelta(days=day),
        )

    assert at(0) == start
    assert at(length) == target
    assert low <= at(gone) <= high
    assert abs(at(gone) - start) <= abs(at(gone + 1) - start), "it never goes back"


@given(SMALL, SMALL.filter(bool), SMALL)
def test_turning_start_and_target_round_turns_the_way_round(
    start: Decimal, step: Decimal, value: Decimal
) -> None:
    there = progress(start=start, target=start + step, value=value)
    mirrored = progress(start=-start, target=-(start + step), value=-value)
    assert there == mirrored


@given(SMALL, SMALL.filter(bool))
def test_the_start_is_nought_and_the_target_is_a_hundred(start: Decimal, step: Decimal) -> None:
    assert progress(start=start, target=start + step, value=start).way is Way.START
    done = progress(start=start, target=start + step, value=start + step)
    assert (done.percent, done.way) == (100, Way.REACHED)


@given(SMALL, st.integers(1, 10**6))
def test_nearly_there_is_not_there_and_barely_begun_is_begun(start: Decimal, step: int) -> None:
    target = start + step
    nearly = progress(start=start, target=target, value=target - Decimal("0.0001"))
    assert (nearly.percent <= 99, nearly.way) == (True, Way.BETWEEN)
    barely = progress(start=start, target=target, value=start + Decimal("0.0001"))
    assert (barely.percent >= 0, barely.way) == (True, Way.BETWEEN)


@given(st.lists(SMALL, min_size=1, max_size=3000), st.integers(4, 400))
def test_a_picture_gets_no_more_points_than_it_holds(values: list[Decimal], most: int) -> None:
    every = [Point(FIRST + timedelta(days=n), value) for n, value in enumerate(values)]
    few = thinned(every, most=most)
    assert len(few) <= max(most, 2)
    assert list(few) == sorted(set(few), key=lambda one: one.day)
    if len(every) <= most:
        assert list(few) == every


@given(st.lists(SMALL, min_size=MOST_POINTS + 1, max_size=MOST_POINTS + 50))
def test_thinning_twice_changes_nothing_more(values: list[Decimal]) -> None:
    every = [Point(FIRST + timedelta(days=n), value) for n, value in enumerate(values)]
    once = thinned(every)
    assert thinned(once) == once


@given(DAYS, DAYS, SMALL, SMALL)
def test_a_later_day_stands_further_on_and_a_larger_value_higher(
    one: date, two: date, low: Decimal, high: Decimal
) -> None:
    first, last = sorted((one, two))
    small, large = sorted((low, high))
    frame = Frame(first, last, small, large)
    assert START <= frame.x(first) <= frame.x(last) <= END
    assert FOOT >= frame.y(small) >= frame.y(large) >= TOP


@given(SMALL, DAYS)
def test_a_single_reading_of_one_value_has_a_place(value: Decimal, day: date) -> None:
    frame = frame_of([Point(day, value)], values=(value,), days=(None,))
    assert (frame.x(day), frame.y(value)) == (START, FOOT)


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_what_fits_is_finite_and_comes_out_as_it_went_in(number: Decimal) -> None:
    if fits(number):
        assert number.is_finite()
        assert abs(number) <= LARGEST
        assert number == number.quantize(Decimal("0.0001"))


@given(SMALL, SMALL)
def test_a_measure_can_be_kept_exactly_when_it_can_move(start: Decimal, target: Decimal) -> None:
    reason = why_not_measure(MeasureTerms(name="Units", start=start, target=target))
    assert reason is (Refusal.TARGET_IS_START if start == target else None)


@given(DAYS, DAYS)
def test_a_launch_lies_before_the_end_or_on_it(launch: date, end: date) -> None:
    reason = why_not(Terms(words="W", launch_on=launch, by_when=end))
    assert reason is (Refusal.LAUNCH_AFTER_END if launch > end else None)


@given(st.lists(st.sampled_from("abcdefghij"), max_size=10))
def test_names_of_measures_are_few_and_each_its_own(names: list[str]) -> None:
    measures = tuple(MeasureTerms(name=name, target=Decimal(1)) for name in names)
    reason = why_not(Terms(words="W", measures=measures))
    if len(names) > 8:
        assert reason is Refusal.TOO_MANY_MEASURES
    else:
        assert reason is (None if len(set(names)) == len(names) else Refusal.MEASURE_TWICE)


@given(st.none() | DAYS, st.none() | DAYS, st.text(max_size=20), st.text(max_size=20))
def test_a_new_day_and_new_words_are_two_changes(
    was: date | None, now: date | None, before: str, after: str
) -> None:
    old, new = Terms(words=before, by_when=was), Terms(words=after, by_when=now)
    parts = {one.part for one in changes(old, new)}
    assert (Part.BY_WHEN in parts) == (was != now)
    assert (Part.WORDS in parts) == (before.strip() != after.strip())


@given(SMALL, SMALL)
def test_the_signed_text_holds_every_figure_that_binds(start: Decimal, target: Decimal) -> None:
    measure = MeasureTerms(id=KEY, name="Units", unit="pieces", start=start, target=target)
    text = compose(Terms(words="W", by_when=FIRST, measures=(measure,)), LABELS)
    assert "By: 2026-01-01" in text
    figures = text.partition("Units: ")[2].partition(" pieces")[0].split(" to ")
    assert [Decimal(one) for one in figures] == [start, target]


@given(st.text("ab", max_size=4), st.text("ab", max_size=4), st.text("ab", max_size=4))
def test_of_two_who_change_the_words_the_second_decides_again(
    base: str, theirs: str, mine: str
) -> None:
    together = merged(base=Terms(words=base), theirs=Terms(words=theirs), mine=Terms(words=mine))
    assert together.words == (theirs if mine == base else mine)
