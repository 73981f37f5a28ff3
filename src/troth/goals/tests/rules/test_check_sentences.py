"""How a sustainability check stands, in one sentence and one word: nothing is made nicer than it is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.facts.checks import Outcome
from troth.foundation.kernel.ulid import Ulid
from troth.foundation.web import clock
from troth.goals.check_words import (
    TAGS,
    asked_words,
    holds_words,
    look_words,
    state_words,
    tag_of,
)
from troth.goals.models import SustainabilityCheck
from troth.goals.rules.checks import Check, Shown, holds_launch
from troth.partnerships.models import Party

LUMEN, KAVERI = (Ulid(f"01J0000000000000000000000{n}") for n in (1, 2))
BOTH = frozenset({LUMEN, KAVERI})
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TODAY = AT.date()
DUE = date(2026, 12, 10)
PROPOSED = Check(
    parties=BOTH, proposer=LUMEN, answering=KAVERI, assents=frozenset({LUMEN}), due=DUE
)
AGREED = replace(PROPOSED, assents=BOTH, agreed=True)
WRITTEN = Shown(outcome=Outcome.PASSED, party=KAVERI)
STANDS = replace(WRITTEN, agree=frozenset({LUMEN}), settled=True)


def row(**parts: object) -> SustainabilityCheck:
    """A check for which Kaveri answers, as the database would give it."""
    made = SustainabilityCheck(answering=Party(name="Kaveri Foundation", called="Kaveri"), due=DUE)
    for name, value in parts.items():
        setattr(made, name, value)
    return made


def state(check: Check, *, today: date = TODAY, missing: str = "Lumen", **parts: object) -> str:
    """The sentence about it at half past nine of the twenty-second."""
    with clock.at(AT):
        return state_words(row(**parts), check, missing=missing, today=today)


def test_a_proposal_names_whom_it_waits_for() -> None:
    words = "It binds once every side has said yes. It waits for Lumen, Nero."
    assert state(PROPOSED, missing="Lumen, Nero") == words


def test_what_was_taken_back_says_so_before_anything_else() -> None:
    assert state(PROPOSED, withdrawn_at=AT).startswith("It was taken back")
    assert state(replace(AGREED, results=(WRITTEN,)), withdrawn_at=AT).startswith("It was taken")


def test_of_a_replaced_check_the_reader_hears_that_its_results_stay() -> None:
    said = state(replace(AGREED, results=(WRITTEN,)), replaced_at=AT)
    assert said == "Another check has come in its place; what was found stays here."


@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        (date(2026, 11, 22), "Kaveri says what came of it by Thursday 10 December."),
        (date(2026, 12, 9), "Kaveri says what came of it by Thursday 10 December."),
        (date(2026, 12, 10), "Kaveri was to say what came of it by Thursday 10 December."),
        (date(2027, 2, 1), "Kaveri was to say what came of it by Thursday 10 December."),
    ],
)
def test_an_agreed_check_says_who_says_by_when(today: date, sentence: str) -> None:
    assert state(AGREED, today=today) == sentence


def test_the_next_look_of_one_that_was_looked_at_is_another_look() -> None:
    looked = replace(AGREED, results=(STANDS,))
    assert state(looked) == "Kaveri looks at it again by Thursday 10 December."


def test_after_its_day_a_second_look_is_as_late_as_a_first() -> None:
    looked = replace(AGREED, results=(STANDS,))
    assert state(looked, today=DUE).startswith("Kaveri was to say")


def test_a_day_of_another_year_is_said_with_its_year() -> None:
    other = date(2027, 1, 31)
    check = replace(AGREED, due=other)
    assert state(check, due=other) == "Kaveri says what came of it by Sunday 31 January 2027."


def test_without_a_day_no_look_is_planned() -> None:
    assert state(replace(AGREED, due=None), due=None) == "No further look is planned."


def test_a_result_that_waits_names_who_is_to_confirm_it() -> None:
    waits = replace(AGREED, results=(WRITTEN,))
    assert state(waits) == "The last result stands once Lumen has confirmed it."


def test_a_result_that_is_doubted_stands_for_nobody_and_blames_nobody() -> None:
    doubted = replace(WRITTEN, doubt=frozenset({LUMEN}))
    said = state(replace(AGREED, results=(doubted,)))
    assert said == "The last result is seen differently, so it does not stand."
    assert "Lumen" not in said
    assert "Kaveri" not in said


def test_a_result_that_waits_is_said_before_the_day_that_has_passed() -> None:
    late = replace(AGREED, results=(WRITTEN,))
    assert state(late, today=DUE + timedelta(days=40)).startswith("The last result stands once")


def test_what_stands_waits_for_nobody() -> None:
    assert asked_words(replace(AGREED, results=(STANDS,)), "Lumen") == ""
    assert asked_words(AGREED, "Lumen") == ""


@pytest.mark.parametrize("outcome", Outcome)
def test_the_word_beside_it_is_what_stands(outcome: Outcome) -> None:
    check = replace(AGREED, results=(replace(STANDS, outcome=outcome),))
    word, kind = tag_of(row(), check)
    assert word == {"passed": "Passed", "failed": "Failed", "not-shown": "Not shown"}[outcome]
    assert kind == TAGS[outcome]


def test_a_claim_that_nobody_confirmed_shows_as_not_looked_at() -> None:
    claimed = replace(AGREED, results=(WRITTEN,))
    assert tag_of(row(), claimed) == ("not looked at yet", "dashed")


def test_a_new_claim_takes_no_failure_from_the_tag() -> None:
    failed = replace(STANDS, outcome=Outcome.FAILED)
    assert tag_of(row(), replace(AGREED, results=(failed, WRITTEN)))[0] == "Failed"


def test_only_what_was_agreed_and_kept_looks_warm() -> None:
    passed = replace(AGREED, results=(STANDS,))
    assert tag_of(row(), passed) == ("Passed", "warm")
    assert tag_of(row(replaced_at=AT), passed) == ("replaced", "dashed")
    assert tag_of(row(), PROPOSED) == ("proposed", "dashed")
    assert tag_of(row(), AGREED) == ("not looked at yet", "dashed")


@pytest.mark.parametrize(
    ("check", "words"),
    [
        (AGREED, ""),
        (replace(AGREED, holds=True), "The launch waits until it has passed."),
        (
            replace(AGREED, holds=True, results=(STANDS,)),
            "The launch waits for it no longer.",
        ),
        (replace(AGREED, holds=True, gone=True), ""),
        (replace(PROPOSED, holds=True), ""),
    ],
)
def test_what_it_means_for_the_launch_is_said_only_where_it_means_something(
    check: Check, words: str
) -> None:
    assert holds_words(check) == words


shown = st.builds(
    Shown,
    outcome=st.sampled_from(Outcome),
    party=st.sampled_from([LUMEN, KAVERI]),
    settled=st.booleans(),
)
checks = st.builds(
    Check,
    parties=st.just(BOTH),
    proposer=st.just(LUMEN),
    answering=st.just(KAVERI),
    assents=st.just(BOTH),
    agreed=st.booleans(),
    gone=st.booleans(),
    holds=st.booleans(),
    due=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    results=st.lists(shown, max_size=3).map(tuple),
)


@given(checks)
def test_the_sentence_about_the_launch_is_what_the_gate_does(check: Check) -> None:
    waits = holds_words(check) == "The launch waits until it has passed."
    assert waits == holds_launch(check)


@given(checks, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_every_state_is_one_whole_sentence_without_a_gap(check: Check, today: date) -> None:
    said = state(check, today=today, due=check.due)
    assert said.endswith(".")
    assert "%(" not in said
    assert "  " not in said


@given(checks)
def test_nothing_that_does_not_stand_is_called_passed(check: Check) -> None:
    word, kind = tag_of(row(), check)
    if "Passed" in word or kind == "warm":
        assert check.agreed
        assert check.outcome is Outcome.PASSED


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_a_side_is_late_from_the_day_on_and_never_before(today: date) -> None:
    with clock.at(AT):
        said = look_words(row(), AGREED, today=today)
    assert said.startswith("Kaveri was to say") == (today >= DUE)
