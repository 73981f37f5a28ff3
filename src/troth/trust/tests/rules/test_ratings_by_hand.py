"""The first steps of what is expected between two sides, worked out with pencil and paper."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.hands import Dimension
from troth.trust.rules.ratings import (
    DRIFT,
    EVERYBODY,
    NOISE,
    RATERS,
    TARGETS,
    Habits,
    Rating,
    Ratings,
    Statement,
    Voice,
    corrected,
    foretell,
)

WHOLE = EVERYBODY + RATERS + TARGETS + NOISE
values = st.floats(-1, 1)


def rated(rater: str, target: str, value: float, *, at: float = 0.0) -> Rating:
    return Rating(id=f"{rater}>{target}@{at}", rater=rater, target=target, at=at, value=value)


def known(*ratings: Rating) -> Ratings:
    made = Ratings()
    for one in ratings:
        made.learn(one)
    return made


# ------------------------------------------------------------------------------ one rating


@given(values)
def test_the_first_rating_is_shared_out_by_what_nobody_knew(value: float) -> None:
    """Each part takes as much of the surprise as it had of the doubt."""
    made = known(rated("L", "K", value))
    assert made.common == pytest.approx(EVERYBODY / WHOLE * value)
    assert made.raters["L"].mean == pytest.approx(RATERS / WHOLE * value)
    assert made.targets["K"].mean == pytest.approx(TARGETS / WHOLE * value)


def test_after_it_each_part_is_as_sure_as_that_allows_and_drifts_on() -> None:
    made = known(rated("L", "K", 0.4))
    assert made.doubt == pytest.approx(EVERYBODY * (1 - EVERYBODY / WHOLE))
    assert made.raters["L"].variance == pytest.approx(RATERS * (1 - RATERS / WHOLE) + DRIFT)
    assert made.targets["K"].variance == pytest.approx(TARGETS * (1 - TARGETS / WHOLE) + DRIFT)


def test_a_side_that_only_rates_has_no_standing_and_one_that_is_rated_no_leniency() -> None:
    made = known(rated("L", "K", 1.0))
    assert set(made.raters) == {"L"}
    assert set(made.targets) == {"K"}
    turned = made.forecast("K", "L")
    assert (turned.leniency, turned.standing) == (0, 0)


def test_a_stranger_is_expected_to_rate_a_stranger_as_everybody_does() -> None:
    made = known(rated("L", "K", 1.0))
    found = made.forecast("D", "H")
    assert found.common == pytest.approx(EVERYBODY / WHOLE)
    assert (found.leniency, found.standing, found.answer) == (0, 0, 0)


@given(values, values)
def test_praise_and_blame_of_equal_size_leave_the_parts_where_they_were_turned_round(
    value: float, other: float
) -> None:
    """Only complaints count for more than their size, and only in habits."""
    one = known(rated("L", "K", value), rated("D", "K", other, at=1))
    turned = known(rated("L", "K", -value), rated("D", "K", -other, at=1))
    assert one.count == turned.count == 2
    assert one.raters["L"].mean == pytest.approx(-turned.raters["L"].mean)


# ------------------------------------------------------------------------------ answers and complaints


def test_an_answer_is_expected_only_where_something_was_said_that_surprised() -> None:
    made = known(rated("L", "K", 1.0))
    made.answered, made.provoked = 3.0, 6.0  # half of a surprise is answered
    assert made.forecast("K", "L").answer == pytest.approx(0.5 * made.surprises["L", "K"])
    assert made.forecast("L", "K").answer == 0
    assert made.forecast("D", "L").answer == 0


def test_how_much_is_answered_is_learned_from_both_directions_by_hand() -> None:
    made = known(rated("L", "K", 0.5), rated("K", "L", 0.8, at=1))
    surprise = 0.8 - EVERYBODY / WHOLE * 0.5
    assert made.answered == pytest.approx(surprise * 0.5)
    assert made.provoked == pytest.approx(3 + 0.5**2)
    share = surprise * 0.5 / 3.25
    assert made.forecast("L", "K").answer == pytest.approx(share * surprise)
    assert made.forecast("K", "L").answer == pytest.approx(share * 0.5)


def test_nobody_is_expected_to_answer_before_anybody_did() -> None:
    assert known(rated("L", "K", 1.0)).forecast("K", "L").answer == 0


@pytest.mark.parametrize(
    ("said", "below"), [([0.5] * 4, 0), ([-0.5] * 4, 4), ([0.0, -0.1, 0.1], 1), ([], 0)]
)
def test_complaints_are_those_below_the_middle_among_all_and_two_more(
    said: list[float], below: int
) -> None:
    voice = Voice(0.0, TARGETS)
    for one in said:
        voice.learn(0.0, of=1.0, value=one)
    assert (voice.below, voice.count) == (below, len(said))
    assert voice.complaints == below / (len(said) + 2)


def test_lately_is_a_fifth_of_what_came_last() -> None:
    voice = Voice(0.0, TARGETS)
    for value, recent in ((-1.0, 0.2), (-1.0, 0.36), (1.0, 0.288)):
        voice.learn(0.0, of=1.0, value=value)
        assert voice.recent == pytest.approx(recent)


def test_two_ratings_are_no_habit_and_many_are() -> None:
    """A constant that the plain sum leaves over is taken up slowly: nearly sure of nothing at first."""
    habits, seen = Habits(), known().habits.weights * 0
    seen[0] = 1.0
    said = []
    for count in range(1, 201):
        habits.learn(seen, left=0.5)
        if count in {1, 2, 200}:
            said.append(habits.say(seen))
    assert said == pytest.approx([0.5 * n * 0.05 / (1 + n * 0.05) for n in (1, 2, 200)])


# ------------------------------------------------------------------------------ a moment


def test_ratings_of_one_moment_know_nothing_of_each_other() -> None:
    told = [rated("L", "K", 1.0, at=1), rated("D", "K", -1.0, at=1), rated("H", "K", 0.2, at=2)]
    found = dict(foretell(told))
    assert found["L>K@1"].mean == found["D>K@1"].mean == 0
    alone = known(*sorted(told[:2], key=lambda one: one.id)).forecast("H", "K")
    assert found["H>K@2"] == alone


# ------------------------------------------------------------------------------ said openly


def said(figure: float, dimension: str = Dimension.CARE, *, by: str = "L") -> Statement:
    return Statement(saying=by, about="K", dimension=dimension, figure=figure)


def one_alone(figure: float) -> float:
    """μ and b take 13 of 24 parts, and of what is left over a third is this dimension's own."""
    value = figure / 5 - 1
    share = (EVERYBODY + TARGETS) / 0.24 + (0.09 / 0.24) / 3
    return (value * share + 1) * 5


@pytest.mark.parametrize("figure", [0, 3, 5, 8, 10])
def test_one_statement_by_hand(figure: float) -> None:
    only = said(figure)
    assert corrected([only])[only] == pytest.approx(one_alone(figure))


@pytest.mark.parametrize(
    ("table", "reads"),
    [
        (lambda: [said(10)], 8.3),
        (lambda: [said(10, one) for one in Dimension], 9.0),
        (lambda: [said(0)], 1.7),
    ],
)
def test_what_the_documentation_says_of_a_ten(
    table: Callable[[], list[Statement]], reads: float
) -> None:
    found = corrected(table())
    assert {round(one, 1) for one in found.values()} == {reads}


@given(st.integers(0, 10))
def test_above_and_below_the_middle_are_believed_alike(figure: int) -> None:
    high, low = said(figure), said(10 - figure)
    assert corrected([high])[high] + corrected([low])[low] == pytest.approx(10)


def test_saying_it_twice_in_the_same_words_is_saying_it_once() -> None:
    assert corrected([said(9), said(9)]) == corrected([said(9)])


def test_a_second_side_that_says_the_same_makes_it_surer() -> None:
    one, other = said(9), said(9, by="D")
    assert corrected([one])[one] < corrected([one, other])[one] < 9
