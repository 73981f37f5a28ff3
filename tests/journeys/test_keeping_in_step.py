"""Two organisations with the keyboard alone: working agreement, kickoff, launch, check-in."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import Window, go
from tests.journeys.steps import SOON, TABLE, sees
from tests.journeys.test_agreeing import enter, write

pytestmark = pytest.mark.browser
CHARTER = f"{TABLE}agreements/charter/"
HOPE, WORRY = "Every site trusts its own readings", "Nobody answers in July"


def path_of(page: Page) -> str:
    """Where a page is, without its host."""
    return re.sub(r"^https?://[^/]+", "", page.url)


def both_sign_another_charter(ingrid: Page, ravi: Page) -> None:
    """One side writes a version with a reason; it holds once both have signed exactly that."""
    go(ingrid, CHARTER)
    enter(ingrid, "Propose a change")
    ingrid.wait_for_url(re.compile(r"/revise/$"))
    write(ingrid, "A question asked here, in working days", "4")
    write(ingrid, "What changes, and why", "July is slow for both of us.")
    enter(ingrid, "Write version 3")
    ingrid.wait_for_url(re.compile(r"/charter/$"))
    enter(ingrid, "Sign version 3 for Lumen")
    sees(ingrid, "Version 3 waits for Kaveri.")
    go(ravi, CHARTER)
    sees(ravi, "within 4 working days")
    enter(ravi, "Sign version 3 for Kaveri")
    sees(ingrid, "Version 3 is signed by all.")


def both_write_unseen_and_open_together(ingrid: Page, ravi: Page) -> None:
    """Nobody sees a line of the other before both have written; then both see all."""
    go(ingrid, f"{TABLE}agreements/kickoff/new/")
    write(ingrid, "What are you about to begin?", "The second summer")
    enter(ingrid, "Begin the kickoff")
    ingrid.wait_for_url(re.compile(r"/kickoff/([0-9A-Z]{26}/)?$"))
    go(ravi, path_of(ingrid))
    for page, box, line, short in (
        (ingrid, "What I hope we reach", HOPE, "Lumen"),
        (ravi, "What worries me", WORRY, "Kaveri"),
    ):
        write(page, box, line)
        enter(page, "Write it, unseen")
        sees(page, line)
        enter(page, f"{short} has written")
        sees(page, "has written, and sealed it")
    assert WORRY not in ingrid.get_by_role("main").inner_text()
    go(ravi, path_of(ravi))
    enter(ravi, "Open all lines together")
    for page in (ravi, ingrid):
        sees(page, HOPE)
        sees(page, WORRY)


def both_accept_one_wording_and_launch(ingrid: Page, ravi: Page) -> None:
    """What still differs holds the launch; once both accept one wording it goes."""
    go(ingrid, f"{TABLE}agreements/")
    beta = ingrid.locator("main a[href*='/launch/']", has_text="The beta goes out").first
    address = str(beta.get_attribute("href"))
    go(ravi, address)
    go(ingrid, address)
    assert ingrid.get_by_role("button", name="Launch", exact=True).is_disabled()
    enter(ingrid, "Accept for Lumen")
    expect(ingrid.get_by_role("button", name="Launch", exact=True)).to_be_enabled(timeout=SOON)
    enter(ingrid, "Launch")
    sees(ingrid, "Launched")
    sees(ravi, "Launched")


def one_line_is_a_check_in(ingrid: Page, ravi: Page) -> None:
    """One side sends a line; the other side's open page has it."""
    go(ravi, f"{TABLE}meetings/checkins/")
    go(ingrid, f"{TABLE}meetings/checkins/")
    enter(ingrid, "Check in for Lumen")
    ingrid.wait_for_url(re.compile(r"/write/$"))
    write(ingrid, "What moved", "The second summer has begun.")
    enter(ingrid, "Send it to Kaveri")
    sees(ravi, "The second summer has begun.")


def test_two_sides_agree_begin_launch_and_check_in(window: Window) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    both_sign_another_charter(ingrid, ravi)
    both_write_unseen_and_open_together(ingrid, ravi)
    both_accept_one_wording_and_launch(ingrid, ravi)
    one_line_is_a_check_in(ingrid, ravi)
    go(ravi, f"{TABLE}record/")
    for words in ("The second summer", "The beta goes out"):
        sees(ravi, words)
