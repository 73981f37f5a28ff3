"""Names are one line of what can be seen."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.people.rules.names import UNSEEN, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ingrid   Solberg ", "Ingrid Solberg"),
        ("Ravi\u202eimdA", "Ravi imdA"),
        ("Tor\x00\nEvil: header", "Tor Evil: header"),
        ("Zoe\u0308", "Zoë"),
        ("سارة", "سارة"),
        ("\u200b\u200b", ""),
    ],
)
def test_a_name_is_kept_as_it_is_seen(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@given(st.text())
def test_tidying_twice_changes_nothing_and_leaves_nothing_unseen(typed: str) -> None:
    once = tidy(typed)
    assert tidy(once) == once
    assert not any(unicodedata.category(sign) in UNSEEN for sign in once)
