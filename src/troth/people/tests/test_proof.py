"""What matters asks once more who it is, for ten minutes."""

import time

import pytest
from django.core import mail

from troth.people.models import Person, Session
from troth.people.tests.conftest import PASSWORD, Browser, mailed_code

BEHIND = [
    "/you/address/",
    "/you/password/first/",
    "/you/second-factor/app/",
    "/you/second-factor/codes/new/",
    "/you/passkeys/new/",
]


@pytest.mark.parametrize("page", BEHIND)
def test_a_session_that_proved_nothing_lately_is_asked(
    page: str, ingrid: Person, browser: Browser
) -> None:
    way = browser(ingrid).get(page).headers["Location"]
    assert way == f"/prove/code/?next={page.replace('/', '%2F')}"


@pytest.mark.parametrize("page", BEHIND)
def test_coming_in_is_proof_enough_for_ten_minutes(
    page: str, ingrid: Person, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser(ingrid, fresh=True)
    assert client.get(page).status_code == 200
    later = time.time() + 601
    monkeypatch.setattr(time, "time", lambda: later)
    assert client.get(page).status_code == 302


def test_a_code_by_mail_proves_it_and_leads_back(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid)
    way = client.get("/you/passkeys/new/").headers["Location"]
    assert "We send a code to" in client.get(way).content.decode()
    client.post(way, {"send": "1"})
    assert "shows that it is you" in mail.outbox[-1].subject
    assert "This is not the code" in client.post(way, {"code": "000000"}).content.decode()
    assert client.post(way, {"code": mailed_code()}).headers["Location"] == "/you/passkeys/new/"
    assert client.get("/you/passkeys/new/").status_code == 200


def test_a_code_proves_once(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid)
    client.post("/prove/code/", {"send": "1"})
    client.post("/prove/code/", {"code": mailed_code()})
    assert (
        "We send a code to" in client.post("/prove/code/", {"code": mailed_code()}).content.decode()
    )


def test_without_having_asked_no_code_is_right(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid)
    assert client.post("/prove/code/", {"code": ""}).status_code == 200
    assert client.get("/you/passkeys/new/").status_code == 302


def test_a_fifth_wrong_code_is_the_last(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid)
    client.post("/prove/code/", {"send": "1"})
    for _ in range(5):
        client.post("/prove/code/", {"code": "000000"})
    page = client.post("/prove/code/", {"code": mailed_code()})
    assert "Wait a quarter of an hour" in page.content.decode()


def test_a_password_proves_it_too(with_password: Person, browser: Browser) -> None:
    client = browser(with_password)
    way = client.get("/you/passkeys/new/").headers["Location"]
    assert way.startswith("/prove/password/")
    page = client.get(way).content.decode()
    assert "With a code by mail" in page
    form = {"password": "not this one", "next": "/you/passkeys/new/"}
    assert "not your password" in client.post("/prove/password/", form).content.decode()
    form["password"] = PASSWORD
    assert client.post("/prove/password/", form).headers["Location"] == "/you/passkeys/new/"


def test_the_session_has_another_key_after_a_proof(with_password: Person, browser: Browser) -> None:
    client = browser(with_password)
    before = client.session.session_key
    client.post("/prove/password/", {"password": PASSWORD})
    assert client.session.session_key != before
    assert Session.objects.count() == 1


def test_the_way_back_leads_nowhere_else(with_password: Person, browser: Browser) -> None:
    form = {"password": PASSWORD, "next": "https://elsewhere.example/"}
    assert browser(with_password).post("/prove/password/", form).headers["Location"] == "/"


def test_nothing_is_done_by_a_press_that_came_too_late(ingrid: Person, browser: Browser) -> None:
    client = browser(ingrid)
    answer = client.post("/you/address/", {"action_add": "1", "email": "new@lumen.example"})
    assert answer.headers["Location"].startswith("/prove/code/")
    assert not mail.outbox
    assert "Nothing was changed yet" in client.get(answer.headers["Location"]).content.decode()


def test_the_session_never_holds_its_own_key_in_clear(
    with_password: Person, browser: Browser
) -> None:
    client = browser(with_password)
    client.post("/you/address/", {"action_add": "1", "email": "new@lumen.example"})
    held = str(dict(client.session.items()))
    assert str(client.session.session_key) not in held


def test_a_page_fetched_in_place_is_led_to_the_proof_whole(
    ingrid: Person, browser: Browser
) -> None:
    answer = browser(ingrid).get("/you/passkeys/new/", headers={"hx-request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"].startswith("/prove/code/")


def test_the_address_changes_only_by_a_code_to_the_new_one(
    ingrid: Person, browser: Browser
) -> None:
    client = browser(ingrid, fresh=True)
    client.post("/you/address/", {"action_add": "1", "email": "ingrid@new.example"})
    assert Person.objects.get().email == "ingrid@lumen.example"
    client.post("/come-in/address/", {"code": mailed_code()})
    assert Person.objects.get().email == "ingrid@new.example"
    told = mail.outbox[-1]
    assert told.to == ["ingrid@lumen.example"]
    assert "Your address is another one" in told.subject


def test_nobody_takes_the_address_of_another(
    ingrid: Person, ravi: Person, browser: Browser
) -> None:
    client = browser(ingrid, fresh=True)
    client.post("/you/address/", {"action_add": "1", "email": ravi.email})
    page = client.post("/come-in/address/", {"code": mailed_code()})
    assert "belongs to another sign-in" in page.content.decode()
    assert Person.objects.get(pk=ingrid.pk).email == "ingrid@lumen.example"
