"""The list of decisions goes on as far back as there are any; and what a closed table leaves open is said."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from troth.conftest import Visit
from troth.decisions.models import Decision, State
from troth.decisions.queries.looks import decided_in
from troth.decisions.tests.conftest import Put
from troth.foundation.web.clock import now
from troth.foundation.web.cursors import place_of
from troth.foundation.web.ids import new_ulid
from troth.partnerships.models.seats import Phase
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
HERE = "/p/lumen-kaveri/agreements/decisions/"


def decided(cast: Cast, count: int, *, hours: int = 1) -> list[Decision]:
    """So many questions that were decided, one after the other; the first is the oldest."""
    begun = now() - timedelta(days=200)
    return Decision.objects.bulk_create(
        Decision(
            id=new_ulid(),
            room=cast.shared,
            question=f"Question {number:03}?",
            seat=cast.ingrid,
            party=cast.lumen,
            method="consent",
            state=State.CARRIED,
            raised_at=begun,
            until=begun + timedelta(hours=number * hours),
            closed_at=begun + timedelta(hours=number * hours),
            zone="UTC",
        )
        for number in range(count)
    )


def page(browser: Client, path: str = HERE) -> str:
    """The page's text."""
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def older_path(seen: str) -> str:
    """Where the older ones stand."""
    begun = seen.index(f"{HERE}?before=") if f"{HERE}?before=" in seen else seen.index("?before=")
    found = seen[begun : seen.index('"', begun)].replace("&amp;", "&")
    return found if found.startswith("/") else f"{HERE}{found}"


def test_what_fits_on_a_page_has_no_older_ones(cast: Cast, visit: Visit) -> None:
    decided(cast, 60)
    seen = page(visit(cast.ravi))
    assert "Question 000?" in seen
    assert "Older decisions" not in seen


def test_older_ones_stand_on_the_next_page_and_one_comes_back(cast: Cast, visit: Visit) -> None:
    decided(cast, 61)
    browser = visit(cast.ravi)
    first = page(browser)
    assert "Question 060?" in first
    assert "Question 000?" not in first
    second = page(browser, older_path(first))
    assert "Question 000?" in second
    assert "Question 001?" not in second
    assert "Older decisions" not in second
    assert "Decided earlier" in second
    assert "Newer" in second


def test_ends_at_the_same_moment_are_neither_lost_nor_shown_twice(cast: Cast) -> None:
    decided(cast, 7, hours=0)
    found: list[str] = []
    before = ""
    for _page in range(9):
        seen = decided_in(cast.shared, cast.ravi, before=before, most=2)
        found += [one.decision.question for one in seen.page]
        before = seen.older
        if not before:
            break
    assert sorted(found) == [f"Question {number:03}?" for number in range(7)]


def test_what_is_open_stands_on_the_first_page_alone(cast: Cast, visit: Visit, put: Put) -> None:
    put(question="Still open?")
    decided(cast, 61)
    browser = visit(cast.ravi)
    first = page(browser)
    assert "Still open?" in first
    second = page(browser, older_path(first))
    assert "Still open?" not in second
    assert "Put something to the vote" not in second


@pytest.mark.parametrize("bad", ["", "x", "2026-01-01,", ",", "9999-99-99,0", "💥", "\x00,\x00"])
def test_a_cursor_nobody_gave_out_begins_at_the_start(
    cast: Cast, visit: Visit, put: Put, bad: str
) -> None:
    put(question="Still open?")
    answer = visit(cast.ravi).get(HERE, {"before": bad})
    assert answer.status_code == 200
    assert "Still open?" in answer.content.decode()


def test_a_moment_before_everything_has_nothing_and_says_so(cast: Cast, visit: Visit) -> None:
    decided(cast, 1)
    early = f"2001-01-01T00:00:00+00:00,{new_ulid()}"
    answer = visit(cast.ravi).get(HERE, {"before": early})
    assert "Nothing was decided before that." in answer.content.decode()


@given(st.text(max_size=40))
def test_no_text_breaks_the_cursor(text: str) -> None:
    found = place_of(text)
    assert found is None or found[0].tzinfo is UTC


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001  # zones follow
def test_a_cursor_of_ours_is_read_as_it_was_written(moment: datetime) -> None:
    at, key = moment.replace(tzinfo=UTC), new_ulid()
    assert place_of(f"{at.isoformat()},{key}") == (at, key)


def test_sixty_cost_what_one_costs(cast: Cast, visit: Visit) -> None:
    browser = visit(cast.ravi)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page(browser)
        return len(asked)

    decided(cast, 1)
    cost()
    one = cost()
    decided(cast, 60)
    assert cost() == one


# ------------------------------------------------------------------------------ a closed table


@pytest.fixture
def closed(cast: Cast, put: Put) -> Decision:
    """The table was closed while a question was open."""
    one = put()
    assert cast.tor.party_id == cast.lumen.id
    type(cast.table).objects.filter(pk=cast.table.pk).update(phase=Phase.CLOSED)
    return one


@pytest.mark.parametrize("who", ["ingrid", "ravi", "tor"])
def test_its_page_says_that_nothing_comes_of_it_and_offers_no_vote(
    cast: Cast, visit: Visit, closed: Decision, who: str
) -> None:
    seen = page(visit(getattr(cast, who)), f"{HERE}{closed.id}/")
    assert "The table was closed before this was decided." in seen
    assert "Vote for" not in seen
    assert "being counted" not in seen
    assert "Open until" not in seen


def test_the_list_says_it_too_and_asks_nobody(cast: Cast, visit: Visit, closed: Decision) -> None:
    seen = page(visit(cast.ravi))
    assert "left open when the table was closed" in seen
    assert "waits for you" not in seen


def test_its_moment_passes_and_the_page_still_says_why(
    cast: Cast, visit: Visit, closed: Decision
) -> None:
    Decision.objects.filter(pk=closed.pk).update(until=now() - timedelta(days=1))
    seen = page(visit(cast.ravi), f"{HERE}{closed.id}/")
    assert "The table was closed before this was decided." in seen
    assert "The vote is over and is being counted." not in seen


def test_what_was_decided_before_the_table_closed_keeps_its_outcome(
    cast: Cast, visit: Visit
) -> None:
    (one,) = decided(cast, 1)
    type(cast.table).objects.filter(pk=cast.table.pk).update(phase=Phase.CLOSED)
    seen = page(visit(cast.ravi), f"{HERE}{one.id}/")
    assert "The table was closed before" not in seen
