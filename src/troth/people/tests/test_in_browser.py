"""Coming in with a real browser: a passkey made and used, the browser's own clock, and reading for all."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core import mail
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from services import find_chromium
from troth.people.actions.people import register
from troth.people.actions.start import first_person_link
from troth.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOME = re.compile(r"//[^/]+/$")
AXE = Path(__file__).resolve().parents[4] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser, once for all; its driver runs a loop in which Django would refuse to look anything up."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def window(chromium: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A fresh window on a telephone in Bengaluru, with a device that keeps passkeys."""
    if not finders.find("troth/troth.js"):
        pytest.skip("not run: the browser part is not built (make setup)")
    window = chromium.new_context(
        base_url=live_server.url.replace("127.0.0.1", "localhost"),
        viewport={"width": 390, "height": 844},
        timezone_id="Asia/Kolkata",
    )
    yield window
    window.close()


@pytest.fixture
def ingrid(window: BrowserContext) -> Person:
    """Ingrid, known before the window opens its first page."""
    return register("ingrid@lumen.example", name="Ingrid", zone="Europe/Oslo", place="Bergen")


def code() -> str:
    """The figures in the last mail."""
    found = re.search(r"\d{3} \d{3}", str(mail.outbox[-1].subject))
    assert found
    return found[0]


def come_in(page: Page, person: Person) -> None:
    """By a code from a mail."""
    page.goto("/come-in/")
    page.get_by_label("Your e-mail address").fill(person.email)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/come-in/code/")
    page.get_by_label("The code from the mail").fill(code())
    page.get_by_role("button", name="Come in").click()
    page.wait_for_url(HOME)


def test_a_passkey_is_made_and_lets_somebody_in(window: BrowserContext, ingrid: Person) -> None:
    page = window.new_page()
    device = window.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    come_in(page, ingrid)
    page.goto("/you/passkeys/new/")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/you/second-factor/codes/")
    page.goto("/sign-out/")
    page.get_by_role("button", name="Sign out").last.click()
    page.wait_for_url("**/come-in/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(HOME)


def test_a_device_that_gives_no_passkey_is_answered_in_words(
    window: BrowserContext, ingrid: Person
) -> None:
    page = window.new_page()
    device = window.new_cdp_session(page)
    device.send("WebAuthn.enable")
    page.goto("/come-in/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("Your device did not give a passkey").wait_for()


def test_the_first_person_finds_the_clock_of_the_browser(window: BrowserContext) -> None:
    way = first_person_link("")
    page = window.new_page()
    page.goto(str(way))
    assert page.get_by_label("Your time zone").input_value() in {"Asia/Kolkata", "Asia/Calcutta"}
    page.get_by_label("Your name").fill("Ravi")
    page.get_by_label("Your e-mail address").fill("ravi@kaveri.example")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(HOME)
    assert Person.objects.get().is_operator


def test_everything_but_passkeys_works_without_scripts(
    chromium: Browser, window: BrowserContext, live_server: LiveServer, ingrid: Person
) -> None:
    home = live_server.url.replace("127.0.0.1", "localhost")
    quiet = chromium.new_context(base_url=home, java_script_enabled=False)
    page = quiet.new_page()
    page.goto("/come-in/")
    page.get_by_label("Your e-mail address").fill(ingrid.email)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code from the mail").fill(code())
    page.get_by_role("button", name="Come in").click()
    page.goto("/you/")
    page.get_by_label("What you do").fill("partnership lead")
    page.get_by_role("button", name="Keep this").click()
    assert Person.objects.get().title == "partnership lead"
    quiet.close()


PAGES = ["/you/", "/you/sessions/", "/you/second-factor/", "/you/second-factor/app/"]
PAGES += ["/you/passkeys/", "/you/passkeys/new/", "/you/address/", "/you/password/", "/sign-out/"]
DOOR = ["/come-in/", "/come-in/password/", "/come-in/sign-up/", "/come-in/forgotten/"]


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_runs_over_the_edge(
    colours: str, window: BrowserContext, ingrid: Person
) -> None:
    page = window.new_page()
    page.emulate_media(color_scheme="dark" if colours == "dark" else "light")
    # Only for this page: the policy forbids what axe needs to be put in.
    window.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    page.add_init_script(AXE.read_text())
    found = [look_at(page, path) for path in DOOR]
    come_in(page, ingrid)
    found += [look_at(page, path) for path in PAGES]
    assert [one for one in found if one] == []


def look_at(page: Page, path: str) -> list[str]:
    """What is hard to use on this page for somebody."""
    page.goto(path)
    found: list[str] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(r => r.violations.map(v => v.id))", RULES
    )
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [f"{path} {one}" for one in [*found, *(["over the edge"] if wide else [])]]
