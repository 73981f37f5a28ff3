"""What a reader may see of a finger, before any form of it is made."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.trust.clasp.seen import Seen, Sign, State, clasp, seen, state_of
from troth.trust.clasp.specimens import KAVERI, LUMEN, finger, hand
from troth.trust.rules.hands import Dimension, Finger, Hand
from troth.trust.tests.hands import READERS, fingers, opposite

UNTIL = datetime(2026, 3, 19, 12, tzinfo=UTC)
QUICK = settings(max_examples=60, deadline=None)
# What a finger carries that could give away how it reads.
FIGURES = ("estimate", "before", "own", "last")
COUNTS = ("count", "set_aside")


def near(*ones: Finger) -> Hand:
    """Lumen about Kaveri."""
    return hand(LUMEN, KAVERI, *ones, *[finger(0)] * (5 - len(ones)))


def as_read_by(reader: str, one: Finger) -> Seen:
    return seen(one, near(one), reader=reader)


@pytest.mark.parametrize(
    ("one", "own_side", "other_side"),
    [
        (finger(0), State.NOTHING, State.NOTHING),
        (finger(1), State.FEW, State.FEW),
        (finger(4, set_aside=9), State.FEW, State.FEW),
        (finger(0, set_aside=1), State.SET_ASIDE, State.SET_ASIDE),
        (finger(5), State.SETTLING, State.SETTLING),
        (finger(5, 1, 2, 3), State.READ, State.READ),
        (finger(5, 1, 2, 3, hidden=True), State.HIDDEN, State.HIDDEN),
        (finger(5, 1, 2, 3, held_until=UNTIL), State.READ, State.HELD),
        (finger(0, held_until=UNTIL), State.NOTHING, State.HELD),
        (finger(5, 1, 2, 3, held_until=UNTIL, hidden=True), State.HIDDEN, State.HELD),
    ],
)
def test_each_side_sees_its_state(one: Finger, own_side: State, other_side: State) -> None:
    assert state_of(one, own_side=True) is own_side
    assert state_of(one, own_side=False) is other_side


@QUICK
@given(fingers(), st.sampled_from(["lumen", "kaveri", "", "somebody"]))
def test_figures_are_there_only_for_what_is_read(one: Finger, reader: str) -> None:
    found = as_read_by(reader, one)
    if found.state is State.READ:
        assert found.estimate == one.estimate
        assert (found.count, found.set_aside) == (one.count, one.set_aside)
    else:
        assert all(getattr(found, name) is None for name in FIGURES)
        assert found.of_ten is None
        assert not found.is_wide
        assert found.rise == 0


@QUICK
@given(fingers(), st.sampled_from(["lumen", "", "somebody"]))
def test_not_even_the_count_of_what_is_held_is_there_for_others(one: Finger, reader: str) -> None:
    found = as_read_by(reader, replace(one, held_until=UNTIL))
    assert found.state is State.HELD
    assert found.until == UNTIL
    assert all(not getattr(found, name) for name in FIGURES + COUNTS)


@QUICK
@given(fingers(), READERS)
def test_nor_of_what_few_people_stand_behind(one: Finger, reader: str) -> None:
    found = as_read_by(reader, replace(one, hidden=True, held_until=None))
    assert found.state is State.HIDDEN
    assert all(not getattr(found, name) for name in FIGURES + COUNTS)


def test_nothing_is_carried_that_this_test_does_not_know() -> None:
    known = {"dimension", "towards", "about", "state", "until", "own_side", *FIGURES, *COUNTS}
    assert {one.name for one in fields(Seen)} == known


@pytest.mark.parametrize(("reader", "own"), [("kaveri", True), ("lumen", False), ("", False)])
def test_the_own_side_is_the_described_one(reader: str, own: bool) -> None:
    assert as_read_by(reader, finger(7, 1, 2, 3)).own_side is own


@settings(max_examples=12, deadline=None)
@given(opposite(), READERS)
def test_a_clasp_keeps_the_order_of_hands_and_fingers(
    hands: tuple[Hand, Hand], reader: str
) -> None:
    found = clasp(*hands, reader=reader)
    assert [one.towards for one in found.hands] == [one.towards for one in hands]
    for one in found.hands:
        assert [finger.dimension for finger in one.fingers] == list(Dimension)
    assert found.has_reading == any(one.has_reading for one in found.hands)


@pytest.mark.parametrize(
    ("before", "rise"), [(None, 0), (8.0, 0), (7.9, 1), (8.1, -1), (0.0, 1), (10.0, -1)]
)
def test_it_rose_or_fell_or_neither(before: float | None, rise: int) -> None:
    assert as_read_by("lumen", finger(7, 6, 8, 9, before=before)).rise == rise


@pytest.mark.parametrize(
    ("low", "high", "wide"), [(2, 9, True), (2, 8, False), (0, 10, True), (3.4, 9.6, True)]
)
def test_a_range_wider_than_six_says_more_than_its_middle(
    low: float, high: float, wide: bool
) -> None:
    assert as_read_by("lumen", finger(7, low, 5, high)).is_wide is wide


@pytest.mark.parametrize("old", [True, False])
def test_the_newest_evidence_is_named_only_where_it_is_old(old: bool) -> None:
    one = replace(finger(7, 6, 8, 9, last=UNTIL), old=old)
    assert (as_read_by("lumen", one).last == UNTIL) is old


@pytest.mark.parametrize(
    ("fingers_drawn", "explained"),
    [
        ([finger(0)], {Sign.BEADS}),
        ([finger(5, 1, 2, 3)], {Sign.READING, Sign.BEADS}),
        ([finger(5, 1, 2, 3)] * 5, {Sign.READING}),
        ([finger(5, 1, 2, 3, before=4)] * 5, {Sign.READING, Sign.BEFORE}),
        ([finger(5, 1, 2, 3, own=4)] * 5, {Sign.READING, Sign.OWN}),
        ([finger(5, 1, 2, 3, hidden=True)] * 5, set()),
        ([finger(2, before=4, own=4)] * 5, {Sign.BEADS}),
    ],
)
def test_the_key_explains_what_is_drawn_and_nothing_that_one_would_search_for(
    fingers_drawn: list[Finger], explained: set[Sign]
) -> None:
    one = near(*fingers_drawn)
    other = hand(KAVERI, LUMEN, *one.fingers)
    assert clasp(one, other).signs == explained
