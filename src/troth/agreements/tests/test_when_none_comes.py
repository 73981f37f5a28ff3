"""A signature that does not come names a way on: to whoever wrote, to whoever waits, and never as a debt."""

from datetime import timedelta

import pytest

from troth.agreements import actions
from troth.agreements.models import Agreement, Version
from troth.charter.models import Charter
from troth.charter.tests.conftest import charter as signed_charter
from troth.charter.tests.conftest import draft as charter_draft
from troth.conftest import Visit
from troth.goals.models import Goal
from troth.goals.tests.conftest import drafted as goal_drafted
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
TABLE = "/p/lumen-kaveri/"
LONG = timedelta(days=14)
HELD = "has had these words for"

# The same drafts as the nouns' own tests use.
charter, draft, drafted = signed_charter, charter_draft, goal_drafted


@pytest.fixture
def written(cast: Cast) -> Agreement:
    """Ingrid wrote how the two meet and signed it; Ravi has not."""
    one = actions.draft(
        title="When we meet", text="Every Thursday.", room=cast.shared, by=cast.ingrid
    )
    actions.sign(one, version=1, by=cast.ingrid)
    return one


def long_ago(one: Agreement) -> None:
    """Let the words have waited for two weeks."""
    for version in Version.objects.filter(agreement=one):
        Version.objects.filter(pk=version.pk).update(at=version.at - LONG)


def said(visit: Visit, who: Seat, path: str) -> str:
    answer = visit(who).get(f"{TABLE}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_after_the_answer_time_the_page_says_who_has_the_words_and_how_to_go_on(
    cast: Cast, visit: Visit, written: Agreement
) -> None:
    long_ago(written)
    page = said(visit, cast.ingrid, f"agreements/{written.id}/")
    assert f"Kaveri {HELD}" in page
    assert "Nobody owes a signature." in page
    assert "Until a charter names another way out: The leads talk" in page


def test_within_the_answer_time_nobody_is_hurried(
    cast: Cast, visit: Visit, written: Agreement
) -> None:
    assert HELD not in said(visit, cast.ingrid, f"agreements/{written.id}/")


def test_whoever_has_the_words_is_asked_by_the_button_alone(
    cast: Cast, visit: Visit, written: Agreement
) -> None:
    long_ago(written)
    page = said(visit, cast.ravi, f"agreements/{written.id}/")
    assert HELD not in page
    assert "Sign version 1 for Kaveri" in page


def test_what_all_have_signed_waits_for_nobody(
    cast: Cast, visit: Visit, written: Agreement
) -> None:
    actions.sign(written, version=1, by=cast.ravi)
    long_ago(written)
    page = said(visit, cast.ingrid, f"agreements/{written.id}/")
    assert HELD not in page
    assert "Take it back" not in page


def test_who_wrote_and_signed_alone_takes_it_back(
    cast: Cast, visit: Visit, written: Agreement
) -> None:
    assert "Take it back" in said(visit, cast.ingrid, f"agreements/{written.id}/")
    assert "Take it back" not in said(visit, cast.ravi, f"agreements/{written.id}/")
    visit(cast.ingrid).post(f"{TABLE}agreements/{written.id}/take-back/")
    written.refresh_from_db()
    assert written.withdrawn_at


def test_what_another_side_has_signed_is_not_taken_back(
    cast: Cast, visit: Visit, written: Agreement
) -> None:
    actions.sign(written, version=1, by=cast.ravi)
    actions.revise(written, text="Every Friday.", why="Holidays.", seen=1, by=cast.ingrid)
    assert "Take it back" not in said(visit, cast.ingrid, f"agreements/{written.id}/")


def test_a_goal_and_a_charter_say_the_same(
    cast: Cast, visit: Visit, drafted: Goal, draft: Charter
) -> None:
    pages = (
        (drafted.agreement, f"agreements/goals/{drafted.id}/"),
        (draft.agreement, "agreements/charter/"),
    )
    for one, path in pages:
        writer = one.versions.get(number=1).seat
        actions.sign(one, version=1, by=writer)
        long_ago(one)
        page = said(visit, writer, path)
        assert HELD in page, path
        assert "Take it back" in page, path


def test_a_signed_charter_names_its_own_way_out(
    cast: Cast, visit: Visit, charter: Charter, written: Agreement
) -> None:
    long_ago(written)
    page = said(visit, cast.ingrid, f"agreements/{written.id}/")
    assert "The way out your charter names:" in page
