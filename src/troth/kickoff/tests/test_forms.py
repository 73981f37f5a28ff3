"""The forms of kickoffs and launch checks, field by field, and which lines are suggested as alike; no database."""

from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from troth.foundation.facts.kickoff import Ending, Group
from troth.foundation.facts.launch import Question
from troth.foundation.web.clock import now
from troth.kickoff.forms import (
    LONGEST_BOX,
    NAMED,
    UNNAMED,
    AddForm,
    AnswerForm,
    BeginForm,
    EndForm,
    ParkForm,
    ReadForm,
    ReasonForm,
    WordingForm,
    WriteForm,
)
from troth.kickoff.models import LONGEST_LINE, Line
from troth.kickoff.models.checks import LONGEST_ANSWER
from troth.kickoff.queries.alike import MOST_SUGGESTED, NEAR, nearest
from troth.kickoff.rules.phases import Refusal
from troth.kickoff.rules.settling import CheckRefusal
from troth.kickoff.words import ENDINGS, GROUPS, QUESTIONS, WHY_HELD, WHY_NOT

TOMORROW = (now() + timedelta(days=2)).date().isoformat()


# ------------------------------------------------------------------------------------- beginning


def begin(**more: str) -> BeginForm:
    """A session as somebody begins it."""
    return BeginForm({"title": "Beta", "day": "", "time": ""} | more)


def test_a_session_needs_no_moment() -> None:
    form = begin()
    assert form.is_valid(), form.errors
    assert form.cleaned_data["opens_at"] is None
    assert form.cleaned_data["guests"] is False


@pytest.mark.parametrize(("time", "hour"), [("", 10), ("16:30", 16)])
def test_its_moment_is_on_the_clock_of_whoever_begins_it(time: str, hour: int) -> None:
    form = begin(day=TOMORROW, time=time)
    form.zone_name = "UTC"
    assert form.is_valid(), form.errors
    assert form.cleaned_data["opens_at"].hour == hour


@pytest.mark.parametrize("day", ["2020-01-01", "0001-01-01", "9999-12-31"])
def test_a_moment_nobody_can_wait_for_is_said_beside_the_day(day: str) -> None:
    form = begin(day=day, time="10:00")
    assert form.errors["day"] == ["That moment has passed. Choose one still to come."]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("title", "   "),
        ("title", "x" * 161),
        ("day", "30 February"),
        ("day", "tomorrow"),
        ("time", "25:00"),
        ("time", "ten"),
    ],
)
def test_what_cannot_begin_is_said_beside_its_field(field: str, typed: str) -> None:
    assert field in begin(**{"day": TOMORROW, field: typed}).errors


# --------------------------------------------------------------------------------- writing unseen


def write(how: str = NAMED, **boxes: str) -> WriteForm:
    """Lines as somebody sends them."""
    return WriteForm({"how": how} | boxes)


def test_each_row_of_each_box_is_a_line_of_its_group() -> None:
    form = write(goal="One\nTwo", expectation="- Three", concern="\n\n")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["words"] == [
        (Group.GOAL, "One"),
        (Group.GOAL, "Two"),
        (Group.EXPECTATION, "Three"),
    ]


@pytest.mark.parametrize("group", Group)
def test_one_line_in_any_box_is_enough(group: Group) -> None:
    assert write(**{group.value: "One"}).is_valid()


@pytest.mark.parametrize("text", ["", "  ", "\n\n", "- \n*", "\t"])
def test_nothing_in_all_boxes_is_said_at_the_first(text: str) -> None:
    form = write(goal=text, expectation=text, concern=text)
    assert form.errors == {"goal": ["Write at least one line, in any of the boxes."]}


@pytest.mark.parametrize("group", Group)
def test_a_line_too_long_to_be_read_aloud_is_named_in_its_own_box(group: Group) -> None:
    long = "A" * (LONGEST_LINE + 1)
    form = write(**{group.value: f"Short\n{long}"})
    assert list(form.errors) == [group.value]
    assert f"“{long[:40]}…” is longer than {LONGEST_LINE} characters" in str(form.errors)
    assert write(**{group.value: "A" * LONGEST_LINE}).is_valid()


