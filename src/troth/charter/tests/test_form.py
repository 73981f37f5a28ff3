"""The form of the charter, field by field: what goes in comes out, and what cannot be is said beside its field."""

from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.charter.forms import CharterForm, ReviseForm
from troth.charter.rules.answers import (
    LONGEST_REMINDER,
    LONGEST_TIME,
    LONGEST_WORDS,
    SHORTEST_TIME,
    Answers,
    Question,
)
from troth.charter.rules.filling import PARTS, initial_of
from troth.charter.rules.text import apart
from troth.charter.tests.conftest import STORY, UNUSUAL, Fields, with_words
from troth.charter.words import QUESTIONS, chapters, compose
from troth.partnerships.rules.consent import RULES
from troth.partnerships.rules.terms import (
    Channel,
    Deadlock,
    DecidedBy,
    DecisionRule,
    Limits,
    Rhythm,
    Unit,
)

TIMES = st.integers(SHORTEST_TIME, LONGEST_TIME)
SAID = st.sampled_from(
    ["The two leads", "Who has time, and tea", "जो आ सके", "من يستطيع", "50 % & <more>"]
)
RHYTHMS = st.builds(
    Rhythm,
    every=st.integers(1, 12),
    unit=st.sampled_from(Unit),
    weekday=st.integers(0, 6),
    at=st.times().map(lambda one: time(one.hour, one.minute)),
    zone=st.sampled_from(["", "Europe/Oslo", "Asia/Kolkata", "Pacific/Apia"]),
    who=SAID | st.just(""),
)
DECISIONS = st.builds(
    DecisionRule,
    by=st.sampled_from(DecidedBy),
    share=st.sampled_from(["1/2", "2/3", "3/4"]),
    quorum=st.integers(0, 100),
    days=TIMES,
    proxies=st.booleans(),
    deadlock=st.sampled_from(Deadlock),
)
CHANNELS = st.dictionaries(st.sampled_from(Channel), TIMES).map(
    lambda found: tuple((one, found[one]) for one in Channel if one in found)
)
REMINDERS = st.sets(st.integers(1, LONGEST_REMINDER), max_size=4).map(
    lambda found: tuple(sorted(found, reverse=True))
)
LIMITS = st.builds(
    Limits,
    consent_rule=st.sampled_from(sorted(RULES)),
    answer_days=TIMES,
    question_days=TIMES,
    channels=CHANNELS,
    conflict_days=TIMES,
    decision=DECISIONS,
    rhythm=RHYTHMS,
    reminder_days=REMINDERS,
    silence_days=st.integers(7, 365),
    ease_days=TIMES,
    outreach_days=TIMES,
    shown_first_days=TIMES,
    recheck_weeks=st.integers(1, 52),
    unnamed_allowed=st.booleans(),
    retention_months=st.integers(1, 240),
    operator=SAID,
    signed=st.just(True),
)
WORDS = st.dictionaries(
    st.sampled_from(Question), st.sampled_from(["First tea.", "First tea.\nThen we listen."])
)
ANSWERS = st.builds(Answers, limits=LIMITS, words=WORDS)


def sent(answers: Answers, **more: str) -> Fields:
    """What a browser sends for a form that shows these answers."""
    said: Fields = {"title": "How we work"}
    for name, value in initial_of(answers).items():
        if isinstance(value, bool):
            said |= {name: "on"} if value else {}
        elif isinstance(value, time):
            said[name] = value.strftime("%H:%M")
        else:
            said[name] = "" if value is None else str(value)
    return said | more


def form_of(fields: Fields, answers: Answers | None = None) -> CharterForm:
    """The form with what was sent; nobody sits at this table, so it needs no database."""
    return CharterForm(fields, answers=answers or Answers(limits=STORY), parties=[])


def wrong(**more: str) -> dict[str, list[str]]:
    """What is said beside each field when these were typed into a form that was right."""
    form = form_of(sent(Answers(limits=STORY), **more))
    return {name: [str(one) for one in said] for name, said in form.errors.items()}


