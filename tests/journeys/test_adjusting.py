"""One thing done differently, with both windows open: proposed from a finger, changed, agreed, looked at by both."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import Window, go
from tests.journeys.steps import SOON, TABLE, press

pytestmark = pytest.mark.browser

ADJUSTMENT = re.compile(r"/trust/adjustments/[0-9A-Z]{26}/$")


def lead(page: Page) -> str:
    """The sentence that says where it stands."""
    return page.locator("#adjustment-state .lead").inner_text()


def proposes(page: Page) -> str:
    """From the page of ability she takes an idea and leaves the words as they are. The adjustment's address."""
    go(page, f"{TABLE}trust/")
    # The picture and the table lead to the same; the table's link is the one with words.
    page.locator("#as-table a[href$='/ability/']").first.click()
    page.wait_for_url(re.compile(r"/ability/$"))
    page.get_by_role("link", name="Agree an adjustment").click()
    page.get_by_label(re.compile("^Write down what done means")).check()
    press(page, "Propose it")
    page.wait_for_url(ADJUSTMENT)
    return page.url.partition("/p/")[2]


def test_two_sides_agree_on_one_change_and_say_whether_it_helped(window: Window) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    address = f"/p/{proposes(ingrid)}"
    assert lead(ingrid) == "Waits for a word from Kaveri."

    # He changes the words; her open page says so, and what he wrote waits for her.
    go(ravi, address)
    ravi.get_by_role("link", name="Propose other words").click()
    ravi.get_by_label("What it is called").fill("Done means, in three lines")
    press(ravi, "Propose these words")
    expect(ingrid.get_by_role("heading", level=1)).to_have_text(
        "Done means, in three lines", timeout=SOON
    )
    assert lead(ingrid) == "Waits for a word from Lumen."
    ingrid.get_by_role("link", name="Read and answer").click()
    press(ingrid, "Agree to it")
    expect(ravi.locator("#adjustment-state")).to_contain_text(
        "You look at it together", timeout=SOON
    )
    expect(ravi.locator("#measured")).to_be_visible()

    # They need not wait for the day; each says it, and the second word closes it.
    go(ravi, address)
    ravi.get_by_text("Say now already how it went").click()
    ravi.get_by_label("It helped", exact=True).check()
    press(ravi, "Say it")
    expect(ingrid.locator("#adjustment-state")).to_contain_text(
        "Ravi says that it helped.", timeout=SOON
    )
    go(ingrid, address)
    ingrid.get_by_label("It helped in part").check()
    press(ingrid, "Say it")
    expect(ravi.locator("#adjustment-state")).to_contain_text(
        "Taken together, it helped in part", timeout=SOON
    )
    for page in (ingrid, ravi):
        go(page, f"{TABLE}trust/adjustments/")
        expect(page.get_by_role("main")).to_contain_text("Done means, in three lines")
