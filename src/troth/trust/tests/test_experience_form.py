"""The form in which a side says how it experiences another: what is read, what is refused, what stands."""

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from troth.partnerships.models import Party
from troth.trust.forms import THEM, US, ExperienceForm
from troth.trust.models import LONGEST_WORDS, Experience
from troth.trust.rules.hands import Dimension

LUMEN = Party(id="01J00000000000000000000001", name="Lumen")
KAVERI = Party(id="01J00000000000000000000002", name="Kaveri")
SIDES = {THEM: KAVERI, US: LUMEN}
Stands = dict[tuple[str, str], Experience]


def filled(stands: Stands | None = None, **cells: str) -> ExperienceForm:
    """The form as sent; `them_care` is a figure, `them_care_words` its sentence."""
    data = {}
    for name, value in cells.items():
        who, dimension, *words = name.split("_")
        data[f"{who}-{dimension}-{'words' if words else 'figure'}"] = value
    return ExperienceForm(data, sides=SIDES, stands=stands or {})


def test_every_dimension_is_asked_about_both_sides_in_order() -> None:
    cells = list(filled().cells())
    assert len(cells) == 10
    assert [name for name, _side, _dimension in cells[:3]] == [
        "them-reliability",
        "us-reliability",
        "them-truth",
    ]
    assert {side.name for _name, side, _dimension in cells} == {"Lumen", "Kaveri"}


def test_alone_at_a_table_one_speaks_of_oneself() -> None:
    form = ExperienceForm({}, sides={US: LUMEN}, stands={})
    assert form.is_valid()
    assert {line.about for line in form.lines()} == {LUMEN.id}


def test_what_was_left_empty_is_a_line_without_a_figure() -> None:
    form = filled(them_care="8", them_care_words="Warm.")
    assert form.is_valid()
    said = [line for line in form.lines() if line.figure is not None]
    assert len(form.lines()) == 10
    assert [(line.about, line.dimension, line.figure, line.words) for line in said] == [
        (KAVERI.id, Dimension.CARE, 8, "Warm.")
    ]


def standing(figure: int, *, withdrawn: bool = False) -> Stands:
    row = Experience(about=KAVERI, dimension="care", figure=figure, words="Warm.")
    row.withdrawn_at = timezone.now() if withdrawn else None
    return {(KAVERI.id, "care"): row}


def test_what_stands_is_in_its_field_and_what_was_withdrawn_is_not() -> None:
    shown = ExperienceForm(sides=SIDES, stands=standing(8))
    assert (shown["them-care-figure"].value(), shown["them-care-words"].value()) == (8, "Warm.")
    gone = ExperienceForm(sides=SIDES, stands=standing(8, withdrawn=True))
    assert gone["them-care-figure"].value() is None


def test_what_was_typed_stays_and_not_what_stood() -> None:
    assert filled(standing(8), them_care="11")["them-care-figure"].value() == "11"


@given(st.integers(0, 10))
@settings(max_examples=11)
def test_every_whole_number_of_the_scale_is_taken(figure: int) -> None:
    form = filled(us_truth=str(figure))
    assert form.is_valid()
    assert figure in [line.figure for line in form.lines()]


@given(st.integers().filter(lambda figure: not 0 <= figure <= 10))
@settings(max_examples=30)
def test_no_other_number_is(figure: int) -> None:
    form = filled(us_truth=str(figure))
    assert not form.is_valid()
    assert list(form.errors) == ["us-truth-figure"]


@pytest.mark.parametrize("figure", ["7.5", "7,5", "seven", "--1", "0x7", "1e1", "½", "7 of 10"])
def test_what_is_no_whole_number_is_refused_in_one_sentence(figure: str) -> None:
    form = filled(us_truth=figure, us_truth_words="So.")
    assert form.errors == {"us-truth-figure": ["Write a whole number from 0 to 10."]}


def test_a_sentence_may_be_as_long_as_it_says_and_no_longer() -> None:
    assert filled(us_truth="5", us_truth_words="x" * LONGEST_WORDS).is_valid()
    assert list(filled(us_truth="5", us_truth_words="x" * (LONGEST_WORDS + 1)).errors) == [
        "us-truth-words"
    ]


def test_words_of_blanks_alone_are_no_words() -> None:
    assert filled(us_truth_words=" \u200b ").is_valid()


def test_each_field_is_named_by_dimension_and_side() -> None:
    assert filled()["them-open-communication-figure"].label == "Open communication, Kaveri"


def test_a_field_nobody_asked_for_is_left_alone() -> None:
    form = ExperienceForm({"them-wisdom-figure": "9"}, sides=SIDES, stands={})
    assert form.is_valid()
    assert all(line.figure is None for line in form.lines())
