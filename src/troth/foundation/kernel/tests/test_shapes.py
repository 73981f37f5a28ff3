"""Values go to JSON and come back as they were; data of any other shape makes nothing."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.shapes import OtherShape, plain, shaped
from troth.foundation.kernel.ulid import Ulid


class Colour(StrEnum):
    SEA = "sea"
    MOSS = "moss"


@dataclass(frozen=True)
class Leaf:
    at: datetime
    share: float
    colour: Colour = Colour.SEA
    name: Ulid | None = None


@dataclass(frozen=True)
class Branch:
    whole: bool
    count: int
    leaves: tuple[Leaf, ...] = ()
    last: Leaf | None = None


NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LEAVES = st.builds(
    Leaf,
    at=st.datetimes(timezones=st.just(UTC)),
    share=st.floats(allow_nan=False),
    colour=st.sampled_from(Colour),
    name=st.none() | st.text().map(Ulid),
)
BRANCHES = st.builds(
    Branch,
    whole=st.booleans(),
    count=st.integers(),
    leaves=st.lists(LEAVES, max_size=4).map(tuple),
    last=st.none() | LEAVES,
)


@given(BRANCHES)
def test_whatever_is_written_comes_back_the_same(branch: Branch) -> None:
    assert shaped(Branch, json.loads(json.dumps(plain(branch)))) == branch


@given(st.lists(BRANCHES, max_size=3))
def test_rows_come_back_as_rows(branches: list[Branch]) -> None:
    data = json.loads(json.dumps(plain(branches)))
    assert shaped(tuple[Branch, ...], data) == tuple(branches)
    assert shaped(list[Branch], data) == branches


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)


@given(JSON)
def test_any_other_data_is_refused_and_nothing_else_happens(data: object) -> None:
    try:
        found = shaped(Branch, data)
    except OtherShape:
        return
    assert plain(found) == data


@pytest.mark.parametrize(
    "data",
    [
        None,
        "a branch",
        {"whole": True, "count": 1},
        [],
        [True],
        [True, 1, [], None, "more"],
        [1, 1, [], None],
        [True, True, [], None],
        [True, 1.0, [], None],
        [True, 1, None, None],
        [True, 1, [[]], None],
        [True, 1, [["2026-03-02", 0.5, "sea", None]], None],
        [True, 1, [["2026-03-02T12:00:00+01:00", 0.5, "sea", None]], None],
        [True, 1, [["2026-03-02T12:00:00Z", 1, "sea", None]], None],
        [True, 1, [["2026-03-02T12:00:00Z", 0.5, "os.system", None]], None],
        [True, 1, [["2026-03-02T12:00:00Z", 0.5, "sea", 7]], None],
    ],
)
def test_what_does_not_fit_is_refused(data: object) -> None:
    with pytest.raises(OtherShape):
        shaped(Branch, data)


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    leaf = Leaf(NOON.astimezone(timezone(timedelta(hours=5, minutes=30))), 0.5)
    assert shaped(Leaf, plain(leaf)) == Leaf(NOON, 0.5)


@pytest.mark.parametrize(
    "value", [object(), Leaf, {"a": 1}, {1, 2}, b"bytes", NOON.replace(tzinfo=None)]
)
def test_what_has_no_plain_form_is_a_mistake_of_ours(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        plain(value)


def test_two_kinds_for_one_place_cannot_be_told_apart() -> None:
    @dataclass
    class Either:
        one: int | str

    with pytest.raises(OtherShape, match="not several"):
        shaped(Either, [1])
