"""The picture over time: drawn from plain numbers, the same in words, and safe whatever the names are."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.picture import END, FOOT, MOST_MARKS, START, TOP, Frame, Mark, draw, y
from troth.trust.rules.reliability import Point

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def points(*chances: float) -> list[Point]:
    return [
        Point(BEGIN + n * DAY, chance, max(chance - 0.2, 0), min(chance + 0.1, 1))
        for n, chance in enumerate(chances)
    ]


def drawn(marks: list[Mark], *chances: float, words: str = "8 of 10", title: str = "Kaveri") -> str:
    return str(draw(points(*chances), marks, colour=2, title=title, words=words))


def test_it_says_in_words_what_it_shows() -> None:
    picture = ET.fromstring(drawn([], 0.5, 0.8))
    assert picture.get("role") == "img"
    assert [part.text for part in picture[:2]] == ["Kaveri", "8 of 10"]
    assert picture.get("aria-labelledby") == "ot-t ot-d"


def test_each_outcome_has_a_shape_of_its_own() -> None:
    marks = [Mark(BEGIN + n * DAY, kind) for n, kind in enumerate(("kept", "late", "dropped"))]
    picture = drawn(marks, 0.5, 0.6, 0.7)
    for kind in ("kept", "late", "dropped"):
        assert picture.count(f"p-{kind}") == 1


def test_first_and_last_day_stand_under_it() -> None:
    picture = drawn([Mark(BEGIN - 30 * DAY, "kept")], 0.5, 0.6)
    assert "2 December 2025" in picture
    assert "2 January 2026" in picture


def test_names_cannot_break_out_of_it() -> None:
    picture = drawn([], 0.5, 0.6, title="</title><script>", words='"><b>')
    assert "<script>" not in picture
    assert "&lt;script&gt;" in picture
    ET.fromstring(picture)


def test_of_very_many_promises_the_newest_are_marked() -> None:
    marks = [Mark(BEGIN + n * DAY, "kept") for n in range(MOST_MARKS + 50)]
    assert drawn(marks, 0.5, 0.6).count("p-kept") == MOST_MARKS


def test_a_single_moment_is_drawn_too() -> None:
    ET.fromstring(drawn([Mark(BEGIN, "late")], 0.4))


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=40), st.lists(st.integers(-400, 400), max_size=9)
)
def test_everything_lies_inside_the_frame(chances: list[float], days: list[int]) -> None:
    picture = drawn([Mark(BEGIN + day * DAY, "kept") for day in days], *chances)
    line = re.search(r'class="p-line" d="M([^"]+)"', picture)
    assert line is not None
    for place in line[1].split("L"):
        x, height = map(float, place.split())
        assert START - 0.1 <= x <= END + 0.1
        assert TOP - 0.1 <= height <= FOOT + 0.1


def test_more_chance_is_higher_and_later_is_further_on() -> None:
    frame = Frame(BEGIN, BEGIN + 10 * DAY)
    assert y(0.9) < y(0.1)
    assert frame.x(BEGIN) == START
    assert frame.x(BEGIN + 20 * DAY) == END


def test_in_a_language_read_from_the_right_time_still_runs_to_the_right() -> None:
    with translation.override("ar"):
        picture = ET.fromstring(drawn([], 0.5, 0.8))
    assert picture.get("direction") == "ltr"
    first, last = (one for one in picture.iter("text") if "c-day" in str(one.get("class")))
    assert float(str(first.get("x"))) < float(str(last.get("x")))
    for day in (first, last):
        assert re.fullmatch("\u2068.*2026\u2069", str(day.text))
