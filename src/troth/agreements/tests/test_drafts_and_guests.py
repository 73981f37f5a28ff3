"""Drafts are for those who agree: a guest reads of them that there was one, and never what it is called."""

import pytest
from django.utils import timezone

from troth.agreements.actions import draft, revise, sign, withdraw
from troth.agreements.models import Agreement
from troth.conftest import Visit
from troth.ledger.follower import run_pass
from troth.notices.follower import InboxFollower
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
TITLE = "Terms of parting"
PAGES = ["/p/lumen-kaveri/record/", "/p/lumen-kaveri/agreements/", "/inbox/", "/p/lumen-kaveri/"]


def written(cast: Cast) -> Agreement:
    """Ingrid drafts, changes it, and the inbox is written."""
    _ = (cast.guest, cast.facilitator, cast.contributor)
    one = draft(title=TITLE, text="We part in peace.", room=cast.shared, by=cast.ingrid)
    revise(one, text="We part.", why="Shorter.", seen=1, by=cast.ingrid)
    sign(one, version=2, by=cast.ingrid)
    run_pass([InboxFollower()], now=timezone.now())
    return one


@pytest.mark.parametrize("who", ["guest", "contributor", "facilitator"])
@pytest.mark.parametrize("path", PAGES)
def test_whoever_agrees_to_nothing_reads_no_title_of_a_draft(
    cast: Cast, visit: Visit, who: str, path: str
) -> None:
    written(cast)
    page = visit(getattr(cast, who)).get(path)
    assert page.status_code == 200
    assert TITLE not in page.content.decode()


@pytest.mark.parametrize("who", ["guest", "facilitator"])
def test_no_entry_of_a_draft_tells_its_title(cast: Cast, visit: Visit, who: str) -> None:
    written(cast)
    browser = visit(getattr(cast, who))
    read = [browser.get(f"/p/lumen-kaveri/record/{idx}/") for idx in range(40)]
    pages = [page.content.decode() for page in read if page.status_code == 200]
    assert len(pages) > 3
    assert [page for page in pages if TITLE in page] == []
    assert any("Lumen worked on a draft" in page for page in pages)


def test_a_draft_that_was_taken_back_stays_without_its_title(cast: Cast, visit: Visit) -> None:
    _ = cast.guest
    one = draft(title=TITLE, text="x", room=cast.shared, by=cast.ingrid)
    withdraw(one, by=cast.ingrid)
    assert TITLE not in visit(cast.guest).get("/p/lumen-kaveri/record/").content.decode()


@pytest.mark.parametrize("path", ["/p/lumen-kaveri/record/", "/inbox/"])
def test_whoever_agrees_reads_it(cast: Cast, visit: Visit, path: str) -> None:
    written(cast)
    assert TITLE in visit(cast.ravi).get(path).content.decode()


@pytest.mark.parametrize("path", ["/p/lumen-kaveri/record/", "/inbox/"])
def test_what_is_agreed_a_guest_reads_by_its_name(cast: Cast, visit: Visit, path: str) -> None:
    one = written(cast)
    sign(one, version=2, by=cast.ravi)
    run_pass([InboxFollower()], now=timezone.now())
    assert TITLE in visit(cast.guest).get(path).content.decode()
