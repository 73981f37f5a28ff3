"""What the pages of the table say: right numbers, each thing once, and the own room in its own words."""

import re

import pytest

from troth.conftest import Visit
from troth.ledger.models import Entry
from troth.organisations.actions import NewOrganisation
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.actions.rooms import open_room
from troth.partnerships.testing import Cast

pytestmark = pytest.mark.django_db
HERE = "/p/lumen-kaveri/"


def read(visit: Visit, cast: Cast, path: str = "") -> str:
    answer = visit(cast.ingrid).get(f"{HERE}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_person_is_no_people(cast: Cast, visit: Visit) -> None:
    page = read(visit, cast)
    assert "1 person ·" in page
    assert "1 people" not in page


def test_the_newest_entry_is_the_last_one_of_the_list(cast: Cast, visit: Visit) -> None:
    last = Entry.objects.filter(log=cast.shared.id).count() - 1
    assert f"the newest is entry {last}" in read(visit, cast, "record/0/")
    assert f"entry {last}" in read(visit, cast, "record/")


def test_the_own_room_is_for_preparing(cast: Cast, visit: Visit) -> None:
    page = read(visit, cast, "side/")
    assert "What you are preparing" in page
    for words in ("both sides", "sat down", "entries stand"):
        assert words not in page


def test_the_overview_leaves_the_finished_ones_to_their_own_page(cast: Cast, visit: Visit) -> None:
    page = read(visit, cast)
    assert page.count("No promises yet.") == 1
    assert "Nothing is open." not in page


def test_a_room_for_some_says_which_it_is_and_leads_back(cast: Cast, visit: Visit) -> None:
    room = open_room("Moorings", parties=[cast.lumen.id, cast.kaveri.id], by=cast.ingrid)
    page = read(visit, cast, f"with/{room.id}/")
    assert "the room “Moorings”" in page
    assert "back to the shared table" in page
    assert "You have sat down together" not in page


def test_every_section_of_a_proposed_table_opens(cast: Cast, visit: Visit) -> None:
    asked = Proposal(
        name="Winter school",
        purpose="Teach together.",
        founders=(Founder(name="Skerry", email="eva@skerry.example"),),
        slug="winter-school",
    )
    house = NewOrganisation(name="Fjord", place="Bergen", zone="Europe/Oslo", slug="fjord")
    propose(asked, by=cast.stranger, house=house)
    client = visit(cast.stranger)
    page = client.get("/p/winter-school/").content.decode()
    addresses = set(re.findall(r'href="(/p/winter-school/[^"#?]*)"', page))
    assert "/p/winter-school/side/commitments/" in addresses
    for place in addresses:
        assert client.get(place).status_code == 200, place


def test_an_empty_home_says_once_that_nothing_waits_and_leads_to_reading(
    cast: Cast, visit: Visit
) -> None:
    page = visit(cast.ingrid).get("/").content.decode()
    assert page.count("Nothing waits for you.") == 1
    assert "What you may read" in page
