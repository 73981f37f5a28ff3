"""What is absent, foreign or in another room is one answer, to the byte."""

import re
from collections.abc import Iterator

import pypdfium2
import pytest
from django.urls import reverse
from tests.access.addresses import Address, every_address
from tests.access.conftest import Given, Knocker
from tests.access.forms import FORMS
from tests.access.places import ABSENT, spots
from tests.access.policy import INSIDE_A_TABLE, TABLE
from tests.access.world import Things, World

from troth.commitments.models import Commitment

# The same code answers on either database; once is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.slow]

# The one thing that differs from answer to answer, wherever it stands.
CHANGING = re.compile(rb"nonce=\"[^\"]*\"|'nonce-[^']*'")
INSIDE = [one for one in every_address() if one.name in INSIDE_A_TABLE]
# Seats and invitations belong to the table or to a side; these belong to one room.
OF_A_ROOM = ("commitments.", "checkins.", "agreements.", "goals.", "people.consent.", "talk.")
NAMING = [
    one
    for one in INSIDE
    if one.name.startswith(OF_A_ROOM) and one.parts & {"pk", "key"} and one.where == "shared"
]
# Those who never belonged to it are asked about by name in `make assure PART=X1`.
LATER = pytest.mark.long
STRANGERS = [
    "neighbour",
    "ex-member",
    *(pytest.param(who, marks=LATER) for who in ("stranger", "ex-guest", "operator")),
]
WRONG_NUMBERS = (10**6, 10**12, 2**63, 10**30)


def shown(given: Given) -> tuple[int, bytes, dict[str, str]]:
    """An answer without what changes every time."""
    headers = {
        name: CHANGING.sub(b"", said.encode()).decode() for name, said in given.headers.items()
    }
    return given.status, CHANGING.sub(b"", given.content), headers


def words_in(given: Given) -> str:
    """What an answer says: as a page, or set for paper."""
    if given.headers.get("Content-Type") == "application/pdf":
        document = pypdfium2.PdfDocument(given.content)
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    return given.content.decode()


def elsewhere(address: Address, world: World) -> Iterator[str]:
    """The thing of every other room, named under the shared room's address."""
    for spot in spots(
        Address(address.name, "with", address.view, address.parts | {"room_id"}), world
    ):
        if spot.room != "shared":
            room = world.rooms[spot.room].id
            yield spot.url.replace(f"/with/{room}/", "/")


def named(address: Address, world: World, key: str) -> str:
    """The same address with this key."""
    own = next(spots(address, world))
    for part in ("pk", "key"):
        if part in address.parts:
            kwargs = {"slug": world.slug, "where": "shared", part: key}
            kwargs |= {"number": "1"} if "number" in address.parts else {}
            return reverse(address.name, kwargs=kwargs)
    return own.url


@pytest.mark.parametrize("address", NAMING, ids=lambda one: one.name)
def test_a_thing_of_another_room_is_a_thing_that_is_not(
    address: Address, world: World, knocker: Knocker
) -> None:
    row = TABLE[address.name]
    who = "lumen admin" if "lumen admin" in row.may else "lumen member"
    for method in sorted(row.takes - {"HEAD"}):
        form = FORMS[address.name](world, world.things["shared"], who) if method == "POST" else None
        absent = shown(knocker.knock(who, method, named(address, world, ABSENT), form))
        assert absent[0] == 404
        for url in elsewhere(address, world):
            assert shown(knocker.knock(who, method, url, form)) == absent, url


@pytest.mark.parametrize("who", STRANGERS)
def test_a_foreign_table_is_a_table_that_is_not(who: str, world: World, knocker: Knocker) -> None:
    for address in INSIDE:
        for number, spot in enumerate(spots(address, world)):
            # One room says for all how a form is answered.
            for method in ("GET",) if number else ("GET", "POST"):
                there = knocker.knock(who, method, spot.url)
                nowhere = knocker.knock(
                    who, method, spot.url.replace(f"/{world.slug}/", "/no-such/")
                )
                assert shown(there) == shown(nowhere), (method, spot.url)


@pytest.mark.parametrize("who", ["guest reads", "facilitator", "lumen member"])
def test_a_foreign_room_is_a_room_that_is_not(who: str, world: World, knocker: Knocker) -> None:
    foreign = ["lumen", "kaveri", "theirs"] + (["both"] if who != "lumen member" else [])
    for address in INSIDE:
        if address.where != "with":
            continue
        urls = {spot.room: spot.url for spot in spots(address, world)}
        for name in foreign:
            there = knocker.knock(who, "GET", urls[name])
            absent = knocker.knock(who, "GET", urls[name].replace(world.rooms[name].id, ABSENT))
            assert shown(there) == shown(absent), urls[name]


@pytest.mark.slow
def test_a_table_next_door_lends_none_of_its_things(world: World, knocker: Knocker) -> None:
    theirs = [key for things in world.things.values() for key in names_in(things)]
    for address in NAMING:
        nowhere = named(address, world, ABSENT).replace(f"/{world.slug}/", "/delta-harbour/")
        absent = shown(knocker.knock("neighbour", "GET", nowhere))
        for key in theirs:
            url = named(address, world, key).replace(f"/{world.slug}/", "/delta-harbour/")
            assert shown(knocker.knock("neighbour", "GET", url)) == absent, url


def names_in(things: Things) -> list[str]:
    """One key of each kind."""
    return [things.promises["one"], things.agreement, things.motion or ABSENT, things.seat]


@pytest.mark.parametrize("name", ["record.entry", "record.proof"])
@pytest.mark.parametrize("number", WRONG_NUMBERS)
def test_a_number_nobody_gave_is_nothing_either(
    name: str, number: int, world: World, knocker: Knocker
) -> None:
    url = reverse(name, kwargs={"slug": world.slug, "where": "shared", "idx": number})
    assert knocker.knock("lumen admin", "GET", url).status == 404


def test_no_page_of_one_side_carries_a_word_of_the_others_rooms(
    world: World, knocker: Knocker
) -> None:
    """Names, ids and words of rooms Lumen is not in stand nowhere in what its people are sent."""
    closed = [world.rooms["kaveri"], world.rooms["theirs"]]
    inside = Commitment.objects.filter(room__in=closed).values_list("id", "deliverable")
    secret = {str(one.id) for one in closed} | {word for row in inside for word in row}
    secret |= {"Quay", world.things["kaveri"].agreement, world.things["theirs"].agreement}
    for address in INSIDE:
        for spot in spots(address, world):
            if (
                spot.own
                and spot.room in {"shared", "lumen", "both"}
                and "GET" in TABLE[address.name].takes
            ):
                page = words_in(knocker.knock("lumen admin", "GET", spot.url))
                assert [word for word in secret if word in page] == [], spot.url
    for url in ("/", "/inbox/", "/organisations/lumen/"):
        page = words_in(knocker.knock("lumen admin", "GET", url))
        assert [word for word in secret if word in page] == [], url
