"""The answers as plain values, and the text that is signed as answers."""

import json

from hypothesis import given
from hypothesis import strategies as st

from troth.charter.rules.answers import (
    Answers,
    Question,
    answers_from_data,
    answers_to_data,
    one_paragraph,
)
from troth.charter.rules.text import Change, Chapter, apart, changes, together
from troth.partnerships.rules.terms import Limits

said = st.text(max_size=200).map(one_paragraph)
line = st.text(st.characters(exclude_characters="\n\r"), min_size=1, max_size=60)
chapters = st.lists(
    st.builds(Chapter, title=line, lines=st.lists(line, max_size=4).map(tuple)), max_size=8
)


@given(
    words=st.dictionaries(st.sampled_from(Question), said.filter(bool), max_size=8),
    days=st.integers(1, 60),
)
def test_answers_come_back_as_they_were_kept(words: dict[Question, str], days: int) -> None:
    answers = Answers(limits=Limits(answer_days=days, signed=True), words=words)
    assert answers_from_data(json.loads(json.dumps(answers_to_data(answers)))) == answers


@given(chapters=chapters)
def test_the_text_that_is_signed_is_read_as_the_same_answers(chapters: list[Chapter]) -> None:
    assert apart(together(chapters)) == chapters


@given(words=st.text(max_size=300))
def test_own_words_never_hold_an_empty_line(words: str) -> None:
    assert all(one.strip() for one in one_paragraph(words).split("\n")) or not one_paragraph(words)


def test_a_question_nobody_spoke_to_has_no_words() -> None:
    assert Answers(limits=Limits()).said(Question.MEETINGS) == ""


def test_what_changes_is_told_sentence_by_sentence() -> None:
    before, after = {"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "9", "d": "4"}
    assert changes(before, after) == [
        Change(before="2", after="9"),
        Change(before="", after="4"),
        Change(before="3", after=""),
    ]
