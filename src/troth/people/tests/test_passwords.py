"""A password as another way in: set, changed, forgotten, and what ends when it changes."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from troth.people.actions.people import change_password, switch_off, switch_on
from troth.people.models import AccessChange, Person, Session
from troth.people.tests.conftest import PASSWORD, Browser, mailed_code

NEW = "seven patient lanterns wait"
TWICE = {"password1": NEW, "password2": NEW}


def test_address_and_password_let_somebody_in(with_password: Person, browser: Browser) -> None:
    form = {"login": "INGRID@lumen.example", "password": PASSWORD, "next": "/you/"}
    assert browser().post("/come-in/password/", form).headers["Location"] == "/you/"
    assert Session.objects.filter(person=with_password).count() == 1


def test_a_wrong_password_says_the_same_as_a_wrong_address(
    with_password: Person, browser: Browser
) -> None:
    form = {"login": with_password.email, "password": "not this one"}
    page = browser().post("/come-in/password/", form).content.decode()
    assert "do not belong together" in page
    assert f'value="{with_password.email}"' in page
    assert "not this one" not in page


def test_passwords_are_kept_by_argon2id(settings: Settings, ingrid: Person) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    change_password(ingrid, NEW, kept_key=None)
    assert Person.objects.get(pk=ingrid.pk).password.startswith("argon2$argon2id$")


def test_a_changed_password_ends_every_other_browser(
    with_password: Person, browser: Browser
) -> None:
    here, there = browser(with_password), browser(with_password)
    before = here.session.session_key
    here.post("/you/password/", {"oldpassword": PASSWORD, **TWICE})
    assert here.get("/you/").status_code == 200
    assert here.session.session_key != before
    assert there.get("/you/").status_code == 302
    assert Session.objects.count() == 1
    assert AccessChange.objects.get().room == "*"
    assert "password is changed" in mail.outbox[-1].subject


def test_changing_asks_for_the_password_until_now(with_password: Person, browser: Browser) -> None:
    page = browser(with_password).post("/you/password/", {"oldpassword": "no", **TWICE})
    assert "not your present password" in page.content.decode()
    assert Person.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("short", "short", "too short"),
        ("password1234", "password1234", "too common"),
        ("ingrid@lumen.example", "ingrid@lumen.example", "too similar"),
        (NEW, NEW + "!", "same password each time"),
    ],
)
def test_a_weak_password_is_refused_beside_its_field(
    with_password: Person, browser: Browser, first: str, second: str, words: str
) -> None:
    form = {"oldpassword": PASSWORD, "password1": first, "password2": second}
    page = browser(with_password).post("/you/password/", form).content.decode()
    assert words in page
    assert Person.objects.get().check_password(PASSWORD)


def test_whoever_has_none_can_set_one_after_showing_who_they_are(
    ingrid: Person, browser: Browser
) -> None:
    stale = browser(ingrid)
    assert stale.get("/you/password/").headers["Location"] == "/you/password/first/"
    assert stale.post("/you/password/first/", TWICE).headers["Location"].startswith("/prove/code/")
    assert not Person.objects.get().has_usable_password()
    browser(ingrid, fresh=True).post("/you/password/first/", TWICE)
    assert Person.objects.get().check_password(NEW)


def test_a_forgotten_password_is_chosen_anew_by_a_code(
    with_password: Person, browser: Browser
) -> None:
    elsewhere, here = browser(with_password), browser()
    here.post("/come-in/forgotten/", {"email": with_password.email})
    here.post("/come-in/forgotten/code/", {"code": mailed_code()})
    done = here.post("/come-in/forgotten/new/", TWICE)
    assert done.headers["Location"] == "/come-in/forgotten/done/"
    assert here.get(done.headers["Location"]).status_code == 200
    assert Person.objects.get().check_password(NEW)
    assert elsewhere.get("/you/").status_code == 302


def test_without_the_code_nothing_new_is_chosen(with_password: Person, browser: Browser) -> None:
    here = browser()
    here.post("/come-in/forgotten/", {"email": with_password.email})
    here.post("/come-in/forgotten/code/", {"code": "000000"})
    assert (
        here.post("/come-in/forgotten/new/", TWICE).headers["Location"]
        == "/come-in/forgotten/code/"
    )
    assert Person.objects.get().check_password(PASSWORD)


def test_switching_somebody_off_ends_what_is_open_at_once(
    with_password: Person, browser: Browser
) -> None:
    here = browser(with_password)
    switch_off(with_password)
    assert here.get("/you/").status_code == 302
    assert not Session.objects.exists()
    assert AccessChange.objects.get().at > (timezone.now() - timedelta(minutes=1)).timestamp()
    form = {"login": with_password.email, "password": PASSWORD}
    assert (
        browser().post("/come-in/password/", form).headers["Location"] == "/come-in/switched-off/"
    )
    switch_on(with_password)
    assert browser().post("/come-in/password/", form).headers["Location"] == "/"
