"""The picture of a measure and the sentence beside it: right for every number, safe for every name."""

import re
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.goals.numbers import change_words, number, progress_words
from troth.goals.picture import MOST_DOTS, Span, draw
from troth.goals.rules.changes import Change, Part
from troth.goals.rules.frame import HEIGHT, WIDTH
from troth.goals.rules.plan import MeasureTerms
from troth.goals.rules.progress import Point, progress

FIRST = date(2026, 1, 1)
VALUES = st.decimals(min_value=-(10**6), max_value=10**6, places=2)
DAYS = st.none() | st.integers(-400, 800).map(lambda n: FIRST + timedelta(days=n))


def readings(values: list[Decimal]) -> list[Point]:
    """A reading a day."""
    return [Point(FIRST + timedelta(days=n), value) for n, value in enumerate(values)]


def elements(picture: str) -> list[ET.Element]:
    """Everything that is drawn; the picture is well-formed."""
    return list(ET.fromstring(picture).iter())  # drawn by ourselves


@given(
    st.lists(VALUES, min_size=1, max_size=90),
    st.tuples(VALUES, VALUES.filter(bool)),
    st.builds(Span, begun=DAYS, by_when=DAYS),
    st.text(),
)
def test_whatever_was_read_is_drawn_inside_the_picture_and_said_in_it(
    values: list[Decimal],
    way: tuple[Decimal, Decimal],
    span: Span,
    words: str,
) -> None:
    said = re.sub(r"[^ -~]", "", words)
    terms = MeasureTerms(name=f"Units <{said}>", start=way[0], target=sum(way, Decimal(0)))
    picture = draw(readings(values), terms, span=span, words=said)
    found = elements(picture)
    assert found[0].get("aria-label") == said
    assert found[1].text == f"Units <{said}>"
    dots = [one for one in found if one.get("class") in {"m-dot", "m-last"}]
    assert len(dots) == (len(values) + 1 if len(values) <= MOST_DOTS else 1)
    for dot in dots:
        assert 0 <= float(dot.get("cx", "-1")) <= WIDTH
        assert 0 <= float(dot.get("cy", "-1")) <= HEIGHT


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '" onload="x', "]]>", "&amp;"])
def test_a_name_is_a_name_and_draws_nothing(name: str) -> None:
    terms = MeasureTerms(name=name, target=Decimal(20))
    picture = draw(readings([Decimal(3)]), terms, span=Span(), words=name)
    assert "<script" not in picture
    assert not [one for one in elements(picture) if one.get("onload")]


@given(VALUES, st.sampled_from(["", "units"]))
def test_a_number_is_written_with_its_unit_and_a_minus_that_is_one(
    value: Decimal, unit: str
) -> None:
    said = number(value, unit)
    assert "-" not in said
    assert said.startswith("\u2212") == (value < 0)
    assert said.endswith(unit)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (20, "20 of 20 units on"),
        (14, "70 % of the way."),
        (0, "where it began; the target is 20 units."),
        (-5, "further from 20 units than at the start."),
    ],
)
def test_one_sentence_says_how_far_it_is(value: int, sentence: str) -> None:
    done = progress(start=Decimal(0), target=Decimal(20), value=Decimal(value))
    point = Point(FIRST, Decimal(value))
    assert sentence in progress_words(point, done, target=Decimal(20), unit="units")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change(part=Part.BY_WHEN), ("Reached by", "no day", "no day")),
        (Change(part=Part.WORDS), ("The words", "", "read what was put in and taken out")),
        (
            Change(part=Part.MEASURE_NEW, after=Decimal(5), measure="Roofs", unit="roofs"),
            ("New measure", "", "Roofs: 5 roofs"),
        ),
        (
            Change(part=Part.MEASURE_GONE, before=Decimal(5), measure="Roofs"),
            ("Measure left out", "Roofs: 5", "its readings stay in the record"),
        ),
        (
            Change(part=Part.TARGET, before=Decimal(1), after=Decimal(2), measure="Roofs"),
            ("Target of “Roofs”", "1", "2"),
        ),
    ],
)
def test_a_change_says_what_how_it_was_and_how_it_is(
    change: Change, words: tuple[str, str, str]
) -> None:
    assert change_words(change) == words
