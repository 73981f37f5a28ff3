"""One whole promise with the keyboard alone: made on one side, accepted on the other."""

import re

import pytest
from playwright.sync_api import expect
from tests.conftest import Window, go
from tests.journeys.steps import FOCUSED, LIST, SOON, card, day_in, step_to, story

pytestmark = pytest.mark.browser


def test_a_promise_is_made_and_accepted_without_a_mouse(window: Window) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    what = "a promise by keyboard"
    go(ingrid, "/p/lumen-kaveri/")
    ingrid.keyboard.press("c")
    expect(ingrid.get_by_label("What, and by when").first).to_be_focused()
    ingrid.keyboard.type(f"{what}, by {day_in(6)} 17:00")
    ingrid.keyboard.press("Enter")
    ingrid.wait_for_url(re.compile(r"/commitments/[0-9A-Z]{26}/$"))

    go(ravi, LIST)
    mine = card(ravi, what)
    expect(mine).to_be_visible()
    step_to(ravi, "Accept", within=f"#{mine.get_attribute('id')}")
    ravi.keyboard.press("Enter")
    expect(story(ingrid)).to_contain_text("Ravi accepted.", timeout=SOON)

    step_to(ingrid, "Say that it is delivered", within="main")
    ingrid.keyboard.press("Enter")
    ingrid.wait_for_url(re.compile(r"/deliver/$"))
    step_to(ingrid, "Where it is", within="main")
    ingrid.keyboard.type("In the shared folder.")
    step_to(ingrid, "Say that it is delivered", within="main")
    ingrid.keyboard.press("Enter")
    expect(story(ingrid)).to_contain_text("In the shared folder.")


def test_the_first_step_leads_past_everything_to_the_page(window: Window) -> None:
    ingrid = window("Ingrid of Lumen")
    go(ingrid, LIST)
    ingrid.keyboard.press("Tab")
    assert ingrid.evaluate(FOCUSED)[0].startswith("Skip")
    ingrid.keyboard.press("Enter")
    expect(ingrid.locator("#main")).to_be_focused()
