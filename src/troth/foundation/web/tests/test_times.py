"""Times as people read them: near words only where they are true for whoever reads."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from troth.foundation.web import clock
from troth.foundation.web.times import dated, from_day, in_zone, on_record, weekday_of, when

BERGEN, BENGALURU = "Europe/Oslo", "Asia/Kolkata"
FRIDAY = datetime(2026, 3, 13, 11, 30, tzinfo=UTC)
LATE_ON_WEDNESDAY = datetime(2026, 3, 11, 19, 44, tzinfo=UTC)
THURSDAY = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


def read(at: datetime, by: str) -> str:
    with clock.at(at), timezone.override(ZoneInfo(by)):
        return when(FRIDAY, BENGALURU, "Bengaluru")


def test_tomorrow_is_said_while_it_is_the_same_day_on_both_clocks() -> None:
    assert read(THURSDAY, BERGEN) == "tomorrow, Friday 17:00 Bengaluru"


def test_where_one_side_is_a_day_ahead_the_date_is_said() -> None:
    assert read(LATE_ON_WEDNESDAY, BERGEN) == "Friday 13 March 17:00 Bengaluru"
    assert read(LATE_ON_WEDNESDAY, BENGALURU) == "tomorrow, Friday 17:00 Bengaluru"


def test_what_is_kept_on_record_never_says_tomorrow() -> None:
    with clock.at(THURSDAY):
        assert on_record(FRIDAY, BENGALURU, "Bengaluru") == "Friday 13 March 17:00 Bengaluru"


def test_one_moment_is_two_days_on_two_clocks_whichever_was_asked_first() -> None:
    late = datetime(2031, 1, 15, 20, 0, tzinfo=UTC)
    days = [dated(in_zone(late, zone), weekday=True) for zone in (BERGEN, BENGALURU, BERGEN)]
    assert days == ["Wednesday 15 January", "Thursday 16 January", "Wednesday 15 January"]


def test_a_day_is_said_in_the_language_of_now_whichever_was_asked_first() -> None:
    said = []
    for language in ("en", "de", "fr", "en"):
        with translation.override(language):
            said.append((dated(FRIDAY.date()), weekday_of(FRIDAY.date())))
    english = ("13 March", "Friday")
    assert said == [english, ("13. März", "Freitag"), ("13 mars", "vendredi"), english]


@pytest.mark.parametrize("say", [when, on_record])
def test_another_year_is_named(say: object) -> None:
    assert callable(say)
    with clock.at(datetime(2025, 12, 1, tzinfo=UTC)):
        assert say(FRIDAY, BERGEN, "Bergen") == "Friday 13 March 2026 12:30 Bergen"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "since today"),
        (1, "since yesterday"),
        (3, "since Monday"),
        (7, "since 5 March"),
        (400, "since 5 February 2025"),
    ],
)
def test_what_waits_says_since_when(days: int, said: str) -> None:
    with clock.at(THURSDAY):
        assert from_day(THURSDAY - timedelta(days=days), BERGEN) == said


def test_since_when_is_counted_in_days_of_whoever_reads() -> None:
    late = datetime(2026, 3, 11, 23, 30, tzinfo=UTC)
    with clock.at(THURSDAY):
        assert from_day(late, BERGEN) == "since today"
        assert from_day(late, "UTC") == "since yesterday"
