"""The working agreement in sentences."""

from dataclasses import fields, replace
from typing import Any

import pytest

from troth.charter.rules.answers import Question
from troth.charter.rules.text import changes
from troth.charter.tests.conftest import STORY, UNUSUAL, with_words
from troth.charter.words import QUESTIONS, chapters, compose, default_words, sentences
from troth.partnerships.rules.terms import DecidedBy, DecisionRule, Limits, Rhythm, Unit


def test_the_story_reads_as_people_say_it() -> None:
    text = compose(with_words(STORY))
    for words in (
        "A promise or a delivery is answered within 2 working days of whoever is asked.",
        "Mail is answered within 3 working days.",
        "Whoever promised something is reminded 3 days and 1 day before its date.",
        "We decide by consent: it is decided when nobody objects.",
        "at least 50 % of the voices must take part",
        "We check in every week, on a Thursday at 10:00, on each side’s clock in turn.",
        "Who comes: the two leads.",
        "A concern is answered within 3 working days.",
        "Lumen runs this server, in Bergen.",
    ):
        assert words in text


def test_the_text_answers_the_eight_questions_in_order() -> None:
    told = chapters(with_words(STORY))
    assert [one.title for one in told] == [str(words) for words in QUESTIONS.values()]
    assert len(told) == 8
    assert all(one.lines for one in told)


def test_own_words_stand_below_the_sentences() -> None:
    told = chapters(with_words(STORY, conflicts="First tea.\nThen we listen."))
    hard = next(one for one in told if one.title == "What do we do when something is hard?")
    assert hard.lines[-2:] == ("First tea.", "Then we listen.")


LIMITS = [one.name for one in fields(Limits) if one.name != "signed"]


@pytest.mark.parametrize("name", LIMITS)
def test_every_limit_that_can_change_is_said_in_a_sentence(name: str) -> None:
    """A limit that no sentence tells could be signed without anybody reading it."""
    other = replace(STORY, **{name: getattr(UNUSUAL, name)})
    assert changes(sentences(STORY), sentences(other))


@pytest.mark.parametrize("name", [one.name for one in fields(DecisionRule)])
def test_every_part_of_the_decision_rule_is_said(name: str) -> None:
    rule = replace(STORY.decision, by=DecidedBy.MAJORITY)
    other: Any = {name: DecidedBy.SHARE if name == "by" else getattr(UNUSUAL.decision, name)}
    one = replace(STORY, decision=rule)
    assert sentences(one) != sentences(replace(one, decision=replace(rule, **other)))


@pytest.mark.parametrize("name", [one.name for one in fields(Rhythm)])
def test_every_part_of_the_rhythm_is_said(name: str) -> None:
    other = replace(STORY.rhythm, **{name: getattr(UNUSUAL.rhythm, name)})
    assert sentences(STORY) != sentences(replace(STORY, rhythm=other))


def test_a_month_and_a_place_are_named() -> None:
    rhythm = Rhythm(every=3, unit=Unit.MONTHS, weekday=0, zone="Asia/Kolkata")
    words = sentences(replace(STORY, rhythm=rhythm))["rhythm"]
    assert words == "We check in every 3 months, on the first Monday of the month at 10:00 Kolkata."


def test_a_server_nobody_speaks_for_says_so() -> None:
    assert "Nobody has said yet who runs this server." in sentences(Limits())["operator"]


def test_without_reminders_it_says_so() -> None:
    quiet = replace(STORY, reminder_days=())
    assert sentences(quiet)["reminder_days"] == "Nobody is reminded before a date."


def test_the_template_has_words_for_all_but_who_runs_the_server() -> None:
    assert set(default_words()) == set(Question) - {Question.SERVER}
    assert all("\n\n" not in words for words in default_words().values())


def test_no_sentence_promises_what_nothing_does() -> None:
    """Saying that it is too much holds for its days; nobody asks again, so nobody signs that."""
    said = compose(with_words(UNUSUAL))
    assert "we ease off for 17 days." in said
    assert "ask again" not in said
