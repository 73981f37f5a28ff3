"""Seven partners at one table: the matrix of who covers what, and the needs that nobody meets."""

import re
import time

import pytest

from troth.complement.tests.conftest import say_for
from troth.conftest import Visit
from troth.organisations.actions import NewOrganisation
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.models import Seat
from troth.partnerships.testing import person

pytestmark = pytest.mark.django_db
NAMES = ("Asker", "Bodil", "Corvus", "Dorado", "Elbe", "Fjord", "Gannet")
PAGE = "/p/seven/agreements/strengths/"


@pytest.fixture
def seven(db: None) -> list[Seat]:
    """Seven organisations; each is good at what the one before it needs, but for two."""
    people = {name: person(f"{name} lead") for name in NAMES}
    houses = {name: NewOrganisation(name=f"{name} Institute", slug=name.lower()) for name in NAMES}
    first, *others = NAMES
    founders = tuple(Founder(name=houses[name].name, email=people[name].email) for name in others)
    proposal = Proposal(name="Seven", purpose="A grant.", founders=founders, slug="seven")
    proposed = propose(proposal, by=people[first], house=houses[first])
    seats = [proposed.seat]
    for name, invited in zip(others, proposed.invited, strict=True):
        seats.append(accept(invited.token, by=people[name], house=houses[name]))
    for at, seat in enumerate(seats):
        say_for(seat, "needs", f"Matter {NAMES[at]}", f"field {at}")
        if at not in {2, 5}:
            say_for(seats[(at + 1) % 7], "good", f"Skill for {NAMES[at]}", f"field {at}")
    return seats


def test_seven_partners_see_five_needs_met_and_two_as_risks(
    seven: list[Seat], visit: Visit
) -> None:
    for seat in seven:
        page = visit(seat).get(PAGE).content.decode()
        assert "Of 7 needs, 5 could be met here and 2 are open risks." in page


def test_the_picture_has_a_place_for_every_side_inside_its_frame(
    seven: list[Seat], visit: Visit
) -> None:
    page = visit(seven[0]).get(PAGE).content.decode()
    picture = page[page.index('<svg class="who-covers"') :]
    picture = picture[: picture.index("</svg>")]
    assert picture.count("w-seal") == 14
    assert picture.count("w-may") == 5
    assert picture.count("w-open") == 2
    width, height = map(int, re.findall(r'viewBox="0 0 (\d+) (\d+)"', picture)[0])
    places = re.findall(r'<circle class="[\w-]+" cx="([\d.]+)" cy="([\d.]+)"', picture)
    assert all(0 < float(x) < width and 0 < float(y) < height for x, y in places)
    assert all(f"{name} Institute" in page for name in NAMES)


def test_forty_statements_from_each_of_seven_are_a_page_in_time(
    seven: list[Seat], visit: Visit
) -> None:
    kinds = ("good", "needs", "good", "weak")
    for seat in seven:
        for at in range(37):
            words = f"{NAMES[at % 7]} matter number {at} of the grant"
            say_for(seat, kinds[at % 4], words, f"part {at}")
    client = visit(seven[0])
    begun = time.process_time()
    assert client.get(PAGE).status_code == 200
    assert time.process_time() - begun < 5
