"""An authenticator app and recovery codes: asked when somebody comes in, kept sealed, used once."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client

from troth.people.models import Person, Session
from troth.people.sealing import unseal
from troth.people.tests.conftest import PASSWORD, Browser, come_in


def figures(secret: str, *, at: float | None = None) -> str:
    """What the app shows now, or at another moment."""
    counters = sorted(yield_hotp_counters_from_time())
    middle = counters[len(counters) // 2] if at is None else int(at) // 30
    return str(format_hotp_value(hotp_value(secret, middle)))


def add_app(client: Client) -> str:
    """Add an app by its page; the secret that the app keeps."""
    client.get("/you/second-factor/app/")
    secret: str = client.session["mfa.totp.secret"]
    client.post("/you/second-factor/app/", {"code": figures(secret)})
    return secret


@pytest.fixture
def secret(ingrid: Person, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> str:
    """Ingrid has an app since a minute ago."""
    kept = add_app(browser(ingrid, fresh=True))
    later = time.time() + 60
    monkeypatch.setattr(time, "time", lambda: later)
    return kept


@pytest.mark.django_db(transaction=True)
def test_an_app_is_added_by_its_first_figures(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid, fresh=True)
    page = client.get("/you/second-factor/app/").content.decode()
    assert "data:image/svg+xml;base64," in page
    add_app(client)
    kinds = set(Authenticator.objects.filter(user=ingrid).values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert "authenticator app is asked" in mail.outbox[-1].subject


def test_wrong_figures_add_nothing(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid, fresh=True)
    client.get("/you/second-factor/app/")
    page = client.post("/you/second-factor/app/", {"code": "000000"}).content.decode()
    assert "This is not the code" in page
    assert not Authenticator.objects.exists()


def test_adding_an_app_wants_fresh_proof(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid)
    assert (
        client.get("/you/second-factor/app/").headers["Location"].startswith("/prove/code/?next=")
    )


def test_the_secret_is_sealed_in_the_database(secret: str) -> None:
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert unseal(kept) == secret


@pytest.mark.parametrize("way", ["code", "password"])
def test_the_app_is_asked_whichever_way_somebody_comes_in(
    way: str, ingrid: Person, secret: str, browser: Browser
) -> None:
    ingrid.set_password(PASSWORD)
    ingrid.save()
    Session.objects.all().delete()
    client = browser()
    if way == "code":
        assert come_in(client, ingrid.email) == "/come-in/second-factor/"
    else:
        client.post("/come-in/password/", {"login": ingrid.email, "password": PASSWORD})
    assert not Session.objects.filter(person=ingrid).exists()
    assert client.get("/come-in/second-factor/").status_code == 200
    right = client.post("/come-in/second-factor/", {"code": figures(secret)})
    assert right.headers["Location"] == "/"
    assert Session.objects.filter(person=ingrid).exists()


def test_figures_work_once(ingrid: Person, secret: str, browser: Browser) -> None:
    code = figures(secret)
    for client, lands in ((browser(), 302), (browser(), 200)):
        come_in(client, ingrid.email)
        assert client.post("/come-in/second-factor/", {"code": code}).status_code == lands


def test_figures_of_a_clock_that_is_half_a_minute_off_are_good(
    ingrid: Person, secret: str, browser: Browser
) -> None:
    client = browser()
    come_in(client, ingrid.email)
    slow = figures(secret, at=time.time() - 30)
    assert client.post("/come-in/second-factor/", {"code": slow}).status_code == 302


def test_a_recovery_code_stands_in_once(ingrid: Person, secret: str, browser: Browser) -> None:
    spare = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for client, lands in ((browser(), 302), (browser(), 200)):
        come_in(client, ingrid.email)
        assert client.post("/come-in/second-factor/", {"code": spare}).status_code == lands


def test_after_ten_wrong_figures_the_right_ones_wait(
    ingrid: Person, secret: str, browser: Browser
) -> None:
    client = browser()
    come_in(client, ingrid.email)
    for _ in range(10):
        client.post("/come-in/second-factor/", {"code": "000000"})
    page = client.post("/come-in/second-factor/", {"code": figures(secret)})
    assert "Wait a quarter of an hour" in page.content.decode()


def test_recovery_codes_can_be_seen_saved_and_made_anew(
    ingrid: Person, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(ingrid, fresh=True)
    add_app(client)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert codes[0] in client.get("/you/second-factor/codes/").content.decode()
    saved = client.get("/you/second-factor/codes/file/")
    assert "attachment" in saved.headers["Content-Disposition"]
    assert codes[9] in saved.content.decode()
    client.post("/you/second-factor/codes/new/")
    again = client.get("/you/second-factor/codes/").content.decode()
    assert not any(code in again for code in codes)


def test_the_app_is_taken_off_with_its_recovery_codes(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid, fresh=True)
    add_app(client)
    assert client.get("/you/second-factor/app/off/").status_code == 200
    client.post("/you/second-factor/app/off/")
    assert not Authenticator.objects.exists()
    assert "no longer asked" in mail.outbox[-1].subject


def test_the_page_says_what_is_there_and_what_is_not(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid, fresh=True)
    assert "So far one thing lets you in" in client.get("/you/second-factor/").content.decode()
    add_app(client)
    assert "still cannot come in" in client.get("/you/second-factor/").content.decode()
