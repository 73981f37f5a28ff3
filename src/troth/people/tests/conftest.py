"""Ingrid of Lumen and Ravi of Kaveri, and browsers for them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

import pseudo
from troth.people.actions.people import register
from troth.people.models import Person

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"
PASSWORD = "four quiet herrings swim"

Browser = Callable[..., Client]


@pytest.fixture(autouse=True)
def quick(settings: Settings) -> None:
    """argon2id, but without the waiting."""
    settings.PASSWORD_HASHERS = ["troth.people.tests.quick.QuickArgon2"]


@pytest.fixture(scope="session")
def locale(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up languages, written once."""
    folder = tmp_path_factory.mktemp("locale")
    pseudo.build(folder)
    return folder


@pytest.fixture
def made_up(settings: Settings, locale: Path) -> None:
    """The server speaks `qps` and `qpr` besides English."""
    settings.LOCALE_PATHS = [locale]


@pytest.fixture
def ingrid(db: None) -> Person:
    """Partnership lead of Lumen, in Bergen."""
    return register(
        "ingrid@lumen.example", name="Ingrid", zone="Europe/Oslo", place="Bergen", language="en-gb"
    )


@pytest.fixture
def ravi(db: None) -> Person:
    """Partnership lead of Kaveri, in Bengaluru."""
    return register("ravi@kaveri.example", name="Ravi", zone="Asia/Kolkata", place="Bengaluru")


@pytest.fixture
def with_password(ingrid: Person) -> Person:
    """Ingrid, who has chosen a password."""
    ingrid.set_password(PASSWORD)
    ingrid.save()
    return ingrid


@pytest.fixture
def browser() -> Browser:
    """A browser; for a person it is signed in, and has just proved who sits at it when `fresh`."""

    def opened(
        person: Person | None = None, *, fresh: bool = False, agent: str = FIREFOX
    ) -> Client:
        client = Client(headers={"user-agent": agent})
        if person is not None and fresh:
            come_in(client, person.email)
        elif person is not None:
            client.force_login(person)
        return client

    return opened


def mailed_code() -> str:
    """The figures in the last mail, as somebody types them off."""
    found = re.search(r"\b(\d{3}) (\d{3})\b", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return "".join(found.groups())


def come_in(client: Client, email: str, *, then: str = "") -> str:
    """By a code from a mail; the address that this leads to."""
    client.post("/come-in/", {"email": email, "next": then})
    url = "/come-in/code/" + (f"?next={then}" if then else "")
    return client.post(url, {"code": mailed_code()}).headers.get("Location", "")
