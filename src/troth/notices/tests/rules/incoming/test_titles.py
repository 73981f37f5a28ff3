"""The title of a topic that a mail begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.notices.rules.incoming.titles import SHORT, title_from


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Mounts in Voss", "Mounts in Voss"),
        ("  Mounts \t in\n Voss ", "Mounts in Voss"),
        ("Re: Mounts", "Mounts"),
        ("AW: WG: Mounts", "Mounts"),
        ("RE[2]: Fwd: SV : Mounts", "Mounts"),
        ("Antw: Mounts", "Mounts"),
        ("回复：Mounts", "回复：Mounts"),
        ("Recipe: mounts", "Recipe: mounts"),
        ("Re-use: mounts", "Re-use: mounts"),
        ("No: mounts", "No: mounts"),
    ],
)
def test_it_is_the_subject_without_what_programs_put_before_it(subject: str, title: str) -> None:
    assert title_from(subject, "words", longest=160) == title


@pytest.mark.parametrize("subject", ["", "   ", "Re:", "Re: AW:"])
def test_without_a_subject_it_is_the_first_line_of_what_is_said(subject: str) -> None:
    assert title_from(subject, "\n\n Which ones? \nThe steel ones.", longest=160) == "Which ones?"


def test_a_long_first_line_is_cut_between_words() -> None:
    title = title_from("", "word " * 50, longest=160)
    assert title.endswith("word…")
    assert len(title) <= SHORT + 1


def test_a_word_without_end_is_cut_somewhere() -> None:
    assert len(title_from("", "x" * 500, longest=160)) <= SHORT


@given(st.text(), st.text(min_size=1).filter(lambda words: bool(words.strip())))
def test_there_is_always_a_title_in_one_line(subject: str, words: str) -> None:
    title = title_from(subject, words, longest=160)
    assert title
    assert len(title) <= 160
    assert len(title.splitlines()) == 1


def test_a_subject_of_nothing_but_answers_is_read_in_no_time() -> None:
    assert title_from("Re: " * 20_000 + "x", "", longest=160) == "x"
