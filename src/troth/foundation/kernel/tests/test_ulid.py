"""ULIDs have one written form, and sort by time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.ulid import LATEST, is_ulid, make_ulid, milliseconds_of, parse_ulid

moments = st.integers(0, LATEST)
entropy = st.binary(min_size=10, max_size=10)


def test_a_known_moment_gives_the_known_letters() -> None:
    assert make_ulid(1469918176385, bytes(10)) == "01ARYZ6S410000000000000000"
    assert make_ulid(LATEST, b"\xff" * 10) == "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"


@pytest.mark.parametrize(("milliseconds", "random"), [(-1, 10), (LATEST + 1, 10), (0, 9), (0, 11)])
def test_what_does_not_fit_is_refused(milliseconds: int, random: int) -> None:
    with pytest.raises(ValueError, match="a ULID"):
        make_ulid(milliseconds, bytes(random))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "01ARYZ6S41",
        "01aryz6s410000000000000000",
        "81ARYZ6S410000000000000000",
        "01ARYZ6S41000000000000000I",
        "01ARYZ6S4100000000000000001",
        "01ARYZ6S41000000000000000\n",
        "01ARYZ6S4100000000000000٠",
        " 1ARYZ6S410000000000000000",
    ],
)
def test_other_spellings_are_no_ulids(text: str) -> None:
    assert not is_ulid(text)
    with pytest.raises(ValueError, match="not a ULID"):
        parse_ulid(text)


@given(moments, entropy)
def test_every_ulid_is_one_and_tells_its_time(milliseconds: int, random: bytes) -> None:
    ulid = make_ulid(milliseconds, random)
    assert parse_ulid(ulid) == ulid
    assert milliseconds_of(ulid) == milliseconds


@given(st.tuples(moments, entropy), st.tuples(moments, entropy))
def test_ulids_sort_as_their_moments(one: tuple[int, bytes], other: tuple[int, bytes]) -> None:
    assert (make_ulid(*one) < make_ulid(*other)) == (one < other)
