"""Every page of the example that a member can walk to: nothing axe complains about, nothing sideways."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# Where the walk begins; the rest is found by its links.
START = ("/", "/p/lumen-kaveri/")
# A walk that found fewer pages than this went wrong itself.
FEWEST, MOST = 25, 90
LINKS = "[...document.querySelectorAll('a[href]')].map(one => one.href)"

IS_PAGE = """async path => {
    const answer = await fetch(path)
    return answer.ok && answer.headers.get('content-type').startsWith('text/html')
}"""


def kind(path: str) -> str:
    """Pages of one address pattern in one kind of room are one page; empty for what is no page."""
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    return f"{found.view_name} {found.kwargs.get('where', '')}"


def walk(page: Page) -> list[str]:
    """One address of every page that links lead to, within the tables of this person."""
    host = urlsplit(page.url).netloc
    seen: dict[str, str] = {}
    waiting = list(START)
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        if not (name := kind(path)) or name in seen:
            continue
        if not page.evaluate(IS_PAGE, path):
            continue
        page.goto(f"http://{host}{path}")
        seen[name] = path
        parts = [urlsplit(link) for link in page.evaluate(LINKS)]
        waiting += [part.path for part in parts if part.netloc == host]
    return list(seen.values())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    window: Callable[[str], Page], scheme: str
) -> None:
    page = window("Ingrid of Lumen")
    host = urlsplit(page.url).netloc
    paths = walk(page)
    assert len(paths) >= FEWEST, paths
    source = AXE.read_text(encoding="utf-8")
    wrong = []
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in paths:
        page.set_viewport_size({"width": 390 if scheme == "dark" else 1280, "height": 900})
        page.goto(f"http://{host}{path}")
        page.evaluate(source)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        wrong += [(path, one["id"], one["nodes"][0]["html"][:120]) for one in found]
        page.set_viewport_size({"width": 360, "height": 800})
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wrong.append((path, "sideways", "360"))
    assert not wrong, "\n".join(" · ".join(one) for one in wrong)
