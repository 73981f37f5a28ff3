"""Base64 with one spelling for each value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel import b64


@given(st.binary(max_size=80))
def test_what_was_written_is_read_back(data: bytes) -> None:
    assert b64.decode(b64.encode(data)) == data


@pytest.mark.parametrize(
    "text", ["A", "AA", "AAA", "AA===", "AA==\n", "AB==", "AA==AA==", "A-==", "é===", "AAAA="]
)
def test_another_spelling_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        b64.decode(text)
