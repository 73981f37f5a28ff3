"""The page of strengths and needs: what each side sees, and what it never sees."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.complement.tests.conftest import PAGE, Needs, say_for
from troth.conftest import Visit
from troth.organisations.actions import Strength, restate, unsay
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db


def read(visit: Visit, who: Seat) -> str:
    """The page as somebody reads it."""
    answer = visit(who).get(PAGE)
    assert answer.status_code == 200
    return answer.content.decode()


def test_kaveris_need_stands_beside_lumens_strength_with_the_reason(
    story: Cast, visit: Visit, needs_of: Needs
) -> None:
    page = read(visit, story.ravi)
    assert "Certifying hardware" in page
    assert "similar words: hardware certification ~ certifying hardware" in page
    offer = needs_of()["Hardware certification"].possible[0]
    assert (offer.need.party, offer.strength.party) == (story.kaveri, story.lumen)


def test_what_nobody_meets_is_an_open_risk(story: Cast, visit: Visit, needs_of: Needs) -> None:
    page = read(visit, story.ingrid)
    assert "Of 2 needs, one could be met here and one is an open risk." in page
    assert needs_of()["Field staff in India"].state == "open"
    assert "Nobody looks after it yet." in page


def test_weak_at_stands_beside_who_is_good_at_it(story: Cast, visit: Visit) -> None:
    page = read(visit, story.ravi)
    assert "Not our strong side, and who is good at it" in page
    assert "Machine learning for sensor drift" in page


def test_the_picture_says_in_words_what_it_shows(story: Cast, visit: Visit) -> None:
    page = read(visit, story.ingrid)
    assert '<svg class="who-covers"' in page
    assert 'role="img" aria-label="Of 2 needs' in page
    assert "The same as a table" in page


def test_only_what_is_shown_here_is_read_here(cast: Cast, visit: Visit, needs_of: Needs) -> None:
    say_for(cast.ravi, "needs", "A secret need", shown="nobody")
    say_for(cast.ravi, "needs", "A need for others", shown="chosen", tables=("0" * 26,))
    say_for(cast.ravi, "needs", "A need for here", shown="chosen", tables=(cast.table.id,))
    assert set(needs_of()) == {"A need for here"}
    page = read(visit, cast.ingrid)
    assert "A secret need" not in page
    assert "A need for others" not in page


def test_a_table_of_others_reads_nothing_of_it(story: Cast, visit: Visit) -> None:
    neighbour = visit(story.neighbour)
    page = neighbour.get("/p/delta-harbour/agreements/strengths/").content.decode()
    assert "Hardware certification" not in page
    assert neighbour.get(PAGE).status_code == 404


def test_what_was_taken_off_is_gone_at_once(story: Cast, visit: Visit, needs_of: Needs) -> None:
    unsay(needs_of()["Field staff in India"].line.one)
    assert "Field staff in India" not in read(visit, story.ingrid)


def test_a_statement_said_differently_is_read_differently(
    story: Cast, visit: Visit, needs_of: Needs
) -> None:
    one = needs_of()["Field staff in India"].line.one
    said = Strength(kind="needs", words="Field staff in Chennai", shown="all")
    restate(one, said, by=story.ravi.person)
    assert "Field staff in Chennai" in read(visit, story.ingrid)


def test_guests_read_no_strengths_and_a_facilitator_does(story: Cast, visit: Visit) -> None:
    assert visit(story.guest).get(PAGE).status_code == 403
    page = visit(story.facilitator).get(PAGE).content.decode()
    assert "Hardware certification" in page
    assert "We can cover this" not in page


@pytest.mark.parametrize("place", ["side", "with/01J00000000000000000000000"])
def test_it_is_read_at_the_shared_table_alone(story: Cast, visit: Visit, place: str) -> None:
    url = f"/p/lumen-kaveri/{place}/agreements/strengths/"
    assert visit(story.ingrid).get(url).status_code == 404


def test_an_empty_page_leads_to_the_first_line(cast: Cast, visit: Visit) -> None:
    page = read(visit, cast.ingrid)
    assert "Nobody has said anything about themselves here yet." in page
    assert "/organisations/lumen/strengths/new/" in page


def test_only_the_side_that_would_do_it_is_asked(story: Cast, visit: Visit) -> None:
    assert "We can cover this" in read(visit, story.ingrid)
    assert "We can cover this" not in read(visit, story.ravi)
    assert "waits for Lumen" in read(visit, story.ravi)


def test_the_page_of_agreements_leads_here(story: Cast, visit: Visit) -> None:
    page = visit(story.tor).get("/p/lumen-kaveri/agreements/").content.decode()
    assert PAGE in page
    assert "Of 2 needs" in page


def test_more_statements_ask_no_more_of_the_database(story: Cast, visit: Visit) -> None:
    client = visit(story.ingrid)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for at in range(12):
        say_for(story.ravi, "needs", f"Thing number {at} of many", f"tag {at}")
        say_for(story.ingrid, "good", f"Another matter {at}", f"tag {at}")
    with CaptureQueriesContext(connection) as many:
        page = client.get(PAGE).content.decode()
    assert len(many) == len(few)
    assert "13 could be met here" in page
