"""Five organisations at one table, seated by the real acts; run inside a served server."""

from troth.organisations.actions import NewOrganisation
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.founding import Founder, Proposal, propose
from troth.partnerships.testing import person

HOUSES = ("Aurora", "Birk", "Cala", "Doro", "Elva")
SIT = "from tests.journeys.five import sit_down; sit_down()"


def admin_of(house: str) -> str:
    """What the admin of one of the five is called."""
    return f"{house[0]}nna"


def mail_of(house: str) -> str:
    """The admin's address."""
    return f"{admin_of(house).lower()}@{house.lower()}.example"


def sit_down() -> None:
    """Aurora proposes, the four others accept; more than half decide what affects all."""
    houses = [
        NewOrganisation(name=name, place="", zone="UTC", slug=name.lower()) for name in HOUSES
    ]
    people = [person(admin_of(house.name), house) for house in houses]
    founders = tuple(Founder(name=name, email=mail_of(name)) for name in HOUSES[1:])
    asked = Proposal(
        name="Five", purpose="Buoys.", founders=founders, slug="five", rule="majority:1/2"
    )
    proposed = propose(asked, by=people[0], house=houses[0])
    for house, one, invited in zip(houses[1:], people[1:], proposed.invited, strict=True):
        accept(invited.token, by=one, house=house)
