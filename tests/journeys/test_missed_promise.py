"""A promise that is missed, with both windows open: both sides read the same, without a word of blame."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import Window, go
from tests.journeys.steps import LIST, SOON, TABLE, card, press, story
from tests.serving import Server

pytestmark = pytest.mark.browser

WHAT = "weather data of today"
# Told as the example tells its weeks: by the product's own actions, on a clock that is set. It was promised and
# accepted yesterday, so that its date, a real one, comes within half a minute and not within days.
PROMISED_YESTERDAY = f"""
from datetime import UTC, datetime, timedelta
from troth.commitments import actions
from troth.commitments.actions.promising import Promise
from troth.foundation.web import clock
from troth.partnerships.models import Room, Seat
room = Room.objects.get(partnership__slug="lumen-kaveri", kind="shared")
seats = Seat.objects.filter(partnership=room.partnership, ended_at=None).select_related("party", "person")
ingrid, ravi = (seats.get(person__name=name) for name in ("Ingrid", "Ravi"))
due = datetime.now(UTC) + timedelta(seconds=25)
with clock.at(due - timedelta(days=1)):
    what = Promise(
        deliverable="{WHAT}", due=due, zone="Europe/Oslo", receiver=ravi.party, holder=ingrid.person
    )
    one = actions.propose(what, room=room, by=ingrid)
with clock.at(due - timedelta(hours=20)):
    actions.accept(one, by=ravi)
print(one.pk)
"""
FOUR_LINES = {
    "What it means for Kaveri": "Arjun waits with the run of today.",
    "How it is made good": "It comes within the hour.",
    "What comes next": "We ask the right station first.",
}
BLAME = re.compile(r"overdue|fail|breach|violat|broke|fault|too late|score", re.IGNORECASE)


def late_ones(page: Page) -> int:
    """How many of Lumen's promises came late, as Kaveri reads it on the page about them."""
    go(page, f"{TABLE}trust/")
    page.get_by_role("main").get_by_role(
        "link", name=re.compile("reasons.*Kaveri about Lumen")
    ).click()
    page.wait_for_url(re.compile(r"/trust/.+"))
    row = re.search(r"\bLate\s+(\d+)", page.inner_text("main"))
    assert row, page.inner_text("main")
    return int(row[1])


def says_what_happened(ingrid: Page, ravi: Page) -> str:
    """She says it before anybody asks, in four lines; he reads it and says so. The slip's address."""
    press(ingrid, "Say what happened")
    expect(ingrid.get_by_label("What happened")).to_have_value(re.compile(WHAT))
    for label, words in FOUR_LINES.items():
        ingrid.get_by_label(label).fill(words)
    press(ingrid, "Tell Kaveri")
    ingrid.wait_for_url(re.compile(r"/care/slips/[0-9A-Z]{26}/$"))
    slip = ingrid.url.partition("/p/")[2]
    expect(card(ravi, WHAT)).to_contain_text("has said what happened", timeout=SOON)
    go(ravi, f"/p/{slip}")
    expect(ravi.get_by_role("main")).to_contain_text(FOUR_LINES["How it is made good"])
    ravi.get_by_label("A word with it").fill("Thank you for saying it first.")
    press(ravi, "Acknowledge")
    expect(ingrid.get_by_role("main")).to_contain_text("Ravi acknowledged it.", timeout=SOON)
    for page in (ingrid, ravi):
        assert BLAME.findall(page.inner_text("main")) == []
    return f"/p/{slip}"


def is_made_good(ingrid: Page, ravi: Page, *, slip: str) -> None:
    """She says so, he confirms it; his page was open before, and leads him on."""
    go(ingrid, slip)
    go(ravi, slip)
    press(ingrid, "Say that it is repaired")
    # His page was open before: it leads him on without taking what he may be writing.
    ravi.get_by_role("link", name="Look and confirm").click(timeout=SOON)
    press(ravi, "Confirm the repair")
    expect(ingrid.get_by_role("img", name="Owned and repaired")).to_be_visible(timeout=SOON)


def test_a_date_that_passes_is_told_to_both_and_what_comes_late_stays_late(
    window: Window, server: Server
) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    before = late_ones(ravi)
    said = server.troth("manage", "shell", "-v", "0", "-c", PROMISED_YESTERDAY)
    address = f"{LIST}{said.split()[-1]}/"
    go(ingrid, address)
    go(ravi, LIST)
    expect(story(ingrid)).to_contain_text("Ravi accepted.")
    expect(card(ravi, WHAT)).not_to_contain_text("nothing has arrived")

    # Nobody touches either window: the clock of the server comes by.
    expect(story(ingrid)).to_contain_text("nothing had arrived", timeout=120_000)
    expect(card(ravi, WHAT)).to_contain_text("nothing has arrived", timeout=SOON)
    for page in (ingrid, ravi):
        assert BLAME.findall(page.inner_text("main")) == []

    slip = says_what_happened(ingrid, ravi)

    # Then she delivers; he sees it come, and confirms.
    go(ingrid, address)
    go(ravi, LIST)
    press(ingrid, "Say that it is delivered")
    ingrid.get_by_label("Where it is").fill("It is there now. We had the wrong station; sorry.")
    ingrid.get_by_role("button", name="Say that it is delivered").click()
    card(ravi, WHAT).get_by_role("button", name="Confirm").click(timeout=SOON)
    expect(story(ingrid)).to_contain_text("Ravi confirmed", timeout=SOON)
    expect(ingrid.get_by_role("img", name="Late")).to_be_visible()
    assert BLAME.findall(ingrid.inner_text("main")) == []

    is_made_good(ingrid, ravi, slip=slip)
    go(ingrid, address)
    expect(ingrid.get_by_role("img", name="Missed, then owned and repaired")).to_be_visible()

    # The record says it in the same words to both, and reliability counts it as what it was.
    for page in (ingrid, ravi):
        go(page, f"{TABLE}record/")
        expect(page.get_by_role("main")).to_contain_text(f"“{WHAT}” was due")
    assert late_ones(ravi) == before + 1
