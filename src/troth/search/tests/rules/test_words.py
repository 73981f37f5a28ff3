"""Words are kept and asked for in the same form, and one slip of the finger is forgiven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.search.rules.index import FTS5, MARK, TSQUERY, Indexed, Question, put
from troth.search.rules.words import (
    LONGEST_WORD,
    MOST_ASKED,
    asked,
    near,
    slips,
    stretches,
    words_of,
)

LETTERS = st.text("abcdefghijklmnop", min_size=4, max_size=12)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Calibration API v1", ["calibration", "api", "v1"]),
        ("Ærlig ÉCOLE Straße", ["ærlig", "ecole", "strasse"]),
        ("snake_case-and.dots", ["snake", "case", "and", "dots"]),
        ("ﬁne ①", ["fine", "1"]),
        ("الثقة", ["الثقة"]),
        ("", []),
        ("…—!", []),
    ],
)
def test_words_lose_case_and_accents(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_question_has_a_bound_and_each_word_once() -> None:
    assert asked("a b a c") == ["a", "b", "c"]
    assert len(asked(" ".join(str(n) for n in range(100)))) == MOST_ASKED
    assert words_of("x" * 500) == ["x" * LONGEST_WORD]


@given(LETTERS, st.integers(0, 11), st.sampled_from("abcxyz"))
def test_whatever_one_slip_makes_of_a_word_shares_a_key_with_it(
    word: str, place: int, letter: str
) -> None:
    place %= len(word)
    missing = word[:place] + word[place + 1 :]
    more = word[:place] + letter + word[place:]
    other = word[:place] + letter + word[place + 1 :]
    swapped = word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
    for slip in (missing, more, other, swapped):
        assert near(word, slip)
        assert near(slip, word)
        if len(slip) >= 4:
            assert slips(word) & slips(slip)


@given(LETTERS, LETTERS)
def test_nearness_has_no_direction(one: str, two: str) -> None:
    assert near(one, two) == near(two, one)


@pytest.mark.parametrize(("one", "two"), [("trust", "crusty"), ("abcd", "badc"), ("goal", "gaols")])
def test_two_slips_are_another_word(one: str, two: str) -> None:
    assert not near(one, two)


def test_short_and_very_long_words_are_never_guessed() -> None:
    assert slips("abc") == set()
    assert slips("x" * 30) == set()


@given(st.text(max_size=60))
def test_nothing_that_is_typed_is_an_operator(text: str) -> None:
    question = Question(groups=[{word} for word in asked(text)], rooms={"01ABC"}, open_rooms=())
    for dialect, quote in ((FTS5, '"'), (TSQUERY, "'")):
        said = put(question, dialect)
        inside = said.split(quote)[1::2]
        assert all(part.isalnum() for part in inside)


def test_a_question_names_its_rooms_and_guests_find_what_is_for_all() -> None:
    question = Question(groups=[{"price"}], rooms={"01A"}, open_rooms={"01B"}, kind="agreement")
    said = put(question, FTS5)
    assert said == ('("zqr01a" OR (("zqr01b") AND "zqall")) AND "zqkagreement" AND ("price"*)')


def test_an_item_carries_its_marks_and_its_title_twice() -> None:
    item = Indexed(
        room="01A", kind="commitment", state="open", party="", title="API", text="x", for_all=False
    )
    assert item.words().split() == ["zqr01a", "zqkcommitment", "zqsopen", "zqtapi", "api", "x"]
    assert all(word.startswith(MARK) for word in item.words().split()[:4])


def test_a_piece_of_text_is_about_the_first_word_found() -> None:
    text = "a " * 200 + "holiday plans " + "b " * 200
    parts = list(stretches(text, ["holi"]))
    assert ("holiday", True) in parts
    assert parts[0] == ("… ", False)
    assert parts[-1] == (" …", False)
    assert len("".join(part for part, _asked in parts)) < 300


@given(st.lists(LETTERS, min_size=60, max_size=90), st.integers(0, 59))
def test_a_piece_begins_and_ends_with_whole_words(words: list[str], place: int) -> None:
    text = " ".join(words)
    piece = [part for part, _asked in stretches(text, [words[place]]) if part not in {"… ", " …"}]
    assert f" {''.join(piece).strip()} " in f" {text} "


def test_a_word_without_end_is_cut_all_the_same() -> None:
    parts = list(stretches("x" * 900, ["needle"]))
    assert 0 < len("".join(part for part, _asked in parts)) < 300


@given(st.text(max_size=200), st.lists(LETTERS, max_size=3))
def test_a_short_text_is_shown_whole(text: str, words: list[str]) -> None:
    if len(text) <= 90:
        assert "".join(part for part, _asked in stretches(text, words)) == text
