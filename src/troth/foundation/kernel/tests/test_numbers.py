"""Text from somewhere else is a whole number, or is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.numbers import whole_number


@pytest.mark.parametrize("text", ["", "²", "٣", "-1", "+1", " 1", "1.0", "one", "9" * 5000])
def test_what_is_no_number_of_ours_is_none(text: str) -> None:
    assert whole_number(text, otherwise=7) == 7


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_a_number_written_is_that_number(number: int) -> None:
    assert whole_number(str(number)) == number


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert whole_number(text) >= 0
