"""When a share is uneven enough to be said: exact, even-handed, and never from few things."""

import random
from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.outreach.rules.unevenness import (
    EVEN_WEIGHT,
    LEAST_GAP,
    LEAST_OPEN,
    LEAST_OTHERS,
    LEAST_OWN,
    LEVEL,
    Tally,
    Usual,
    answers_less,
    carries_more,
    chance_of_so_few,
    chance_of_so_many,
)


@st.composite
def tallies(draw: st.DrawFn, most: int = 60) -> Tally:
    """Some of so many."""
    of = draw(st.integers(0, most))
    return Tally(draw(st.integers(0, of)), of)


@st.composite
def open_things(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """What is open on two sides now, and what was shared between them before."""
    return tuple(draw(st.integers(0, 40)) for _n in range(4))  # type: ignore[return-value]  # four of them


# ------------------------------------------------------------------------------ tallies


def test_a_tally_counts_some_of_all() -> None:
    assert Tally(3, 4).share == pytest.approx(0.75)
    assert Tally().share == 0
    assert Tally(1, 2) + Tally(2, 3) == Tally(3, 5)
    for did, of in ((2, 1), (-1, 1), (1, 0)):
        with pytest.raises(ValueError, match="some of all"):
            Tally(did, of)


def test_large_counts_keep_their_share() -> None:
    found = Tally(300_000, 400_000).bounded
    assert found.of == 2000
    assert found.share == pytest.approx(0.75)
    assert Tally(3, 4).bounded == Tally(3, 4)


# ------------------------------------------------------------------------------ answers


def test_fisher_s_tea() -> None:
    # Three of four cups said rightly: 17/70 of all ways are as good or better.
    assert chance_of_so_few(Tally(1, 4), Tally(3, 4)) == pytest.approx(17 / 70)
    assert chance_of_so_few(Tally(0, 4), Tally(4, 4)) == pytest.approx(1 / 70)


@given(tallies(12), tallies(12))
def test_the_chance_is_that_of_dealing_the_answers_out_anew(own: Tally, others: Tally) -> None:
    hits, everything = own.did + others.did, own.of + others.of
    ways = sum(
        comb(own.of, did) * comb(others.of, hits - did)
        for did in range(own.did + 1)
        if 0 <= hits - did <= others.of
    )
    assert chance_of_so_few(own, others) == pytest.approx(ways / comb(everything, hits))


@given(tallies(), tallies())
def test_the_chance_is_one_and_no_more_than_one(own: Tally, others: Tally) -> None:
    assert 0 < chance_of_so_few(own, others) <= 1


@given(tallies(), tallies())
def test_never_both_sides_answer_less(own: Tally, others: Tally) -> None:
    assert not (answers_less(own, others) and answers_less(others, own))


@given(st.integers(0, LEAST_OWN - 1), tallies())
def test_few_answers_say_nothing(of: int, others: Tally) -> None:
    assert not answers_less(Tally(0, of), others)


@given(tallies(), st.integers(0, LEAST_OTHERS - 1))
def test_nothing_is_said_against_few_answers_of_the_others(own: Tally, of: int) -> None:
    assert not answers_less(own, Tally(of, of))


@given(tallies(), tallies())
def test_an_answer_more_never_brings_a_signal(own: Tally, others: Tally) -> None:
    if own.did < own.of and not answers_less(own, others):
        assert not answers_less(Tally(own.did + 1, own.of), others)


@given(tallies(2000), tallies(2000))
def test_trifles_are_not_said_of_large_tables(own: Tally, others: Tally) -> None:
    if others.share - own.share < LEAST_GAP:
        assert not answers_less(own, others)


@pytest.mark.parametrize(
    ("own", "others", "said"),
    [
        (Tally(5, 16), Tally(13, 14), True),
        (Tally(1, 10), Tally(9, 10), True),
        (Tally(0, 8), Tally(5, 5), True),
        # A difference that people feel, and that chance brings often enough.
        (Tally(5, 8), Tally(8, 8), False),
        (Tally(6, 14), Tally(12, 13), False),
        (Tally(9, 14), Tally(12, 13), False),
        (Tally(0, 7), Tally(20, 20), False),
        (Tally(0, 20), Tally(0, 20), False),
        (Tally(12, 13), Tally(6, 14), False),
    ],
)
def test_answers_as_they_come(own: Tally, others: Tally, said: bool) -> None:  # a row
    assert answers_less(own, others) is said


def test_between_equal_sides_chance_alone_hardly_ever_says_it() -> None:
    dice = random.Random(42)  # a simulation
    said, looks = 0, 2000
    for _n in range(looks):
        a, b = (Tally(sum(dice.random() < 0.7 for _m in range(20)), 20) for _side in range(2))
        said += answers_less(a, b)
    assert said / looks <= LEVEL


# ------------------------------------------------------------------------------ load


def test_a_table_without_past_is_expected_to_share_evenly() -> None:
    assert Usual(Tally()).share == pytest.approx(1 / 2)
    assert Usual(Tally(), sides=4).share == pytest.approx(1 / 4)
    assert Usual(Tally()).weights == (EVEN_WEIGHT / 2, EVEN_WEIGHT / 2)


def test_the_past_of_a_table_becomes_what_is_usual() -> None:
    assert Usual(Tally(90, 100)).share == pytest.approx(100 / 120)
    assert Usual(Tally(9000, 10_000)).share == pytest.approx(0.9, abs=0.01)


@given(st.integers(0, 30), tallies())
def test_the_chances_of_all_counts_add_up(of: int, before: Tally) -> None:
    usual = Usual(before)
    assert chance_of_so_many(Tally(0, of), usual) == pytest.approx(1)
    tails = [chance_of_so_many(Tally(did, of), usual) for did in range(of + 1)]
    assert tails == sorted(tails, reverse=True)


def test_the_chance_without_past_is_polya_s_urn() -> None:
    chance = 1.0
    for drawn in range(10):
        chance *= (10 + drawn) / (20 + drawn)
    assert chance_of_so_many(Tally(10, 10), Usual(Tally())) == pytest.approx(chance)


@given(open_things())
def test_never_both_sides_carry_more(counts: tuple[int, int, int, int]) -> None:
    a, b, was_a, was_b = counts
    one = carries_more(Tally(a, a + b), Usual(Tally(was_a, was_a + was_b)))
    other = carries_more(Tally(b, a + b), Usual(Tally(was_b, was_a + was_b)))
    assert not (one and other)


@given(open_things())
def test_what_is_said_of_a_side_is_the_same_under_another_name(
    counts: tuple[int, int, int, int],
) -> None:
    a, b, was_a, was_b = counts
    low = chance_of_so_many(Tally(a, a + b), Usual(Tally(was_a, was_a + was_b)))
    rest = Tally(b + 1, a + b) if a else None
    if rest:
        mirrored = chance_of_so_many(rest, Usual(Tally(was_b, was_a + was_b)))
        assert low + mirrored == pytest.approx(1)


@given(st.integers(0, LEAST_OPEN - 1), tallies())
def test_few_open_things_say_nothing(of: int, before: Tally) -> None:
    assert not carries_more(Tally(of, of), Usual(before))


@given(tallies())
def test_one_side_alone_carries_all_and_nobody_says_so(now: Tally) -> None:
    assert not carries_more(now, Usual(Tally(), sides=1))


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (Tally(12, 12), Tally(), True),
        (Tally(18, 20), Tally(20, 40), True),
        (Tally(10, 10), Tally(), False),
        # One side always carried most of it here.
        (Tally(18, 20), Tally(85, 100), False),
        (Tally(14, 20), Tally(20, 40), False),
        (Tally(0, 20), Tally(20, 40), False),
    ],
)
def test_load_as_it_comes(now: Tally, before: Tally, said: bool) -> None:  # a row
    assert carries_more(now, Usual(before)) is said


