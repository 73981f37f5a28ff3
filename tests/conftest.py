"""What journeys and pages in a real browser share: a server, a browser, a window for each side."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.serving import Server, served

from services import find_chromium
from troth.discussions.tests.provider import provider_here

# Machines that cannot look up names ending in .localhost are told where they are.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
]
WIDE = {"width": 1280, "height": 900}

Window = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The example, as `make run` starts it; one for all stories, each with promises of its own."""
    state = tmp_path_factory.mktemp("state")
    with (
        provider_here() as provider,
        served(state, example=True, TRANSLATE_URL=provider.url) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a module."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def room_for(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Windows that share nothing with each other; what their scripts say wrong makes the test fail."""
    wrong: list[str] = []
    opened: list[BrowserContext] = []

    def another(**how: object) -> BrowserContext:
        context = chromium.new_context(**{"viewport": WIDE, **how})  # type: ignore[arg-type]  # Playwright's own names
        context.set_default_timeout(20_000)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        opened.append(context)
        return context

    yield another
    for context in opened:
        context.close()
    assert wrong == []


@pytest.fixture
def window(room_for: Callable[..., BrowserContext], server: Server) -> Window:
    """A window in which somebody of the example has sat down: `window("Ingrid of Lumen")`.

    The first of each side by the link from the terminal, the others as chosen at the door.
    """

    def sit_down(name: str, **how: object) -> Page:
        page = room_for(**how).new_page()
        if name in server.links:
            page.goto(server.links[name])
        else:
            page.goto(f"{server.url}/come-in/")
            first = name.partition(" ")[0]
            page.get_by_role("button", name=re.compile(rf"\b{first}\b")).first.click()
        page.wait_for_url(re.compile(r"//[^/]+/$"))
        return page

    return sit_down


def go(page: Page, path: str) -> None:
    """Open an address of the same host."""
    scheme, _, host = page.url.split("/", 3)[:3]
    page.goto(f"{scheme}//{host}{path}")
