"""From words to an agreement and a decision, with the keyboard alone: two organisations, then five."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.conftest import Window, go
from tests.journeys.five import HOUSES, SIT, mail_of
from tests.journeys.steps import SOON, TABLE, sees, step_to
from tests.serving import Server, served

pytestmark = pytest.mark.browser
FIVE = "/p/five/"
DECISIONS = "agreements/decisions/"


def enter(page: Page, words: str, *, within: str = "main") -> None:
    """Go to what is called so, and press Enter."""
    step_to(page, words, within=within)
    page.keyboard.press("Enter")


def send(page: Page, words: str) -> None:
    """Press what is called so, and wait until the server has answered: what follows may be another's page."""
    step_to(page, words, within="main")
    with page.expect_response(lambda one: one.request.method == "POST"):
        page.keyboard.press("Enter")


def write(page: Page, label: str, words: str) -> None:
    """Go to a field and write in it, over what stands there."""
    step_to(page, label, within="main")
    page.keyboard.press("Control+A")
    page.keyboard.type(words)


def test_two_sides_sign_one_wording_and_an_edit_makes_it_stale(window: Window) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    go(ingrid, f"{TABLE}agreements/goals/new/")
    write(ingrid, "Name of the goal", "Ten pilots trust the readings")
    write(ingrid, "The words", "Ten invited pilots use calibrated readings every day.")
    enter(ingrid, "Show it to the others")
    ingrid.wait_for_url(re.compile(r"/goals/[0-9A-Z]{26}/$"))
    address = ingrid.url.partition("localhost")[2].partition("/")[2].join(("/", ""))

    go(ravi, address)
    enter(ravi, "Sign version 1 for Kaveri")
    sees(ingrid, "signed version 1")
    enter(ingrid, "Propose a change")
    ingrid.wait_for_url(re.compile(r"/change/$"))
    write(ingrid, "The words", "Ten invited pilots use calibrated readings every working day.")
    write(ingrid, "Why it changes", "Nobody reads them on Sundays.")
    enter(ingrid, "Write version 2")
    sees(ravi, "signed version 1, which has changed since")
    for page, short in ((ravi, "Kaveri"), (ingrid, "Lumen")):
        go(page, address)
        send(page, f"Sign version 2 for {short}")
    sees(ravi, "Version 2 is agreed: every organisation has signed it.")
    go(ravi, f"{TABLE}record/")
    sees(ravi, "Ten pilots trust the readings")


@pytest.fixture(scope="module")
def buoys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server at which five organisations sit."""
    with served(tmp_path_factory.mktemp("five")) as running:
        running.troth("manage", "shell", "-v", "0", "-c", SIT)
        yield running


@pytest.fixture
def seat(room_for: Callable[..., BrowserContext], buoys: Server) -> Callable[[str], Page]:
    """A window for the admin of one of the five, let in by the operator."""

    def sit_down(house: str) -> Page:
        page = room_for().new_page()
        page.goto(buoys.troth("people", "let-in", mail_of(house)).strip().splitlines()[-1])
        if page.get_by_role("main").get_by_role("button").count():
            page.get_by_role("main").get_by_role("button").first.click()
        page.wait_for_url("**/you/")
        return page

    return sit_down


def choose(page: Page, words: str, *, why: str = "") -> None:
    """Give the organisation's voice, with the keyboard."""
    step_to(page, "Yes", within="main")
    for _ in range(4):
        if words in page.evaluate("() => document.activeElement.labels?.[0]?.innerText || ''"):
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    if why:
        write(page, "Why, in a few words", why)
    send(page, "Vote for")


def test_of_five_one_refuses_and_the_rule_decides(seat: Callable[[str], Page]) -> None:
    aurora, birk, cala, _doro, elva = (seat(house) for house in HOUSES)
    go(aurora, f"{FIVE}{DECISIONS}new/")
    write(aurora, "What do you want to decide?", "Shall we publish the tide data?")
    step_to(aurora, "Consent", within="main")
    aurora.keyboard.press("ArrowDown")
    aurora.keyboard.press("ArrowDown")
    enter(aurora, "Put it to the vote")
    aurora.wait_for_url(re.compile(r"/decisions/[0-9A-Z]{26}/$"))
    address = re.sub(r"^https?://[^/]+", "", aurora.url)

    go(elva, address)
    choose(elva, "No", why="Our divers are not asked yet.")
    sees(aurora, "Our divers are not asked yet.")
    for page in (aurora, birk, cala):
        go(page, address)
        choose(page, "Yes")
    # Elva's page says it by itself.
    expect(elva.get_by_role("main")).to_contain_text("Carried", timeout=SOON)
    go(elva, f"{FIVE}record/")
    sees(elva, "Shall we publish the tide data?")


def test_of_five_one_refuses_a_sixth_and_the_record_shows_rule_and_motion(
    seat: Callable[[str], Page],
) -> None:
    aurora, birk, _cala, doro, elva = (seat(house) for house in HOUSES)
    go(aurora, f"{FIVE}consent/propose/add-party/")
    write(aurora, "Name", "Fjell")
    write(aurora, "mail", "frida@fjell.example")
    write(aurora, "Why", "They own the masts.")
    enter(aurora, "Propose")
    aurora.wait_for_url(re.compile(r"/consent/[0-9A-Z]{26}/$"))
    address = re.sub(r"^https?://[^/]+", "", aurora.url)
    for page, words in ((elva, "Say no"), (birk, "Say yes"), (doro, "Say yes")):
        go(page, address)
        send(page, words)
    go(elva, f"{FIVE}record/")
    sees(elva, "invite Fjell to this table”: carried (the rule: more than half must say yes)")
    sees(elva, "Elva said no to “invite Fjell to this table”")
