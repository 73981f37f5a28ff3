"""A measure as the page shows it: how far, at what pace, what lies before; a file before it is brought in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.web import clock
from troth.goals.models import Plan, Reading
from troth.goals.numbers import day_words, number, said, short_day
from troth.goals.picture import Span
from troth.goals.queries.files import Beside
from troth.goals.rules.plan import MeasureTerms
from troth.goals.rules.progress import Point
from troth.goals.rules.readings import MOST_TOLD, File, Problem, Row, Wrong
from troth.goals.views.bringing import FIRST_ROWS, brought_words, would_change, wrong_lines
from troth.goals.views.cards import SHOWN, before_words, measure_card, nearest, pace_words, span_of
from troth.goals.views.public import day_of, line

BEGUN = date(2026, 1, 1)
SPAN = Span(begun=BEGUN, by_when=BEGUN + timedelta(days=100))
UNITS = MeasureTerms(name="Units", unit="units", target=Decimal(20))
EVEN = "An even pace would be at %s on that day."


def on(day: int, value: object = 3) -> Point:
    """A reading so many days after the goal was agreed."""
    return Point(BEGUN + timedelta(days=day), Decimal(str(value)))


def test_before_the_first_reading_a_card_says_only_where_it_leads() -> None:
    card = measure_card(UNITS, (), span=SPAN)
    assert card.span == "from 0 to 20 units"
    assert (card.words, card.pace, card.before, card.chart, card.count) == ("", "", "", None, 0)


def test_a_card_shows_the_last_readings_the_newest_first() -> None:
    points = [on(n, n) for n in range(SHOWN + 3)]
    card = measure_card(UNITS, points, span=SPAN)
    assert card.count == SHOWN + 3
    assert [words for _point, words in card.rows][:2] == ["8 units", "7 units"]
    assert len(card.rows) == SHOWN
    assert card.chart is not None
    assert card.words in card.chart


@pytest.mark.parametrize(("value", "percent"), [(-5, 0), (0, 0), (7, 35), (20, 100), (90, 100)])
def test_the_bar_of_a_card_never_leaves_its_frame(value: int, percent: int) -> None:
    assert measure_card(UNITS, [on(5, value)], span=SPAN).percent == percent


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (0, ""),
        (1, EVEN % "0 units"),
        (50, EVEN % "10 units"),
        (99, EVEN % "20 units"),
        (100, EVEN % "20 units"),
        (101, ""),
        (-3, ""),
    ],
)
def test_an_even_pace_is_named_only_between_the_two_days(day: int, words: str) -> None:
    assert pace_words(UNITS, on(day), span=SPAN) == words


@pytest.mark.parametrize("span", [Span(), Span(begun=BEGUN), Span(by_when=SPAN.by_when)])
def test_without_two_days_to_go_by_there_is_no_pace(span: Span) -> None:
    assert pace_words(UNITS, on(50), span=span) == ""


def test_a_pace_is_said_as_finely_as_the_way_is_long() -> None:
    assert nearest(UNITS) == 1
    assert nearest(replace(UNITS, target=Decimal("9.9"))) == Decimal("0.1")
    assert nearest(replace(UNITS, start=Decimal(-5), target=Decimal(5))) == 1
    short = replace(UNITS, target=Decimal(5), unit="")
    assert pace_words(short, on(34), span=SPAN) == EVEN % "1.7"


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("10", "5"),
        ("9", "4.5"),
        ("1", "0.5"),
        ("0.9", "0.45"),
        ("0.05", "0.025"),
        ("0.0008", "0.0004"),
    ],
)
def test_however_short_the_way_half_of_it_is_not_said_as_its_start_or_its_end(
    target: str, said: str
) -> None:
    short = replace(UNITS, target=Decimal(target), unit="")
    assert pace_words(short, on(50), span=SPAN) == EVEN % said


def test_a_measure_that_goes_down_has_a_pace_that_goes_down() -> None:
    faults = replace(UNITS, start=Decimal(40), target=Decimal(0), unit="faults")
    assert pace_words(faults, on(25), span=SPAN) == EVEN % "30 faults"


def test_readings_from_before_it_was_agreed_are_counted_and_that_day_is_not_before() -> None:
    points = [on(-9), on(-1), on(0), on(4)]
    assert before_words(points, SPAN) == "2 of the readings are from before the goal was agreed."
    assert before_words(points[1:], SPAN) == (
        "One of the readings is from before the goal was agreed."
    )
    assert before_words(points[2:], SPAN) == ""
    assert before_words(points, Span()) == ""


@pytest.mark.parametrize(
    ("zone", "begun"), [("Asia/Kolkata", date(2026, 3, 2)), ("Europe/Oslo", date(2026, 3, 1))]
)
def test_the_day_of_the_agreement_is_the_one_where_the_reader_sits(zone: str, begun: date) -> None:
    plan = Plan(by_when=date(2026, 9, 1))
    agreed = datetime(2026, 3, 1, 19, 30, tzinfo=UTC)
    assert span_of(plan, agreed, zone=zone) == Span(begun=begun, by_when=date(2026, 9, 1))
    assert span_of(plan, None, zone=zone).begun is None


@pytest.mark.parametrize(
    ("added", "corrected", "words"),
    [
        (0, 0, "Every one of these readings was here already. Nothing changed."),
        (1, 0, "One new reading."),
        (12, 0, "12 new readings."),
        (1, 1, "One new reading. One corrected."),
        (2, 7, "2 new readings. 7 corrected."),
        (0, 1, "One corrected."),
        (0, 9, "9 corrected."),
    ],
)
def test_what_a_file_changed_is_said_in_figures(added: int, corrected: int, words: str) -> None:
    assert brought_words(added, corrected) == words


def rows(count: int) -> Sequence[Row]:
    """So many lines of a file, a day each."""
    return [Row(n + 1, BEGUN + timedelta(days=n), Decimal(n)) for n in range(count)]


def test_a_long_file_is_looked_at_by_its_first_rows_and_counted_whole() -> None:
    found = rows(FIRST_ROWS + 5)
    shown = would_change(Beside(new=found, other=(), known=3, standing=9), unit="km")
    assert [words for _row, words in shown["new"]][:2] == ["0 km", "1 km"]
    assert len(shown["new"]) == FIRST_ROWS
    assert (shown["new_count"], shown["known_count"], shown["other"]) == (17, 3, [])


def test_a_correction_is_shown_as_it_was_and_as_it_will_be() -> None:
    row = Row(1, BEGUN, Decimal("4.5"))
    other = [(Reading(day=BEGUN, value=Decimal("-1200.0000")), row)]
    shown = would_change(Beside(new=(), other=other, known=0, standing=1), unit="km")
    assert shown["other"] == [(row, "\u22121,200 km", "4.5 km")]
    assert (shown["other_count"], shown["new_count"]) == (1, 0)


def test_of_many_bad_lines_the_first_are_told_and_all_are_counted() -> None:
    bad = tuple(Problem(n, Wrong.TWO_VALUES, "2026-01-01 4", 3) for n in range(MOST_TOLD + 9))
    told = wrong_lines(File(problems=bad))
    assert told["problem_count"] == MOST_TOLD + 9
    assert len(told["problems"]) == MOST_TOLD
    words = "Line 3 has another value for the same day: 2026-01-01 4."
    assert told["problems"][7] == (7, words)


@pytest.mark.parametrize("wrong", Wrong)
def test_every_thing_that_can_be_wrong_with_a_line_is_a_whole_sentence(wrong: Wrong) -> None:
    told = wrong_lines(File(problems=(Problem(4, wrong, "<b>20 %</b>", 50),)))
    ((place, words),) = told["problems"]
    assert place == 4
    assert "%(" not in words
    assert words.endswith(".")


def test_a_day_is_said_with_its_year_only_in_another_year() -> None:
    with clock.at(datetime(2026, 11, 22, tzinfo=UTC)):
        assert short_day(date(2026, 3, 13)) == "13 March"
        assert short_day(date(2027, 3, 13)) == "13 March 2027"
        assert day_words(date(2026, 3, 13)) == "Friday 13 March"
        assert day_words(date(2025, 3, 13)) == "Thursday 13 March 2025"
        assert day_words(None) == ""
        assert said(date(2026, 3, 13), "km") == "Friday 13 March"


def test_one_side_of_a_change_is_words_a_number_or_nothing() -> None:
    assert said(None, "km") == ""
    assert said(Decimal("1.50"), "km") == "1.5 km"
    assert said("Sensors", "km") == "Sensors"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_is_said_without_idle_noughts_and_without_loss(value: Decimal) -> None:
    words = number(value)
    assert Decimal(words.replace("\u2212", "-").replace(",", "")) == value
    assert not ("." in words and words.endswith("0"))


CHECK = {
    "what": "Renewable.",
    "shown_by": "Bills.",
    "proof": "measure",
    "un_goals": [7, 13],
    "answers": "Lumen",
    "agreed": "2026-10-01",
    "next_look": None,
    "replaced": None,
    "outcome": "failed",
    "results": [
        {"day": "2026-10-02", "outcome": "passed", "words": "All.", "evidence": None},
        {"day": "2026-11-02", "outcome": "failed", "words": "Half.", "evidence": "Bill"},
    ],
}


def test_everybody_reads_of_a_check_the_last_result_first_failed_as_failed() -> None:
    shown = line(CHECK)
    assert (str(shown["tag"]), shown["tag_kind"]) == ("Failed", "")
    assert shown["aims"] == "UN goals 7, 13"
    assert str(shown["by"]) == "Something counted or measured"
    found = shown["found"]
    assert isinstance(found, list)
    assert [(day, str(words)) for _each, day, words in found] == [
        (date(2026, 11, 2), "Failed"),
        (date(2026, 10, 2), "Passed"),
    ]


def test_everybody_reads_of_a_check_that_nobody_looked_at_just_that() -> None:
    shown = line(CHECK | {"outcome": None, "results": [], "next_look": "2027-01-05"})
    assert (shown["tag"], shown["tag_kind"]) == ("Not looked at yet", "dashed")
    assert shown["found"] == []
    assert shown["next_look"] == date(2027, 1, 5)


def test_a_day_of_the_public_file_is_read_as_it_is_written() -> None:
    assert day_of("2027-01-05") == date(2027, 1, 5)
    assert day_of(None) is None
    assert day_of("") is None
