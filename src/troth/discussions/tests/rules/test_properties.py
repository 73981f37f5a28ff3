"""What holds for everything that is written: no script, no handler, no outside image, nobody called by chance."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.discussions.rendering import ATTRIBUTES, TAGS, clean, render
from troth.discussions.rules.meanings import MeaningState, answer_refusal, ask_refusal
from troth.discussions.rules.mentions import EVERYBODY, MOST_NAMED, Called, Calls, fold, names_of
from troth.discussions.rules.questions import Asked, QuestionState, may_mark, waits_for
from troth.discussions.rules.refusals import Refusal
from troth.foundation.kernel.ulid import Ulid

SIRI: Called = ("seat", "siri")
KAVERI: Called = ("party", "kaveri")
NAMES = names_of([("Siri", SIRI), ("Kaveri", KAVERI), ("everybody", EVERYBODY)])
EVIL = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=https://tracker.example/p.png>",
        "![x](https://tracker.example/p.png)",
        "<a href='x' onclick=alert(1)>x</a>",
        "[x](javascript:alert(1))",
        "[x](vbscript:x)",
        "[x]: data:text/html,x",
        "<svg onload=alert(1)>",
        "<style>@import 'https://tracker.example'</style>",
        "<p style='background:url(https://tracker.example)'>",
        "@Siri",
        "@everybody",
    ]
)
MARKS = st.sampled_from(["", "> ", "- ", "# ", "**", "`", "~~", "| ", "    ", "1. ", "\n\n", "\\"])
TEXTS = st.lists(EVIL | MARKS | st.text(max_size=12), max_size=12).map("".join)
KEYS = st.sampled_from([Ulid("siri"), Ulid("ravi"), Ulid("tor")])
SIDES = st.sampled_from([Ulid("lumen"), Ulid("kaveri"), Ulid("tern")])
QUESTIONS = st.builds(
    Asked,
    state=st.sampled_from(QuestionState),
    asking_person=st.none() | KEYS,
    asking_party=st.none() | SIDES,
    asked_party=st.none() | SIDES,
)


@given(TEXTS)
def test_only_the_tags_and_marks_of_posts_come_through(text: str) -> None:
    html = render(text, NAMES)[0]
    for tag, attributes in re.findall(r"<\s*([a-zA-Z0-9]+)([^>]*)>", html):
        assert tag in TAGS
        for name in re.findall(r"([a-zA-Z-]+)=\"", attributes):
            assert name in ATTRIBUTES.get(tag, set()) | {"class", "rel"}, (tag, name)
    for address in re.findall(r'href="([^"]*)"', html):
        assert re.match(r"(https?://|mailto:|[^:]*$)", address), address
    assert "<img" not in html


@given(TEXTS)
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    html = render(text, NAMES)[0]
    assert clean(html) == html


@given(TEXTS)
def test_whoever_is_called_is_marked_and_whoever_is_marked_is_called(text: str) -> None:
    html, calls = render(text, NAMES)
    marked = {fold(name) for name in re.findall(r'<b class="mention">@([^<]*)</b>', html)}
    assert {means for name in marked for means in NAMES[name]} == set(calls.found)
    assert calls.everybody == ("everybody" in marked)


@given(st.lists(st.integers(0, 60), max_size=80))
def test_too_many_are_counted_by_who_they_are_and_not_by_how_often(numbers: list[int]) -> None:
    calls = Calls()
    calls.add(("seat", str(n)) for n in numbers)
    assert calls.too_many == (len(set(numbers)) > MOST_NAMED)


@given(QUESTIONS, KEYS, st.none() | SIDES)
def test_for_whom_a_question_waits_they_can_say_what_the_answer_is(
    asked: Asked, person: Ulid, party: Ulid | None
) -> None:
    if waits_for(asked, party):
        assert asked.state is QuestionState.OPEN
        assert may_mark(asked, person=person, party=party)


@given(st.none() | KEYS, KEYS, st.booleans(), st.booleans())
def test_nobody_is_ever_asked_about_words_of_their_own_or_of_nobody(
    author: Ulid | None, asker: Ulid, gone: bool, waits: bool
) -> None:
    reason = ask_refusal(author=author, asker=asker, taken_back=gone, waits=waits)
    if reason is None:
        assert author not in {None, asker}
        assert not gone
        assert not waits


@given(st.sampled_from(MeaningState), st.none() | KEYS, KEYS, st.booleans())
def test_only_an_author_ever_says_what_was_meant(
    state: MeaningState, author: Ulid | None, person: Ulid, gone: bool
) -> None:
    reason = answer_refusal(state, author=author, person=person, taken_back=gone)
    assert (reason is Refusal.NOT_THE_AUTHOR) == (person != author)
    if reason is None:
        assert state is MeaningState.ASKED


@pytest.mark.parametrize("name", ["", " ", "x" * 81])
def test_a_name_that_is_nothing_or_has_no_end_calls_nobody(name: str) -> None:
    assert names_of([(name, SIRI)]) == {}
