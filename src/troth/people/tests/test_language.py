"""Every sentence of these pages goes through gettext, and they turn with a language from right to left."""

import re
import time
from collections.abc import Mapping

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from troth.foundation.web.testing import untranslated
from troth.people.actions.start import first_person_link
from troth.people.letters import LETTERS
from troth.people.letters import mail as write
from troth.people.models import Person
from troth.people.tests.conftest import PASSWORD, Browser, come_in
from troth.people.tests.test_letters import SAID

pytestmark = [pytest.mark.sqlite, pytest.mark.usefixtures("made_up")]

OWN = (
    "Ingrid",
    "Lumen",
    "Firefox",
    "Linux",
    "Bergen",
    "Europe",
    "Oslo",
    "Kolkata",
    "TROTH",
    "SIGNUP",
    "open",
)
FOR_NOBODY = [
    "/come-in/",
    "/come-in/password/",
    "/come-in/sign-up/",
    "/come-in/forgotten/",
    "/come-in/forgotten/done/",
    "/come-in/switched-off/",
    "/start/wrong/",
]
FOR_INGRID = [
    "/you/",
    "/you/sessions/",
    "/you/address/",
    "/you/password/",
    "/you/password/first/",
    "/you/second-factor/",
    "/you/second-factor/app/",
    "/you/passkeys/",
    "/you/passkeys/new/",
    "/prove/code/",
    "/sign-out/",
]
WRONG = [
    ("/come-in/", {"email": "x"}),
    ("/come-in/", {}),
    ("/come-in/password/", {"login": "ingrid@lumen.example", "password": "x"}),
    ("/come-in/forgotten/", {"email": ""}),
]


def speaking(client: Client, language: str = "qps") -> Client:
    """A browser whose reader chose this language."""
    client.cookies["troth-language"] = language
    return client


def plain(client: Client, url: str, form: Mapping[str, object] | None = None) -> list[str]:
    """What a page says in plain letters."""
    page = client.get(url, follow=True) if form is None else client.post(url, form, follow=True)
    assert page.status_code in {200, 404, 405, 422}
    return untranslated(page.content.decode(), own=OWN)


@pytest.mark.parametrize("url", FOR_NOBODY)
@pytest.mark.parametrize("signup", ["invitation", "open"])
def test_the_way_in_speaks_every_language(
    url: str, signup: str, settings: Settings, ingrid: Person, browser: Browser
) -> None:
    settings.SIGNUP = signup
    assert plain(speaking(browser()), url) == []


@pytest.mark.parametrize(("url", "form"), WRONG)
def test_so_does_what_went_wrong(
    url: str, form: dict[str, object], ingrid: Person, browser: Browser
) -> None:
    assert plain(speaking(browser()), url, form) == []


def test_the_example_does(settings: Settings, ingrid: Person, browser: Browser) -> None:
    settings.EXAMPLE = True
    Person.objects.update(is_example=True)
    for url in ("/come-in/", "/come-in/beside/"):
        assert plain(speaking(browser()), url) == []
    assert plain(speaking(browser()), "/come-in/beside/", {"zone": "x"}) == []


def test_a_server_without_anybody_does(db: None, browser: Browser) -> None:
    assert plain(speaking(browser()), "/come-in/") == []
    way = first_person_link("") or ""
    assert plain(speaking(browser()), way) == []
    assert plain(speaking(browser()), way, {"email": "x"}) == []


def test_every_step_does(ingrid: Person, browser: Browser, settings: Settings) -> None:
    settings.SIGNUP = "open"
    TOTP.activate(ingrid, generate_totp_secret())
    client = speaking(browser())
    assert plain(client, "/come-in/", {"email": ingrid.email}) == []
    assert plain(client, "/come-in/code/", {"code": "x"}) == []
    other = speaking(browser())
    come_in(other, ingrid.email)
    assert plain(other, "/come-in/second-factor/", {"code": "x"}) == []
    new = {"name": "Ravi", "email": "ravi@kaveri.example", "zone": "x"}
    assert plain(speaking(browser()), "/come-in/sign-up/", new) == []
    assert plain(speaking(browser()), "/come-in/sign-up/", {**new, "zone": ""}) == []


@pytest.mark.parametrize("url", FOR_INGRID)
def test_a_persons_own_pages_speak_every_language(
    url: str, ingrid: Person, browser: Browser
) -> None:
    Person.objects.update(language="qps")
    assert plain(browser(ingrid, fresh=url != "/prove/code/"), url) == []


