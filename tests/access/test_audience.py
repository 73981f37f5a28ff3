"""Every page inside a table says who can see what stands there."""

from html.parser import HTMLParser

import pytest
from tests.access.addresses import Address, every_address
from tests.access.conftest import Knocker
from tests.access.places import who_opens
from tests.access.policy import INSIDE_A_TABLE, TABLE
from tests.access.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
READERS = ("lumen admin", "kaveri admin")
# Pages that say in their own words what happens and who comes to know it, or where nothing stands yet.
NOTHING_TO_SEE = {
    "people.end": "ends a seat, and says what that person loses",
    "people.ask_again": "a letter to somebody who has not come",
    "people.take_away": "takes back a place that nobody took",
    "people.invitations": "letters of one's own side alone, as its first line says",
    "people.colleague": "a letter to one's own side",
    "people.guest_link": "a link for one guest, who sees one room until one day",
    "people.room": "chooses who will see the room",
    "people.leaving": "says what each side keeps",
    "outreach": "a list of one's own, each in a room of its own, as its first line says",
    "outreach.new": "chooses who will see it, as its first line says",
}


class Main(HTMLParser):
    """Whether the page has a main part, and whether it says in it who can see it."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = self.is_page = self.says = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look for the line in the main part alone; the frame around it is on every page."""
        if tag == "main":
            self.inside = self.is_page = True
        classes = (dict(attrs).get("class") or "").split()
        self.says |= self.inside and "audience" in classes

    def handle_endtag(self, tag: str) -> None:
        """What comes after the main part is the frame again."""
        self.inside &= tag != "main"


def read(page: str) -> Main:
    """The page, looked through."""
    main = Main()
    main.feed(page)
    return main


def shared() -> list[Address]:
    """Every page inside a table, at one of its roots: all roots have the same template."""
    by_name: dict[str, Address] = {}
    for one in every_address():
        if one.name in INSIDE_A_TABLE and "GET" in TABLE[one.name].takes:
            by_name.setdefault(one.name, one)
            if one.where == "shared":
                by_name[one.name] = one
    return list(by_name.values())


@pytest.mark.parametrize("address", shared(), ids=lambda one: one.name)
def test_every_page_inside_a_table_says_who_can_see_it(
    address: Address, world: World, knocker: Knocker
) -> None:
    pages = []
    for who, url in who_opens(address, world, READERS):
        given = knocker.knock(who, "GET", url)
        if given.status == 200 and "text/html" in given.headers.get("Content-Type", ""):
            pages.append(read(given.content.decode()))
    # Whoever may not answer reads why not, and nothing else: somebody reads the whole.
    whole = [page for page in pages if page.is_page]
    says = any(page.says for page in whole)
    assert not whole or says is (address.name not in NOTHING_TO_SEE)


def test_the_line_counts_in_the_main_part_alone() -> None:
    line = '<span class="audience small">Both</span>'
    assert read(f"<main><p>{line}</p></main>").says
    assert not read(f"{line}<main><p>Hello</p></main>{line}").says
    assert not read(f"<p>{line}</p>").is_page
