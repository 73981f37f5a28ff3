"""One page of every address that names something, read in the made-up language by somebody who may open it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models import Model
from django.test import override_settings
from django.urls import reverse
from tests.access.addresses import Address, every_address
from tests.access.conftest import Knocker, knocker, world
from tests.access.places import outside_parts, who_opens
from tests.access.policy import INSIDE_A_TABLE, TABLE, Answer, expected
from tests.access.world import World

import pseudo
from troth.foundation.web.testing import untranslated
from troth.organisations.models import Organisation
from troth.partnerships.models import Party, Room
from troth.people.models import Person

__all__ = ["knocker", "world"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
READERS = ("lumen admin", "kaveri admin", "guest by link", "facilitator", "operator")
# What machines ask, and what is drawn from a page of its own kind.
NOT_READ = {"internal.live-access", "internal.fragment"}
NAMED: tuple[tuple[type[Model], str], ...] = (
    (Person, "name"),
    (Person, "place"),
    (Party, "name"),
    (Organisation, "place"),
    (Room, "name"),
)
"""Names stand in a sentence; whatever else people wrote is marked as theirs on the page."""


@pytest.fixture(scope="module")
def spoken(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ...]]:
    """The world on a server that speaks the made-up language; the names in it, which stay."""
    folder: Path = tmp_path_factory.mktemp("locale")
    pseudo.build(folder)
    Person.objects.update(language="qps")
    names = {
        str(name)
        for kind, field in NAMED
        for name in kind._default_manager.values_list(field, flat=True)
    }
    shorts = {party.short for party in Party.objects.all()}
    with override_settings(LOCALE_PATHS=[folder]):
        yield tuple(sorted(names | shorts - {""}, key=len, reverse=True))


# What was written in the world, where it stands in the title of a page or inside a sentence.
WRITTEN = r"(?:Said inside|Goal in|Text in|Topic in|File in|Question in|Picture in) \w+"
SAID = ("Units", "Red key", "used", "draft", "SHA-256")
# What no page of this world can be opened at, and why.
NOT_OPENED = {
    "start": "a link of the terminal, good once; the page that says so is read",
    "let-in": "the same",
    "letters.read": "a letter that was mailed; the page that says that it is gone is read",
    "letters.less": "a link in a letter; the page that says that it is gone is read",
    "example.enter": "no example runs here",
    "outbox.letter": "no example runs here",
    "public.answer": "takes an answer and leads back",
    "charter.one": "leads to the charter",
    "launch.read": "leads to the launch until both sides have answered",
    "launch.wording": "the same",
    "launch.go_on": "the same",
    **dict.fromkeys(
        ("outreach.one", "outreach.dates", "outreach.pause"),
        "stand in rooms of a few people, which this world has none of; the noun's own tests read them",
    ),
    "talk.library.upload": "tells a browser how much has arrived",
}


def doors(addresses: list[Address], world: World) -> Iterator[tuple[str, str]]:
    """Who opens it, and where: everybody who may, the shared table first."""
    for address in addresses:
        if address.name in INSIDE_A_TABLE:
            yield from who_opens(address, world, READERS)
        else:
            yield from outside(address, world)


def outside(address: Address, world: World) -> Iterator[tuple[str, str]]:
    """Where there are no rooms; what is gone says so to anybody."""
    url = reverse(address.name, kwargs=outside_parts(world).get(address.name, {}))
    may = [one for one in READERS if expected(address.name, one, "GET") is Answer.DONE]
    yield from ((who, url) for who in may or ("lumen admin", "nobody"))


def named() -> dict[str, list[Address]]:
    """Addresses that name something, by their name."""
    found: dict[str, list[Address]] = {}
    for one in every_address():
        if one.parts - {"slug", "room_id"} and "GET" in TABLE[one.name].takes:
            found.setdefault(one.name, []).append(one)
    return {name: ways for name, ways in found.items() if name not in NOT_READ}


def said_plainly(page: str, own: tuple[str, ...]) -> list[str]:
    """What a page says that is neither translated nor written by somebody."""
    return untranslated(re.sub(WRITTEN, "", page), own=(*own, *SAID))


@pytest.mark.parametrize(("name", "addresses"), named().items(), ids=named())
def test_no_page_of_a_thing_says_a_word_that_cannot_be_translated(
    name: str, addresses: list[Address], world: World, knocker: Knocker, spoken: tuple[str, ...]
) -> None:
    got: list[int] = []
    for who, url in doors(addresses, world):
        given = knocker.knock(who, "GET", url, None, **{"accept-language": "qps"})
        got.append(given.status)
        # What is gone says so on a page of its own.
        if given.headers.get("Content-Type", "").startswith("text/html"):
            assert said_plainly(given.content.decode(), spoken) == [], (who, url)
        if given.status == 200:
            break
    assert (200 in got) is (name not in NOT_OPENED), got
