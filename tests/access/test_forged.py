"""A form that another site sends, or that carries no token of ours, changes nothing anywhere."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.access.addresses import Address, every_address
from tests.access.conftest import Knocker
from tests.access.forms import FORMS
from tests.access.places import Spot, outside_parts, spots
from tests.access.policy import INSIDE_A_TABLE, TABLE
from tests.access.world import World

# The same code answers on either database; once is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.slow]
# Mail programs press the button of the first by themselves (RFC 8058): its signed address is the proof. To the
# second a mail service shows its secret.
BY_MAIL_PROGRAMS = frozenset({"letters.less", "mail.in"})
SENDING = [
    one
    for one in every_address()
    if "POST" in TABLE[one.name].takes and one.name not in BY_MAIL_PROGRAMS
]
EVIL = "https://evil.example"


@pytest.fixture(scope="module")
def strict(knocker: Knocker) -> Knocker:
    """The same people, and a server that asks every form for its token."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    return Knocker(knocker.world, knocker.jars, client)


def first_spot(address: Address, world: World) -> Spot:
    """One place where the address stands."""
    if address.name in INSIDE_A_TABLE:
        return next(spot for spot in spots(address, world) if spot.own)
    url = reverse(address.name, kwargs=outside_parts(world).get(address.name, {}))
    return Spot("", url, own=True, things=world.things["shared"])


def token_of(strict: Knocker, who: str) -> str:
    """A token as a page of ours hands it out; the cookie with it goes into the browser."""
    client = strict.client
    client.cookies = strict.jars[who]
    answer = client.get("/come-in/" if who == "nobody" else "/you/")
    token: str = answer.wsgi_request.META["CSRF_COOKIE"]
    return token


@pytest.mark.parametrize("address", SENDING, ids=lambda one: f"{one.where}:{one.name}")
def test_a_form_without_our_token_or_from_elsewhere_is_refused(
    address: Address, world: World, strict: Knocker
) -> None:
    spot, who = first_spot(address, world), "lumen admin"
    form = FORMS[address.name](world, spot.things, who)
    bare = strict.knock(who, "POST", spot.url, form)
    assert (bare.status, bare.writes) == (403, ())
    signed = form | {"csrfmiddlewaretoken": token_of(strict, who)}
    for headers in ({"Origin": EVIL}, {"Origin": "null"}):
        foreign = strict.knock(who, "POST", spot.url, signed, **headers)
        assert (foreign.status, foreign.writes) == (403, ()), headers
    for wrong in ("", "x" * 64, "x" * 5000):
        guessed = strict.knock(who, "POST", spot.url, form | {"csrfmiddlewaretoken": wrong})
        assert (guessed.status, guessed.writes) == (403, ())


def test_with_our_token_and_from_here_it_is_taken(world: World, strict: Knocker) -> None:
    url = f"/p/{world.slug}/agreements/new/"
    form = {"title": "x", "text": "y", "csrfmiddlewaretoken": token_of(strict, "lumen admin")}
    given = strict.knock("lumen admin", "POST", url, form, Origin="http://testserver")
    assert given.status == 302


def test_the_refusal_says_that_nothing_was_lost(world: World, strict: Knocker) -> None:
    given = strict.knock("lumen admin", "POST", f"/p/{world.slug}/agreements/new/", {"title": "x"})
    assert "<h1" in given.content.decode()
    assert "Traceback" not in given.content.decode()


def test_a_token_of_somebody_else_opens_nothing(world: World, strict: Knocker) -> None:
    form = {"title": "x", "text": "y", "csrfmiddlewaretoken": token_of(strict, "kaveri admin")}
    url = f"/p/{world.slug}/agreements/new/"
    assert strict.knock("lumen admin", "POST", url, form).status == 403
