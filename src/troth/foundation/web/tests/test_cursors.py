"""The cursor between two pages of a list: read as it was written, and no address breaks it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db.models import Model
from hypothesis import given
from hypothesis import strategies as st

from troth.foundation.web.cursors import Page, cursor, place_of
from troth.foundation.web.ids import new_ulid

MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = new_ulid()
moments = st.datetimes(timezones=st.just(UTC))


@given(moments)
def test_a_cursor_is_read_as_it_was_written(at: datetime) -> None:
    assert place_of(cursor(at, KEY)) == (at, KEY)


@given(moments)
def test_a_plus_may_have_become_a_blank_on_the_way(at: datetime) -> None:
    assert place_of(cursor(at, KEY).replace("+", " ")) == (at, KEY)


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    bergen = MOMENT.astimezone(timezone(timedelta(hours=2)))
    assert place_of(cursor(bergen, KEY)) == (MOMENT, KEY)


@pytest.mark.parametrize(
    "said",
    [
        "",
        ",",
        KEY,
        f",{KEY}",
        f"yesterday,{KEY}",
        "2026-03-01T12:00:00+00:00",
        "2026-03-01T12:00:00+00:00,",
        "2026-03-01T12:00:00+00:00,1",
        f"2026-03-01T12:00:00+00:00,{KEY},",
        f"2026-03-01T12:00:00+00:00,{KEY}\x00",
        f"0001-01-01T00:00:00+14:00,{KEY}",
        f"9999-12-31T23:00:00-14:00,{KEY}",
        f"2026-02-30T12:00:00+00:00,{KEY}",
    ],
)
def test_what_is_no_cursor_of_ours_has_no_place(said: str) -> None:
    assert place_of(said) is None


@given(st.text(max_size=80))
def test_no_text_breaks_it(said: str) -> None:
    found = place_of(said)
    assert found is None or found[0].tzinfo is UTC


def test_the_last_page_leads_nowhere() -> None:
    assert Page[Model]([]).older_url == ""


def test_the_address_of_the_page_before_keeps_its_plus() -> None:
    page = Page[Model]([], cursor(MOMENT, KEY))
    assert page.older_url == f"?before=2026-03-01T12%3A00%3A00%2B00%3A00%2C{KEY}"
