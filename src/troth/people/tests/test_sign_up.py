"""Beginning: by invitation, or open to everybody, with an address that is shown to be one's own."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import Settings

from troth.people.actions.people import AlreadyHere, register
from troth.people.models import Person, Session
from troth.people.tests.conftest import Browser, mailed_code

RAVI = {"name": "Ravi", "email": "ravi@kaveri.example", "zone": "Kolkata"}


@pytest.fixture
def opened(settings: Settings, ingrid: Person) -> None:
    """Whoever runs the server lets everybody begin."""
    settings.SIGNUP = "open"


def invited(client: Client, email: str) -> Client:
    """A browser in which an invitation for this address was opened."""
    session = client.session
    session["account_verified_email"] = email
    session.save()
    client.cookies["troth"] = str(session.session_key)
    return client


def test_without_an_invitation_the_page_says_how_one_begins(
    ingrid: Person, browser: Browser
) -> None:
    page = browser().get("/come-in/sign-up/").content.decode()
    assert "by invitation" in page
    browser().post("/come-in/sign-up/", RAVI)
    assert Person.objects.count() == 1


def test_where_everybody_may_begin_a_code_shows_whose_the_address_is(
    opened: None, browser: Browser
) -> None:
    client = browser()
    assert client.post("/come-in/sign-up/", RAVI).headers["Location"] == "/come-in/address/"
    assert not Session.objects.filter(person__email=RAVI["email"]).exists()
    client.post("/come-in/address/", {"code": mailed_code()})
    ravi = Person.objects.get(email=RAVI["email"])
    assert (ravi.name, ravi.zone, ravi.has_usable_password()) == ("Ravi", "Asia/Kolkata", False)
    assert EmailAddress.objects.get(user=ravi).verified
    assert Session.objects.filter(person=ravi).exists()


def test_a_wrong_code_leaves_the_address_unshown(opened: None, browser: Browser) -> None:
    client = browser()
    client.post("/come-in/sign-up/", RAVI)
    assert (
        "This is not the code" in client.post("/come-in/address/", {"code": "1"}).content.decode()
    )
    assert not EmailAddress.objects.get(email=RAVI["email"]).verified


def test_an_invitation_needs_the_name_alone_and_no_code(ingrid: Person, browser: Browser) -> None:
    client = invited(browser(), "ravi@kaveri.example")
    assert "ravi@kaveri.example" in client.get("/come-in/sign-up/").content.decode()
    form = {**RAVI, "next": "/invitations/x/"}
    assert client.post("/come-in/sign-up/", form).headers["Location"] == "/invitations/x/"
    assert not mail.outbox
    assert EmailAddress.objects.get(email=RAVI["email"]).verified


def test_an_invitation_is_for_its_address_alone(ingrid: Person, browser: Browser) -> None:
    client = invited(browser(), "meera@kaveri.example")
    page = client.post("/come-in/sign-up/", RAVI).content.decode()
    assert "for another address: meera@kaveri.example" in page
    assert Person.objects.count() == 1


def test_what_was_typed_stays(opened: None, browser: Browser) -> None:
    form = {"name": "Ravi", "email": "nowhere", "zone": "Atlantis"}
    page = browser().post("/come-in/sign-up/", form).content.decode()
    for words in (
        'value="Ravi"',
        'value="nowhere"',
        'value="Atlantis"',
        "no time zone of this name",
    ):
        assert words in page


@pytest.mark.parametrize("more", [{"is_operator": "1"}, {"is_example": "1"}, {"id": "0" * 26}])
def test_nobody_gives_themselves_more_than_a_name(
    opened: None, browser: Browser, more: dict[str, str]
) -> None:
    browser().post("/come-in/sign-up/", {**RAVI, **more})
    ravi = Person.objects.get(email=RAVI["email"])
    assert (ravi.is_operator, ravi.is_example, ravi.id == "0" * 26) == (False, False, False)


def test_registering_an_address_twice_is_refused_whatever_its_capitals(ingrid: Person) -> None:
    with pytest.raises(AlreadyHere):
        register("INGRID@Lumen.example", name="Other")
    assert Person.objects.count() == 1
