"""Before assuming, he asks her: nobody else finds it, and what comes of it stands there in the words both have read."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import Window, go
from tests.journeys.steps import SOON, TABLE, day_in, press, promised, sees

pytestmark = pytest.mark.browser

QUESTION = "How are these frost nights for you?"
ANSWER = "Hard. A week more would help."
WHAT = "Drift notes for the frost nights"
EXCHANGE = re.compile(r"/trust/outreach/[0-9A-Z]{26}/$")


def lets_be_what_was_before(page: Page) -> None:
    """One asks somebody once at a time: an earlier question of the example is let be."""
    go(page, f"{TABLE}trust/outreach/")
    earlier = page.get_by_role("main").get_by_role("link", name="Ravi and Ingrid")
    if earlier.count():
        earlier.first.click()
        page.wait_for_url(EXCHANGE)
        ends = page.get_by_role("button", name="Let it be for now")
        if ends.count():
            ends.click()
            sees(page, "This was ended.")


def asks(page: Page) -> str:
    """From the page of trust he asks Ingrid. The address of what stands there now."""
    go(page, f"{TABLE}trust/")
    page.get_by_role("link", name="Ask somebody how it is for them").click()
    people = page.get_by_label("Whom you ask")
    chosen = people.locator("option", has_text=re.compile("^Ingrid")).get_attribute("value")
    people.select_option(chosen)
    page.get_by_label("Your question").fill(QUESTION)
    press(page, "Ask privately")
    page.wait_for_url(EXCHANGE)
    return page.url.partition("/p/")[2]


def announced(page: Page) -> list[str]:
    """The sentences that all will read, as a page announces them."""
    found = page.locator("ol.ahead li")
    expect(found).to_have_count(2, timeout=SOON)
    return [" ".join(words.split()) for words in found.all_inner_texts()]


def test_a_question_becomes_a_date_that_all_see_move(window: Window) -> None:
    ingrid, ravi, meera = (
        window("Ingrid of Lumen"),
        window("Ravi of Kaveri"),
        window("Meera of Kaveri"),
    )
    promise = promised(ingrid, WHAT)
    go(ravi, promise)
    press(ravi, "Accept")
    lets_be_what_was_before(ravi)
    address = f"/p/{asks(ravi)}"

    # She finds it waiting without a word of it; what she answers, his open page shows by itself.
    go(ingrid, "/")
    sees(ingrid, "Ravi asks how something is for you")
    expect(ingrid.get_by_role("main")).not_to_contain_text(QUESTION)
    go(ingrid, address)
    sees(ingrid, QUESTION)
    ingrid.get_by_label("Your words").fill(ANSWER)
    press(ingrid, "Answer")
    sees(ravi, ANSWER)

    # He proposes another day; both read the very words of the record before anything moves.
    press(ravi, "Propose other dates")
    ravi.get_by_label(WHAT).fill(day_in(20))
    press(ravi, "See what everybody will read")
    words = announced(ravi)
    assert words[0].startswith(f"Kaveri asked to move “{WHAT}” to ")
    assert words[1].startswith(f"Lumen agreed: “{WHAT}” is now due ")
    press(ravi, "Propose it")
    sees(ingrid, "Ravi proposes:")
    assert announced(ingrid) == words
    press(ingrid, "Agree to it")
    sees(ravi, "Ravi proposed this, and it was agreed:")

    # A colleague of his reads those words and nothing else.
    go(meera, f"{TABLE}record/")
    for sentence in words:
        sees(meera, sentence)
    go(meera, promise)
    sees(meera, "Agreed between us.")
    for path in (f"{TABLE}record/", promise, f"{TABLE}trust/outreach/", "/"):
        go(meera, path)
        for said in (QUESTION, ANSWER):
            expect(meera.get_by_role("main")).not_to_contain_text(said)
    there = meera.request.get(f"{'/'.join(meera.url.split('/', 3)[:3])}{address}")
    assert there.status == 404
