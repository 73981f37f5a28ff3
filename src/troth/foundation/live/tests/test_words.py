"""The lines between processes say three things, and nothing else is heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.live.tests.house import INGRID, SHARED
from troth.foundation.live.words import Cut, Hint, Inbox, Word, read, write

WORDS = {
    f"hint {SHARED} 7 commitment:delivered": Hint(SHARED, 7, "commitment:delivered"),
    f"cut {INGRID} {SHARED}": Cut(INGRID, SHARED),
    f"cut {INGRID} *": Cut(INGRID, "*"),
    f"inbox {INGRID}": Inbox(INGRID),
}


@pytest.mark.parametrize(("line", "word"), WORDS.items())
def test_each_word_has_one_line(line: str, word: Word) -> None:
    assert write(word) == line.encode()
    assert read(line.encode()) == word


@pytest.mark.parametrize(
    "line",
    [
        "",
        "hint",
        f"hint {SHARED} x commitment:delivered",
        f"hint {SHARED} -1 commitment:delivered",
        f"hint {SHARED} 7 commitment",
        f"hint {SHARED} 7 Commitment:delivered",
        f'hint {SHARED} 7 a:b"}}',
        f"hint {SHARED.lower()} 7 commitment:delivered",
        f"cut {INGRID} everything",
        "cut * *",
        "inbox ingrid",
        f"inbox {INGRID} {INGRID}",
        f"shout {INGRID}",
    ],
)
def test_anything_else_says_nothing(line: str) -> None:
    assert read(line.encode()) is None


@given(st.binary(max_size=600))
def test_no_bytes_upset_the_listener(line: bytes) -> None:
    word = read(line)
    assert word is None or read(write(word)) == word


def test_a_hint_knows_its_noun() -> None:
    assert Hint(SHARED, 7, "commitment:delivered").noun == "commitment"
