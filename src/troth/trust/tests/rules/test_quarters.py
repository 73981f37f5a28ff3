"""Quarters: where each begins and ends, what it is called, and which lie between two."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.trust.rules.quarters import Quarter, back_from

QUARTERS = st.builds(Quarter, st.integers(1971, 2900), st.integers(1, 4))


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        (datetime(2026, 1, 1, tzinfo=UTC), "2026-q1"),
        (datetime(2026, 3, 31, 23, 59, tzinfo=UTC), "2026-q1"),
        (datetime(2026, 11, 22, tzinfo=UTC), "2026-q4"),
        (datetime(2026, 7, 1, 2, tzinfo=timezone(timedelta(hours=5.5))), "2026-q2"),
    ],
)
def test_a_moment_lies_in_the_quarter_of_the_calendar_in_utc(moment: datetime, name: str) -> None:
    assert Quarter.of(moment).name == name


@pytest.mark.parametrize(
    "name", ["", "2026", "2026-q0", "2026-q5", "2026-Q1", "02026-q1", "٢٠٢٦-q1"]
)
def test_other_words_name_none(name: str) -> None:
    assert Quarter.named(name) is None


@given(QUARTERS)
def test_its_name_leads_back_to_it(one: Quarter) -> None:
    assert Quarter.named(one.name) == one


@given(QUARTERS)
def test_it_begins_where_the_one_before_ends(one: Quarter) -> None:
    assert one.before.ends == one.begins
    assert one.next.before == one == one.before.next
    assert Quarter.of(one.begins) == one == Quarter.of(one.ends - timedelta(microseconds=1))
    assert one.before < one < one.next


@given(QUARTERS, st.integers(0, 12), st.integers(0, 20))
def test_going_back_ends_at_the_first_one_or_when_there_are_enough(
    last: Quarter, back: int, most: int
) -> None:
    first = last
    for _one in range(back):
        first = first.before
    found = list(back_from(last, first=first, most=most))
    assert len(found) == min(back + 1, most)
    assert found == sorted(found, reverse=True)
    assert not found or found[0] == last
