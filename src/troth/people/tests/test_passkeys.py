"""Passkeys, made and used by a key in software that signs as a device would."""

import json
import re
from html import unescape
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client

from troth.people.models import Person, Session
from troth.people.tests.conftest import Browser, come_in
from troth.people.tests.softkey import CHECKED, FLAG, SoftKey

ASK = {"accept": "application/json"}
JUNK = [
    "",
    "{}",
    "[]",
    "1",
    "null",
    '"x"',
    '{"id": 1}',
    '{"id": "x", "rawId": "x", "response": {}}',
    "{",
    "\x00",
    "1" * 5000,
    "[" * 100_000,
]


def options_on(page: HttpResponseBase) -> dict[str, Any]:
    """What the page asks the device, as the island reads it."""
    found = re.search(r'<passkey-form [^>]*options="([^"]*)"', page.getvalue().decode())
    assert found
    options: dict[str, Any] = json.loads(unescape(found[1]))
    return options


def add(client: Client, key: SoftKey, *, flags: FLAG = CHECKED) -> HttpResponseBase:
    """Make a passkey by its page."""
    options = options_on(client.get("/you/passkeys/new/"))
    form = {"name": "My phone", "credential": key.create(options, flags=flags)}
    return client.post("/you/passkeys/new/", form)


def come_in_with(client: Client, key: SoftKey, **how: Any) -> HttpResponseBase:
    """Come in with the key alone."""
    options = client.get("/come-in/passkey/", headers=ASK).json()["request_options"]
    return client.post("/come-in/passkey/", {"credential": key.get(options, **how)})


@pytest.fixture
def key(ingrid: Person, browser: Browser) -> SoftKey:
    """Ingrid's passkey."""
    made = SoftKey()
    add(browser(ingrid, fresh=True), made)
    return made


def test_a_passkey_is_made_with_a_name(key: SoftKey, ingrid: Person, browser: Browser) -> None:
    assert "My phone" in browser(ingrid).get("/you/passkeys/").content.decode()
    assert "new passkey" in mail.outbox[-1].subject


def test_the_device_is_asked_to_keep_the_key_and_to_check_who_holds_it(
    ingrid: Person, browser: Browser
) -> None:
    asked = options_on(browser(ingrid, fresh=True).get("/you/passkeys/new/"))["publicKey"]
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["rp"] == {"id": "testserver", "name": "Troth"}


def test_a_device_that_did_not_check_who_holds_it_gives_no_passkey(
    ingrid: Person, browser: Browser
) -> None:
    add(browser(ingrid, fresh=True), SoftKey(), flags=FLAG.UP)
    assert not Authenticator.objects.exists()


def test_a_passkey_alone_lets_somebody_in(key: SoftKey, ingrid: Person, browser: Browser) -> None:
    Session.objects.all().delete()
    client = browser()
    assert come_in_with(client, key).headers["Location"] == "/"
    assert Session.objects.filter(person=ingrid).count() == 1


def test_a_passkey_is_the_second_step_after_a_code(
    key: SoftKey, ingrid: Person, browser: Browser
) -> None:
    client = browser()
    assert come_in(client, ingrid.email) == "/come-in/second-factor/"
    options = options_on(client.get("/come-in/second-factor/"))
    answer = client.post("/come-in/second-factor/", {"credential": key.get(options)})
    assert answer.headers["Location"] == "/"


def test_a_passkey_proves_who_one_is(key: SoftKey, ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid)
    way = client.get("/you/passkeys/new/").headers["Location"]
    assert way.startswith("/prove/passkey/")
    options = options_on(client.get(way))
    form = {"credential": key.get(options), "next": "/you/passkeys/new/"}
    assert client.post("/prove/passkey/", form).headers["Location"] == "/you/passkeys/new/"
    assert client.get("/you/passkeys/new/").status_code == 200


def test_an_answer_to_an_earlier_question_opens_nothing(key: SoftKey, browser: Browser) -> None:
    client = browser()
    early = client.get("/come-in/passkey/", headers=ASK).json()["request_options"]
    client.get("/come-in/passkey/", headers=ASK)
    client.post("/come-in/passkey/", {"credential": key.get(early)})
    assert client.get("/you/").status_code == 302


def test_somebody_elses_key_opens_nothing(key: SoftKey, ravi: Person, browser: Browser) -> None:
    stranger = SoftKey()
    stranger.handle = key.handle
    client = browser()
    assert come_in_with(client, stranger).headers["Location"] == "/come-in/"
    assert client.get("/you/").status_code == 302


def test_a_key_whose_device_did_not_check_opens_nothing(key: SoftKey, browser: Browser) -> None:
    client = browser()
    come_in_with(client, key, flags=FLAG.UP)
    assert client.get("/you/").status_code == 302


def test_somebody_switched_off_does_not_come_in_by_passkey(key: SoftKey, browser: Browser) -> None:
    Person.objects.update(is_active=False)
    client = browser()
    assert come_in_with(client, key).headers["Location"] == "/come-in/switched-off/"


@pytest.mark.parametrize("junk", JUNK)
def test_what_nobody_can_read_is_a_wrong_answer_and_no_accident(
    junk: str, key: SoftKey, ingrid: Person, browser: Browser
) -> None:
    client = browser()
    client.get("/come-in/passkey/", headers=ASK)
    assert client.post("/come-in/passkey/", {"credential": junk}).status_code == 302
    fresh = browser()
    come_in(fresh, ingrid.email)
    assert fresh.post("/come-in/second-factor/", {"credential": junk}).status_code == 200


@pytest.mark.parametrize("junk", JUNK)
def test_no_key_is_made_of_what_nobody_can_read(
    junk: str, ingrid: Person, browser: Browser
) -> None:
    client = browser(ingrid, fresh=True)
    client.get("/you/passkeys/new/")
    page = client.post("/you/passkeys/new/", {"name": "x", "credential": junk})
    assert page.status_code == 200
    assert not Authenticator.objects.exists()


def test_a_passkey_can_be_renamed_and_taken_off(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid, fresh=True)
    add(client, SoftKey())
    pk = Authenticator.objects.get(type="webauthn").pk
    client.post(f"/you/passkeys/{pk}/name/", {"name": "Old phone"})
    assert "Old phone" in client.get("/you/passkeys/").content.decode()
    assert "Old phone" in client.get(f"/you/passkeys/{pk}/off/").content.decode()
    client.post(f"/you/passkeys/{pk}/off/")
    assert not Authenticator.objects.exists()


def test_nobody_reaches_the_passkey_of_another(
    key: SoftKey, ravi: Person, browser: Browser
) -> None:
    pk = Authenticator.objects.get(type="webauthn").pk
    client = browser(ravi, fresh=True)
    for page in ("off", "name"):
        assert client.get(f"/you/passkeys/{pk}/{page}/").status_code == 404
        assert client.post(f"/you/passkeys/{pk}/{page}/", {"name": "mine"}).status_code == 404


def test_an_address_of_figures_says_why_there_is_no_passkey(
    ingrid: Person, browser: Browser
) -> None:
    for host, shown in (("127.0.0.1:8000", True), ("[::1]:8000", True), ("lumen.localhost", False)):
        page = browser().get("/come-in/", headers={"host": host}).content.decode()
        assert ("made of figures" in page) is shown
        assert ("<passkey-form" in page) is not shown


def test_without_scripts_the_button_is_explained(ingrid: Person, browser: Browser) -> None:
    assert "<noscript>" in browser().get("/come-in/").content.decode()
