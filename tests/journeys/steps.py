"""What people do in several stories, in the words of the page."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect
from tests.conftest import go

TABLE = "/p/lumen-kaveri/"
LIST = f"{TABLE}commitments/"
BERGEN = ZoneInfo("Europe/Oslo")
# A page changes by itself when the other side acts; the stop is generous, the machine may be busy.
SOON = 15_000
# What is in hand, in words, whether one sees it, and where it stands: asked at once, since pages change by themselves.
# Inside: the frame itself has the focus after a page was put in its place, and shows nothing of it.
FOCUSED = """within => { const one = document.activeElement;
  const words = one.getAttribute('aria-label') || one.labels?.[0]?.innerText || one.innerText || one.value || '';
  return [words, getComputedStyle(one).outlineStyle, !within || !!one.parentElement?.closest(within)]; }"""
MOST_STEPS = 150


def day_in(days: int) -> str:
    """A day as the line takes it, on Bergen's calendar."""
    return (datetime.now(BERGEN) + timedelta(days=days)).strftime("%Y-%m-%d")


def promise(page: Page, line: str) -> None:
    """Promise something in one line, on the page of commitments."""
    page.get_by_label("What, and by when").first.fill(line)
    page.get_by_role("button", name="Promise it").first.click()


def promised(page: Page, what: str, *, days: int = 9) -> str:
    """Promise it and come to its page; its address."""
    go(page, LIST)
    promise(page, f"{what}, by {day_in(days)} 17:00")
    page.wait_for_url(re.compile(r"/commitments/[0-9A-Z]{26}/$"))
    return page.url.partition("localhost")[2].partition("/")[2].join(("/", ""))


def card(page: Page, what: str) -> Locator:
    """The promise in the list."""
    return page.locator("li", has=page.get_by_role("link", name=what, exact=True))


def story(page: Page) -> Locator:
    """What happened, on the page of one promise."""
    return page.get_by_role("list", name="What happened, on both sides")


def press(page: Page, words: str) -> None:
    """A button or what looks like one."""
    page.get_by_role("main").get_by_role("button", name=words, exact=True).or_(
        page.get_by_role("main").get_by_role("link", name=words, exact=True)
    ).first.click()


def sees(page: Page, words: str) -> None:
    """The page says it, sooner or later, without anybody reloading."""
    expect(page.get_by_role("main")).to_contain_text(words, timeout=SOON)


def step_to(page: Page, words: str, *, within: str = "") -> None:
    """Press Tab until this is in hand; wherever one is, one sees it."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        found, outline, here = page.evaluate(FOCUSED, within)
        if here and words in found:
            assert outline != "none", page.evaluate(
                "document.activeElement.outerHTML.slice(0, 300)"
            )
            return
    raise AssertionError(f"“{words}” is not within {MOST_STEPS} steps")
