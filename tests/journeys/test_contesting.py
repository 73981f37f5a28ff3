"""From the picture to a figure, from the figure to its entry: contested, it has no weight, and both windows say so."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import Window, go
from tests.journeys.steps import TABLE, press, sees

pytestmark = pytest.mark.browser
WHY = "That was our colleague in Pune, not we."


def open_ability(page: Page) -> int:
    """From the picture to what Lumen can count on from Kaveri in ability; how many items it rests on."""
    go(page, f"{TABLE}trust/")
    row = page.get_by_role("row", name=re.compile("^Ability"))
    table = page.get_by_role("table").first
    heads = table.get_by_role("columnheader").all_inner_texts()
    place = [head for head in heads if " about " in head].index("Lumen about Kaveri")
    row.get_by_role("link").nth(place).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ability")
    below = page.get_by_role("main").locator(".lead")
    found = re.match(r"from (\d+) items", below.inner_text())
    assert found, below.inner_text()
    return int(found[1])


def test_a_figure_is_opened_down_to_its_entry_contested_and_moves(window: Window) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    before = open_ability(ravi)
    ravi.get_by_role("main").get_by_text("right at once").click()
    ravi.get_by_role("link", name=re.compile("^entry ")).last.click()
    sees(ravi, "What this entry says about Kaveri")
    address = "/" + ravi.url.split("/", 3)[3]

    # Nobody is asked for more than a sentence; both read the same at once.
    press(ravi, "Contest this")
    sees(ravi, "This is needed.")
    ravi.get_by_label("What is not right about it").fill(WHY)
    press(ravi, "Contest this")
    sees(ravi, "set aside, without weight")
    assert open_ability(ravi) == before - 1
    sees(ravi, "Set aside until both settle it")

    go(ingrid, address)
    sees(ingrid, WHY)
    press(ingrid, "Leave it out")
    sees(ingrid, "agreed to leave this out")
    go(ravi, f"{TABLE}record/")
    sees(ravi, "Kaveri contested what entry")
