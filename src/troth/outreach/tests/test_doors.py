"""Every role at every address of this noun, and what it leaves behind."""

import pytest
from django.test import Client

from troth.conftest import Undone, Visit
from troth.ledger.queries import head
from troth.outreach import actions
from troth.outreach.actions.changing import Dates
from troth.outreach.models import Exchange
from troth.outreach.tests.conftest import (
    DAY,
    QUESTION,
    SHARED,
    SIDE,
    AskPrivately,
    MakePromise,
    MakeSignal,
)
from troth.partnerships.testing import Cast

# Everybody at every door: make test-all has the time for it, on one database.
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
SIDES = ("ingrid", "tor", "ravi", "meera")
VISITORS = ("guest", "contributor", "facilitator")
OUTSIDE = ("ex_member", "ex_guest", "neighbour", "stranger")
EVERYBODY = (*SIDES, *VISITORS, *OUTSIDE)
# Of a question that Ravi asked Ingrid, and of dates that he proposed: who may do what.
MAY = {
    "say": {"ingrid", "ravi"},
    "end": {"ingrid", "ravi"},
    "agree": {"ingrid"},
    "decline": {"ingrid"},
    "take-back": {"ravi"},
}


def browsers(cast: Cast, visit: Visit) -> dict[str, Client]:
    """Everybody of the cast."""
    return {who: visit(getattr(cast, who)) for who in EVERYBODY}


def room_of(one: Exchange) -> str:
    """Where the exchange stands."""
    return f"/p/lumen-kaveri/with/{one.room_id}/trust/outreach/"


@pytest.mark.parametrize("way", MAY)
def test_every_role_at_every_act_of_an_exchange(
    cast: Cast,
    visit: Visit,
    undone: Undone,
    ask: AskPrivately,
    promise: MakePromise,
    *,
    way: str,
) -> None:
    everybody = browsers(cast, visit)
    one, what = ask(), promise()
    change = actions.propose(one, Dates(due={what.id: what.due + DAY}), by=cast.ravi)
    size = head(one.room_id)
    for who, browser in everybody.items():
        with undone():
            said = {"words": "Thank you.", "seen": change.id}
            answer = browser.post(f"{room_of(one)}{one.id}/{way}/", said)
            inside = who in {"ingrid", "ravi"}
            wanted = 302 if who in MAY[way] else 409 if inside else 404
            assert answer.status_code == wanted, who
            assert head(one.room_id) == size + (who in MAY[way]), who


def test_every_role_at_every_page_of_an_exchange(
    cast: Cast, visit: Visit, ask: AskPrivately
) -> None:
    everybody = browsers(cast, visit)
    one = ask()
    for who, browser in everybody.items():
        for path in ("", f"{one.id}/", f"{one.id}/dates/", f"{one.id}/pause/"):
            answer = browser.get(f"{room_of(one)}{path}")
            assert answer.status_code == (200 if who in {"ingrid", "ravi"} else 404), (who, path)
            assert answer.status_code == 200 or QUESTION not in answer.content.decode()


def test_every_role_at_the_question(cast: Cast, visit: Visit, undone: Undone) -> None:
    for who, browser in browsers(cast, visit).items():
        asked = cast.tor if who in {"ravi", "meera"} else cast.meera
        wanted = 302 if who in SIDES else 404 if who in OUTSIDE else 403
        with undone():
            said = {"person": asked.id, "words": QUESTION}
            assert browser.post(f"{SHARED}new/", said).status_code == wanted, who
            assert Exchange.objects.exists() is (who in SIDES), who
        assert browser.get(SHARED).status_code == (200 if wanted == 302 else wanted), who


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ("not-now", {}),
        ("say", {"title": "How it is", "words": "It is a lot.", "sure": "yes"}),
    ],
)
def test_every_role_at_what_is_uneven_of_lumen(
    cast: Cast, visit: Visit, undone: Undone, signal: MakeSignal, *, way: str, said: dict[str, str]
) -> None:
    everybody = browsers(cast, visit)
    one = signal()
    for who, browser in everybody.items():
        lumen = who in {"ingrid", "tor"}
        assert browser.get(f"{SIDE}{one.id}/").status_code == (200 if lumen else 404), who
        with undone():
            answer = browser.post(f"{SIDE}{one.id}/{way}/", said)
            assert answer.status_code == (302 if lumen else 404), who
            one.refresh_from_db()
            assert (one.state != "shown") is lumen, who
        one.refresh_from_db()


@pytest.mark.parametrize("way", [*MAY, "not-now"])
def test_an_act_is_sent_and_never_only_opened(
    cast: Cast, visit: Visit, ask: AskPrivately, signal: MakeSignal, way: str
) -> None:
    one, found = ask(), signal()
    path = f"{SIDE}{found.id}/{way}/" if way == "not-now" else f"{room_of(one)}{one.id}/{way}/"
    assert visit(cast.ingrid).get(path).status_code == 405


def test_nobody_signed_in_is_led_to_the_door(
    visit: Visit, ask: AskPrivately, signal: MakeSignal
) -> None:
    one, found = ask(), signal()
    for path in (SHARED, f"{SHARED}new/", f"{room_of(one)}{one.id}/", f"{SIDE}{found.id}/", SIDE):
        assert visit(None).get(path).status_code == 302, path


def test_the_shared_address_of_an_exchange_is_nothing_also_to_those_in_it(
    cast: Cast, visit: Visit, ask: AskPrivately
) -> None:
    one = ask()
    for way in ("", "dates/", "pause/"):
        assert visit(cast.ravi).get(f"{SHARED}{one.id}/{way}").status_code == 404