# ------------------------------------------------------------------------------- there and back


@given(answers=ANSWERS)
def test_what_a_charter_holds_comes_out_of_its_form_as_it_went_in(answers: Answers) -> None:
    form = form_of(sent(answers), answers)
    assert form.is_valid(), form.errors
    assert form.answers() == answers


@given(answers=ANSWERS)
def test_the_text_that_is_signed_can_be_read_back_into_its_chapters(answers: Answers) -> None:
    told = chapters(answers)
    assert apart(compose(answers)) == told
    assert [one.title for one in told] == [str(words) for words in QUESTIONS.values()]


# Of the decision rule only what it uses is said: a share has no meaning where everybody says yes.
SAID_ALWAYS = sorted({one.name for one in fields_of(Limits)} - {"signed", "decision"})


@given(one=LIMITS, other=LIMITS, name=st.sampled_from(SAID_ALWAYS))
def test_whoever_changes_a_limit_changes_the_text_that_is_signed(
    one: Limits, other: Limits, name: str
) -> None:
    changed = replace(one, **{name: getattr(other, name)})
    same = compose(Answers(limits=changed)) == compose(Answers(limits=one))
    assert same == (changed == one)


@pytest.mark.parametrize("limits", [STORY, UNUSUAL, Limits(signed=True, operator="Us")])
def test_known_charters_survive_their_form(limits: Limits) -> None:
    answers = with_words(limits)
    form = form_of(sent(answers), answers)
    assert form.is_valid(), form.errors
    assert form.answers().limits == limits


# --------------------------------------------------------------------------------- field by field

DAYS = ("answer_days", "question_days", "vote_days", "conflict_days")
MORE_DAYS = ("ease_days", "outreach_days", "shown_first_days")
OPTIONAL = ("mail_days", "chat_days", "call_days")


@pytest.mark.parametrize("name", [*DAYS, *MORE_DAYS, *OPTIONAL])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "At least 1."),
        ("-3", "At least 1."),
        ("61", "60 at the most."),
        ("99999999999999999999", "60 at the most."),
        ("two", "Write a whole number."),
        ("2.5", "Write a whole number."),
        ("２½", "Write a whole number."),
    ],
)
def test_a_time_is_between_one_and_sixty_days(name: str, typed: str, said: str) -> None:
    assert wrong(**{name: typed}) == {name: [said]}


@pytest.mark.parametrize("name", [*DAYS, *MORE_DAYS])
@pytest.mark.parametrize("typed", ["1", "60", " 7 "])
def test_the_edges_of_a_time_are_times(name: str, typed: str) -> None:
    assert wrong(**{name: typed}) == {}


@pytest.mark.parametrize("name", [*DAYS, *MORE_DAYS, "silence_days", "quorum", "every"])
def test_a_number_that_counts_is_needed(name: str) -> None:
    assert wrong(**{name: ""}) == {name: ["This is needed."]}


@pytest.mark.parametrize("name", OPTIONAL)
def test_a_place_that_is_not_used_is_left_empty(name: str) -> None:
    form = form_of(sent(Answers(limits=STORY), **{name: ""}))
    assert form.is_valid()
    channel = Channel(name.removesuffix("_days"))
    assert channel not in dict(form.answers().limits.channels)


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("silence_days", 7, 365), ("quorum", 0, 100), ("every", 1, 12), ("retention_months", 1, 240)],
)
def test_other_numbers_have_their_own_edges(name: str, least: int, most: int) -> None:
    assert wrong(**{name: str(least)}) == wrong(**{name: str(most)}) == {}
    assert wrong(**{name: str(least - 1)}) == {name: [f"At least {least}."]}
    assert wrong(**{name: str(most + 1)}) == {name: [f"{most} at the most."]}


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("", ()),
        ("3, 1", (3, 1)),
        ("1 3", (3, 1)),
        ("3,3,3", (3,)),
        (" 30 ,1, ", (30, 1)),
        ("1,2,3,4", (4, 3, 2, 1)),
    ],
)
def test_reminders_are_read_as_people_write_them(typed: str, days: tuple[int, ...]) -> None:
    form = form_of(sent(Answers(limits=STORY), reminder_days=typed))
    assert form.is_valid()
    assert form.answers().limits.reminder_days == days


