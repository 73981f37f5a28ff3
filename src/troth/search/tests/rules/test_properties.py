"""What holds for every word, in every language: folded once, found again, never an operator."""

from hypothesis import given
from hypothesis import strategies as st

from troth.search.rules.index import (
    FOR_ALL,
    FTS5,
    MARK,
    TITLE,
    TSQUERY,
    Indexed,
    Question,
    mark,
    put,
)
from troth.search.rules.words import (
    LONGEST_SLIP,
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_ASKED,
    SHORTEST_SLIP,
    asked,
    begins,
    folded,
    near,
    slips,
    stretches,
    words_of,
)

WORDS = st.text("abcdefghijklmnopqrstuvwxyzæøåß", min_size=1, max_size=30)
KEYS = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=26, max_size=26)
SECTIONS = st.builds(
    Indexed,
    room=KEYS,
    kind=st.sampled_from(["post", "topic", "agreement"]),
    state=st.sampled_from(["", "open"]),
    party=st.just("") | KEYS,
    title=st.text(max_size=40),
    text=st.text(max_size=80),
    for_all=st.booleans(),
)


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = words_of(text)
    assert words_of(" ".join(once)) == once


@given(st.text(max_size=200))
def test_case_says_nothing(text: str) -> None:
    assert words_of(folded(text)) == words_of(folded(folded(text)))


@given(st.text(max_size=300))
def test_every_word_is_letters_and_figures_and_has_its_length(text: str) -> None:
    for word in words_of(text):
        assert 1 <= len(word) <= LONGEST_WORD
        assert not set(word) & set(" \"'*:()&|!<>-_\\\x00")


@given(st.text(max_size=400))
def test_a_question_is_a_few_words_each_once(text: str) -> None:
    words = asked(text)
    assert len(words) == len(set(words)) <= MOST_ASKED


@given(WORDS)
def test_a_word_lies_among_its_own_slips_or_has_none(word: str) -> None:
    ways = slips(word)
    if SHORTEST_SLIP <= len(word) <= LONGEST_SLIP:
        assert word in ways
        assert all(len(word) - 1 <= len(way) <= len(word) for way in ways)
        assert len(ways) <= len(word) + 1
    else:
        assert ways == set()


@given(WORDS)
def test_a_word_is_near_itself(word: str) -> None:
    assert near(word, word)


@given(WORDS, WORDS)
def test_words_of_very_different_length_are_never_near(one: str, two: str) -> None:
    if abs(len(one) - len(two)) > 1:
        assert not near(one, two)


@given(WORDS, st.text("xyz", min_size=2, max_size=4))
def test_two_letters_more_are_two_slips(word: str, more: str) -> None:
    assert not near(word, word + more)


@given(SECTIONS)
def test_an_item_carries_one_room_and_one_kind_and_says_whom_it_is_for(item: Indexed) -> None:
    words = item.words().split()
    assert words[0] == mark("zqr", item.room)
    assert words[1] == mark("zqk", item.kind)
    marks = 2 + bool(item.state) + bool(item.party)
    assert (FOR_ALL in words[: marks + 1]) == item.for_all


@given(SECTIONS)
def test_each_word_of_a_title_stands_as_a_title_and_as_a_word(item: Indexed) -> None:
    words = item.words().split()
    for word in words_of(item.title):
        assert TITLE + word in words
        assert word in words


@given(st.lists(st.frozensets(WORDS, min_size=1, max_size=3), max_size=4), KEYS, KEYS)
def test_a_question_always_names_its_rooms(
    groups: list[frozenset[str]], own: str, visited: str
) -> None:
    question = Question(groups=groups, rooms={own}, open_rooms={visited})
    for dialect in (FTS5, TSQUERY):
        said = put(question, dialect)
        assert mark("zqr", own) in said
        assert said.index(mark("zqr", visited)) < said.index(FOR_ALL)
        assert said.count("(") == said.count(")")


@given(WORDS)
def test_the_beginning_of_a_longer_word_is_enough_and_a_short_one_is_asked_whole(
    word: str,
) -> None:
    said = put(Question(groups=[{word}], rooms={"A"}, open_rooms=()), FTS5)
    assert said.endswith('"*)' if len(word) >= 3 else '")')


@given(st.lists(KEYS, min_size=1, max_size=5, unique=True))
def test_the_order_of_rooms_says_nothing(rooms: list[str]) -> None:
    forth = Question(groups=[{"price"}], rooms=rooms, open_rooms=())
    back = Question(groups=[{"price"}], rooms=list(reversed(rooms)), open_rooms=())
    assert put(forth, FTS5) == put(back, FTS5)


@given(KEYS, KEYS)
def test_two_rooms_have_two_marks(one: str, two: str) -> None:
    assert (mark("zqr", one) == mark("zqr", two)) == (one == two)
    assert mark("zqr", one).startswith(MARK)


@given(st.text(max_size=400), st.lists(WORDS, max_size=3))
def test_a_piece_is_cut_from_the_text_and_marks_what_was_asked(
    text: str, wanted: list[str]
) -> None:
    parts = list(stretches(text, wanted))
    for part, was_asked in parts:
        if was_asked:
            assert begins(part, wanted)
    said = [part for part, _asked in parts if part not in {"… ", " …"}]
    assert "".join(said) in text


@given(st.text(max_size=60), WORDS)
def test_a_word_that_stands_in_a_short_text_is_marked_there(text: str, word: str) -> None:
    marked = [part for part, was_asked in stretches(f"{word} {text}", [folded(word)]) if was_asked]
    assert marked[:1] == [word]


def test_a_text_without_end_is_looked_at_as_far_as_its_bound() -> None:
    assert len(words_of("a " * LONGEST_TEXT)) == LONGEST_TEXT // 2
    assert "needle" not in words_of("a " * LONGEST_TEXT + "needle")


def test_an_empty_question_asks_for_nothing() -> None:
    assert put(Question(groups=[], rooms=(), open_rooms=()), FTS5) == ""
    assert asked(" … — ") == []
