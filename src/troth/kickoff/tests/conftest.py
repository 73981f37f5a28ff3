"""A kickoff at the table of the cast, in which people have begun to write."""

from collections.abc import Callable
from functools import partial

import pytest

from troth.foundation.facts.kickoff import Group
from troth.foundation.web.offers import offered
from troth.kickoff import actions
from troth.kickoff.models import Kickoff
from troth.organisations.actions import NewOrganisation
from troth.partnerships.actions.arriving import accept
from troth.partnerships.actions.motions import assent
from troth.partnerships.actions.proposing import ask_to_add
from troth.partnerships.models import Seat
from troth.partnerships.testing import Cast, person

HOPE = "Thirty days of data from every site"
WORRY = "Price is decided without us"
TERN = NewOrganisation(name="Tern Logistics", place="Aberdeen", zone="Europe/London", slug="tern")
UNSAID = "We have been told to win this, not to share it"


@pytest.fixture(autouse=True)
def no_gates(monkeypatch: pytest.MonkeyPatch) -> None:
    """What higher nouns ask before a launch is theirs to test."""
    monkeypatch.setattr(offered, "gates", [])


@pytest.fixture
def kickoff(cast: Cast) -> Kickoff:
    """Ingrid begins; Ravi hopes, Ingrid worries, and somebody says something without a name."""
    one = actions.begin(title="Calibrated-sensor beta", room=cast.shared, by=cast.ingrid)
    actions.write(one, [(Group.GOAL, HOPE)], named=True, by=cast.ravi)
    actions.write(one, [(Group.CONCERN, WORRY)], named=True, by=cast.ingrid)
    actions.write(one, [(Group.CONCERN, UNSAID)], named=False, by=cast.arjun)
    return one


@pytest.fixture
def opened(cast: Cast, kickoff: Kickoff) -> Kickoff:
    """The same, once both have written and Ravi has opened it."""
    actions.say_ready(kickoff, by=cast.ingrid)
    actions.say_ready(kickoff, by=cast.ravi)
    actions.open_together(kickoff, by=cast.ravi)
    return kickoff


@pytest.fixture
def join(cast: Cast) -> Callable[[], Seat]:
    """Tern sits down as well, by consent of both, whenever a test says so."""

    def arrive() -> Seat:
        return invite(cast, TERN)()

    return arrive


def invite(cast: Cast, house: NewOrganisation) -> Callable[[], Seat]:
    """Both say yes to another organisation; what comes back lets it sit down."""
    newcomer = person("Fiona", house)
    asked = ask_to_add(house.name, newcomer.email, by=cast.ingrid, reason="They own the ships.")
    invited = assent(asked.motion, by=cast.ravi, yes=True).invited
    if invited is None:
        raise LookupError("both have said yes, and nobody was invited")
    return partial(accept, invited.token, by=newcomer, house=house)