@pytest.mark.parametrize("group", Group)
def test_a_box_ends_somewhere(group: Group) -> None:
    rows = "\n".join(str(number) for number in range(LONGEST_BOX))
    assert list(write(**{group.value: rows}).errors) == [group.value]


@pytest.mark.parametrize("how", ["", "both", "NAMED", "anonymous"])
def test_how_it_is_written_is_one_of_two(how: str) -> None:
    assert "how" in write(how, goal="One").errors


def test_named_and_unnamed_are_both_offered() -> None:
    assert write(NAMED, goal="One").is_valid()
    assert write(UNNAMED, goal="One").is_valid()


# ----------------------------------------------------------------------------------- after opening


@pytest.mark.parametrize(
    ("group", "text", "wrong"),
    [
        ("goal", "One", []),
        ("goal", "", ["text"]),
        ("goal", " ", ["text"]),
        ("goal", "x" * (LONGEST_LINE + 1), ["text"]),
        ("goal", "a\x00b", ["text"]),
        ("wish", "One", ["group"]),
        ("", "One", ["group"]),
    ],
)
def test_a_line_that_is_added_has_words_and_a_group(
    group: str, text: str, wrong: list[str]
) -> None:
    assert list(AddForm({"group": group, "text": text}).errors) == wrong


@pytest.mark.parametrize("words", ["", "  ", "x" * 501])
def test_what_is_parked_says_why(words: str) -> None:
    assert list(ParkForm({"words": words}).errors) == ["words"]


def end(ending: Ending | str, **more: str) -> EndForm:
    """A line gets its ending."""
    return EndForm({"ending": str(ending), "words": "", "day": "", "keeper": ""} | more)


@pytest.mark.parametrize("ending", [Ending.GOAL, Ending.EXPECTATION])
def test_these_endings_speak_for_themselves(ending: Ending) -> None:
    assert end(ending).is_valid()


@pytest.mark.parametrize("words", ["", " ", "\n"])
def test_parking_in_the_form_needs_a_word(words: str) -> None:
    form = end(Ending.PARKED, words=words)
    assert form.errors == {"words": ["Please say why, in a word or two. The others will read it."]}
    assert end(Ending.PARKED, words="After the pilots.").is_valid()


@pytest.mark.parametrize("day", ["", "2020-01-01", "9999-12-31", "0001-01-01", "soon"])
def test_a_promise_needs_a_day_that_is_still_to_come(day: str) -> None:
    form = end(Ending.OWNED, day=day)
    assert "A promise needs a day that is still to come." in form.errors["day"]


def test_a_promise_is_due_at_five_on_the_clock_of_whoever_takes_it() -> None:
    form = end(Ending.OWNED, day=TOMORROW)
    form.zone_name = "UTC"
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["due"].hour, form.cleaned_data["due"].minute) == (17, 0)


@pytest.mark.parametrize("ending", ["", "done", "GOAL"])
def test_an_ending_is_one_of_four(ending: str) -> None:
    assert "ending" in end(ending).errors


# ----------------------------------------------------------------------------- before a launch


@pytest.mark.parametrize("question", Question)
@pytest.mark.parametrize("answer", ["", "  ", "x" * (LONGEST_ANSWER + 1)])
def test_every_question_is_answered_within_bounds(question: Question, answer: str) -> None:
    fields = dict.fromkeys((one.value for one in Question), "Ten pilots")
    assert AnswerForm(fields).is_valid()
    form = AnswerForm(fields | {question.value: answer})
    assert list(form.errors) == [question.value]


def test_answers_are_kept_by_their_question() -> None:
    form = AnswerForm({one.value: f"About {one.value}" for one in Question})
    assert form.is_valid()
    assert form.words == {one: f"About {one.value}" for one in Question}


