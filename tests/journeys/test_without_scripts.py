"""Scripts off: sitting down, promising, answering, moving, and bringing a file in all work."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.conftest import Window, go
from tests.journeys.steps import LIST, TABLE, card, day_in, press, promise, story
from tests.serving import Server

pytestmark = pytest.mark.browser

HEAD = "event_id,party,counterparty,promised_at,due_at,kept_at\n"
GOOD = "".join(
    f"n{n},Depot Oslo,Lumen Sensors,2026-01-{n + 1:02},2026-02-{n + 1:02},2026-02-{n + 1:02}\n"
    for n in range(9)
)
BAD = (
    "x1,Depot Oslo,Lumen Sensors,2026-03-09,2026-03-01,\nx2,,Lumen Sensors,2026-03-01,2026-03-09,\n"
)


@pytest.fixture
def plain(room_for: Callable[..., BrowserContext], server: Server) -> Window:
    """Somebody chosen from the example's people at the door, in a browser without scripts."""

    def sit_down(name: str) -> Page:
        page = room_for(java_script_enabled=False).new_page()
        page.goto(f"{server.url}/")
        expect(page).to_have_url(re.compile("/come-in/"))
        page.get_by_role("button", name=re.compile(rf"\b{name}\b")).first.click()
        expect(page).to_have_url(f"{server.url}/")
        return page

    return sit_down


def test_a_promise_is_made_accepted_moved_and_declined(plain: Window) -> None:
    ingrid, ravi = plain("Ingrid"), plain("Ravi")
    what = "a plain promise"
    go(ingrid, LIST)
    promise(ingrid, f"{what}, by {day_in(8)} 17:00")
    expect(ingrid.get_by_role("heading", level=1)).to_have_text(what)
    go(ravi, LIST)
    card(ravi, what).get_by_role("button", name="Accept").click()
    expect(story(ravi)).to_contain_text("Ravi accepted.")

    address = ingrid.url.split("localhost")[1].partition("/")[2]
    go(ingrid, f"/{address}ask-move/")
    ingrid.get_by_label("Day").fill(day_in(12))
    ingrid.get_by_label("Why").fill("The ship is late.")
    ingrid.get_by_role("button", name="Ask to move it").click()
    expect(story(ingrid)).to_contain_text("The ship is late.")
    go(ravi, f"/{address}")
    ravi.get_by_role("button", name=re.compile("^Agree to")).click()
    expect(story(ravi)).to_contain_text("Ravi agreed")


def test_declining_without_a_reason_comes_back_and_keeps_the_page(plain: Window) -> None:
    ingrid, ravi = plain("Ingrid"), plain("Ravi")
    go(ingrid, LIST)
    promise(ingrid, f"another plain promise, by {day_in(8)}")
    address = ingrid.url.split("localhost")[1].partition("/")[2]
    go(ravi, f"/{address}decline/")
    ravi.get_by_role("button", name=re.compile("^Decline")).click()
    expect(ravi.get_by_role("main")).to_contain_text("Please say why")
    ravi.get_by_label("Why").fill("We have no bench for it.")
    ravi.get_by_role("button", name=re.compile("^Decline")).click()
    expect(story(ravi)).to_contain_text("We have no bench for it.")


def test_a_wrong_line_comes_back_with_its_words_and_what_to_do(plain: Window) -> None:
    ingrid = plain("Ingrid")
    go(ingrid, LIST)
    promise(ingrid, "photos, by 3/4")
    expect(ingrid.get_by_label("What, and by when").first).to_have_value("photos, by 3/4")
    expect(ingrid.locator("#promise-wrong")).to_be_visible()


def test_a_file_is_brought_in_after_its_errors_were_seen(plain: Window, tmp_path: Path) -> None:
    ingrid = plain("Ingrid")
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_text(HEAD + GOOD + BAD)
    good.write_text(HEAD + GOOD)
    hand_in(ingrid, bad)
    read_to_the_end(ingrid)
    main = ingrid.get_by_role("main")
    expect(main).to_contain_text("2 things need another look")
    assert main.get_by_role("rowheader", name="11", exact=True).count() == 1
    assert main.get_by_role("rowheader", name="12", exact=True).count() == 1
    press(ingrid, "Throw it away")

    hand_in(ingrid, good)
    read_to_the_end(ingrid)
    expect(main).to_contain_text("9 promises can be brought in")
    main.get_by_role("button", name="Bring in 9 promises").click()
    go(ingrid, f"{TABLE}trust/")
    expect(main).to_contain_text("Depot Oslo")


def hand_in(page: Page, file: Path) -> None:
    """Choose the file and send it."""
    go(page, f"{LIST}import/")
    page.get_by_label("A CSV file").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    expect(page).to_have_url(re.compile(r"/import/[0-9A-Z]{26}/$"))


def read_to_the_end(page: Page) -> None:
    """Look again until it has been read; without scripts that is what one does."""
    for _ in range(60):
        if not page.get_by_text("It is being read.").count():
            return
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError("it is still being read")


def test_a_post_is_translated_and_the_page_shows_it_by_itself(plain: Window) -> None:
    ravi = plain("Ravi")
    go(ravi, f"{TABLE}talk/")
    ravi.get_by_role("link", name="Reference sensors at customs", exact=True).click()
    post = ravi.locator("article.post").first
    post.get_by_role("button", name="Translate").click()
    expect(post).to_contain_text("Translated by machine")
    expect(post).to_contain_text("Die Referenz Sensoren cleared customs")
    post.get_by_text("See original").click()
    expect(post).to_contain_text("The reference sensors cleared customs")
