"""The components in a real browser: readable for all, at every width, under the policy the server sends."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from csp.utils import build_policy
from django.test import RequestFactory
from jinja2 import FileSystemLoader
from playwright.sync_api import Browser, Page, Route, sync_playwright

from services import find_chromium
from troth.foundation.web import marks
from troth.foundation.web.jinja import environment
from troth.foundation.web.page import Foot, Link, Look, Viewer
from troth.foundation.web.workshop import shown

pytestmark = pytest.mark.browser

WEB = Path(marks.__file__).parent
AXE = WEB.parents[3] / "node_modules" / "axe-core" / "axe.min.js"
ADDRESS = "http://troth.localhost"
INGRID = Viewer(
    name="Ingrid",
    short="In",
    zone="Bergen",
    organisation="Lumen Sensors",
    colour=1,
    sign_out_url="/out/",
)
WIDTHS = (360, 390, 768, 1024, 1280, 1920)
FORM = '{% call forms.form(request, "/save/", save="Promise it") %}{{ forms.plain_field("what", "What") }}{% endcall %}'
FRAGMENT = '<p id="card" hx-get="/fragment/" hx-trigger="click" hx-swap="outerHTML">Press</p>'


def design(**context: Any) -> str:
    env = environment(loader=FileSystemLoader(WEB / "jinja2"))
    whole = {
        "viewer": INGRID,
        "foot": Foot(run_by="Lumen IT"),
        "waiting_count": 4,
        **shown(),
        **context,
    }
    return env.get_template("web/design.html").render(
        request=RequestFactory().get("/design/"), **whole
    )


def small(source: str) -> str:
    """A page of our own around a few components."""
    env = environment(loader=FileSystemLoader(WEB / "jinja2"))
    head = '{% extends "web/page.html" %}{% import "web/forms.html" as forms %}{% block title %}A{% endblock %}'
    template = env.from_string(f"{head}{{% block board %}}<h1>A</h1>{source}{{% endblock %}}")
    return template.render(request=RequestFactory().get("/"))


class Site:
    """What the browser finds at our address: pages by path, the built files, and the policy on everything."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.asked: list[str] = []

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS).partition("?")[0]
        self.asked.append(route.request.url)
        headers = {"Content-Security-Policy": build_policy(nonce="n")}
        file = WEB / path.lstrip("/")
        if path in self.pages:
            route.fulfill(
                body=self.pages[path], content_type="text/html; charset=utf-8", headers=headers
            )
        elif path.startswith("/static/") and file.is_file():
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            route.fulfill(body=file.read_bytes(), content_type=kind, headers=headers)
        else:
            route.fulfill(status=404, body="")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    found = find_chromium()
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    context = chromium.new_context(reduced_motion="reduce")
    context.route("**/*", site.answer)
    shown = context.new_page()
    complaints: list[str] = []
    shown.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    yield shown
    context.close()
    unexpected = [
        one for one in complaints if "ERR_INTERNET_DISCONNECTED" not in one and "404" not in one
    ]
    assert unexpected == []


def fits(page: Page) -> bool:
    """Whether nothing stands out once letters have come and the page has settled at its new width."""
    for _ in range(20):
        if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            return True
        page.wait_for_timeout(100)
    return False


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(page: Page, site: Site, theme: str, width: int) -> None:
    site.pages["/"] = design(look=Look(theme=theme))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(ADDRESS)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_scrolls_sideways(page: Page, site: Site, direction: str) -> None:
    site.pages["/"] = design().replace('dir="ltr"', f'dir="{direction}"', 1)
    page.goto(ADDRESS)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert fits(page), width


def test_controls_are_large_enough_for_a_finger(page: Page, site: Site) -> None:
    site.pages["/"] = design()
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(ADDRESS)
    low = page.evaluate(
        "[...document.querySelectorAll('.btn:not(.btn-sm), .input, .select, summary, .underbar a')]"
        ".filter(one => one.getClientRects().length && one.getBoundingClientRect().height < 32)"
        ".map(one => one.outerHTML.slice(0, 80))"
    )
    assert low == []


def test_every_face_and_file_comes_from_ourselves(page: Page, site: Site) -> None:
    site.pages["/"] = design()
    page.goto(ADDRESS, wait_until="networkidle")
    assert [url for url in site.asked if not url.startswith(ADDRESS)] == []
    assert page.evaluate("document.fonts.check('16px \"Commissioner Variable\"')")


def test_a_dropped_connection_keeps_the_words(page: Page, site: Site) -> None:
    site.pages["/"] = small(FORM)
    site.pages["/save/"] = small("<p>It is promised.</p>")
    page.goto(ADDRESS)
    page.get_by_label("What").fill("20 units")
    page.context.route("**/save/", lambda route: route.abort("internetdisconnected"))
    page.get_by_role("button", name="Promise it").click()
    page.get_by_text("the connection dropped at").wait_for()
    assert page.get_by_label("What").input_value() == "20 units"
    page.context.unroute("**/save/")
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("It is promised.").wait_for()


def test_htmx_swaps_what_the_server_sends_and_nothing_that_runs(page: Page, site: Site) -> None:
    site.pages["/"] = small(FRAGMENT)
    site.pages["/fragment/"] = '<p id="card">Kept</p>'
    page.goto(ADDRESS)
    page.locator("#card").click()
    page.get_by_text("Kept").wait_for()


def test_a_menu_opens_without_scripts(chromium: Browser, site: Site) -> None:
    menu = Viewer(
        name="Ingrid", short="In", zone="Bergen", menu=(Link(name="Your times", url="/you/"),)
    )
    site.pages["/"] = design(viewer=menu)
    context = chromium.new_context(java_script_enabled=False)
    context.route("**/*", site.answer)
    page = context.new_page()
    page.goto(ADDRESS)
    page.locator("details.me summary").click()
    assert page.get_by_role("link", name="Your times").is_visible()
    context.close()


def test_escape_closes_the_menu_and_gives_the_focus_back(page: Page, site: Site) -> None:
    site.pages["/"] = design()
    page.goto(ADDRESS)
    page.locator("details.me summary").click()
    page.keyboard.press("Escape")
    assert page.locator("details.me[open]").count() == 0
    assert page.evaluate("document.activeElement.matches('details.me summary')")


def test_on_paper_there_are_no_buttons_and_light_colours(page: Page, site: Site) -> None:
    site.pages["/"] = design(look=Look(theme="dark"))
    page.goto(ADDRESS)
    page.emulate_media(media="print")
    assert page.locator(".btn:visible, .sections:visible, .underbar:visible").count() == 0
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.board')).backgroundColor")
        == "rgb(255, 255, 255)"
    )


def test_with_forced_colours_controls_keep_an_edge(page: Page, site: Site) -> None:
    site.pages["/"] = design()
    page.emulate_media(forced_colors="active")
    page.goto(ADDRESS)
    style = "getComputedStyle(document.querySelector('.btn-primary')).borderTopStyle"
    assert page.evaluate(style) == "solid"
