"""Nobody learns from this server whether somebody has a sign-in here: every byte is the same."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from troth.people.actions.people import register
from troth.people.models import Person
from troth.people.tests.conftest import PASSWORD
from troth.people.tests.quick import QuickArgon2

# As long as Ingrid's address, so that not even a length differs.
STRANGER = "nobody@lumen.example"
WITH_THE_CLOCK = {"Expires", "Date", "Content-Length"}
CHANGING = (
    (re.compile(r'name="csrfmiddlewaretoken" value="\w+"'), "token"),
    (re.compile(r'name="once" value="\w+"'), "once"),
    (re.compile(r'nonce="[\w+/=-]+"'), "nonce"),
    (re.compile(r"'nonce-[\w+/=-]+'"), "nonce"),
)


@pytest.fixture(autouse=True)
def known(with_password: Person) -> Person:
    """Ingrid is here, has a password, and is known by it."""
    return with_password


def bytes_of(response: HttpResponseBase, email: str) -> tuple[object, ...]:
    """Everything that came back but what changes at every answer, and the address that was typed."""
    body = response.getvalue().decode()
    headers = {name: said for name, said in response.headers.items() if name not in WITH_THE_CLOCK}
    text = f"{body}\n{sorted(headers.items())}"
    for pattern, word in CHANGING:
        text = pattern.sub(word, text)
    cookies = {
        name: (one["max-age"], one["path"], one["samesite"])
        for name, one in response.cookies.items()
    }
    return response.status_code, text.replace(email, "ADDRESS"), cookies


Hash = Callable[..., object]


def walk(email: str, *steps: tuple[str, dict[str, str]]) -> list[tuple[object, ...]]:
    """All answers on the way, in a browser of its own."""
    client = Client(headers={"user-agent": "Firefox/141.0 Linux"})
    answers = []
    for url, form in steps:
        filled = {name: value.replace("ADDRESS", email) for name, value in form.items()}
        for answer in (client.post(url, filled), client.get(url)):
            assert answer.status_code in {200, 302, 404, 405, 429}
            answers.append(bytes_of(answer, email))
    return answers


STEPS = {
    "a code": [
        ("/come-in/", {"email": "ADDRESS"}),
        ("/come-in/code/", {"code": "000000"}),
        ("/come-in/again/", {"email": "ADDRESS"}),
        ("/come-in/code/", {"code": "000001"}),
    ],
    "a password": [("/come-in/password/", {"login": "ADDRESS", "password": "not this one"})],
    "a new password": [
        ("/come-in/forgotten/", {"email": "ADDRESS"}),
        ("/come-in/forgotten/code/", {"code": "000000"}),
        ("/come-in/forgotten/new/", {"password1": PASSWORD, "password2": PASSWORD}),
    ],
    "sign-up": [
        ("/come-in/sign-up/", {"name": "Somebody", "email": "ADDRESS", "zone": "Europe/Oslo"}),
        ("/come-in/address/", {"code": "000000"}),
        ("/come-in/address/", {"code": "000001"}),
    ],
}


@pytest.mark.parametrize("way", STEPS)
@pytest.mark.parametrize("signup", ["open", "invitation"])
def test_known_and_unknown_addresses_get_the_same_bytes(
    way: str, signup: str, settings: Settings, known: Person
) -> None:
    settings.SIGNUP = signup
    assert walk(known.email, *STEPS[way]) == walk(STRANGER, *STEPS[way])


@pytest.mark.parametrize("way", STEPS)
def test_known_and_unknown_addresses_cause_as_many_mails(
    way: str, settings: Settings, known: Person
) -> None:
    settings.SIGNUP = "open"
    walk(known.email, *STEPS[way])
    to_known = len(mail.outbox)
    mail.outbox.clear()
    walk(STRANGER, *STEPS[way])
    assert len(mail.outbox) == to_known


@pytest.mark.parametrize("way", STEPS)
def test_the_limits_close_for_known_and_unknown_addresses_after_as_many_tries(
    way: str, settings: Settings, known: Person
) -> None:
    settings.SIGNUP = "open"
    steps = STEPS[way][:1] * 12
    assert walk(known.email, *steps) == walk(STRANGER, *steps)


def test_a_password_is_worked_on_equally_long_whoever_is_asked_for(
    known: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[str] = []
    for name in ("encode", "verify"):
        theirs = getattr(QuickArgon2, name)

        def counted(self: object, *args: object, theirs: Hash = theirs) -> object:
            worked.append("hash")
            return theirs(self, *args)

        monkeypatch.setattr(QuickArgon2, name, counted)
    register("ravi@kaveri.example", name="Ravi")
    worked.clear()
    lengths = []
    for email in (known.email, STRANGER, "ravi@kaveri.example"):
        walk(email, *STEPS["a password"])
        lengths.append(len(worked))
        worked.clear()
    assert lengths == [1, 1, 1]