@pytest.mark.parametrize("page", ["", "app/off/", "codes/", "codes/new/"])
def test_so_do_pages_about_what_there_is(page: str, ingrid: Person, browser: Browser) -> None:
    Person.objects.update(language="qps")
    client = browser(ingrid, fresh=True)
    TOTP.activate(ingrid, generate_totp_secret())
    client.post("/you/second-factor/codes/new/")
    data = {"name": "Ingrid", "credential": {}}
    key = Authenticator.objects.create(user=ingrid, type="webauthn", data=data)
    assert plain(client, f"/you/second-factor/{page}") == []
    for url in ("/you/passkeys/", f"/you/passkeys/{key.pk}/off/", f"/you/passkeys/{key.pk}/name/"):
        assert plain(client, url) == []


def test_what_is_wrong_on_ones_own_pages_is_said_in_every_language(
    ingrid: Person, browser: Browser
) -> None:
    Person.objects.update(language="qps", password="")
    client = browser(ingrid, fresh=True)
    wrong: dict[str, object] = {
        "name": "",
        "zone": "x",
        "work_from": "x",
        "work_days": ["9"],
        "theme": "x",
    }
    assert plain(client, "/you/", wrong) == []
    assert plain(client, "/you/password/first/", {"password1": "x", "password2": "y"}) == []
    assert plain(client, "/you/address/", {"action_add": "1", "email": ingrid.email}) == []
    assert plain(client, "/you/second-factor/app/", {"code": "x"}) == []


def test_too_many_tries_are_refused_in_every_language(ingrid: Person, browser: Browser) -> None:
    client = speaking(browser())
    for _ in range(31):
        page = client.get("/start/wrong/")
    assert page.status_code == 429
    assert untranslated(page.content.decode(), own=OWN) == []


def test_a_late_press_is_answered_in_every_language(
    ingrid: Person, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person.objects.update(language="qps")
    client = browser(ingrid, fresh=True)
    later = time.time() + 601
    monkeypatch.setattr(time, "time", lambda: later)
    assert plain(client, "/you/address/", {"action_add": "1", "email": "x@y.example"}) == []


def test_mails_speak_the_language_of_whoever_gets_them(ingrid: Person, browser: Browser) -> None:
    Person.objects.update(language="qps")
    browser().post("/come-in/", {"email": ingrid.email})
    assert not re.search(r"[A-Za-z]{3,}", mail.outbox[-1].subject.replace("Troth", ""))


@pytest.mark.parametrize("name", LETTERS)
def test_every_mail_goes_through_gettext(name: str) -> None:
    with translation.override("qps"):
        message = write(LETTERS[name](SAID), to="ingrid@lumen.example")
    html = str(message.alternatives[0][0])
    assert untranslated(html, own=(*OWN, "localhost", "on")) == []
    assert not re.search(r"[A-Za-z]{3,}", message.subject.replace("Troth", ""))


@pytest.mark.parametrize("url", ["/come-in/", "/come-in/password/"])
def test_pages_turn_with_a_language_from_right_to_left(
    url: str, ingrid: Person, browser: Browser
) -> None:
    page = speaking(browser(), "qpr").get(url).content.decode()
    assert '<html lang="qpr" dir="rtl"' in page
    assert "\u202e" in page


def test_the_language_of_the_pages_is_remembered_for_nobody(
    ingrid: Person, browser: Browser
) -> None:
    client = browser()
    answer = client.post("/come-in/language/", {"language": "qpr", "next": "/come-in/"})
    assert answer.headers["Location"] == "/come-in/"
    assert 'dir="rtl"' in client.get("/come-in/").content.decode()


def test_a_page_that_forgot_gettext_is_found() -> None:
    page = '<p>Plain words</p><p>[Þļåîñ]</p><img alt="A plain sign"><bdi>Ingrid</bdi><p dir="auto">Ravi</p>'
    assert untranslated(page) == ["Plain words", "A plain sign"]
    assert untranslated("<p>Lumen: [öķ]</p>", own=("Lumen",)) == []


def test_a_password_in_a_page_is_never_there_to_translate(
    with_password: Person, browser: Browser
) -> None:
    form = {"login": with_password.email, "password": PASSWORD + "x"}
    assert PASSWORD not in speaking(browser()).post("/come-in/password/", form).content.decode()


def test_a_choice_of_languages_stands_at_the_door_where_there_is_one(
    ingrid: Person, browser: Browser, settings: Settings
) -> None:
    page = browser().get("/come-in/").content.decode()
    assert 'lang="sw">Kiswahili</button>' in page
    assert 'lang="ar">العربيّة</button>' in page
    assert 'value="qps"' not in page
    settings.LANGUAGES = [("en-gb", "English")]
    assert 'name="language"' not in browser().get("/come-in/").content.decode()