def test_more_load_never_takes_a_signal_away() -> None:
    for of, past in product((10, 20, 40), (0, 10, 60)):
        before = Usual(Tally(past // 2, past))
        found = [carries_more(Tally(did, of), before) for did in range(of + 1)]
        assert found == sorted(found)


# ------------------------------------------------------------------------------ what holds for both


@given(tallies(), tallies())
def test_both_tails_of_fisher_s_test_hold_everything(own: Tally, others: Tally) -> None:
    few = chance_of_so_few(own, others)
    # Fewer of this side's in time is more of the others' in time: the other tail, without what was counted.
    rest = chance_of_so_few(others, own)
    assert few + rest >= 1 - 1e-9


@given(tallies())
def test_equal_sides_are_never_uneven(one: Tally) -> None:
    assert not answers_less(one, one)


@given(tallies(), tallies(), st.integers(2, 4))
def test_more_of_the_same_is_never_less_sure(own: Tally, others: Tally, times: int) -> None:
    if answers_less(own, others):
        more = (Tally(one.did * times, one.of * times) for one in (own, others))
        assert answers_less(*more)


@given(tallies(), tallies(), st.integers(2, 8))
def test_what_is_usual_lies_between_even_and_the_past(
    now: Tally, before: Tally, sides: int
) -> None:
    even, usual = 1 / sides, Usual(before, sides=sides).share
    low, high = sorted((even, before.share if before.of else even))
    assert low - 1e-9 <= usual <= high + 1e-9
    assert 0 <= chance_of_so_many(now, Usual(before, sides=sides)) <= 1


@pytest.mark.parametrize("sides", [2, 3, 5, 20])
def test_at_a_larger_table_a_smaller_part_is_much(sides: int) -> None:
    most = next(
        did for did in range(41) if carries_more(Tally(did, 40), Usual(Tally(), sides=sides))
    )
    assert most / 40 >= 1 / sides + LEAST_GAP
    assert most < 40


def test_large_numbers_are_worked_out_in_time_and_without_overflow() -> None:
    assert answers_less(Tally(400_000, 1_000_000), Tally(900_000, 1_000_000))
    assert carries_more(Tally(900_000, 1_000_000), Usual(Tally(500_000, 1_000_000)))
    assert not carries_more(Tally(500_000, 1_000_000), Usual(Tally(500_000, 1_000_000)))
