"""What is asked of a translation service, and which of its answers are a translation."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.discussions.rules.translating import (
    LONGEST_ANSWER,
    Nonsense,
    languages,
    question,
    translated,
)


def test_a_question_says_the_words_the_language_and_no_more() -> None:
    said = {"q": "<p>Hello</p>", "source": "auto", "target": "de", "format": "html"}
    assert json.loads(question("<p>Hello</p>", target="de")) == said
    assert json.loads(question("<p>Hello</p>", target="de", key="k")) == said | {"api_key": "k"}


@given(st.text())
def test_words_of_any_kind_are_sent_as_they_are(words: str) -> None:
    assert json.loads(question(words, target="sw"))["q"] == words


@given(st.recursive(st.none() | st.text() | st.integers(), st.lists, max_leaves=5))
def test_only_words_are_a_translation(said: object) -> None:
    answer = json.dumps({"translatedText": said}).encode()
    if isinstance(said, str) and said.replace("\0", "").strip():
        assert translated(answer) == said.replace("\0", "")
    else:
        with pytest.raises(Nonsense, match="no translation in it"):
            translated(answer)


@given(st.binary(max_size=200))
def test_no_answer_breaks_anything(answer: bytes) -> None:
    for read in (translated, languages):
        try:
            read(answer)
        except Nonsense:
            continue


def test_halves_of_signs_become_a_question_mark() -> None:
    assert translated(b'{"translatedText": "a \\ud800 \\u0000b"}') == "a ? b"


@pytest.mark.parametrize(
    ("letters", "taken"), [(LONGEST_ANSWER, True), (LONGEST_ANSWER + 1, False)]
)
def test_a_translation_has_a_longest_length(letters: int, *, taken: bool) -> None:
    answer = json.dumps({"translatedText": "a" * letters}).encode()
    if taken:
        assert len(translated(answer)) == letters
    else:
        with pytest.raises(Nonsense, match="longer than"):
            translated(answer)


def test_languages_are_read_by_their_codes() -> None:
    said = [{"code": "de", "name": "German", "targets": ["en"]}, {"code": "sw"}]
    assert languages(json.dumps(said).encode()) == {"de", "sw"}


@pytest.mark.parametrize(
    "answer",
    [b"<html>", b"{}x", b"7", b'["de"]', b'[{"name": "German"}]', b"null", b"[" * 100_000, b"\xff"],
)
def test_what_names_no_languages_is_no_translation_service(answer: bytes) -> None:
    with pytest.raises(Nonsense, match="names no languages"):
        languages(answer)
