"""Reading a day and an hour out of a few words, exactly or not at all."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.commitments.rules.when import Doubt, Unclear, When, read_when

THURSDAY = datetime(2026, 3, 12, 13, 10, tzinfo=ZoneInfo("Europe/Oslo"))
FRIDAY = date(2026, 3, 13)


def day(words: str) -> date | None:
    found = read_when(words, now=THURSDAY)
    return found.day if isinstance(found, When) else None


def clock(words: str) -> time | None:
    found = read_when(words, now=THURSDAY)
    assert isinstance(found, When)
    return found.clock


def doubt(words: str) -> tuple[Doubt, tuple[date, ...]]:
    found = read_when(words, now=THURSDAY)
    assert isinstance(found, Unclear)
    return found.doubt, found.days


@pytest.mark.parametrize(
    "words",
    [
        "2026-03-20",
        "20 March",
        "20 Mar 2026",
        "March 20",
        "March 20th, 2026",
        "the 20th of March",
        "Friday 20 March",
        "Fri, 20 March 2026",
        "friday, march 20",
        "20/3",
        "3/20",
        "20/03/2026",
        "20/3/26",
        "20.3.",
        "20.03.2026",
        "20. 3. 2026",
        "in 8 days",
        "2026-03-20 17:00",
    ],
)
def test_one_day_has_many_plain_ways_to_be_written(words: str) -> None:
    assert day(words) == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("words", "ahead"),
    [
        ("today", 0),
        ("tomorrow", 1),
        ("the day after tomorrow", 2),
        ("yesterday", -1),
        ("in a week", 7),
        ("within two weeks", 14),
        ("in 1000 days", 1000),
        ("Friday", 1),
        ("this Friday", 1),
        ("on Wed", 6),
        ("thurs", 7),
        ("next Wednesday", 6),
    ],
)
def test_days_are_counted_from_today(words: str, ahead: int) -> None:
    assert day(words) == THURSDAY.date() + timedelta(days=ahead)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Friday", None),
        ("Friday 17:00", time(17)),
        ("Friday at 9:05", time(9, 5)),
        ("17:30 on Friday", time(17, 30)),
        ("Friday, 5pm", time(17)),
        ("Friday 5:30 pm", time(17, 30)),
        ("Friday 1am", time(1)),
        ("Friday 12 am", time(0)),
        ("Friday 23:59", time(23, 59)),
        ("Friday 12pm", time(12)),
        ("Friday noon", time(12)),
        ("Friday 17h", time(17)),
        ("Friday 17h45", time(17, 45)),
        ("2026-03-13T08:00", time(8)),
    ],
)
def test_an_hour_is_read_where_it_is_named(words: str, said: time | None) -> None:
    assert day(words) == FRIDAY
    assert clock(words) == said


def test_an_hour_alone_means_today() -> None:
    assert (day("17:00"), clock("by 17:00")) == (THURSDAY.date(), time(17))


def test_a_day_without_a_year_is_the_next_one() -> None:
    assert day("12 March") == date(2026, 3, 12)
    assert day("11 March") == date(2027, 3, 11)
    assert day("11.3.") == date(2027, 3, 11)


def test_figures_that_can_be_read_two_ways_are_read_neither_way() -> None:
    assert doubt("3/4") == (Doubt.TWO_READINGS, (date(2026, 4, 3), date(2027, 3, 4)))
    assert doubt("03/04/2026") == (Doubt.TWO_READINGS, (date(2026, 4, 3), date(2026, 3, 4)))


def test_equal_figures_have_one_reading() -> None:
    assert day("5/5") == date(2026, 5, 5)


def test_next_friday_on_a_thursday_could_be_either() -> None:
    assert doubt("next Friday") == (Doubt.TWO_READINGS, (FRIDAY, FRIDAY + timedelta(days=7)))


@pytest.mark.parametrize(
    "words", ["2026-02-30", "31 April", "29 February", "32/13", "0/0", "31.4.", "2026-13-01"]
)
def test_a_day_that_does_not_exist_is_said_to_be_none(words: str) -> None:
    assert doubt(words) == (Doubt.IMPOSSIBLE, ())


def test_a_weekday_that_does_not_fit_its_date_is_in_doubt() -> None:
    assert doubt("Thursday 20 March") == (Doubt.WEEKDAY_DIFFERS, (date(2026, 3, 20),))


@pytest.mark.parametrize(
    "words",
    [
        "",
        "the",
        "soon",
        "March",
        "20",
        "second draft",
        "friday afternoon",
        "Fridays",
        "25:00",
        "Friday 24:00",
        "Friday 17:60",
        "Friday 0 am",
        "Friday 13pm",
        "foo 20 March",
        "20 Marchember",
        "in some days",
        "in 1001 days",
        "20-3-2026",
        "1.2.3",
        "²⁰ March",
    ],
)
def test_what_is_no_date_is_not_guessed_at(words: str) -> None:
    assert read_when(words, now=THURSDAY) is None


@given(st.dates(date(2026, 3, 12), date(2027, 3, 11)), st.times())
def test_every_day_of_the_year_ahead_is_read_back_from_its_words(day: date, at: time) -> None:
    expected = When(day=day, clock=time(at.hour, at.minute))
    for pattern in ("%A %-d %B %H:%M", "%B %-d, %Y at %H:%M", "%Y-%m-%d %H:%M", "%H:%M, %-d %b"):
        words = datetime.combine(day, at).strftime(pattern)
        assert read_when(words, now=THURSDAY) == expected


@given(st.text(max_size=40))
def test_any_words_are_read_or_not_read_without_falling_over(words: str) -> None:
    assert isinstance(read_when(words, now=THURSDAY), When | Unclear | None)


@given(st.from_regex(r"\A(next )?[0-9]{1,4}[/.-][0-9]{1,4}([/.-][0-9]{1,4})?( [0-9:]{1,5})?\Z"))
def test_any_figures_are_read_or_not_read_without_falling_over(words: str) -> None:
    assert isinstance(read_when(words, now=THURSDAY), When | Unclear | None)
