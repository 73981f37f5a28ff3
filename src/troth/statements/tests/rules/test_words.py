"""The one form of a statement's words, its file, and signs that nobody should approve unseen."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.statements.rules.words import canonical, checksum, file_of, hidden_signs


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("One.\r\nTwo.\rThree.", "One.\nTwo.\nThree."),
        ("  Indented.   \n\n", "  Indented."),
        ("\n\nOne.\n\nTwo.\n", "One.\n\nTwo."),
        ("Cafe\u0301", "Caf\u00e9"),
        ("", ""),
    ],
)
def test_line_ends_and_loose_blanks_make_no_other_text(typed: str, kept: str) -> None:
    assert canonical(typed) == kept


@given(st.text(max_size=300))
def test_the_one_form_stays_as_it_is(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)


def test_the_checksum_is_what_sha256sum_says_of_the_file() -> None:
    assert file_of("Zwölf Wörter.") == b"Zw\xc3\xb6lf W\xc3\xb6rter.\n"
    assert checksum("Zwölf Wörter.") == sha256(b"Zw\xc3\xb6lf W\xc3\xb6rter.\n").hexdigest()


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x07", "\U000e0041"])
def test_signs_that_hide_or_turn_words_are_found_with_their_line(sign: str) -> None:
    assert hidden_signs(f"First.\nSe{sign}cond.") == (f"2: U+{ord(sign):04X}",)


@pytest.mark.parametrize(
    "text", ["می‌خواهیم", "क्‍ष", "שלום, עולם", "Ærlig talt.\n\tJa.", "👩‍🔬 at work"]
)
def test_what_scripts_need_is_no_hidden_sign(text: str) -> None:
    assert hidden_signs(text) == ()


def test_no_more_than_five_places_are_named() -> None:
    assert len(hidden_signs("\u202e" * 50)) == 5
