"""The one counter: counted anew when something happened, else once a minute."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.agreements import actions as agreements
from troth.foundation.web import clock
from troth.foundation.web.clock import now
from troth.pages.queries import waiting as counting
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def asked(cast: Cast) -> tuple[int, int]:
    """How many things wait for Ravi, and how many questions that took."""
    with CaptureQueriesContext(connection) as found:
        count = counting.waiting_count(cast.ravi.person)
    return count, len(found)


def test_a_second_page_asks_a_few_questions_only(cast: Cast) -> None:
    first, many = asked(cast)
    second, few = asked(cast)
    assert first == second
    assert few <= 4 < many


def test_what_just_happened_counts_at_once(cast: Cast) -> None:
    before, _n = asked(cast)
    text = agreements.draft(title="How we meet", text="x", room=cast.shared, by=cast.tor)
    assert asked(cast)[0] == before + 1
    agreements.sign(text, version=1, by=cast.ravi)
    assert asked(cast)[0] == before


def test_after_a_minute_it_is_counted_anew(cast: Cast) -> None:
    _count, many = asked(cast)
    with clock.at(now() + timedelta(seconds=61)):
        assert asked(cast)[1] == many
