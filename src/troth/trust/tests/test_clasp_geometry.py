"""Where things lie in the clasp, and which words find room there."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.clasp import drawing, shapes
from troth.trust.clasp.geometry import (
    FULL,
    GAP,
    HEAD,
    SMALL,
    Measures,
    Place,
    cut,
    fitting,
    places,
    width_of,
)
from troth.trust.clasp.seen import clasp
from troth.trust.clasp.specimens import KAVERI, LONG, LUMEN, busy, finger, hand

SIZES = pytest.mark.parametrize("measures", [FULL, SMALL], ids=["full", "small"])
SIDES = pytest.mark.parametrize("from_right", [True, False])
VALUES = st.floats(0, 10)


@SIZES
@SIDES
def test_zero_is_at_the_own_palm_and_ten_at_the_other(measures: Measures, from_right: bool) -> None:
    near, far = places(measures, from_right=from_right)
    edges = [measures.palm, measures.width - measures.palm]
    for one in (near, far):
        assert sorted([one.x(0), one.x(10)]) == edges
    assert near.x(0) == far.x(10)
    assert near.sign == -far.sign
    assert near.from_right is from_right


@given(VALUES, VALUES)
def test_more_reaches_further_by_the_same_step_everywhere(one: float, other: float) -> None:
    for place in places(FULL, from_right=False):
        moved = place.sign * (place.x(other) - place.x(one))
        assert moved == pytest.approx((other - one) / 10 * FULL.reach)


@SIZES
def test_rows_follow_each_other_and_none_meets_the_next(measures: Measures) -> None:
    near, far = places(measures, from_right=False)
    rows = [place.row(number) for number in range(5) for place in (near, far)]
    assert rows == sorted(rows)
    apart = [later - earlier - measures.finger for earlier, later in pairwise(rows)]
    assert set(apart[::2]) == {GAP}
    assert set(apart[1::2]) == {measures.under + measures.between + measures.text}
    assert rows[0] == HEAD + measures.text
    assert rows[-1] + measures.finger + measures.under == measures.bottom


@SIZES
def test_a_reading_stands_nearer_to_its_own_finger_than_to_any_other(measures: Measures) -> None:
    """Read with fresh eyes, a figure above the other side's tip was taken for the other side's."""
    near, far = places(measures, from_right=False)
    fingers = {
        (place.far, number): place.row(number) for number in range(5) for place in (near, far)
    }
    for place in (near, far):
        for number in range(5):
            line = place.reading(number) - measures.letters / 3
            nearest = min(fingers, key=lambda one: abs(fingers[one] + measures.finger / 2 - line))
            assert nearest == (place.far, number)


def test_what_is_read_ends_before_the_scale_of_the_other_side_begins() -> None:
    for measures in (FULL, SMALL):
        _near, far = places(measures, from_right=False)
        assert far.reading(4) <= measures.bottom < measures.bottom + 28 - 13


def test_the_measures_are_the_agreed_ones() -> None:
    wide, narrow = (20, 34, 28, 22, 8), (12, 48, 24, 20, 8)
    for one, lengths, steps in ((FULL, wide, (0, 2, 4, 6, 8, 10)), (SMALL, narrow, (0, 5, 10))):
        assert (one.palm, one.text, one.finger, one.under, one.between) == lengths
        assert one.steps == steps


@given(st.text(max_size=80), st.floats(5, 300))
def test_cut_words_fit_and_begin_like_the_whole(words: str, room: float) -> None:
    found = cut(words, room=room, size=10)
    assert width_of(found, 10) <= max(room, width_of("…", 10))
    assert found == words or words.startswith(found.removesuffix("…"))


def test_the_first_wording_that_fits_is_taken() -> None:
    choices = ("the longest of them all", "a shorter one", "short")
    assert fitting(choices, room=1000, size=10) == choices[0]
    assert fitting(choices, room=70, size=10) == choices[1]
    assert fitting(choices, room=30, size=10) == choices[2]
    assert fitting(choices, room=19, size=10) == "sh…"


def test_wide_scripts_count_wide() -> None:
    assert width_of("北海", 10) > 1.9 * width_of("ab", 10)
    assert width_of("MM", 10) > width_of("ab", 10) > width_of("il", 10)


@given(VALUES, VALUES)
def test_a_reach_begins_and_ends_where_it_should(one: float, other: float) -> None:
    low, high = sorted((one, other))
    place = Place(measures=FULL, far=False, from_right=False)
    found = re.fullmatch(
        r"M([\d.]+) 10H([\d.]+)a([\d.]+) 14 0 0 1 0 28H([\d.]+)z",
        shapes.bar(place, low, high, y=10),
    )
    assert found is not None
    start, turn, tip, back = map(float, found.groups())
    assert start == back == pytest.approx(place.x(low), abs=0.06)
    assert turn + tip == pytest.approx(place.x(high), abs=0.11)
    assert tip <= FULL.finger / 2


def test_a_box_may_be_given_from_either_end() -> None:
    assert shapes.rect("k", 30, 10, y=1, height=2) == shapes.rect("k", 10, 30, y=1, height=2)


@SIZES
def test_the_scale_has_its_figures_once_for_each_hand(measures: Measures) -> None:
    picture = busy().small if measures.small else busy().full
    figures = re.findall(r'<text class="c-axis" [^>]+>(\d+)<', picture)
    assert sorted(map(int, figures)) == sorted([*measures.steps, *measures.steps])


def test_whose_hand_it_is_stands_beside_the_scale_or_above_it_where_it_is_long() -> None:
    lines = re.findall(r'c-whose" x="[\d.]+" y="([\d.]+)"', busy().full)
    assert lines == [str(HEAD - 16), str(FULL.bottom + 28)]
    lumen = LUMEN.__class__(id="lumen", name=LONG, short=LONG, letter="N", colour=1)
    near, far = (hand(*pair, *[finger(0)] * 5) for pair in ((lumen, KAVERI), (KAVERI, lumen)))
    lines = re.findall(r'c-whose" x="[\d.]+" y="([\d.]+)"', drawing.full(clasp(near, far)))
    assert lines == [str(HEAD - 33), str(FULL.bottom + 43)]


def test_what_the_keyboard_shows_lies_above_its_finger() -> None:
    linked = drawing.full(busy().shown, link=lambda _seen: "/r/")
    group = linked.partition('<a class="c-finger"')[2].partition("</a>")[0]
    assert group.index("c-hit") < group.index("c-solid") < group.index("c-ring")
    assert "c-ring" not in busy().full


def test_the_seam_stands_in_the_middle_from_top_to_bottom() -> None:
    seam = next(
        part for part in ET.fromstring(busy().full).iter("path") if part.get("class") == "c-seam"
    )
    data = str(seam.get("d"))
    assert data.startswith(f"M{FULL.width // 2} {HEAD - 8}")
    assert abs(data.count("q2.6") * 16 - (FULL.bottom - HEAD + 16)) <= 8
