"""An initiative is not launched over the heads of people: the launch waits until somebody asked and spoke with them."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import Window, go
from tests.journeys.steps import SOON, TABLE, day_in, press, sees

pytestmark = pytest.mark.browser

WHAT = "Readings on the school roofs"
CARETAKERS = "Caretakers of the schools"
HEARD = "The ladder is locked before seven."
GOAL = re.compile(r"/goals/[0-9A-Z]{26}/$")


def drafts(page: Page) -> str:
    """A goal with a launch day; its id."""
    go(page, f"{TABLE}agreements/goals/new/")
    page.get_by_label("Name of the goal").fill(WHAT)
    page.get_by_label("The words").fill("Every school sees its own readings each morning.")
    page.get_by_label("Launch planned for").fill(day_in(12))
    press(page, "Show it to the others")
    page.wait_for_url(GOAL)
    return page.url.rstrip("/").rpartition("/")[2]


def answers(page: Page, check: str, short: str) -> None:
    """The six questions, each in a sentence."""
    go(page, check)
    section = page.locator("section[aria-labelledby='answer-title']")
    for field in section.get_by_role("textbox").all():
        field.fill("As we said on Monday.")
    press(page, f"Seal it for {short}")
    sees(page, "sealed")


def reads(page: Page, check: str, short: str) -> None:
    """All six fit."""
    go(page, f"{check}read/")
    for choice in page.get_by_label("They fit").all():
        choice.check()
    press(page, f"Say it for {short}")
    page.wait_for_url(re.compile(rf"{check}$"))


def test_a_launch_waits_for_those_whom_nobody_asked(window: Window) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    sides = ((ingrid, "Lumen"), (ravi, "Kaveri"))
    goal = drafts(ingrid)
    for page, short in sides:
        go(page, f"{TABLE}agreements/goals/{goal}/")
        press(page, f"Sign version 1 for {short}")
        sees(page, "signed version 1")
    check = f"{TABLE}agreements/launch/{goal}/"
    for page, short in sides:
        answers(page, check, short)
    for page, short in sides:
        reads(page, check, short)

    # The answers fit, and still nobody launches: nobody was asked who else it affects.
    go(ravi, check)
    sees(ravi, "Something else still holds the launch.")
    expect(ravi.get_by_role("button", name="Launch", exact=True)).to_be_disabled()

    # She names a group; his open page says that they are missing.
    go(ingrid, f"{TABLE}agreements/voices-missing/{goal}/")
    ingrid.get_by_label("Somebody else").fill(CARETAKERS)
    ingrid.get_by_label("How it affects them").fill("They open the roofs.")
    press(ingrid, "Put them on the list")
    sees(ingrid, CARETAKERS)
    expect(ravi.get_by_role("main")).to_contain_text(CARETAKERS, timeout=SOON)
    expect(ravi.get_by_role("button", name="Launch", exact=True)).to_be_disabled()

    # They are spoken with; what was heard stands there, and the launch goes on by itself.
    ingrid.get_by_role("link", name=CARETAKERS).click()
    sees(ingrid, "Nobody speaks for them yet.")
    ingrid.get_by_text("Record a talk with them").click()
    ingrid.get_by_label("On which day").fill(day_in(0))
    ingrid.get_by_label("How you spoke with them").fill("By phone with three of them.")
    ingrid.get_by_label("What you heard").fill(HEARD)
    ingrid.get_by_label("What changes by it").fill("We come after seven.")
    press(ingrid, "Record it")
    expect(ingrid.get_by_role("heading", name="What was heard")).to_be_visible(timeout=SOON)
    sees(ingrid, HEARD)
    sees(ravi, "Nothing holds the launch any more.")
    ravi.get_by_role("button", name="Launch", exact=True).click()
    sees(ravi, "Launched")
    sees_on_record(ingrid)


def sees_on_record(page: Page) -> None:
    """Whoever reads the record finds the group before the launch."""
    go(page, f"{TABLE}record/")
    sees(page, CARETAKERS)
    sees(page, WHAT)
