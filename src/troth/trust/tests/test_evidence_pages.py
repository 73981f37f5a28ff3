"""The page of one piece of evidence: what it says, contesting it, settling it, and who may."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from troth.commitments.models import Commitment
from troth.foundation.web.testing import statements
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.people.models import Person
from troth.trust.models import Contest, Evidence
from troth.trust.rules.contests import LONGEST
from troth.trust.rules.series import POINTS
from troth.trust.rules.table import Kind
from troth.trust.tests.conftest import Make
from troth.trust.tests.test_evidence import entry_of, follow

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
Visit = Callable[[Person | Seat | None], Client]
Refused = Callable[..., None]
WHY = "The customs office kept it for nine days."


@pytest.fixture
def place(cast: Cast, finished: Make) -> str:
    """The address of an entry that says something about Kaveri."""
    finished(40)
    return f"/p/lumen-kaveri/trust/evidence/{entry_of(cast, Kind.KEPT)}/{cast.kaveri.id}/"


def board(client: Client, path: str, status: int = 200) -> str:
    """What the page says, without the frame around it."""
    answer = client.get(path)
    assert answer.status_code == status
    page = answer.content.decode().partition('<main id="main"')[2].partition("<footer")[0]
    return re.sub(r"\s+", " ", page)


def test_it_says_what_happened_and_what_that_speaks_about(
    cast: Cast, visit: Visit, place: str
) -> None:
    page = board(visit(cast.ingrid), place)
    assert "What this entry says about Kaveri" in page
    assert "Kept a promise" in page
    assert "Reliability" in page
    assert "What was delivered was right at once" in page


def test_it_says_in_the_words_of_the_record_what_happened_and_leads_there(
    cast: Cast, visit: Visit, place: str
) -> None:
    idx = place.split("/")[-3]
    entry = board(visit(cast.ingrid), f"/p/lumen-kaveri/record/{idx}/")
    for who in (cast.ingrid, cast.ravi, cast.facilitator):
        page = board(visit(who), place)
        said = re.search(
            r'<p class="lead" dir="auto"><a class="a" href="([^"]+)">([^<]+)</a>', page
        )
        assert said, page
        assert said[2] in entry
        assert visit(who).get(said[1]).status_code == 200


def test_each_part_that_it_moves_is_one_step_away(cast: Cast, visit: Visit, place: str) -> None:
    way = f"/p/lumen-kaveri/trust/{cast.lumen.id}/{cast.kaveri.id}"
    for who in (cast.ingrid, cast.ravi, cast.facilitator):
        page = board(visit(who), place)
        assert f'<a class="a" href="{way}/reliability/">Reliability</a>' in page
        assert visit(who).get(f"{way}/reliability/").status_code == 200


def test_whoever_is_described_contests_it_and_both_read_that_it_is_set_aside(
    cast: Cast, visit: Visit, place: str
) -> None:
    ravi = visit(cast.ravi)
    assert "Contest this" in board(ravi, place)
    assert ravi.post(f"{place}contest/", {"reason": WHY}).status_code == 302
    for who in (cast.ravi, cast.ingrid, cast.facilitator):
        page = board(visit(who), place)
        assert "set aside, without weight, until both of you settle it" in page
        assert WHY in page
        assert "<s>Kept a promise</s>" in page


def test_the_other_side_is_offered_to_leave_it_out_and_does(
    cast: Cast, visit: Visit, place: str
) -> None:
    visit(cast.ravi).post(f"{place}contest/", {"reason": WHY})
    ingrid = visit(cast.ingrid)
    assert "Leave it out" in board(ingrid, place)
    assert ingrid.post(f"{place}settle/", {"words": "You are right."}).status_code == 302
    page = board(visit(cast.ravi), place)
    assert "agreed to leave this out" in page
    assert "You are right." in page
    assert "<form" not in page


def test_whoever_contested_it_can_let_it_count_again(cast: Cast, visit: Visit, place: str) -> None:
    ravi = visit(cast.ravi)
    ravi.post(f"{place}contest/", {"reason": WHY})
    assert "Let it count again" in board(ravi, place)
    ravi.post(f"{place}settle/", {})
    page = board(visit(cast.ingrid), place)
    assert "Kaveri lets it count again" in page
    assert "<b>Kept a promise</b>" in page


@pytest.mark.parametrize(
    ("reason", "said"),
    [("", "needed"), ("x" * (LONGEST + 1), "1,000")],
)
def test_without_a_sentence_nothing_is_changed_and_nothing_lost(
    cast: Cast, visit: Visit, place: str, reason: str, said: str
) -> None:
    answer = visit(cast.ravi).post(f"{place}contest/", {"reason": reason})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert Contest.objects.count() == 0


def test_nobody_contests_what_is_said_about_another_side(
    cast: Cast, visit: Visit, place: str
) -> None:
    answer = visit(cast.ingrid).post(f"{place}contest/", {"reason": WHY})
    assert answer.status_code == 403
    assert Contest.objects.count() == 0


@pytest.mark.parametrize("who", ["guest", "contributor"])
def test_a_guest_sees_nothing_of_it(cast: Cast, visit: Visit, place: str, who: str) -> None:
    for answer in (
        visit(getattr(cast, who)).get(place),
        visit(getattr(cast, who)).post(f"{place}contest/", {"reason": WHY}),
    ):
        assert answer.status_code in {403, 404}
    assert Contest.objects.count() == 0


def test_the_facilitator_reads_and_has_no_word_in_it(cast: Cast, visit: Visit, place: str) -> None:
    assert "<form" not in board(visit(cast.facilitator), place)
    answer = visit(cast.facilitator).post(f"{place}contest/", {"reason": WHY})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path", ["999999/{about}/", "0/{about}/", "1/nobody/", "1/%00/", f"{10**25}/{{about}}/"]
)
def test_an_entry_that_says_nothing_is_a_page_that_is_not_there(
    cast: Cast, visit: Visit, path: str
) -> None:
    there = f"/p/lumen-kaveri/trust/evidence/{path.format(about=cast.kaveri.id)}"
    assert visit(cast.ravi).get(there).status_code == 404


def test_settling_what_nobody_contested_is_a_page_that_is_not_there(
    cast: Cast, visit: Visit, place: str
) -> None:
    assert visit(cast.ingrid).post(f"{place}settle/", {}).status_code == 404


def test_contested_twice_the_second_is_told(cast: Cast, visit: Visit, place: str) -> None:
    visit(cast.ravi).post(f"{place}contest/", {"reason": WHY})
    answer = visit(cast.meera).post(f"{place}contest/", {"reason": "Me too."})
    assert answer.status_code == 409
    assert "contested this before" in answer.content.decode()


def test_the_record_says_both_in_a_sentence(cast: Cast, visit: Visit, place: str) -> None:
    visit(cast.ravi).post(f"{place}contest/", {"reason": WHY})
    visit(cast.ingrid).post(f"{place}settle/", {})
    page = board(visit(cast.ingrid), "/p/lumen-kaveri/record/")
    assert "Kaveri contested what entry" in page
    assert "Lumen agreed to leave entry" in page
    assert "out of what is said about Kaveri" in page


def test_the_page_costs_the_same_however_much_there_is(
    cast: Cast, visit: Visit, place: str, finished: Make
) -> None:
    client = visit(cast.ingrid)
    client.get(place)
    before = statements(client, place)
    for n in range(4):
        finished(30 - n)
    entry_of(cast, Kind.KEPT)
    assert statements(client, place) == before


def test_the_reasons_of_reliability_lead_to_the_entry_that_can_be_contested(
    cast: Cast, visit: Visit, finished: Make
) -> None:
    for n in range(6):
        finished(90 - 10 * n)
    idx = entry_of(cast, Kind.KEPT)
    way = f"/p/lumen-kaveri/trust/{cast.lumen.id}/{cast.kaveri.id}/reliability/"
    ravi = visit(cast.ravi)
    page = board(ravi, way)
    assert f"/p/lumen-kaveri/trust/evidence/{idx}/{cast.kaveri.id}/" in page
    ravi.post(f"/p/lumen-kaveri/trust/evidence/{idx}/{cast.kaveri.id}/contest/", {"reason": WHY})
    assert "set aside until both settle it" in board(visit(cast.ingrid), way)
    assert board(ravi, way) != page


def test_what_only_the_described_side_reads_yet_has_no_page_for_others(
    cast: Cast, visit: Visit, made: Make
) -> None:
    made(1)  # Lumen has just answered
    follow(cast.shared)
    row = Evidence.objects.get(kind=Kind.ANSWERED)
    path = f"/p/lumen-kaveri/trust/evidence/{row.idx}/{cast.lumen.id}/"
    assert visit(cast.ingrid).get(path).status_code == 200
    assert visit(cast.ravi).get(path).status_code == 404
    assert visit(cast.facilitator).get(path).status_code == 404


def test_a_dimension_with_a_reading_shows_how_it_changed_as_a_line_and_as_a_table(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    follow(cast.shared)
    path = f"/p/lumen-kaveri/trust/{cast.lumen.id}/{cast.kaveri.id}/ability/"
    page = board(visit(cast.ravi), path)
    assert '<svg class="over-time' in page
    assert "It begins with the first reading." in page
    assert page.count('<th scope="row">') >= POINTS


def test_a_line_that_one_side_sees_first_is_drawn_for_nobody_else(
    cast: Cast, visit: Visit, finished: Make
) -> None:
    for n in range(6):
        finished(7 + n / 10, after=6)
    follow(cast.shared)
    path = f"/p/lumen-kaveri/trust/{cast.lumen.id}/{cast.kaveri.id}/ability/"
    assert "over-time" in board(visit(cast.ravi), path)
    assert "over-time" not in board(visit(cast.ingrid), path)
