"""The first promise, with both windows open: each side sees at once what the other did."""

import re

import pytest
from playwright.sync_api import expect
from tests.conftest import Window, go
from tests.journeys.steps import (
    LIST,
    SOON,
    TABLE,
    card,
    day_in,
    press,
    promise,
    promised,
    sees,
    story,
)

pytestmark = pytest.mark.browser


@pytest.mark.smoke
def test_a_promise_is_made_accepted_delivered_and_confirmed(window: Window) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    what = "pilot contract, third draft"
    go(ingrid, LIST)
    go(ravi, LIST)
    expect(card(ravi, what)).to_have_count(0)
    promise(ingrid, f"{what}, by Friday 17:00")

    # Nobody has reloaded Ravi's page.
    card(ravi, what).get_by_role("button", name="Accept").click(timeout=SOON)
    expect(story(ingrid)).to_contain_text("Ravi accepted.", timeout=SOON)
    press(ingrid, "Say that it is delivered")
    ingrid.get_by_role("button", name="Say that it is delivered").click()
    card(ravi, what).get_by_role("button", name="Confirm").click(timeout=SOON)
    expect(story(ingrid)).to_contain_text("Ravi confirmed", timeout=SOON)
    expect(ingrid.get_by_role("img", name="Kept")).to_be_visible()


def test_each_line_of_the_story_opens_to_its_entry_in_the_record(window: Window) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    address = promised(ingrid, "entry to look at")
    go(ravi, address)
    press(ravi, "Accept")
    expect(story(ingrid)).to_contain_text("Ravi accepted.", timeout=SOON)
    story(ingrid).get_by_role("link", name=re.compile("^entry ")).last.click()
    ingrid.wait_for_url(re.compile(r"/record/\d+/$"))
    sees(ingrid, "Ravi")
    sees(ingrid, "accept")
    assert "commitment:accepted" in ingrid.content()


def test_a_promise_is_declined_with_a_reason(window: Window) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    address = promised(ingrid, "a second press note")
    go(ravi, f"{address}decline/")
    ravi.get_by_role("button", name=re.compile("^Decline")).click()
    sees(ravi, "Please say why")
    ravi.get_by_label("Why").fill("First the pilots, then the press.")
    ravi.get_by_role("button", name=re.compile("^Decline")).click()
    expect(story(ingrid)).to_contain_text("First the pilots, then the press.", timeout=SOON)
    expect(ingrid.get_by_role("img", name="Declined")).to_be_visible()


def test_a_date_moves_by_agreement_and_is_never_late(window: Window) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    address = promised(ingrid, "reference sensors through customs")
    go(ravi, address)
    press(ravi, "Accept")
    sees(ingrid, "Ravi accepted.")
    go(ingrid, f"{address}ask-move/")
    ingrid.get_by_label("Day").fill(day_in(14))
    ingrid.get_by_label("Why").fill("Customs hold them until Tuesday.")
    ingrid.get_by_role("button", name="Ask to move it").click()

    expect(story(ravi)).to_contain_text("Customs hold them until Tuesday.", timeout=SOON)
    ravi.get_by_role("button", name=re.compile(r"^Agree to .*17:00 Bergen")).click()
    expect(story(ingrid)).to_contain_text("Ravi agreed", timeout=SOON)
    press(ingrid, "Say that it is delivered")
    ingrid.get_by_role("button", name="Say that it is delivered").click()
    ravi.get_by_role("button", name="Confirm").click(timeout=SOON)
    expect(ingrid.get_by_role("img", name="Renegotiated and kept")).to_be_visible(timeout=SOON)


def test_what_came_back_says_what_is_missing(window: Window) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    address = promised(ingrid, "test set with labels")
    go(ravi, address)
    press(ravi, "Accept")
    sees(ingrid, "Ravi accepted.")
    go(ingrid, f"{address}deliver/")
    ingrid.get_by_role("button", name="Say that it is delivered").click()
    press(ravi, "Say what is missing")
    ravi.get_by_label("What is missing").fill("The labels of station 14.")
    ravi.get_by_role("button", name="Say what is missing").click()
    expect(story(ingrid)).to_contain_text("The labels of station 14.", timeout=SOON)


def test_reliability_is_told_per_direction_with_reasons_and_no_name(window: Window) -> None:
    ingrid = window("Ingrid of Lumen")
    go(ingrid, f"{TABLE}trust/")
    ingrid.get_by_role("main").get_by_role("link", name=re.compile("Kaveri")).first.click()
    ingrid.wait_for_url(re.compile(r"/trust/.+"))
    words = ingrid.inner_text("main")
    people = ("Ingrid", "Tor", "Siri", "Anne", "Ravi", "Meera", "Arjun", "Lakshmi")
    assert [name for name in people if name in words] == []
    assert "Kept" in words
    ingrid.get_by_role("main").locator("summary").filter(has_text=re.compile(".")).first.click()
    expect(ingrid.get_by_role("main").locator("details[open]").first).to_be_visible()


def test_a_mail_the_example_would_have_sent_leads_from_the_outbox_to_where_it_should(
    window: Window,
) -> None:
    ingrid, ravi = window("Ingrid of Lumen"), window("Ravi of Kaveri")
    go(ingrid, f"{TABLE}people/invitations/colleague/")
    ingrid.get_by_label("E-mail address").fill("nora@lumen.example")
    press(ingrid, "Send the invitation")
    sees(ingrid, "nora@lumen.example")

    go(ravi, "/example/outbox/")
    letters = ravi.get_by_role("main").get_by_role("listitem")
    letter = letters.filter(has_text="nora@lumen.example")
    expect(letter).to_have_count(1)
    letter.get_by_role("link").click()
    sees(ravi, "You get this because Ingrid typed your address.")
    ravi.get_by_role("main").get_by_role("link", name=re.compile("invitations")).click()
    expect(ravi.get_by_role("heading", level=1)).to_contain_text("Ingrid of Lumen")
    sees(ravi, "invites you to")