@pytest.mark.parametrize("typed", ["three", "3;1", "-1", "1.5", "٣", "1000", "3 1 x"])
def test_reminders_that_are_no_numbers_are_said(typed: str) -> None:
    said = "Write whole numbers with commas between: 3, 1."
    assert wrong(reminder_days=typed) == {"reminder_days": [said]}


@pytest.mark.parametrize("typed", ["0", "31", "1,2,3,4,5"])
def test_reminders_nobody_could_send_are_said(typed: str) -> None:
    said = "At most four reminders, each between 1 and 30 days before."
    assert wrong(reminder_days=typed) == {"reminder_days": [said]}


@pytest.mark.parametrize(
    "name", ["decided_by", "share", "deadlock", "consent_rule", "unit", "weekday", "zone"]
)
@pytest.mark.parametrize("typed", ["whatever", "consent ", "'; --", "8", "Europe/Nowhere"])
def test_what_was_never_offered_cannot_be_chosen(name: str, typed: str) -> None:
    assert list(wrong(**{name: typed})) == [name]


@pytest.mark.parametrize("typed", ["", "25:00", "ten", "10:60", "1e1"])
def test_a_time_of_day_is_a_time_of_day(typed: str) -> None:
    assert list(wrong(at=typed)) == ["at"]


@pytest.mark.parametrize(("name", "most"), [("operator", 300), ("who", 160), ("title", 160)])
def test_a_line_ends_where_it_is_said_to(name: str, most: int) -> None:
    assert wrong(**{name: "x" * most}) == {}
    assert list(wrong(**{name: "x" * (most + 1)})) == [name]


@pytest.mark.parametrize("question", Question)
def test_own_words_may_be_long_and_end_somewhere(question: Question) -> None:
    name = f"words_{question}"
    assert wrong(**{name: "x" * LONGEST_WORDS}) == {}
    assert list(wrong(**{name: "x" * (LONGEST_WORDS + 1)})) == [name]


def test_who_runs_the_server_is_always_said() -> None:
    assert list(wrong(operator="  ")) == ["operator"]


@pytest.mark.parametrize("name", ["proxies", "unnamed_allowed"])
def test_what_is_not_ticked_is_not_allowed(name: str) -> None:
    fields = sent(Answers(limits=STORY))
    fields.pop(name, None)
    form = form_of(fields)
    assert form.is_valid()
    limits = form.answers().limits
    assert not (limits.decision.proxies if name == "proxies" else limits.unnamed_allowed)


def test_every_field_stands_under_one_of_the_eight_questions() -> None:
    form = form_of({})
    asked = {name for names in PARTS.values() for name in names}
    asked |= {f"words_{one}" for one in Question} | {"title"}
    assert asked == set(form.fields)


# ------------------------------------------------------------------------------------- a new version


def revised(**more: Any) -> ReviseForm:
    """A new version as it is sent."""
    answers = Answers(limits=STORY)
    fields = sent(answers) | {"why": "We learned.", "seen": "1"} | more
    return ReviseForm(fields, answers=answers, parties=[])


def test_a_new_version_says_why_and_keeps_the_name() -> None:
    form = revised()
    assert form.is_valid(), form.errors
    assert "title" not in form.fields


@pytest.mark.parametrize("why", ["", "   ", "\n\t"])
def test_without_a_reason_it_is_not_proposed(why: str) -> None:
    form = revised(why=why)
    assert form.errors["why"] == ["Please say why, in a few words. The others will read it."]


@pytest.mark.parametrize("seen", ["", "0", "-1", "x", "1000001"])
def test_a_version_nobody_can_have_seen_is_refused(seen: str) -> None:
    assert list(revised(seen=seen).errors) == ["seen"]
