"""Every address × method × role × room: the server does what the policy says, and nothing else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from django.urls import reverse
from tests.access.addresses import Address, every_address, names
from tests.access.conftest import Given, Knocker
from tests.access.forms import FORMS, Fields
from tests.access.places import Spot, outside_parts, spots, wanted_at
from tests.access.policy import INSIDE_A_TABLE, OUTSIDE_ANY_TABLE, TABLE, Answer, expected
from tests.access.world import World

pytestmark = pytest.mark.django_db

ADDRESSES = every_address()
OFTEN = ("GET", "POST")
SELDOM = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
EVERY_METHOD = (*OFTEN, *SELDOM)
# On PostgreSQL; everybody comes on SQLite, and in the long run.
SOME = ("nobody", "lumen admin", "kaveri member")
# In further rooms of one address: somebody of each kind that its answer can depend on.
EACH_KIND = (
    *("lumen admin", "lumen member", "kaveri admin", "kaveri member", "guest contributes"),
    *("guest by link", "facilitator", "ex-member"),
)
# In rooms that are not for all, where most answers are the same.
FEW = ("kaveri admin", "ex-member")
WORKED = frozenset({200, 201, 204, 302, 409})


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(names()) - TABLE.keys() == set()
    assert TABLE.keys() - set(names()) == set()
    assert INSIDE_A_TABLE.keys() & OUTSIDE_ANY_TABLE.keys() == set()


def test_every_view_carries_what_its_row_says() -> None:
    wrong = [
        (one.name, one.permission or one.openness)
        for one in ADDRESSES
        if (one.permission or one.openness) != TABLE[one.name].door
    ]
    assert wrong == []


def test_every_row_that_takes_a_form_has_one_that_would_be_taken() -> None:
    assert {name for name, row in TABLE.items() if "POST" in row.takes} == FORMS.keys()


def test_reading_is_never_enough_for_changing() -> None:
    changing = [name for name, row in TABLE.items() if "POST" in row.takes]
    assert [name for name in changing if TABLE[name].door.endswith(":read")] == []


@dataclass(frozen=True)
class Knock:
    """One request by somebody."""

    who: str
    method: str
    url: str
    form: Fields | None
    taken: bool  # the address takes this method


def answer_of(given: Given) -> Answer | str:
    """What an answer means."""
    if given.status == 404:
        return Answer.NOTHING
    if given.status == 405:
        return Answer.NO_SUCH_WAY
    if given.status == 403:
        return Answer.REFUSED
    if given.status == 302 and given.headers["Location"].startswith("/come-in/?next="):
        return Answer.DOOR
    return Answer.DONE if given.status in WORKED else "none of these"


def fits(said: Answer | str, wanted: Answer, *, taken: bool) -> bool:
    """A method that an address does not take may be refused before it is asked who knocks."""
    return said == wanted or (not taken and said == Answer.NO_SUCH_WAY)


def flaws(given: Given, knock: Knock, wanted: Answer) -> Iterator[str]:
    """What no answer may lack, whoever gets it."""
    who, method = knock.who, knock.method
    kept = set(re.findall(r"[a-z-]+", given.headers.get("Cache-Control", "")))
    if who != "nobody" and not kept >= {"private", "no-store"}:
        yield f"kept by caches: {kept}"
    if who == "nobody" and method in {"GET", "HEAD"} and "troth" in given.cookies:
        yield "a session for nobody"
    policy = given.headers.get("Content-Security-Policy", "")
    scripts = re.search(r"script-src ([^;]*)", policy)
    if "text/html" in given.headers.get("Content-Type", "") and (
        not scripts or "unsafe" in scripts[1] or "frame-ancestors 'none'" not in policy
    ):
        yield f"policy: {policy}"
    if given.writes and wanted is not Answer.DONE:
        yield f"wrote: {given.writes[0][:80]}"


@dataclass(frozen=True)
class Walk:
    """Who goes where, and how they knock."""

    world: World
    knocker: Knocker
    who: Sequence[str]
    methods: Sequence[str]

    def flaws(self, address: Address) -> list[str]:
        """A line for each answer of one address that is not as written."""
        step = self.inside if address.name in INSIDE_A_TABLE else self.outside
        return list(step(address))

    def inside(self, address: Address) -> Iterator[str]:
        """In every room: everybody with every method in the first, each kind with those it takes in all others."""
        often = [one for one in OFTEN if one in TABLE[address.name].takes and one in self.methods]
        some = [who for who in self.who if who in EACH_KIND]
        for number, spot in enumerate(spots(address, self.world)):
            for who in some if number else self.who:
                for method in often if number else self.methods:
                    wanted = wanted_at(address, spot, who, method)
                    if wanted is not None:
                        knock = self.knock(address, who, method, spot)
                        yield from self.ask(knock, wanted, spot.room)

    def outside(self, address: Address) -> Iterator[str]:
        """Where there are no rooms."""
        url = reverse(address.name, kwargs=outside_parts(self.world).get(address.name, {}))
        spot = Spot("", url, own=True, things=self.world.things["shared"])
        for who in self.who:
            for method in self.methods:
                wanted = expected(address.name, who, method)
                yield from self.ask(self.knock(address, who, method, spot), wanted, "")

    def knock(self, address: Address, who: str, method: str, spot: Spot) -> Knock:
        """The request, with a form that would be taken."""
        taken = method in TABLE[address.name].takes
        send = taken and method == "POST"
        form = FORMS[address.name](self.world, spot.things, who) if send else None
        return Knock(who, method, spot.url, form, taken)

    def ask(self, knock: Knock, wanted: Answer, room: str) -> Iterator[str]:
        """One knock; what is wrong with the answer."""
        given = self.knocker.knock(knock.who, knock.method, knock.url, knock.form)
        said = answer_of(given)
        place = f"{knock.method} {room} {knock.who}:"
        if not fits(said, wanted, taken=knock.taken):
            yield f"{place} {said} ({given.status}), not {wanted}"
        yield from (f"{place} {flaw}" for flaw in flaws(given, knock, wanted))


def ids(address: Address) -> str:
    """How a case is called."""
    return f"{address.where or 'outside'}:{address.name}"


# A side room by its own name is one more way to the same doors: its names are walked by id here.
BY_ID = [
    pytest.param(one, marks=pytest.mark.long) if one.where == "side" else one for one in ADDRESSES
]


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.parametrize("address", BY_ID, ids=ids)
def test_some_read_and_send_as_the_policy_says(
    address: Address, world: World, knocker: Knocker
) -> None:
    who = FEW if address.where in {"side", "with"} else SOME
    assert Walk(world, knocker, who, OFTEN).flaws(address) == []


# The same names in the side room and in rooms by their id: test_some walks them in every run on PostgreSQL, and
# make assure PART=X1 with everybody and every method.
BY_NAME = [
    one if one.where in {"", "shared"} else pytest.param(one, marks=pytest.mark.long)
    for one in ADDRESSES
]


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.parametrize("address", BY_NAME, ids=ids)
def test_everybody_reads_and_sends_as_the_policy_says(
    address: Address, world: World, knocker: Knocker
) -> None:
    """Ways that hardly an address takes are tried by one inside and one outside; by everybody in the next one."""
    assert Walk(world, knocker, tuple(world.people), OFTEN).flaws(address) == []
    assert Walk(world, knocker, ("lumen admin", "stranger"), SELDOM).flaws(address) == []


@pytest.mark.long
@pytest.mark.sqlite
@pytest.mark.parametrize("address", ADDRESSES, ids=ids)
def test_everybody_does_everything_as_the_policy_says(
    address: Address, world: World, knocker: Knocker
) -> None:
    assert Walk(world, knocker, tuple(world.people), EVERY_METHOD).flaws(address) == []
