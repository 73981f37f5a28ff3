"""What people type about a goal: read kindly, refused beside its field, and never half kept."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.kernel.ulid import make_ulid
from troth.goals.forms import (
    ChangeForm,
    FileForm,
    GoalForm,
    NumberField,
    ObstacleForm,
    ReadingForm,
    TermsForm,
    WhyForm,
    initial_of,
)
from troth.goals.rules.plan import MOST_MEASURES, MeasureTerms, Terms
from troth.goals.rules.readings import MOST_BYTES
from troth.goals.rules.refusals import SENTENCES, Refusal

KEY = make_ulid(7, bytes(10))
WORDS = "Twenty sensors stand in Chennai."
MEASURE = {"m0_name": "Sensors", "m0_unit": "units", "m0_target": "20"}


def terms(**typed: object) -> TermsForm:
    """The parts of a goal with these words typed."""
    return TermsForm({"words": WORDS, **typed})


def kept(form: TermsForm) -> Terms:
    """What the form understood; everything was right."""
    assert form.is_valid(), form.errors
    found: Terms = form.cleaned_data["terms"]
    return found


def said(form: TermsForm | ReadingForm | FileForm, field: str) -> list[str]:
    """What stands beside a field; nothing stands beside any other."""
    assert not form.is_valid()
    assert set(form.errors) == {field}
    return [str(one) for one in form.errors[field]]


def test_words_alone_are_a_goal() -> None:
    assert kept(terms()) == Terms(words=WORDS)


def test_a_measure_begins_at_nought_unless_it_is_told_otherwise() -> None:
    (one,) = kept(terms(**MEASURE)).measures
    assert (one.name, one.unit) == ("Sensors", "units")
    assert (one.start, one.target) == (Decimal(0), Decimal(20))
    (two,) = kept(terms(**MEASURE, m0_start="4,5")).measures
    assert two.start == Decimal("4.5")


def test_a_measure_may_go_down() -> None:
    (one,) = kept(terms(m0_name="Faults", m0_start="12", m0_target="0")).measures
    assert (one.start, one.target) == (Decimal(12), Decimal(0))


def test_a_measure_of_which_nothing_is_filled_in_is_none() -> None:
    assert kept(terms(m0_name="  ", m0_unit="", m3_target="")).measures == ()


def test_a_start_alone_is_no_measure_yet() -> None:
    assert kept(terms(m0_start="5")).measures == ()


def test_an_empty_row_between_two_measures_moves_nothing_together() -> None:
    typed = {**MEASURE, "m5_name": "Roofs", "m5_target": "3"}
    assert [one.name for one in kept(terms(**typed)).measures] == ["Sensors", "Roofs"]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"m0_target": "20"}, "m0_name", SENTENCES[Refusal.MEASURE_NAMELESS]),
        ({"m0_unit": "units", "m0_target": "1"}, "m0_name", SENTENCES[Refusal.MEASURE_NAMELESS]),
        ({"m0_name": "Sensors"}, "m0_target", "A measure needs a target to move towards."),
        ({"m2_name": "Sensors"}, "m2_target", "A measure needs a target to move towards."),
        (
            {"m0_name": "Sensors", "m0_target": "0"},
            "m0_target",
            SENTENCES[Refusal.TARGET_IS_START],
        ),
        (
            {"m0_name": "S", "m0_start": "2.50", "m0_target": "2,5"},
            "m0_target",
            SENTENCES[Refusal.TARGET_IS_START],
        ),
        (
            {"by_when": "2027-03-01", "launch_on": "2027-03-02"},
            "launch_on",
            SENTENCES[Refusal.LAUNCH_AFTER_END],
        ),
        ({"by_when": "1999-12-31"}, "by_when", SENTENCES[Refusal.DAY_FAR]),
        ({"launch_on": "2200-01-01"}, "launch_on", SENTENCES[Refusal.DAY_FAR]),
        (
            {"by_when": "1999-12-31", "launch_on": "1999-12-30"},
            "by_when",
            SENTENCES[Refusal.DAY_FAR],
        ),
    ],
)
def test_what_is_wrong_is_said_once_beside_its_field(
    typed: dict[str, str], field: str, sentence: str
) -> None:
    assert said(terms(**typed), field) == [sentence]


def test_two_measures_of_one_name_are_said_above_the_whole() -> None:
    twice = {**MEASURE, "m1_name": "SENSORS", "m1_target": "9"}
    assert said(terms(**twice), "__all__") == [SENTENCES[Refusal.MEASURE_TWICE]]


def test_of_a_value_that_is_no_number_the_measure_says_one_thing_and_not_three() -> None:
    form = terms(m0_name="Sensors", m0_target="twenty")
    assert len(said(form, "m0_target")) == 1


def test_whatever_is_wrong_with_one_measure_no_terms_come_out() -> None:
    form = terms(**MEASURE, m1_name="Roofs", m1_target="many")
    assert not form.is_valid()
    assert "terms" not in form.cleaned_data


@pytest.mark.parametrize("key", ["", "x", "0" * 25, "'; drop table", "ILOU" * 6 + "IL"])
def test_a_hidden_id_that_is_none_makes_a_new_measure(key: str) -> None:
    (one,) = kept(terms(**MEASURE, m0_id=key)).measures
    assert one.id is None


def test_a_hidden_id_says_which_measure_is_carried_on() -> None:
    (one,) = kept(terms(**MEASURE, m0_id=str(KEY))).measures
    assert one.id == KEY


def test_one_more_row_is_offered_than_is_filled_in() -> None:
    rows = list(terms(**MEASURE).rows())
    assert [(one["n"], one["open"]) for one in rows] == [(1, True), (2, False)]
    later = list(terms(m4_name="Roofs").rows())
    assert [one["open"] for one in later] == [True, False, False, False, True, False]


def test_when_every_row_is_filled_in_no_other_is_offered() -> None:
    full = {f"m{n}_name": f"Measure {n}" for n in range(MOST_MEASURES)}
    assert len(list(terms(**full).rows())) == MOST_MEASURES


names = st.text("abcdefgh ", min_size=1, max_size=12).filter(lambda name: name == name.strip())
numbers = st.decimals(min_value=-(10**6), max_value=10**6, places=3).map(lambda one: one + 0)
measures = st.builds(
    MeasureTerms, name=names, unit=st.sampled_from(["", "km"]), start=numbers, target=numbers
).filter(lambda one: one.start != one.target)
plans = st.builds(
    Terms,
    words=st.just(WORDS),
    by_when=st.none() | st.dates(date(2030, 1, 1), date(2039, 1, 1)),
    launch_on=st.none() | st.dates(date(2020, 1, 1), date(2029, 1, 1)),
    measures=st.lists(measures, max_size=3, unique_by=lambda one: one.name).map(tuple),
)


@given(plans)
def test_what_a_form_shows_of_a_plan_is_that_plan_when_it_is_sent_back(plan: Terms) -> None:
    shown = {key: str(value) for key, value in initial_of(plan).items() if value is not None}
    assert kept(TermsForm(shown)) == plan


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("20", 20),
        (" 20 ", 20),
        ("1\u00a0200", 1200),
        ("-3,25", Decimal("-3.25")),
        ("\u22123.25", Decimal("-3.25")),
        (".5", Decimal("0.5")),
        ("", None),
        ("   ", None),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, value: Decimal | None) -> None:
    assert NumberField(required=False).clean(typed) == value


@pytest.mark.parametrize("typed", ["nan", "Infinity", "1e5", "0x10", "1,2,3", "--1", "1" * 61])
def test_what_only_a_machine_would_write_is_no_number(typed: str) -> None:
    form = ReadingForm({"value": typed, "day": "2026-03-02"})
    (words,) = said(form, "value")
    assert words.endswith(".")


def test_a_number_that_is_asked_for_is_asked_for() -> None:
    assert said(ReadingForm({"day": "2026-03-02"}), "value") == ["This field is required."]


@pytest.mark.parametrize(
    ("reason", "field"),
    [
        (Refusal.DAY_TO_COME, "day"),
        (Refusal.DAY_FAR, "day"),
        (Refusal.OUT_OF_RANGE, "value"),
        (Refusal.TOO_MANY_READINGS, "value"),
        (Refusal.NOT_THERE, "value"),
    ],
)
def test_why_a_reading_was_not_taken_stands_beside_what_can_be_mended(
    reason: Refusal, field: str
) -> None:
    form = ReadingForm({"value": "3", "day": "2026-03-02"})
    assert form.is_valid()
    form.refuse(reason)
    assert said(form, field) == [SENTENCES[reason]]


def test_a_goal_has_its_name_first() -> None:
    assert list(GoalForm().fields)[:4] == ["title", "words", "by_when", "launch_on"]


@pytest.mark.parametrize("why", ["", " ", "\n\t"])
def test_a_change_and_a_taking_back_are_owed_a_reason(why: str) -> None:
    change = ChangeForm({"words": WORDS, "why": why, "seen": "1"})
    assert not change.is_valid()
    assert list(change.errors) == ["why"]
    assert str(change.errors["why"][0]) == SENTENCES[Refusal.WHY_MISSING]
    assert str(WhyForm({"why": why}).errors["why"][0]) == SENTENCES[Refusal.WHY_MISSING]


@pytest.mark.parametrize("seen", ["", "0", "-1", "x", "1000001", "1.5"])
def test_a_change_of_a_version_that_cannot_be_is_none(seen: str) -> None:
    form = ChangeForm({"words": WORDS, "why": "Customs.", "seen": seen})
    assert not form.is_valid()
    assert "seen" in form.errors


@pytest.mark.parametrize(
    ("reason", "field"),
    [
        (Refusal.WHY_MISSING, "why"),
        (Refusal.NOTHING_CHANGED, "words"),
        (Refusal.LAUNCHED_ALREADY, "launch_on"),
        (Refusal.OBSTACLE_ANSWERED, "__all__"),
    ],
)
def test_why_a_change_was_not_made_stands_beside_its_field(reason: Refusal, field: str) -> None:
    form = ChangeForm({"words": WORDS, "why": "Customs.", "seen": "1"})
    assert form.is_valid()
    form.refuse(reason)
    assert said(form, field) == [SENTENCES[reason]]


def test_a_refusal_beside_a_field_that_is_not_there_is_said_above() -> None:
    form = terms()
    assert form.is_valid()
    form.refuse(Refusal.WHY_MISSING)
    assert said(form, "__all__") == [SENTENCES[Refusal.WHY_MISSING]]
    form.refuse(None)
    assert len(form.errors["__all__"]) == 1


def test_an_obstacle_needs_what_happened_and_no_more() -> None:
    assert ObstacleForm({"what": "Customs."}).is_valid()
    assert list(ObstacleForm({"opens": "Time to write."}).errors) == ["what"]


def file(data: bytes, text: str = "") -> FileForm:
    """A file handed in, with lines pasted beside it."""
    handed_in = SimpleUploadedFile("readings.csv", data)
    return FileForm({"text": text}, MultiValueDict({"file": [handed_in]}))


def test_a_file_goes_before_what_is_pasted() -> None:
    form = file(b"2026-03-02,1\n", text="2026-03-03,2\n")
    assert form.is_valid()
    assert form.cleaned_data["text"] == "2026-03-02,1\n"


def test_pasted_lines_keep_their_blanks_at_both_ends() -> None:
    form = FileForm({"text": "\n2026-03-02,1,a \n"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "\n2026-03-02,1,a \n"


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_neither_file_nor_lines_is_said_beside_the_file(text: str) -> None:
    assert said(FileForm({"text": text}), "file") == ["Choose a file, or paste its lines."]


def test_a_file_that_is_too_large_or_no_text_says_what_will_do() -> None:
    (large,) = said(file(b"x" * (MOST_BYTES + 1)), "file")
    assert large == "This file is too large: 200 kilobytes are the most."
    (odd,) = said(file(b"\xff\xfe\x00\xd8\x00"), "file")
    assert "UTF-8" in odd
