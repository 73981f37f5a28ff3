"""Coming in by a code from a mail, and going out again."""

import time

import pytest
from django.core import mail
from django.test import Client

from troth.people.models import AccessChange, Person, Session
from troth.people.tests.conftest import Browser, come_in, mailed_code


def test_an_address_and_six_figures_let_somebody_in(ingrid: Person, browser: Browser) -> None:
    client = browser()
    assert come_in(client, "Ingrid@Lumen.example") == "/"
    assert Session.objects.filter(person=ingrid).count() == 1


def test_the_way_on_is_kept_through_all_steps(ingrid: Person, browser: Browser) -> None:
    assert come_in(browser(), ingrid.email, then="/you/sessions/") == "/you/sessions/"


def test_the_way_on_leads_nowhere_else(ingrid: Person, browser: Browser) -> None:
    assert come_in(browser(), ingrid.email, then="https://elsewhere.example/") == "/"


def test_the_code_may_be_typed_with_its_blank(ingrid: Person, browser: Browser) -> None:
    client = browser()
    client.post("/come-in/", {"email": ingrid.email})
    code = mailed_code()
    answer = client.post("/come-in/code/", {"code": f" {code[:3]} {code[3:]} "})
    assert answer.headers["Location"] == "/"


def test_a_wrong_code_is_said_beside_the_field_and_lets_nobody_in(
    ingrid: Person, browser: Browser
) -> None:
    client = browser()
    client.post("/come-in/", {"email": ingrid.email})
    page = client.post("/come-in/code/", {"code": "000000"})
    assert "This is not the code" in page.content.decode()
    assert not Session.objects.filter(person=ingrid).exists()


def test_a_code_works_once(ingrid: Person, browser: Browser) -> None:
    client = browser()
    come_in(client, ingrid.email)
    code = mailed_code()
    client.post("/sign-out/")
    assert client.post("/come-in/code/", {"code": code}).headers["Location"] == "/come-in/"


def test_a_code_works_in_the_browser_that_asked_and_in_no_other(
    ingrid: Person, browser: Browser
) -> None:
    browser().post("/come-in/", {"email": ingrid.email})
    code = mailed_code()
    stranger = browser()
    stranger.post("/come-in/", {"email": "stranger@elsewhere.example"})
    stranger.post("/come-in/code/", {"code": code})
    assert not Session.objects.filter(person=ingrid).exists()


def test_a_code_runs_out_after_ten_minutes(
    ingrid: Person, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser()
    client.post("/come-in/", {"email": ingrid.email})
    later = time.time() + 601
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.post("/come-in/code/", {"code": mailed_code()}).headers["Location"] == "/come-in/"


def test_another_code_replaces_the_first(ingrid: Person, browser: Browser) -> None:
    client = browser()
    client.post("/come-in/", {"email": ingrid.email})
    first = mailed_code()
    client.post("/come-in/again/", {"email": ingrid.email})
    assert len(mail.outbox) == 2
    if first != mailed_code():
        assert client.post("/come-in/code/", {"code": first}).status_code == 200
    assert client.post("/come-in/code/", {"code": mailed_code()}).headers["Location"] == "/"


def test_one_can_begin_again_with_another_address(
    ingrid: Person, ravi: Person, browser: Browser
) -> None:
    client = browser()
    client.post("/come-in/", {"email": ingrid.email})
    assert client.get("/come-in/").headers["Location"] == "/come-in/code/"
    assert client.post("/sign-out/", {"next": "/come-in/"}).headers["Location"] == "/come-in/"
    assert client.get("/come-in/").status_code == 200
    assert come_in(client, ravi.email) == "/"


def test_the_session_has_another_key_after_coming_in(ingrid: Person, browser: Browser) -> None:
    client = browser()
    client.post("/come-in/", {"email": ingrid.email})
    planted = str(client.session.session_key)
    client.post("/come-in/code/", {"code": mailed_code()})
    assert client.session.session_key != planted
    assert not client.session.exists(planted)


def test_a_session_remembers_its_browser_in_two_words(ingrid: Person, browser: Browser) -> None:
    come_in(browser(), ingrid.email)
    assert Session.objects.get(person=ingrid).device == "Firefox|Linux"


def test_what_is_no_address_is_said_beside_the_field_and_kept(
    ingrid: Person, browser: Browser
) -> None:
    page = browser().post("/come-in/", {"email": "ingrid at lumen"}).content.decode()
    assert "does not look like an e-mail address" in page
    assert 'value="ingrid at lumen"' in page
    assert not mail.outbox


def test_whoever_is_in_is_not_asked_again(ingrid: Person, browser: Browser) -> None:
    assert browser(ingrid).get("/come-in/").headers["Location"] == "/"


def test_somebody_switched_off_gets_no_code(ingrid: Person, browser: Browser) -> None:
    Person.objects.update(is_active=False)
    browser().post("/come-in/", {"email": ingrid.email})
    assert "Nobody with this address" in mail.outbox[-1].subject


def test_going_out_ends_the_session_and_what_is_open(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid)
    assert client.get("/sign-out/").status_code == 200
    assert client.post("/sign-out/").headers["Location"] == "/come-in/"
    assert not Session.objects.filter(person=ingrid).exists()
    assert AccessChange.objects.get().room == "*"


def test_nothing_is_kept_in_a_browser_that_only_looks(ingrid: Person, browser: Browser) -> None:
    page = browser().get("/come-in/")
    assert set(page.cookies) == {"troth-form"}
    assert {"private", "no-store"} <= set(page.headers["Cache-Control"].split(", "))
    assert not Session.objects.exists()


def test_a_form_without_its_token_is_refused(ingrid: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/come-in/", {"email": ingrid.email}).status_code == 403
    assert not mail.outbox


def test_a_mail_server_that_is_down_is_said_in_words(
    ingrid: Person, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_args: object, **_kwargs: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", down)
    page = browser().post("/come-in/", {"email": ingrid.email})
    assert page.status_code == 503
    assert "could not send the mail" in page.content.decode()
