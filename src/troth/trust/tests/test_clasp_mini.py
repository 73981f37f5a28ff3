"""The sign for lists: ten bars of the same data, on less room than a stamp."""

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from hypothesis import given, settings

from troth.trust.clasp.mini import EDGE, PALM, SIZES, SPACE, STUB, mini
from troth.trust.clasp.seen import Clasp, clasp
from troth.trust.clasp.specimens import KAVERI, LUMEN, finger, hand
from troth.trust.rules.hands import Dimension, Estimate, Finger
from troth.trust.tests.hands import estimates

UNTIL = datetime(2026, 3, 19, 12, tzinfo=UTC)
BOTH = pytest.mark.parametrize("size", SIZES)
Bar = tuple[str, float, float, float, float]


def shown(near: Finger, far: Finger | None = None, *, reader: str = "lumen") -> Clasp:
    """The first finger of each hand as given; the rest as at the beginning."""
    rest = [finger(0)] * 4
    return clasp(
        hand(LUMEN, KAVERI, near, *rest),
        hand(KAVERI, LUMEN, far or finger(0), *rest),
        reader=reader,
    )


def bars(one: Clasp, size: str = "list") -> list[Bar]:
    """Class, x, y, width and height of everything in it."""
    root = ET.fromstring(mini(one, size=size))
    return [
        (
            str(part.get("class")),
            float(part.get("x", "0")),
            float(part.get("y", "0")),
            float(part.get("width", "0")),
            float(part.get("height", "0")),
        )
        for part in root
    ]


def kinds(found: list[Bar]) -> list[str]:
    return [one[0].partition(" ")[0] for one in found]


@BOTH
def test_it_has_the_agreed_size(size: str) -> None:
    root = ET.fromstring(mini(shown(finger(7, 6, 8, 9)), size=size))
    width, height = {"list": (72, 44), "overview": (150, 96)}[size]
    assert root.get("viewBox") == f"0 0 {width} {height}"
    assert (root.get("width"), root.get("height")) == (str(width), str(height))


@BOTH
def test_ten_bars_share_the_height_and_leave_a_little_between(size: str) -> None:
    near = hand(LUMEN, KAVERI, *[finger(7, 6, 8, 9)] * 5)
    both = clasp(near, hand(KAVERI, LUMEN, *[finger(7, 6, 8, 9)] * 5))
    step = SIZES[size][1] / 10
    solid = [one for one in bars(both, size) if one[0].startswith("m-soft")]
    tops = sorted(y for _kind, _x, y, _width, _height in solid)
    assert tops == pytest.approx([number * step + SPACE / 2 for number in range(10)], abs=0.06)
    assert all(height == pytest.approx(step - SPACE, abs=0.06) for *_rest, height in solid)


def test_near_and_far_take_turns() -> None:
    both = clasp(
        hand(LUMEN, KAVERI, *[finger(7, 6, 8, 9)] * 5),
        hand(KAVERI, LUMEN, *[finger(7, 6, 8, 9)] * 5),
    )
    soft = sorted((y, kind) for kind, _x, y, *_rest in bars(both) if kind.startswith("m-soft"))
    assert [kind for _y, kind in soft] == ["m-soft o1", "m-soft o2"] * 5


@settings(max_examples=40, deadline=None)
@given(estimates())
def test_solid_and_faint_lie_end_to_end_from_the_own_edge(one: Estimate) -> None:
    found = bars(shown(Finger(dimension=Dimension.RELIABILITY, count=9, estimate=one)))
    solid, faint = found[0], found[1]
    reach = SIZES["list"][0] - 2 * EDGE
    assert solid[0] == "m-solid o1"
    assert faint[0] == "m-soft o1"
    assert solid[1] == EDGE
    assert solid[3] == pytest.approx(one.low / 10 * reach, abs=0.06)
    assert faint[1] == pytest.approx(EDGE + one.low / 10 * reach, abs=0.06)
    assert faint[3] == pytest.approx((one.high - one.low) / 10 * reach, abs=0.06)


def test_each_hand_has_its_palm_at_its_edge() -> None:
    width = SIZES["list"][0]
    palms = [
        one for one in bars(shown(finger(7, 6, 8, 9))) if one[3] == PALM and one[2] == SPACE / 2
    ]
    assert [(kind, x) for kind, x, *_rest in palms] == [
        ("m-solid o1", 0.0),
        ("m-solid o2", pytest.approx(width - PALM)),
    ]


def test_read_from_the_right_the_near_hand_is_on_the_right() -> None:
    one = shown(finger(7, 6, 8, 9))
    with translation.override("ar"):
        turned = bars(one)
    width = SIZES["list"][0]
    assert turned[0][1] + turned[0][3] == pytest.approx(width - EDGE)
    assert bars(one)[0][1] == EDGE


@pytest.mark.parametrize(
    "unread",
    [
        finger(0),
        finger(4),
        finger(9),
        finger(0, set_aside=3),
        finger(9, hidden=True),
        finger(9, 6, 8, 9, held_until=UNTIL),
    ],
)
def test_without_a_reading_a_bar_is_a_dashed_stub_whatever_is_behind_it(unread: Finger) -> None:
    found = bars(shown(unread, finger(7, 6, 8, 9)))
    stub = found[0]
    assert stub[0] == "m-open o1"
    assert stub[3] == pytest.approx(STUB / 10 * (SIZES["list"][0] - 2 * EDGE), abs=0.06)
    assert kinds(found).count("m-open") == 9


def test_the_described_side_sees_its_own_bar_before_the_other_does() -> None:
    held = finger(9, 6, 8, 9, held_until=UNTIL)
    assert mini(shown(held)) == ""
    assert kinds(bars(shown(held, reader="kaveri"))).count("m-soft") == 1


def test_a_side_without_a_colour_of_its_own_has_one_all_the_same() -> None:
    bare = LUMEN.__class__(id="lumen", name="Lumen", short="Lumen", letter="L", colour=0)
    found = clasp(
        hand(bare, KAVERI, *[finger(7, 6, 8, 9)] * 5), hand(KAVERI, bare, *[finger(0)] * 5)
    )
    assert "o0" not in mini(found)
    assert "o1" in mini(found)