@given(differ=st.frozensets(st.sampled_from(Question)))
def test_what_is_read_as_different_is_what_was_ticked(differ: frozenset[Question]) -> None:
    fields = {one.value: "differs" if one in differ else "fits" for one in Question}
    form = ReadForm(fields)
    assert form.is_valid()
    assert set(form.differ) == differ
    assert form.differ == [one for one in Question if one in differ]


@pytest.mark.parametrize("question", Question)
def test_a_question_nobody_read_is_asked_for(question: Question) -> None:
    fields = {one.value: "fits" for one in Question if one is not question}
    said = ["Say of this one too whether the answers fit."]
    assert ReadForm(fields).errors == {question.value: said}


@pytest.mark.parametrize(
    ("text", "seen", "wrong"),
    [
        ("Ten pilots", "0", []),
        ("", "0", ["text"]),
        (" ", "0", ["text"]),
        ("x" * (LONGEST_ANSWER + 1), "0", ["text"]),
        ("Ten pilots", "", ["seen"]),
        ("Ten pilots", "-1", ["seen"]),
        ("Ten pilots", "10001", ["seen"]),
        ("Ten pilots", "one", ["seen"]),
    ],
)
def test_a_wording_is_written_after_one_that_was_seen(
    text: str, seen: str, wrong: list[str]
) -> None:
    assert list(WordingForm({"text": text, "seen": seen}).errors) == wrong


@pytest.mark.parametrize("reason", ["", " ", "x" * 601])
def test_going_on_needs_a_reason(reason: str) -> None:
    assert list(ReasonForm({"reason": reason}).errors) == ["reason"]


# ---------------------------------------------------------------------------- what sounds alike

words = st.lists(
    st.sampled_from(["data", "price", "ships", "tea", "pilots", "thirty", "days"]),
    min_size=1,
    max_size=4,
).map(" ".join)
lines = st.lists(st.builds(Line, group=st.sampled_from([one.value for one in Group]), text=words))


@given(found=lines)
def test_each_line_is_suggested_once_and_only_beside_one_of_its_group(found: list[Line]) -> None:
    pairs = nearest(found)
    keys = [line.pk for pair in pairs for line in pair]
    assert len(keys) == len(set(keys))
    assert len(pairs) <= MOST_SUGGESTED
    assert all(one.group == other.group for one, other in pairs)


@given(found=lines)
def test_what_is_suggested_is_near_and_the_nearest_comes_first(found: list[Line]) -> None:
    alike = [fuzz.token_set_ratio(one.text, other.text) for one, other in nearest(found)]
    assert all(near >= NEAR for near in alike)
    assert alike == sorted(alike, reverse=True)


@given(found=lines)
def test_where_nothing_is_suggested_nothing_is_near(found: list[Line]) -> None:
    if nearest(found):
        return
    for one, other in combinations(found, 2):
        far = fuzz.token_set_ratio(one.text, other.text) < NEAR
        assert far or one.group != other.group


def test_the_same_words_in_other_letters_are_alike() -> None:
    one, other = (
        Line(group="goal", text="Thirty DAYS of data"),
        Line(group="goal", text="data, thirty days"),
    )
    assert nearest([one, other]) == [(one, other)]
    other.group = "concern"
    assert nearest([one, other]) == []


# ---------------------------------------------------------------------------------------- in words


def test_everything_that_can_be_chosen_or_refused_has_words() -> None:
    assert set(GROUPS) == set(Group)
    assert set(ENDINGS) == set(Ending)
    assert set(QUESTIONS) == set(Question)
    assert set(WHY_NOT) == set(Refusal)
    assert set(WHY_HELD) == set(CheckRefusal)


@pytest.mark.parametrize("said", [*WHY_NOT.values(), *WHY_HELD.values()], ids=str)
def test_a_refusal_is_a_sentence_that_blames_nobody(said: object) -> None:
    words = str(said)
    assert words[0].isupper()
    assert words.endswith(".")
    assert not {"error", "invalid", "forbidden", "failed"} & set(words.lower().split())
