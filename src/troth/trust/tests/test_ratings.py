"""How one side will rate another: from what was known strictly before, each part with its meaning."""

import csv
import gzip
from dataclasses import replace
from functools import cache
from itertools import islice
from math import sqrt
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.trust.rules.rating_rows import places, row
from troth.trust.rules.ratings import (
    EVERYBODY,
    NOISE,
    RATERS,
    TARGETS,
    Forecast,
    Rating,
    Ratings,
    foretell,
)

REAL = Path(__file__).parents[4] / "bench" / "data" / "bitcoin_alpha.csv.gz"


@cache
def real() -> list[Rating]:
    """The first three thousand ratings of the public file."""
    with gzip.open(REAL, "rt", encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        at = places(next(reader))
        return [row(fields, at, width=5) for fields in islice(reader, 3_000)]


def rated(rater: str, target: str, value: float, *, at: float = 0.0) -> Rating:
    return Rating(id=f"{rater}{target}{at}", rater=rater, target=target, at=at, value=value)


def known(*ratings: Rating) -> Ratings:
    made = Ratings()
    for one in ratings:
        made.learn(one)
    return made


def test_before_anything_is_known_the_middle_is_expected_with_all_its_doubt() -> None:
    found = Ratings().forecast("Lumen", "Kaveri")
    assert found.mean == 0
    assert found.variance == pytest.approx(EVERYBODY + RATERS + TARGETS + NOISE)


def test_asking_changes_nothing() -> None:
    made = Ratings()
    before = made.forecast("Lumen", "Kaveri")
    made.forecast("Kaveri", "Lumen")
    assert made.forecast("Lumen", "Kaveri") == before
    assert not made.raters
    assert not made.targets


def test_one_rating_moves_rater_target_and_everybody_a_little() -> None:
    made = known(rated("Lumen", "Kaveri", 0.9))
    found = made.forecast("Lumen", "Kaveri")
    assert 0 < found.leniency < found.standing < found.common < found.mean < 0.9
    assert made.raters["Lumen"].variance < RATERS
    assert made.targets["Kaveri"].variance < TARGETS
    assert made.doubt < EVERYBODY


def test_two_sides_that_rate_each_other_well_are_expected_to_go_on_so_and_not_beyond() -> None:
    made = Ratings()
    for at in range(6):
        made.learn(rated("Lumen", "Kaveri", 0.7, at=at))
        made.learn(rated("Kaveri", "Lumen", 0.8, at=at))
        assert 0.3 < made.forecast("Lumen", "Kaveri").mean < 0.9


def test_the_parts_add_up_to_the_forecast() -> None:
    made = known(*real())
    for one in real()[:200]:
        found = made.forecast(one.rater, one.target)
        assert within_scale(found) == pytest.approx(found.mean)


def within_scale(found: Forecast) -> float:
    total = found.common + found.leniency + found.standing + found.answer + found.habits
    return min(max(total, -1.0), 1.0)


def test_a_harsh_rater_is_corrected_and_not_those_it_rates() -> None:
    made = Ratings()
    for at in range(40):
        for target in ("a", "b", "c"):
            made.learn(rated("harsh", target, -0.4, at=at))
            made.learn(rated("mild", target, 0.6, at=at))
    assert made.raters["harsh"].mean < -0.2 < 0.2 < made.raters["mild"].mean
    assert all(abs(made.targets[target].mean) < 0.1 for target in ("a", "b", "c"))


def test_what_was_said_of_a_side_is_answered_where_answers_are_usual() -> None:
    made = Ratings()
    for number in range(60):
        value = 0.9 if number % 2 else -0.9
        made.learn(rated(f"s{number}", f"t{number}", value))
        made.learn(rated(f"t{number}", f"s{number}", value))
    made.learn(rated("x", "y", -0.9))
    assert made.forecast("y", "x").answer < -0.2
    assert made.forecast("y", "z").answer == 0


def test_complaints_about_a_target_weigh_more_than_their_size() -> None:
    plain, heard = Ratings(), known(*real())
    for made in (plain, heard):
        for at in range(3):
            made.learn(rated(f"n{at}", "target", -0.3))
    assert heard.forecast("new", "target").habits < 0
    assert heard.targets["target"].complaints == 3 / 5


def test_real_forecasts_are_better_than_the_mean_so_far() -> None:
    said = dict(foretell(real()))
    total, ours, plain = 0.0, 0.0, 0.0
    for number, one in enumerate(real()):
        if number >= 500:
            ours += (said[one.id].mean - one.value) ** 2
            plain += (total / number - one.value) ** 2
        total += one.value
    assert sqrt(ours) < 0.95 * sqrt(plain)


def test_the_variance_says_how_far_off_forecasts_are() -> None:
    said = dict(foretell(real()))
    off = [(said[one.id].mean - one.value) ** 2 / said[one.id].variance for one in real()[500:]]
    assert sum(off) / len(off) == pytest.approx(1, abs=0.4)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_cutting_off_the_future_changes_no_forecast_of_real_ratings(share: float) -> None:
    at = real()[int(share * len(real()))].at
    past = [one for one in real() if one.at <= at]
    whole = dict(foretell(real()))
    assert dict(foretell(past)) == {one.id: whole[one.id] for one in past}


@st.composite
def tables(draw: st.DrawFn) -> list[Rating]:
    """A few ratings by whole days, so that many are made at one moment."""
    made = []
    for number in range(draw(st.integers(1, 20))):
        rater, target = draw(st.permutations("abc"))[:2]
        value = draw(st.integers(-10, 10)) / 10
        at = float(draw(st.integers(0, 6)))
        made.append(Rating(id=f"{number:02}", rater=rater, target=target, at=at, value=value))
    return sorted(made, key=lambda one: one.at)


@given(tables(), st.integers(0, 6).map(float))
@settings(max_examples=60)
def test_a_forecast_uses_only_what_was_known_strictly_before(
    table: list[Rating], at: float
) -> None:
    past = [one for one in table if one.at <= at]
    changed = [replace(one, value=0.0) if one.at == at else one for one in past]
    whole = dict(foretell(table))
    assert dict(foretell(changed)) == {one.id: whole[one.id] for one in past}


@given(tables(), st.randoms())
@settings(max_examples=40)
def test_the_order_of_ratings_made_at_one_moment_does_not_matter(
    table: list[Rating], random: Random
) -> None:
    shuffled = list(table)
    random.shuffle(shuffled)
    shuffled.sort(key=lambda one: one.at)
    assert dict(foretell(shuffled)) == dict(foretell(table))


@given(tables())
@settings(max_examples=60)
def test_whatever_was_said_a_forecast_stays_on_the_scale(table: list[Rating]) -> None:
    for _id, found in foretell(table):
        assert -1 <= found.mean <= 1
        assert 0 < found.variance < 2


def test_a_side_that_always_says_the_same_is_soon_expected_to() -> None:
    made = known(*(rated("s", f"t{at}", 0.5, at=at) for at in range(200)))
    assert made.forecast("s", "new").mean == pytest.approx(0.5, abs=0.05)


def test_a_change_of_mind_is_followed_however_much_was_said_before() -> None:
    made = known(*(rated(f"s{at}", "t", 0.8, at=at) for at in range(300)))
    for at in range(40):
        made.learn(rated(f"later{at}", "t", -0.8, at=at))
    assert made.forecast("new", "t").mean < -0.3


def test_work_does_not_grow_with_what_was_learned() -> None:
    made = known(*real())
    assert made.habits.doubt.shape == (10, 10)
    assert len(made.raters) <= len({one.rater for one in real()})
