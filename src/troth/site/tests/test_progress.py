"""The bar of long work: it moves to the place it is told, never back and never past its end."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.site.cli.progress import bar

PERCENT = re.compile(r"(\d+)%")


class Terminal(io.StringIO):
    """An error stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def shown(places: list[int], *, length: int, stream: io.StringIO) -> str:
    """What the bar writes while it is told these places."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stderr", stream)
        with bar("Reading old.csv", length) as at:
            for place in places:
                at(place)
    return stream.getvalue()


def test_on_a_terminal_it_says_what_it_does_and_how_far_it_is() -> None:
    said = shown([50, 200], length=200, stream=Terminal())
    assert "Reading old.csv" in said
    assert PERCENT.findall(said)[-1] == "100"
    assert "25" in PERCENT.findall(said)


def test_where_nobody_looks_it_draws_nothing() -> None:
    said = shown([50, 200], length=200, stream=io.StringIO())
    assert "%" not in said


def test_what_has_no_length_ends_as_well() -> None:
    assert PERCENT.findall(shown([0, 1], length=0, stream=Terminal()))[-1] == "100"


@given(st.lists(st.integers(-10, 500), max_size=30), st.integers(0, 300))
def test_it_never_goes_back_and_never_past_its_end(places: list[int], length: int) -> None:
    said = [int(one) for one in PERCENT.findall(shown(places, length=length, stream=Terminal()))]
    assert said == sorted(said)
    assert all(one <= 100 for one in said)
