"""Answer times are counted in the answering side's working days."""

from datetime import UTC, datetime

import pytest

from troth.partnerships.rules.terms import Limits, answer_by

FRIDAY = datetime(2026, 3, 13, 12, tzinfo=UTC)


@pytest.mark.parametrize(("days", "day"), [(0, 13), (1, 16), (2, 17), (5, 20), (6, 23)])
def test_weekends_do_not_count(days: int, day: int) -> None:
    assert answer_by(FRIDAY, days=days, zone="Europe/Oslo").day == day


def test_the_clock_on_the_wall_stays_when_summer_time_begins() -> None:
    # In Norway clocks go forward on Sunday 29 March 2026.
    before = datetime(2026, 3, 27, 8, tzinfo=UTC)
    assert answer_by(before, days=1, zone="Europe/Oslo") == datetime(2026, 3, 30, 7, tzinfo=UTC)


def test_a_weekend_is_where_the_answering_side_is() -> None:
    late = datetime(2026, 3, 13, 20, tzinfo=UTC)  # already Saturday in Bengaluru
    assert answer_by(late, days=1, zone="Asia/Kolkata") == datetime(2026, 3, 15, 20, tzinfo=UTC)


def test_without_a_charter_the_limits_are_mild_and_say_that_nobody_signed_them() -> None:
    assert Limits() == Limits(
        consent_rule="unanimous", answer_days=5, reminder_days=(3, 1), signed=False
    )
