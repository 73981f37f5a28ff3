"""A stranger guessing addresses learns nothing: absent and foreign are one answer."""

import re

import pytest

from troth.conftest import Visit
from troth.partnerships.actions.proposing import ask_to_close
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
CHANGING = re.compile(rb'(csrfmiddlewaretoken" value="|name="once" value="|nonce=")[^"]*')
PAGES = (
    "",
    "people/",
    "people/rooms/",
    "people/leaving/",
    "people/invitations/",
    "consent/",
    "side/people/",
)


def test_a_foreign_table_is_byte_for_byte_an_absent_one(cast: Cast, visit: Visit) -> None:
    for who in (cast.stranger, cast.neighbour, cast.ex_member, cast.ex_guest):
        browser = visit(who)
        for page in PAGES:
            there = browser.get(f"/p/lumen-kaveri/{page}")
            nowhere = browser.get(f"/p/nowhere-at-all/{page}")
            assert there.status_code == nowhere.status_code == 404, (who, page)
            assert CHANGING.sub(rb"\1", there.content) == CHANGING.sub(rb"\1", nowhere.content)


def test_writing_to_a_foreign_table_is_the_same_too(cast: Cast, visit: Visit) -> None:
    motion = ask_to_close(by=cast.ingrid, reason="Done.").motion
    browser = visit(cast.neighbour)
    for path in (
        f"consent/{motion.id}/answer/",
        f"people/seats/{cast.tor.id}/end/",
        "people/leaving/me/",
    ):
        there = browser.post(f"/p/lumen-kaveri/{path}", {"answer": "yes"})
        nowhere = browser.post(f"/p/nowhere-at-all/{path}", {"answer": "yes"})
        assert there.status_code == nowhere.status_code == 404
        assert CHANGING.sub(rb"\1", there.content) == CHANGING.sub(rb"\1", nowhere.content)


def test_nobody_is_sent_to_the_door_whatever_the_address(cast: Cast, visit: Visit) -> None:
    browser = visit(None)
    for slug in ("lumen-kaveri", "nowhere-at-all"):
        answer = browser.get(f"/p/{slug}/people/")
        assert answer["Location"] == f"/come-in/?next=/p/{slug}/people/"


def test_a_room_one_is_not_in_is_a_room_that_is_not(cast: Cast, visit: Visit) -> None:
    room = open_room("Both", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    for who in (cast.guest, cast.facilitator):
        browser = visit(who)
        foreign = browser.get(f"/p/lumen-kaveri/with/{room.id}/people/")
        absent = browser.get("/p/lumen-kaveri/with/01J00000000000000000000000/people/")
        assert foreign.status_code == absent.status_code == 404
        assert CHANGING.sub(rb"\1", foreign.content) == CHANGING.sub(rb"\1", absent.content)


def test_side_rooms_open_for_their_own_side_alone(cast: Cast, visit: Visit) -> None:
    for who in (cast.guest, cast.contributor, cast.facilitator):
        assert visit(who).get("/p/lumen-kaveri/side/people/").status_code == 404
    seen = visit(cast.ravi).get("/p/lumen-kaveri/side/people/").content.decode()
    assert "<bdi>Ravi</bdi>" in seen
    assert "<bdi>Ingrid</bdi>" not in seen


def test_the_own_address_of_a_side_room_by_its_id_is_not_a_way_in(cast: Cast, visit: Visit) -> None:
    for room in (cast.lumen_side, cast.kaveri_side, cast.shared):
        assert visit(cast.ingrid).get(f"/p/lumen-kaveri/with/{room.id}/people/").status_code == 404
