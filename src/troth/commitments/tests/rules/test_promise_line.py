"""One line is enough to promise something."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.rules.clocks import ClockNote
from troth.commitments.rules.promise_line import (
    CLOCK_SENTENCES,
    SENTENCES,
    LineProblem,
    LineRead,
    read_line,
    splits,
)
from troth.commitments.rules.when import When

BERGEN = ZoneInfo("Europe/Oslo")
NOW = datetime(2026, 3, 12, 12, 10, tzinfo=UTC)


def read(text: str, now: datetime = NOW) -> LineRead:
    return read_line(text, now=now, zone=BERGEN)


def local(found: LineRead) -> str:
    assert found.due is not None
    return f"{found.due.astimezone(BERGEN):%Y-%m-%d %H:%M}"


def test_what_and_by_when_are_read_from_one_line() -> None:
    found = read("pilot contract, second draft, by Friday 20 March 17:00")
    assert found.deliverable == "pilot contract, second draft"
    assert local(found) == "2026-03-20 17:00"
    assert (found.problem, found.hour_assumed) == (None, False)


@pytest.mark.parametrize(
    ("text", "what", "due"),
    [
        ("Release notes by tomorrow", "Release notes", "2026-03-13 17:00"),
        ("Send the drawings tomorrow 9:00.", "Send the drawings", "2026-03-13 09:00"),
        ("Drawings, revision C – Friday", "Drawings, revision C", "2026-03-13 17:00"),
        ("Report on calibration by 2026-04-01", "Report on calibration", "2026-04-01 17:00"),
        (
            "A plan reviewed by Anne before Monday noon",
            "A plan reviewed by Anne",
            "2026-03-16 12:00",
        ),
        ("by Friday: the test set", "the test set", "2026-03-13 17:00"),
        ("By 20 March, 12:00, the test set", "the test set", "2026-03-20 12:00"),
        ("no later than Friday noon: the test set", "the test set", "2026-03-13 12:00"),
        ("the test set   no later than\t20.3.", "the test set", "2026-03-20 17:00"),
        ("test set by Friday by noon", "test set", "2026-03-13 12:00"),
        ("API v1 due in two weeks", "API v1", "2026-03-26 17:00"),
        ("numbers on the day after tomorrow at 5 pm", "numbers", "2026-03-14 17:00"),
    ],
)
def test_people_write_a_promise_in_many_ways(text: str, what: str, due: str) -> None:
    found = read(text)
    assert (found.deliverable, local(found), found.problem) == (what, due, None)


def test_without_an_hour_it_is_five_in_the_afternoon_and_said() -> None:
    found = read("test set by Friday")
    assert (local(found), found.hour_assumed) == ("2026-03-13 17:00", True)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", LineProblem.EMPTY),
        (" \n ", LineProblem.EMPTY),
        ("x" * 501, LineProblem.TOO_LONG),
        ("the test set", LineProblem.NO_DATE),
        ("the test set by and by", LineProblem.NO_DATE),
        ("on a good day perhaps", LineProblem.NO_DATE),
        ("by Friday", LineProblem.NOTHING_PROMISED),
        ("Friday 17:00", LineProblem.NOTHING_PROMISED),
        ("test set by yesterday", LineProblem.DATE_HAS_PASSED),
        ("test set by 2026-03-11", LineProblem.DATE_HAS_PASSED),
        ("test set by 13:10 today", LineProblem.DATE_HAS_PASSED),
        ("test set by 3/4", LineProblem.TWO_READINGS),
        ("test set by 30 February", LineProblem.IMPOSSIBLE),
        ("test set by Monday 20 March", LineProblem.WEEKDAY_DIFFERS),
        ("test set by 2062-03-20", LineProblem.TOO_FAR),
    ],
)
def test_what_is_missing_or_in_doubt_is_said(text: str, problem: LineProblem) -> None:
    assert read(text).problem is problem


def test_what_was_understood_stays_when_something_is_in_doubt() -> None:
    found = read("test set by 3/4")
    assert (found.deliverable, found.due) == ("test set", None)
    assert found.days == (date(2026, 4, 3), date(2027, 3, 4))
    assert read("the test set").deliverable == "the test set"


def test_a_deadline_one_minute_ahead_is_taken() -> None:
    assert read("test set by 13:11 today").problem is None


def test_an_hour_that_the_clocks_skip_is_said() -> None:
    found = read("night run by 29 March 02:30")
    assert (found.note, local(found)) == (ClockNote.SKIPPED, "2026-03-29 03:30")


def test_of_an_hour_that_comes_twice_the_promiser_gets_the_second() -> None:
    found = read("night run by 25 October 02:30")
    assert found.note is ClockNote.TWICE
    assert found.due == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_a_clock_change_before_the_date_is_said() -> None:
    assert read("release notes by 30 March 16:00").change == date(2026, 3, 29)
    assert read("release notes by 20 March 16:00").change is None


def test_the_day_is_the_one_on_the_speakers_clock() -> None:
    late_evening = datetime(2026, 3, 12, 23, 30, tzinfo=UTC)  # Friday in Bergen already
    assert local(read("test set by tomorrow", late_evening)) == "2026-03-14 17:00"


def friday(words: str, now: datetime) -> When | None:
    known = {"freitag", "vendredi", "viernes"}
    return When(day=date(2026, 3, 13), clock=time(12)) if words.casefold() in known else None


@pytest.mark.parametrize(
    ("text", "language", "what"),
    [
        ("Prüfbericht bis Freitag", "de", "Prüfbericht"),
        ("le contrat pilote avant vendredi", "fr-CA", "le contrat pilote"),
        ("el contrato para el viernes", "es", "el contrato"),
    ],
)
def test_other_languages_bring_their_own_words(text: str, language: str, what: str) -> None:
    found = read_line(text, now=NOW, zone=BERGEN, languages=(language,), other=friday)
    assert (found.deliverable, local(found)) == (what, "2026-03-13 12:00")
    assert read(text).problem is LineProblem.NO_DATE


def test_other_languages_are_asked_only_where_a_word_announces_a_date() -> None:
    found = read_line("Danke Freitag", now=NOW, zone=BERGEN, languages=("de",), other=friday)
    assert found.problem is LineProblem.NO_DATE


def test_the_longest_date_is_tried_first() -> None:
    cuts = [words for _, words, said in splits("plan by Friday by noon", ()) if said]
    assert cuts == ["Friday by noon", "noon"]


def test_each_problem_has_its_sentence() -> None:
    assert set(SENTENCES) == set(LineProblem)
    assert set(CLOCK_SENTENCES) == set(ClockNote)
    days = {"first": "3 April", "second": "4 March", "due": "Friday"}
    for sentence in (*SENTENCES.values(), *CLOCK_SENTENCES.values()):
        assert (sentence % days)[-1] in ".?"


@given(st.text(max_size=80) | st.text("by on friday 1234567890/.:,March ", max_size=80))
def test_any_line_is_a_promise_or_has_a_problem(text: str) -> None:
    found = read(text)
    assert (found.problem is None) == (
        bool(found.deliverable) and found.due is not None and (found.due > NOW)
    )


@given(st.integers(1, 300), st.integers(0, 23 * 60 + 59))
def test_every_moment_of_the_year_ahead_can_be_promised(ahead: int, minute: int) -> None:
    day = NOW.date() + timedelta(days=ahead)
    said = f"test set by {day:%A %-d %B} {minute // 60:02}:{minute % 60:02}"
    found = read(said)
    assert (found.deliverable, found.problem) == ("test set", None)
    assert found.note or local(found) == f"{day} {minute // 60:02}:{minute % 60:02}"
