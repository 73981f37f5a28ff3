"""How organisations are told apart at one table."""

from hypothesis import given
from hypothesis import strategies as st

from troth.partnerships.rules.names import (
    COLOURS,
    LONGEST_SHORT,
    next_colour,
    seal_letters,
    short_name,
)

names = st.text(min_size=1, max_size=40)


def test_people_say_the_first_word() -> None:
    assert short_name("Lumen Sensors", taken=["Kaveri"]) == "Lumen"


def test_two_with_the_same_first_word_say_more() -> None:
    assert short_name("City of Oslo", taken=["City", "Kaveri"]) == "City of"
    assert short_name("City", taken=["city"]) == "City"


def test_a_single_letter_is_no_name() -> None:
    assert short_name("A Team", taken=[]) == "A Team"


def test_a_name_of_one_endless_word_is_cut() -> None:
    endless = "Å" * 120
    assert short_name(endless, taken=[]) == "Å" * LONGEST_SHORT
    assert short_name(endless, taken=[endless]) == "Å" * LONGEST_SHORT


def test_the_second_letter_comes_when_two_share_the_first() -> None:
    assert seal_letters("Lumen Sensors", taken=[]) == "L"
    assert seal_letters("Lund Optics", taken=["L"]) == "LU"
    assert seal_letters("Luz", taken=["L", "LU"]) == "LZ"


def test_signs_are_not_letters() -> None:
    assert seal_letters("“Øre” & Co", taken=[]) == "Ø"
    assert seal_letters("…", taken=[]) == "?"


def test_colours_are_given_in_order_and_kept() -> None:
    assert [next_colour(list(range(1, n))) for n in range(1, 9)] == list(COLOURS)
    assert next_colour([1, 3]) == 2
    assert next_colour(list(COLOURS)) == 1


@given(name=names, taken=st.lists(names))
def test_every_name_gets_one_or_two_letters(name: str, taken: list[str]) -> None:
    assert 1 <= len(seal_letters(name, taken=taken)) <= 2
    assert short_name(name, taken=taken)


@given(given_out=st.lists(st.integers(0, 9)))
def test_every_party_gets_a_colour_that_is_drawn(given_out: list[int]) -> None:
    assert next_colour(given_out) in COLOURS
