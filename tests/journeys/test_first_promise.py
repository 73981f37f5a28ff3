"""The first promise kept, with both windows open: each side sees at once what the other did."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

TABLE = "/p/lumen-kaveri/"
WHAT = "pilot contract, third draft"


def go(page: Page, path: str) -> None:
    """Open an address of the same host."""
    host = page.url.split("/", 3)
    page.goto(f"{host[0]}//{host[2]}{path}")


def card(page: Page) -> Locator:
    """The promise of this story, as it stands in the list."""
    return page.locator("li", has=page.get_by_role("link", name=WHAT))


@pytest.mark.smoke
def test_a_promise_is_made_accepted_delivered_and_confirmed(
    window: Callable[[str], Page],
) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    go(ingrid, f"{TABLE}commitments/")
    go(ravi, f"{TABLE}commitments/")
    expect(card(ravi)).to_have_count(0)

    line = ingrid.get_by_placeholder("pilot contract, second draft, by Friday 17:00").first
    line.fill(f"{WHAT}, by Friday 17:00")
    ingrid.get_by_role("button", name="Promise it").first.click()

    accept = card(ravi).get_by_role("button", name="Accept")  # the page changed by itself
    expect(accept).to_be_visible(timeout=15_000)
    accept.click()
    story = ingrid.get_by_role("list", name="What happened, on both sides")
    expect(story).to_contain_text("Ravi accepted.", timeout=15_000)  # and so did this one

    ingrid.get_by_role("link", name="Say that it is delivered").click()
    ingrid.get_by_role("button", name="Say that it is delivered").click()
    confirm = card(ravi).get_by_role("button", name="Confirm")
    expect(confirm).to_be_visible(timeout=15_000)
    confirm.click()
    expect(story).to_contain_text("Ravi confirmed", timeout=15_000)
    expect(ingrid.get_by_role("img", name="Kept")).to_be_visible()


def test_a_date_moves_by_agreement_and_is_never_late(window: Callable[[str], Page]) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    go(ingrid, f"{TABLE}commitments/")
    go(ravi, f"{TABLE}commitments/")
    asked = ingrid.locator("li", has=ingrid.get_by_role("link", name="Calibration API v1"))
    asked.get_by_role("button", name="Agree to the new date").click()

    ravi.get_by_role("link", name="Calibration API v1").first.click()
    story = ravi.get_by_role("list", name="What happened, on both sides")
    expect(story).to_contain_text("Ingrid agreed", timeout=15_000)
