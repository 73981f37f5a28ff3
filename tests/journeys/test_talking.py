"""Talk with both windows open: what one side says is in the other's page, and nobody loses their place."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import Window, go
from tests.journeys.steps import SOON, TABLE, sees

pytestmark = pytest.mark.browser
TALK = f"{TABLE}talk/"
LIVELY = "How often the sensors report"


def say(page: Page, words: str) -> None:
    """Write a reply and post it."""
    page.get_by_label("Your words").fill(words)
    page.locator("#say").get_by_role("button", name="Post it").click()


def open_topic(page: Page, title: str) -> None:
    """Come to a topic from the list, as people do."""
    go(page, TALK)
    page.get_by_role("link", name=title, exact=True).click()
    page.wait_for_url(re.compile(r"/talk/\w{26}/"))


def test_a_post_stands_in_the_open_page_of_the_other_side_and_moves_nothing(
    window: Window,
) -> None:
    tor, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    open_topic(tor, LIVELY)
    open_topic(ravi, LIVELY)
    ravi.evaluate("scrollTo(0, 0)")
    say(tor, "The **frost** has gone.")
    expect(ravi.locator("article.post").last).to_contain_text("The frost has gone.", timeout=SOON)
    expect(ravi.locator(".new-below")).to_contain_text("One new below")
    assert ravi.evaluate("scrollY") == 0


def test_who_writes_while_others_post_keeps_the_field_where_it_is(window: Window) -> None:
    tor, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    open_topic(tor, "Reference sensors at customs")
    open_topic(ravi, "Reference sensors at customs")
    field = ravi.get_by_label("Your words")
    field.fill("Good to")
    field.focus()
    field.scroll_into_view_if_needed()
    before = ravi.evaluate("document.activeElement.getBoundingClientRect().top")
    say(tor, "And the logger speaks again.")
    expect(ravi.locator("article.post").last).to_contain_text("speaks again", timeout=SOON)
    ravi.wait_for_timeout(300)
    after = ravi.evaluate("document.activeElement.getBoundingClientRect().top")
    assert abs(before - after) < 2
    assert field.input_value() == "Good to"


def test_what_is_typed_is_there_again_after_the_tab_was_closed(window: Window) -> None:
    ravi = window("Ravi of Kaveri")
    open_topic(ravi, LIVELY)
    with ravi.expect_response(re.compile("/talk/drafts/")):
        ravi.get_by_label("Your words").press_sequentially("Half a *thought* about")
    expect(ravi.locator("#say-preview em")).to_have_text("thought", timeout=SOON)
    open_topic(ravi, LIVELY)
    expect(ravi.get_by_label("Your words")).to_have_value("Half a *thought* about")
    ravi.get_by_label("Your words").fill("")
    ravi.wait_for_timeout(1200)


def test_a_question_asked_with_one_key_waits_for_the_other_side_and_is_answered(
    window: Window,
) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    go(ravi, TALK)
    go(ingrid, f"{TABLE}people/")
    ingrid.keyboard.press("q")
    expect(ingrid.locator("#ask-line")).to_be_focused()
    ingrid.keyboard.type("Which port does the gateway use?")
    ingrid.keyboard.press("Enter")
    sees(ingrid, "A question to Kaveri, open")
    ravi.get_by_role("link", name="Which port does the gateway use?").first.click(timeout=SOON)
    ravi.get_by_role("link", name="Reply", exact=True).click()
    ravi.get_by_label("Your words").fill("8883, with a certificate.")
    ravi.get_by_label("This answers the question").check()
    ravi.locator("#say").get_by_role("button", name="Post it").click()
    expect(ingrid.locator("article.post").first).to_contain_text(
        "answered; Ravi marked", timeout=SOON
    )
    expect(ingrid.locator("article.post").last).to_contain_text(
        "Marked as the answer", timeout=SOON
    )


def test_a_misunderstanding_is_cleared_up_between_two_windows(window: Window) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    open_topic(ravi, "Who signs for the pilots")
    say(ravi, "We ship the week after.")
    sees(ravi, "We ship the week after.")
    open_topic(ingrid, "Who signs for the pilots")
    last = ingrid.locator("article.post", has_text="We ship the week after.")
    last.get_by_text("More", exact=True).click()
    last.get_by_role("link", name="Is this what you meant?").click()
    ingrid.get_by_label("In your own words").fill("You ship in the first week of December.")
    ingrid.get_by_role("button", name="Ask Ravi").click()
    yes = ravi.get_by_role("button", name="Yes, that is what I meant")
    yes.click(timeout=SOON)
    expect(ingrid.locator(".meant.settled")).to_contain_text("What Ravi meant", timeout=SOON)


def test_a_post_is_read_in_ones_own_language_and_stays_so_while_others_act(window: Window) -> None:
    tor, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    open_topic(tor, LIVELY)
    say(tor, "The reference has landed.")
    expect(tor.locator("article.post").last).to_contain_text("has landed")
    open_topic(ravi, LIVELY)
    post = ravi.locator("article.post").last
    button = post.get_by_role("button", name="Translate")
    button.press("Enter")
    expect(post.locator(".by-machine")).to_contain_text(
        "Die Referenz has angekommen.", timeout=SOON
    )
    expect(post).to_contain_text("Translated by machine")
    expect(button).to_be_focused()
    expect(post.get_by_text("has landed")).to_be_hidden()
    post.get_by_text("See original").click()
    expect(post.get_by_text("The reference has landed.")).to_be_visible()
    ravi.get_by_label("Your words").focus()
    last = tor.locator("article.post").last
    last.locator("summary", has_text="More").click()
    last.get_by_role("button", name="Glad").click()
    expect(post.locator(".sign-given")).to_contain_text("Glad", timeout=SOON)
    expect(post.locator(".by-machine")).to_be_visible()
    tor.reload()
    last.locator("summary", has_text="More").click()
    last.get_by_role("link", name="Edit, history").click()
    tor.get_by_role("link", name="Edit it").click()
    tor.get_by_label("Your words").fill("All of it has landed.")
    tor.get_by_role("button", name="Post it so").click()
    expect(post).to_contain_text("All of it has landed.", timeout=SOON)
    expect(post.locator(".by-machine")).to_have_count(0)
