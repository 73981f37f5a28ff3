"""Every role at every address of adjustments, and what it leaves behind."""

import pytest

from troth.adjustments.models import Adjustment
from troth.adjustments.tests.conftest import HERE, Propose
from troth.adjustments.tests.test_pages import typed
from troth.conftest import Undone, Visit
from troth.ledger.queries import head
from troth.partnerships.models.seats import Phase
from troth.partnerships.testing import Cast

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
SIDES = ("ingrid", "tor", "ravi", "meera")
LUMEN, KAVERI = {"ingrid", "tor"}, {"ravi", "meera"}
VISITORS = ("guest", "contributor", "facilitator")
OUTSIDE = ("ex_member", "ex_guest", "neighbour", "stranger")
# Of what Lumen proposed: who may do what, and with which form.
MAY = {
    "agree": (KAVERI, {"seen": "1"}),
    "decline": (KAVERI, {"seen": "1", "words": "Later."}),
    "take-back": (LUMEN, {"seen": "1"}),
}


def wanted(who: str, may: set[str]) -> int:
    """What somebody gets at a door."""
    if who in OUTSIDE:
        return 404
    return 302 if who in may else 403


@pytest.mark.parametrize("way", MAY)
def test_every_role_at_every_answer(
    cast: Cast, visit: Visit, undone: Undone, propose: Propose, way: str
) -> None:
    one, (may, form) = propose(), MAY[way]
    browsers = {who: visit(getattr(cast, who)) for who in (*SIDES, *VISITORS, *OUTSIDE)}
    size = head(cast.shared.id)
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(f"{HERE}{one.id}/{way}/", form)
            assert answer.status_code == wanted(who, may), who
            assert head(cast.shared.id) == size + (who in may), who


def test_every_role_at_the_look(cast: Cast, visit: Visit, undone: Undone, agreed: Propose) -> None:
    one = agreed()
    browsers = {who: visit(getattr(cast, who)) for who in (*SIDES, *VISITORS, *OUTSIDE)}
    size = head(cast.shared.id)
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(f"{HERE}{one.id}/look/", {"seen": "1", "said": "partly"})
            assert answer.status_code == wanted(who, LUMEN | KAVERI), who
            assert head(cast.shared.id) == size + (who in SIDES), who


def test_every_role_at_both_forms(
    cast: Cast, visit: Visit, undone: Undone, propose: Propose
) -> None:
    browsers = {who: visit(getattr(cast, who)) for who in (*SIDES, *VISITORS, *OUTSIDE)}
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(f"{HERE}propose/", typed(cast))
            assert answer.status_code == wanted(who, set(SIDES)), who
            assert Adjustment.objects.exists() is (who in SIDES), who
    one = propose()
    for who, browser in browsers.items():
        with undone():
            answer = browser.post(f"{HERE}{one.id}/change/", typed(cast, seen=1))
            assert answer.status_code == wanted(who, set(SIDES)), who
            one.refresh_from_db()
            assert one.version == 1 + (who in SIDES), who


@pytest.mark.parametrize("path", ["", "propose/", "{pk}/", "{pk}/change/"])
def test_who_opens_which_page(cast: Cast, visit: Visit, propose: Propose, path: str) -> None:
    pk, writes = propose().id, "propose" in path or "change" in path
    for who in (*SIDES, *VISITORS, *OUTSIDE):
        status = visit(getattr(cast, who)).get(f"{HERE}{path.format(pk=pk)}").status_code
        if who in OUTSIDE:
            assert status == 404, who
        elif who in SIDES or (who == "facilitator" and not writes):
            assert status == 200, who
        else:
            assert status == 403, who


def test_at_a_closed_table_it_is_read_and_nothing_more(
    cast: Cast, visit: Visit, propose: Propose
) -> None:
    one = propose()
    cast.table.phase = Phase.CLOSED
    cast.table.save(update_fields=["phase"])
    shown = visit(cast.ravi).get(f"{HERE}{one.id}/")
    assert shown.status_code == 200
    assert "Do you agree?" not in shown.content.decode()
    assert visit(cast.ravi).post(f"{HERE}{one.id}/agree/", {"seen": "1"}).status_code == 403
    one.refresh_from_db()
    assert one.state == "proposed"
