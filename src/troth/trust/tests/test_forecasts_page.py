"""The page of our own forecasts: this table's past alone, from thirty outcomes on, and the public files."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from troth.commitments.actions.importing import show
from troth.commitments.models import Commitment
from troth.commitments.tests.files import many, read
from troth.conftest import Visit
from troth.foundation.web.testing import statements
from troth.ledger.queries import head
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast
from troth.trust.public_figures import public_files
from troth.trust.rules.calibration import NEEDED
from troth.trust.tests.conftest import Make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGE = "/p/lumen-kaveri/trust/forecasts/"


def board(visit: Visit, seat: Seat) -> str:
    """What the page says, without the frame around it."""
    answer = visit(seat).get(PAGE)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().partition("<main")[2].partition("</main>")[0].split())


def bring(cast: Cast, data: bytes) -> None:
    """Bring a file in and show it to both."""
    show(read(data, cast.shared), by=None)


def test_below_thirty_outcomes_it_says_how_many_there_are_and_no_figure(
    cast: Cast, visit: Visit, past: list[Commitment]
) -> None:
    own = board(visit, cast.ingrid).partition("<h2>At this table</h2>")[2].partition("<h2>")[0]
    assert "not enough yet" in own
    assert f"{len(past)} promises have an outcome; from {NEEDED} on" in own
    assert "<svg" not in own
    assert "Brier" not in own


def test_of_the_first_day_it_says_the_same_with_nought(cast: Cast, visit: Visit) -> None:
    assert "0 promises have an outcome" in board(visit, cast.ravi)


def test_from_thirty_on_both_sides_read_the_very_same_account(cast: Cast, visit: Visit) -> None:
    bring(cast, many(60))
    pages = [board(visit, seat) for seat in (cast.ingrid, cast.ravi)]
    own = [page.partition("<h2>At this table</h2>")[2].partition("<h2>")[0] for page in pages]
    assert own[0] == own[1]
    assert "Of 60 promises 40 were kept" in own[0]
    assert "60 of these promises were told by a file" in own[0]
    assert 'id="own-t"' in own[0]
    assert "The share kept so far, the same for everybody" in own[0]


def test_no_organisation_and_no_person_is_named(cast: Cast, visit: Visit) -> None:
    bring(cast, many(60))
    page = board(visit, cast.facilitator).partition("<h2>At this table</h2>")[2]
    for name in ("Vendor", "Lumen", "Kaveri", "Ingrid", "Ravi"):
        assert name not in page


def test_the_public_files_stand_there_with_source_licence_and_day(cast: Cast, visit: Visit) -> None:
    page = board(visit, cast.ingrid)
    for one in public_files():
        assert one.title in page
        assert one.source in page
        assert one.licence in page
    assert page.count('class="came-out"') == len(public_files())
    assert "ours is closer" in page


def test_guests_never_read_it_and_no_other_room_has_it(cast: Cast, visit: Visit) -> None:
    for seat in (cast.guest, cast.contributor):
        assert visit(seat).get(PAGE).status_code == 403
    assert visit(cast.ingrid).get("/p/lumen-kaveri/side/trust/forecasts/").status_code == 404


def test_what_was_promised_outside_the_shared_room_is_no_part_of_it(
    cast: Cast, visit: Visit, finished: Make
) -> None:
    before = board(visit, cast.ingrid)
    assert "0 promises have an outcome" in before
    finished(60)
    Commitment.objects.update(room=cast.lumen_side)
    assert board(visit, cast.ingrid) == before


def test_it_is_told_again_only_when_something_happened(cast: Cast, visit: Visit) -> None:
    bring(cast, many(60))
    client = visit(cast.ingrid)
    client.get(PAGE)
    size = head(cast.shared.id)
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    assert head(cast.shared.id) == size
    assert not [one for one in asked if "commitments_commitment" in one["sql"]]


def test_a_longer_past_asks_no_more_of_the_database(cast: Cast, visit: Visit) -> None:
    client = visit(cast.ingrid)
    bring(cast, many(60))
    few = statements(client, PAGE)
    bring(cast, many(200, start=60))
    assert statements(client, PAGE) == few


def test_the_page_of_trust_leads_to_it(cast: Cast, visit: Visit) -> None:
    assert PAGE in visit(cast.ingrid).get("/p/lumen-kaveri/trust/").content.decode()
